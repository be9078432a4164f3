import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, posix, resolve } from 'node:path';
import {
  parse,
  parseFragment,
  serialize,
  serializeOuter,
  type DefaultTreeAdapterTypes as Tree,
} from 'parse5';
import { escaped } from '../../src/i18n/markup.ts';
import type { TrustWords } from '../../src/schemas/trust.ts';
import { base64OfScript, sealedBlockId } from '../../src/seal/sealed-script.ts';
import { plainDay } from '../../src/trust/expiry.ts';
import { formatReleaseScript, parseRelease, RELEASE_FILE } from '../../src/trust/release.ts';
import { classicScript } from './browser-bundle.ts';
import { hashSource } from './content-security-policy.ts';
import { trustLanguages } from './verify-page.ts';

const root = resolve(import.meta.dirname, '../..');

/** A messenger forwards this much; a roster of 20,000 rows fits. */
const LARGEST_SINGLE_FILE = 2_000_000;

/** The roster does not fit one file. */
export class SingleFileTooLarge extends Error {
  override name = 'SingleFileTooLarge';
}

/** Room for the signature that `mirror -- sign` writes at the end. */
const TRAILER_BYTES = 1000;

/** Pages that make no sense in one file: the page search is a server's folder of its own. */
const leftOut = ['search'];

/** Scripts of the frame, the contacts and the check page, in the order in which they must run. */
const scripts = ['frame', 'contacts', 'names', 'roster', 'engine', 'check'];

type Node = Tree.ChildNode;
type Element = Tree.Element;

const isElement = (node: Tree.Node): node is Element => 'tagName' in node;

const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((attribute) => attribute.name === name)?.value;

function setAttribute(element: Element, name: string, value: string): void {
  const found = element.attrs.find((attribute) => attribute.name === name);
  if (found === undefined) element.attrs.push({ name, value });
  else found.value = value;
}

/** Every element below a node, contents of templates included. */
function elementsBelow(node: Tree.Node): Element[] {
  const inside = 'content' in node ? elementsBelow(node.content) : [];
  if (!('childNodes' in node)) return inside;
  return [
    ...inside,
    ...node.childNodes.flatMap((child) => (isElement(child) ? [child, ...elementsBelow(child)] : [])),
  ];
}

function remove(element: Element): void {
  const parent = element.parentNode;
  if (parent !== null) parent.childNodes = parent.childNodes.filter((child) => child !== element);
}

function find(node: Tree.Node, test: (element: Element) => boolean): Element | undefined {
  return elementsBelow(node).find(test);
}

const byTag = (node: Tree.Node, tag: string): Element | undefined =>
  find(node, ({ tagName }) => tagName === tag);

/** One page of the site on its way into the file. */
interface Page {
  /** `check`, `list/1`: its path below the language's folder without `.html`. */
  slug: string;
  document: Tree.Document;
}

/** A page of the list for reading without scripts. */
const isList = (slug: string): boolean => slug.startsWith('list/');

const idOfPage = (slug: string): string => `page-${slug.replaceAll('/', '-')}`;

/** Pages whose scripts know their elements by ids; everywhere else two pages may use one id. */
const isScripted = (slug: string): boolean => slug === 'check' || slug === 'code';

const idWithin = (slug: string, id: string): string =>
  isScripted(slug) ? id : `${slug.replaceAll('list/', 'l')}--${id}`;

function slugsOf(siteDir: string, lang: string): string[] {
  const folder = join(siteDir, lang);
  if (!existsSync(folder)) throw new Error(`${siteDir} has no pages in ${lang}.`);
  return readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.html'))
    .map((path) => path.slice(0, -'.html'.length))
    .filter((slug) => !leftOut.includes(slug))
    .sort();
}

function readPages(siteDir: string, lang: string, isWanted: (slug: string) => boolean = () => true): Page[] {
  return slugsOf(siteDir, lang)
    .filter(isWanted)
    .map((slug) => ({ slug, document: parse(readFileSync(join(siteDir, lang, `${slug}.html`), 'utf8')) }));
}

/** Bytes of some files, without reading them. */
const bytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0);

/** Where a link of a page leads inside the file; null when the file has no such page. */
function inside(slug: string, href: string, lang: string, slugs: ReadonlySet<string>): string | null {
  const [path = '', fragment] = href.split('#');
  const aim = path === '' ? `${lang}/${slug}.html` : posix.join(lang, posix.dirname(slug), path);
  const aimed = aim.startsWith(`${lang}/`) ? aim.slice(lang.length + 1).replace(/\.html$/, '') : null;
  if (aimed === null || !slugs.has(aimed)) return null;
  return fragment === undefined || fragment === '' ? `#${idOfPage(aimed)}` : `#${idWithin(aimed, fragment)}`;
}

