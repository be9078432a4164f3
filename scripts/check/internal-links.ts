import { globSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import { attribute, type BuiltPage, lineOf } from '../site/built-site.ts';
import { addressesOf } from '../site/relative-links.ts';
import type { Problem } from './problem.ts';

const root = resolve(import.meta.dirname, '../..');

/** Pages that may be shown at another address than their own, so that their links cannot be followed from here. */
const shownAnywhere = new Set(['404.html']);

/** What the check of links keeps of a page, so that no more than one page is in memory as a tree. */
export interface PageLinks {
  path: string;
  anchors: ReadonlySet<string>;
  /** Addresses in the order of the page, with their lines. */
  addresses: readonly { value: string; line: number }[];
}

export function linksOf(page: BuiltPage): PageLinks {
  const ids = page.elements.map((element) => attribute(element, 'id'));
  return {
    path: page.path,
    anchors: new Set(['top', ...ids.filter((id) => id !== undefined)]),
    addresses: addressesOf(page).map(({ element, value }) => ({ value, line: lineOf(element) })),
  };
}

/**
 * Links from page to page (and to anchors in pages) that lead nowhere. Where the link was written in a content
 * file, the problem names that file and line rather than the built page.
 *
 * @param files every path of the site
 */
export function brokenInternalLinks(pages: readonly PageLinks[], files: ReadonlySet<string>): Problem[] {
  const anchors = new Map(pages.map((page) => [page.path, page.anchors]));
  return pages
    .filter((page) => !shownAnywhere.has(page.path))
    .flatMap((page) =>
      page.addresses.flatMap(({ value, line }) => {
        const target = targetOf(page.path, value);
        if (target === null) return [];
        const missing = missingTarget(target, files, anchors);
        if (missing === null) return [];
        const place = sourceOf(page.path, value) ?? { file: page.path, line };
        return [
          {
            ...place,
            what: `the link "${value}" leads nowhere: ${missing}.`,
            mend: 'Name an existing page with its file name, for instance /ru/check.html, or an anchor that is on it.',
          },
        ];
      }),
    );
}

interface Target {
  path: string;
  fragment: string;
}

/** The file and anchor that an address names, or null where it leads out of the site. */
function targetOf(fromPage: string, address: string): Target | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//')) return null;
  const [, path = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(address) ?? [];
  const base = path.startsWith('/') ? '' : posix.dirname(fromPage);
  const joined = path === '' ? fromPage : posix.join(base, decodeURIComponent(path));
  return { path: joined.replace(/^\//, ''), fragment: decodeURIComponent(fragment) };
}

function missingTarget(
  { path, fragment }: Target,
  files: ReadonlySet<string>,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): string | null {
  if (!files.has(path)) return `there is no file ${path}`;
  const known = anchors.get(path);
  if (fragment === '' || known === undefined || known.has(fragment)) return null;
  return `${path} has no element with the id "${fragment}"`;
}

/** File and line of the content where an address was written, if it was written in content. */
function sourceOf(builtPage: string, address: string): { file: string; line: number } | null {
  const own = `content/pages/${builtPage.replace(/\.html$/, '.mdx')}`;
  const files = [
    own,
    ...globSync('content/{pages,ui,contacts,route}/**/*.{mdx,json,yaml}', { cwd: root }).sort(),
  ];
  const written = [address, `/${relative('/', resolve('/', posix.dirname(builtPage), address))}`];
  for (const file of new Set(files)) {
    const text = readIfThere(join(root, file));
    const at = written.map((form) => indexOfAddress(text, form)).find((index) => index >= 0);
    if (at !== undefined) return { file, line: text.slice(0, at).split('\n').length };
  }
  return null;
}

/** Where an address stands whole in a text: between the marks that MDX, JSON or YAML put around one. */
function indexOfAddress(text: string, address: string): number {
  const marks = /["'()\s,}]/;
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const before = text[at - 1] ?? '"';
    const after = text[at + address.length] ?? '"';
    if (marks.test(before) && marks.test(after)) return at;
  }
  return -1;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
