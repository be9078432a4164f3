import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { type BuiltPage, filesOf, pagePaths, readPage } from '../site/built-site.ts';
import { brokenInternalLinks } from './internal-links.ts';
import { oversizedPages } from './page-sizes.ts';
import { fetchProblems, portabilityProblems } from './portability.ts';
import { ProblemsFound, refuseProblems } from './problem.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs every check of the built site.
 *
 * @throws ProblemsFound with all of them at once
 */
export function checkSite(folder: string): void {
  const files = filesOf(folder);
  const pages: BuiltPage[] = pagePaths(folder).map((path) => readPage(folder, path));
  const scripts = files.filter((path) => path.endsWith('.js'));
  refuseProblems([
    ...brokenInternalLinks(pages, new Set(files)),
    ...portabilityProblems(pages, outsideAddresses()),
    ...fetchProblems(folder, scripts),
    ...oversizedPages(folder, pages),
  ]);
}

/** Absolute addresses that people may follow from a page, as content/site.yaml and content/contacts/ list them. */
function outsideAddresses(): string[] {
  const texts = filesOf(join(root, 'content/contacts')).map((file) => join(root, 'content/contacts', file));
  return [...texts, join(root, 'content/site.yaml')].flatMap((file) =>
    addressesIn(parse(readFileSync(file, 'utf8'))),
  );
}

function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(addressesIn);
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const folder = positionals[0] ?? 'dist';
  try {
    checkSite(resolve(folder));
    process.stderr.write(`${folder}: nothing to mend.\n`);
  } catch (error) {
    if (!(error instanceof ProblemsFound)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