const isAbsolute = (href: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);

/** A link that leads nowhere any more: its words stay, and it is a link no longer. */
function unlink(link: Element): void {
  link.tagName = 'span';
  link.nodeName = 'span';
  link.attrs = [];
}

/** A list of links without what only the whole site has. */
function dropFromLists(container: Tree.Node, isGone: (href: string) => boolean): void {
  for (const item of elementsBelow(container).filter(({ tagName }) => tagName === 'li')) {
    const links = elementsBelow(item).filter(({ tagName }) => tagName === 'a');
    const [link] = links;
    if (links.length === 1 && link !== undefined && isGone(attributeOf(link, 'href') ?? '')) remove(item);
  }
}

function relink(container: Tree.Node, slug: string, lang: string, slugs: ReadonlySet<string>): void {
  for (const link of elementsBelow(container).filter(({ tagName }) => tagName === 'a')) {
    const href = attributeOf(link, 'href');
    if (href === undefined || isAbsolute(href)) continue;
    const aim = inside(slug, href, lang, slugs);
    if (aim === null) unlink(link);
    else setAttribute(link, 'href', aim);
  }
}

const idReferences = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers'];

function renameIds(container: Tree.Node, slug: string): void {
  if (isScripted(slug)) return;
  for (const element of elementsBelow(container)) {
    const id = attributeOf(element, 'id');
    if (id !== undefined) setAttribute(element, 'id', idWithin(slug, id));
    for (const name of idReferences) {
      const value = attributeOf(element, name);
      if (value === undefined) continue;
      setAttribute(
        element,
        name,
        value
          .split(' ')
          .map((id) => idWithin(slug, id))
          .join(' '),
      );
    }
    for (const attribute of element.attrs) {
      attribute.value = attribute.value.replace(
        /url\(#([^)]+)\)/g,
        (_, id: string) => `url(#${idWithin(slug, id)})`,
      );
      if (attribute.name === 'href' && element.tagName === 'use' && attribute.value.startsWith('#')) {
        attribute.value = `#${idWithin(slug, attribute.value.slice(1))}`;
      }
    }
  }
}

/** Takes out what cannot be in one file: loaded scripts, the kept copy, the note of age (there is one for all). */
function strip(main: Element): void {
  const gone = ['keep', 'keep-data', 'age', 'age-data'];
  for (const element of elementsBelow(main)) {
    const isScript = element.tagName === 'script' && attributeOf(element, 'src') !== undefined;
    // What a copy on the phone lacks is said where there is one.
    const isOfKept = attributeOf(element, 'data-slot') === 'kept';
    if (isScript || isOfKept || gone.includes(attributeOf(element, 'id') ?? '')) remove(element);
    // Under scripts its text is hidden, without them it talks of the copy on the phone.
    if (element.tagName === 'noscript') remove(element);
  }
}

/** Says on the code page where a code can be opened, in place of the form: the records do not fit. */
function withoutForm(main: Element, words: TrustWords['single']): void {
  for (const element of elementsBelow(main)) {
    const isForm = element.tagName === 'template' || attributeOf(element, 'class') === 'cols';
    const isWords = attributeOf(element, 'id') === 'code-words';
    if (isForm || isWords || attributeOf(element, 'class') === 'lead') remove(element);
  }
  const link = `<a href="blocked.html">${escaped(words.code_link)}</a>`;
  const paragraph = parseFragment(`<p class="lead">${escaped(words.code)}</p><p>${link}.</p>`);
  const heading = main.childNodes.findIndex((child) => isElement(child) && child.tagName === 'h1');
  main.childNodes.splice(heading + 1, 0, ...(paragraph.childNodes as Node[]));
}

function sectionOf(
  page: Page,
  lang: string,
  slugs: ReadonlySet<string>,
  withoutCodes: TrustWords['single'] | null,
): string {
  const main = byTag(page.document, 'main');
  if (main === undefined) throw new Error(`${lang}/${page.slug}.html has no <main>.`);
  strip(main);
  // A file need not offer itself.
  for (const element of elementsBelow(main)) {
    if (attributeOf(element, 'data-single-file') !== undefined) remove(element);
  }
  if (page.slug === 'code' && withoutCodes !== null) withoutForm(main, withoutCodes);
  relink(main, page.slug, lang, slugs);
  renameIds(main, page.slug);
  const home = page.slug === 'index' ? ' home' : '';
  // HTML needs no end tags in a table; of 20,000 rows they would take 700 kB.
  const html = serialize(main);
  const body = isList(page.slug) ? html.replace(/<\/(?:t[dhr]|tbody)>/g, '') : html;
  return `<section class="page${home}" id="${idOfPage(page.slug)}">${body}</section>`;
}

/** A script that stands inside HTML: what would end it early is written in another way. */
const inlined = (text: string): string =>
  text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

function styleOf(siteDir: string, lang: string, pages: readonly Page[]): string {
  const files = new Set<string>();
  for (const { slug, document } of pages) {
    const links = elementsBelow(document).filter((element) => attributeOf(element, 'rel') === 'stylesheet');
    for (const link of links)
      files.add(posix.join(lang, posix.dirname(slug), attributeOf(link, 'href') ?? ''));
  }
  const sheets = [...files].sort().map((path) => readFileSync(join(siteDir, path), 'utf8'));
  const foreign = sheets.join('\n').match(/url\((?!["']?(?:data:|#))[^)]*\)/);
  if (foreign !== null) throw new Error(`A style sheet loads ${foreign[0]}, which one file cannot carry.`);
  const paging = [
    '.page{display:none}.page:target,.page.home{display:block}.page:target~.page.home{display:none}',
    '@supports selector(:has(*)){.page:has(:target){display:block}body:has(.page:not(.home) :target) .home{display:none}}',
    '[data-paged] .page:not([data-here]){display:none}[data-paged] .page[data-here]{display:block}',
    '@media print{.page:not(:target):not([data-here]){display:none}}',
  ];
  return `${sheets.join('\n')}\n${paging.join('')}`;
}

function rosterShards(siteDir: string): string[] {
  const folder = join(siteDir, 'assets/roster');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/**
 * Sealed records as blocks of data, which a browser neither runs nor parses before she asks for one; the code page
 * finds them by their ids (sealed-loader.ts).
 */
function sealedBlocks(siteDir: string): string[] {
  return sealedFiles(siteDir).map((file) => {
    const name = basename(file, '.js');
    const text = base64OfScript(name, readFileSync(file, 'utf8'));
    if (text === null) throw new Error(`${file} is no file of sealed records.`);
    return `<script type="text/plain" id="${sealedBlockId(name)}">${text}</script>`;
  });
}

const sealedFiles = (siteDir: string): string[] => globSync(join(siteDir, 'assets/sealed/*.js')).sort();

/** What the file says of its own release, and when it is old. */
export interface ReleaseDays {
  sequence: number;
  issued: string;
  expires: string;
}

function releaseOf(siteDir: string): ReleaseDays {
  const file = join(siteDir, RELEASE_FILE);
  if (!existsSync(file)) throw new Error(`${siteDir} has no ${RELEASE_FILE}, and nobody says how old it is.`);
  return parseRelease(readFileSync(file));
}

export interface SingleFileInput {
  /** The built site: relative links, scripts in `assets/`. */
  siteDir: string;
  lang: string;
  /** What the site's `release.json` will say; when left out, what it says already. */
  release?: ReleaseDays;
}

interface Parts {
  header: string;
  footer: string;
  title: string;
  description: string;
}

/** The frame around all pages, taken from the first one. */
function frameOf(home: Page, lang: string, slugs: ReadonlySet<string>): Parts {
  const body = byTag(home.document, 'body');
  if (body === undefined) throw new Error(`${lang}/index.html has no <body>.`);
  const isGone = (href: string): boolean =>
    !isAbsolute(href) && inside(home.slug, href, lang, slugs) === null;
  for (const element of elementsBelow(body)) {
    const isSkip = (attributeOf(element, 'class') ?? '').split(' ').includes('skip');
    if (isSkip || element.tagName === 'nav') dropFromLists(element, isGone);
    if (isSkip || attributeOf(element, 'class') === 'langs') remove(element);
    if (element.tagName === 'script') remove(element);
  }
  relink(body, home.slug, lang, slugs);
  const children = body.childNodes.filter(isElement);
  const at = children.findIndex(({ tagName }) => tagName === 'main');
  const gone = ['age', 'age-data'];
  const kept = (child: Element): boolean => !gone.includes(attributeOf(child, 'id') ?? '');
  // The last "you are here" of the home page would be wrong on all others.
  for (const element of elementsBelow(body)) {
    element.attrs = element.attrs.filter(({ name }) => name !== 'aria-current');
  }
  const html = (elements: readonly Element[]): string =>
    elements
      .filter(kept)
      .map((element) => serializeOuter(element))
      .join('\n');
  const meta = find(home.document, (element) => attributeOf(element, 'name') === 'description');
  const [title] = byTag(home.document, 'title')?.childNodes ?? [];
  return {
    header: html(children.slice(0, at)),
    footer: html(children.slice(at + 1)),
    title: title !== undefined && 'value' in title ? title.value : '',
    description: (meta && attributeOf(meta, 'content')) ?? '',
  };
}

/** What is in the file beside the pages and the roster. */
interface Extent {
  /** The list to read without scripts. */
  list: boolean;
  /** Sealed records, and so the form that opens them. */
  codes: boolean;
}

/** What is tried, best first: a code opens nowhere else without a network, the list is in the check page too. */
const extents: readonly Extent[] = [
  { list: true, codes: true },
  { list: false, codes: true },
  { list: true, codes: false },
  { list: false, codes: false },
];

async function assemble(input: SingleFileInput, extent: Extent): Promise<string> {
  const { siteDir, lang } = input;
  const pages = readPages(siteDir, lang, (slug) => extent.list || !isList(slug));
  const release = input.release ?? releaseOf(siteDir);
  const languages = trustLanguages();
  const words = (languages.get(lang) ?? languages.get('en'))?.words;
  if (words === undefined) throw new Error('content/trust/en.json is missing.');
  const slugs = new Set(pages.map(({ slug }) => slug));
  const style = styleOf(siteDir, lang, pages);
  const home = pages.find(({ slug }) => slug === 'index');
  if (home === undefined) throw new Error(`${lang}/index.html is missing.`);
  // The first page stands last, so that `.page:target ~ .home` can hide it without scripts.
  const ordered = [...pages.filter((page) => page !== home), home];
  const sections = ordered.map((page) => sectionOf(page, lang, slugs, extent.codes ? null : words.single));
  const { header, footer, title, description } = frameOf(home, lang, slugs);
  const asset = (name: string): string => readFileSync(join(siteDir, `assets/${name}.js`), 'utf8');
  const code = [
    formatReleaseScript(release),
    ...scripts.flatMap((name) =>
      name === 'engine' ? [...rosterShards(siteDir), asset(name)] : [asset(name)],
    ),
    ...(extent.codes ? [asset('code')] : []),
    await classicScript(join(root, 'src/components/age/age.client.ts')),
    await classicScript(join(root, 'src/components/single/single-file-pages.ts')),
  ].map(inlined);
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    'img-src data:',
    `style-src ${hashSource(style)}`,
    `script-src ${code.map(hashSource).join(' ')}`,
    'worker-src blob:',
  ].join('; ');
  const about = words.single.about
    .replace('{sequence}', String(release.sequence))
    .replace('{issued}', plainDay(release.issued))
    .replace('{expires}', plainDay(release.expires));
  const listNote = extent.list ? '' : ` ${words.single.list}`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(description)}">
<style>${style}</style>
</head>
<body>
${header}
<main class="wrap" id="main">
<p class="note stale" id="age" role="status" hidden></p>
${sections.join('\n')}
</main>
${footer}
<p class="wrap small soft">${escaped(about + listNote)}</p>
<script type="application/json" id="age-data">${JSON.stringify(words.age).replaceAll('<', '\\u003c')}</script>
${extent.codes ? sealedBlocks(siteDir).join('\n') : ''}
${code.map((text) => `<script>${text}</script>`).join('\n')}
</body>
</html>
`;
}

/**
 * The site in one language as one HTML file: every page as a section that the address names (`#page-check`), the check
 * with its roster, and nothing to fetch. It knows its own age. `mirror -- sign` puts the signature at its end.
 *
 * Sealed records and the list for reading without scripts are in it while they fit `LARGEST_SINGLE_FILE`; a site
 * without sealed records has no codes to open.
 *
 * @returns the HTML, the same bytes for the same site
 * @throws SingleFileTooLarge when the roster is in shards or too large for it even without the list
 * @throws Error when the site lacks what the file needs
 */
export async function buildSingleFile(input: SingleFileInput): Promise<string> {
  const { siteDir, lang } = input;
  // A million rows need not be put together to see that they do not fit.
  const roster = globSync(join(siteDir, 'assets/roster{.js,/*.js}'));
  if (bytesOf(roster) > LARGEST_SINGLE_FILE) {
    throw new SingleFileTooLarge(`The roster alone is larger than ${LARGEST_SINGLE_FILE} bytes.`);
  }
  const list = slugsOf(siteDir, lang).filter(isList);
  const listBytes = bytesOf(list.map((slug) => join(siteDir, lang, `${slug}.html`)));
  const codes = sealedFiles(siteDir);
  const codesBytes = bytesOf(codes);
  // Rows get shorter on their way into the file, sealed records do not.
  const mayFit = (extent: Extent): boolean =>
    (!extent.list || listBytes < 2 * LARGEST_SINGLE_FILE) &&
    (!extent.codes || (codes.length > 0 && codesBytes < LARGEST_SINGLE_FILE));
  for (const extent of extents.filter(mayFit)) {
    const html = await assemble(input, extent);
    if (Buffer.byteLength(html) + TRAILER_BYTES <= LARGEST_SINGLE_FILE) return html;
  }
  throw new SingleFileTooLarge(
    `vestochka-${lang}.html would be larger than ${LARGEST_SINGLE_FILE} bytes: the roster does not fit.`,
  );
}
