import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';

/**
 * Writes the full-text index of the pages into the site's folder. Only what a page marks as its body is read, so
 * the browsable roster stays out of it.
 *
 * @returns how many pages were indexed
 */
export async function writePageIndex(folder: string): Promise<number> {
  const { index, errors } = await createIndex({});
  if (index === undefined) throw new Error(`The page index could not be started: ${errors.join('; ')}`);
  const added = await index.addDirectory({ path: folder, glob: '*/*.html' });
  if (added.errors.length > 0) throw new Error(`The pages could not be indexed: ${added.errors.join('; ')}`);
  const written = await index.writeFiles({ outputPath: `${folder}/pagefind` });
  await close();
  if (written.errors.length > 0)
    throw new Error(`The page index could not be written: ${written.errors.join('; ')}`);
  sortLanguages(join(folder, 'pagefind/pagefind-entry.json'));
  return added.page_count;
}

/** Pagefind writes the languages in the order of a hash map, another one in every run. */
function sortLanguages(file: string): void {
  const entry: { languages: Record<string, unknown> } = JSON.parse(readFileSync(file, 'utf8'));
  const languages = Object.fromEntries(Object.entries(entry.languages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, JSON.stringify({ ...entry, languages }));
}
