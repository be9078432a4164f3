import { type CollectionEntry, getCollection, getEntry, render } from 'astro:content';
import { allWords, type Words, wordsOf } from '../i18n/words.ts';
import type { Site } from '../schemas/site.ts';
import { shownRelease } from './_release.ts';

export type PageEntry = CollectionEntry<'pages'>;

/** Pages with an address of their own in `src/pages/[lang]/`; every other slug is drawn by `[slug].astro`. */
export const drawnPages = ['home', 'check', 'code', 'flyer', 'search'] as const;

/** Order of the links at the foot of every page. Pages that are not named stand where they are linked from. */
const footOrder = [
  'check',
  'code',
  'collect',
  'papers',
  'checklist',
  'contacts',
  'rights',
  'safety',
  'blocked',
  'genuine',
  'roster',
  'flyer',
  'search',
  'about',
];

export async function siteData(): Promise<Site> {
  const entry = await getEntry('site', 'site');
  if (entry === undefined) throw new Error('content/site.yaml is not there.');
  return entry.data;
}

let pages: Map<string, PageEntry> | undefined;

/** Pages by id, so that asking for one that a language does not have is no error. */
async function pagesById(): Promise<Map<string, PageEntry>> {
  pages ??= new Map((await getCollection('pages')).map((entry) => [entry.id, entry]));
  return pages;
}

/** Every slug that some language has. */
export async function allSlugs(): Promise<string[]> {
  const ids = [...(await pagesById()).keys()];
  return [...new Set(ids.map((id) => id.split('/')[1] ?? id))].sort();
}

/**
 * A page in a language, or in the next best one that has it, with the language it is written in. Languages that the
 * language does not name as next best come last, so that a page that exists has its address in every language.
 */
export async function pageIn(
  words: Words,
  slug: string,
): Promise<{ entry: PageEntry; spoken: Words } | undefined> {
  const all = await pagesById();
  for (const code of new Set([words.code, ...words.fallback, ...allWords().map((other) => other.code)])) {
    const entry = all.get(`${code}/${slug}`);
    if (entry !== undefined) return { entry, spoken: wordsOf(code) };
  }
  return undefined;
}

/** As `pageIn`, for pages that must be there. */
export async function neededPage(words: Words, slug: string): Promise<{ entry: PageEntry; spoken: Words }> {
  const page = await pageIn(words, slug);
  if (page === undefined)
    throw new Error(`content/pages/${words.code}/${slug}.mdx is not there in any language.`);
  return page;
}

/** A link at the foot of a page; `lang` where its name is in another language than the page. */
export interface FootLink {
  readonly slug: string;
  readonly title: string;
  readonly lang?: string | undefined;
}

/** Names and slugs for the foot of a page. */
export async function footPages(words: Words): Promise<FootLink[]> {
  const found = await Promise.all(
    footOrder.map(async (slug) => {
      const page = await pageIn(words, slug);
      return (
        page && {
          slug,
          title: page.entry.data.title,
          lang: page.spoken === words ? undefined : page.spoken.tag,
        }
      );
    }),
  );
  return found.filter((page) => page !== undefined);
}

/** The pages of the step-by-step way, in order. */
export async function stepPages(words: Words): Promise<{ slug: string; title: string; step: number }[]> {
  const steps = await Promise.all(
    (await allSlugs()).map(async (slug) => {
      const page = await pageIn(words, slug);
      const step = page?.entry.data.step;
      return page === undefined || step === undefined
        ? undefined
        : { slug, title: page.entry.data.title, step };
    }),
  );
  return steps.filter((page) => page !== undefined).sort((a, b) => a.step - b.step);
}

/** Static paths for a page that is there in each language. */
export function languagePaths(): { params: { lang: string } }[] {
  return allWords().map(({ code }) => ({ params: { lang: code } }));
}

/** Pages that answer from the roster are out of date as soon as it is. */
const fromRoster = ['check', 'code'];

/** A page of content/pages with everything that its frame (layouts/Page.astro) needs. */
export async function framedPage(lang: string | undefined, slug: string) {
  const words = wordsOf(String(lang));
  const { entry, spoken } = await neededPage(words, slug);
  const { Content } = await render(entry);
  const { title, description, checked, review_by } = entry.data;
  const { roster } = shownRelease();
  const reviewBy = fromRoster.includes(slug) && roster.review_by < review_by ? roster.review_by : review_by;
  const [site, pages] = await Promise.all([siteData(), footPages(words)]);
  const frame = {
    words,
    spoken,
    slug,
    site,
    pages,
    title,
    description,
    checked,
    reviewBy,
    issued: roster.issued,
  };
  return { words, entry, Content, frame };
}
