import { type Forms, plural } from '../../i18n/phrase.ts';
import { searchTerms } from './stem.ts';

/** Written by SearchForm.astro. */
interface SearchWords {
  readonly endings: readonly string[];
  readonly pluralTag: string;
  readonly found: Forms;
  readonly none: string;
  readonly loading: string;
  readonly failed: string;
}

/** The part of Pagefind's interface that is used; see pagefind.app/docs/api. */
interface Pagefind {
  init(): Promise<void>;
  debouncedSearch(query: string): Promise<{ results: Result[] } | null>;
  search(query: string): Promise<{ results: Result[] }>;
}
interface Result {
  readonly id: string;
  data(): Promise<Found>;
}
interface Found {
  raw_url?: string;
  url: string;
  excerpt: string;
  meta: { title?: string };
}

const mostResults = 12;

function start(): void {
  const field = document.getElementById('query');
  const form = document.getElementById('page-search');
  const status = document.getElementById('search-status');
  const list = document.getElementById('search-results');
  const data = document.getElementById('search-words');
  if (!(field instanceof HTMLInputElement) || !form || !status || !list || !data) return;
  // Written by SearchForm.astro in this very form.
  const words = JSON.parse(data.textContent ?? '') as SearchWords;
  let engine: Promise<Pagefind> | undefined;
  let asked = 0;

  /** Fetches the index when the field is first used, so that a visit to the page alone fetches nothing more. */
  const load = (): Promise<Pagefind> => {
    engine ??= (async () => {
      const address = new URL('../pagefind/pagefind.js', location.href).href;
      // Pagefind has no types of its own; its interface stands above.
      const pagefind = (await import(address)) as Pagefind;
      await pagefind.init();
      return pagefind;
    })();
    return engine;
  };

  const answer = async (): Promise<void> => {
    const query = searchTerms(field.value, words.endings);
    asked += 1;
    const mine = asked;
    if (query === '') {
      list.textContent = '';
      status.textContent = '';
      return;
    }
    try {
      const pagefind = await load();
      const search = await pagefind.debouncedSearch(query);
      if (search === null || mine !== asked) return;
      const results = [...search.results, ...(await withSomeWords(pagefind, query, search.results))];
      const pages = await Promise.all(results.slice(0, mostResults).map((result) => result.data()));
      if (mine !== asked) return;
      list.textContent = '';
      list.append(...pages.map(resultItem));
      const count = results.length;
      status.textContent = count === 0 ? words.none : plural(words.found, count, words.pluralTag);
    } catch {
      status.textContent = words.failed;
    }
  };

  field.disabled = false;
  status.textContent = '';
  field.addEventListener('focus', () => {
    load().catch(() => {
      status.textContent = words.failed;
    });
  });
  field.addEventListener('input', answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void answer();
  });
}

/** Shorter words join the others and are no question of their own. */
const shortestWord = 4;

/** Pages that have some of several words and not all: Pagefind leaves them out, and one odd word would find nothing. */
async function withSomeWords(
  pagefind: Pagefind,
  query: string,
  already: readonly Result[],
): Promise<Result[]> {
  const words = query.split(' ');
  if (words.length < 2) return [];
  const known = new Set(already.map(({ id }) => id));
  const more: Result[] = [];
  for (const word of words.filter(({ length }) => length >= shortestWord)) {
    for (const result of (await pagefind.search(word)).results) {
      if (known.has(result.id)) continue;
      known.add(result.id);
      more.push(result);
    }
  }
  return more;
}

function resultItem(page: Found): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'row';
  const link = document.createElement('a');
  link.href = `../${(page.raw_url ?? page.url).replace(/^\/+/, '')}`;
  link.textContent = page.meta.title ?? link.href;
  const heading = document.createElement('p');
  heading.className = 'who';
  heading.append(link);
  const excerpt = document.createElement('p');
  excerpt.append(...excerptNodes(page.excerpt));
  item.append(heading, excerpt);
  return item;
}

/** An excerpt comes as HTML whose only tag is `<mark>`; it is built anew from its text. */
function excerptNodes(html: string): Node[] {
  const text = (part: string): string =>
    new DOMParser().parseFromString(part, 'text/html').documentElement.textContent ?? '';
  return html.split(/(<mark>.*?<\/mark>)/).map((part) => {
    if (!part.startsWith('<mark>')) return document.createTextNode(text(part));
    const mark = document.createElement('mark');
    mark.textContent = text(part);
    return mark;
  });
}

start();
