import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { type BuiltPage, elementsOf, filesOf, isPage } from '../site/built-site.ts';
import { withoutRows } from '../site/list-rows.ts';
import { brokenInternalLinks, linksOf, type PageLinks } from './internal-links.ts';
import { oversizedParts } from './page-sizes.ts';
import { fetchProblems, portabilityProblems } from './portability.ts';
import { type Problem, ProblemsFound, refuseProblems } from './problem.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs every check of the built site.
 *
 * @throws ProblemsFound with all of them at once
 */
export function checkSite(folder: string): void {
  const files = filesOf(folder);
  const outside = outsideAddresses();
  const links: PageLinks[] = [];
  const problems: Problem[] = [];
  for (const path of files.filter(isPage)) {
    const text = readChecked(folder, path);
    const page: BuiltPage = { path, text, elements: elementsOf(text) };
    links.push(linksOf(page));
    problems.push(...portabilityProblems(page, outside), ...oversizedParts(folder, page));
  }
  const scripts = files.filter((path) => path.endsWith('.js'));
  refuseProblems([
    ...brokenInternalLinks(links, new Set(files)),
    ...problems,
    ...fetchProblems(folder, scripts),
  ]);
}

/** A page as the checks parse it: one of the list without its plain rows, which were read one by one instead. */
function readChecked(folder: string, path: string): string {
  const text = readFileSync(join(folder, path), 'utf8');
  return /^[^/]+\/list\//.test(path) ? withoutRows(text).text : text;
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
