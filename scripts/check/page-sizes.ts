import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { attribute, type BuiltPage } from '../site/built-site.ts';
import type { Problem } from './problem.ts';

/** kB as the measures mean it: 1,000 bytes after gzip. */
const kilobyte = 1000;

const limits = {
  /** HTML and CSS of a page that is read. */
  contentPage: 14 * kilobyte,
  /** Its scripts, if any. */
  contentScripts: 3 * kilobyte,
  /** A page that computes (check, code) with everything it loads before she presses anything, less the roster. */
  computingPage: 45 * kilobyte,
} as const;

/** Data whose size follows the roster, and which the limit of the check page therefore leaves out. */
const rosterData = /^assets\/(roster|cells)\b.*\.js$/;

export interface PageSize {
  path: string;
  /** Bytes after gzip. */
  document: number;
  styles: number;
  scripts: number;
  roster: number;
}

function pageSize(folder: string, page: BuiltPage): PageSize {
  const size: PageSize = { path: page.path, document: gzipped(page.text), styles: 0, scripts: 0, roster: 0 };
  for (const element of page.elements) {
    const address =
      element.tagName === 'link' && attribute(element, 'rel') === 'stylesheet'
        ? attribute(element, 'href')
        : element.tagName === 'script'
          ? attribute(element, 'src')
          : undefined;
    if (address === undefined) continue;
    const path = posix.join(posix.dirname(page.path), address);
    const bytes = gzipped(readFileSync(join(folder, path)));
    if (element.tagName === 'link') size.styles += bytes;
    else if (rosterData.test(path)) size.roster += bytes;
    else size.scripts += bytes;
  }
  return size;
}

const gzipped = (data: string | Buffer): number => gzipSync(data, { level: 9 }).length;

function isComputingPage(path: string): boolean {
  return /^[a-z]{2}\/(check|code)\.html$/.test(path);
}

/** Pages whose length is the roster's or which need their scripts: they have measures of their own. */
function isContentPage(path: string): boolean {
  return (
    path !== 'verify.html' &&
    !isComputingPage(path) &&
    !/^[a-z]{2}\/list\//.test(path) &&
    !/^vestochka-/.test(path)
  );
}

/** What of a page is heavier than a slow network can bear. */
export function oversizedParts(folder: string, page: BuiltPage): Problem[] {
  if (isComputingPage(page.path)) {
    const { document, styles, scripts } = pageSize(folder, page);
    return over(page.path, 'HTML, CSS and scripts', document + styles + scripts, limits.computingPage);
  }
  if (!isContentPage(page.path)) return [];
  const { document, styles, scripts } = pageSize(folder, page);
  return [
    ...over(page.path, 'HTML and CSS', document + styles, limits.contentPage),
    ...over(page.path, 'scripts', scripts, limits.contentScripts),
  ];
}

function over(file: string, part: string, size: number, limit: number): Problem[] {
  if (size <= limit) return [];
  return [
    {
      file,
      what: `${part} are ${(size / kilobyte).toFixed(1)} kB after gzip; the limit is ${limit / kilobyte} kB.`,
      mend: 'Shorten the page or split it; see "Measures" in CONTRIBUTING.md.',
    },
  ];
}
