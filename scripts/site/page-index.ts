import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { close, createIndex } from 'pagefind';

/** Pagefind's own search boxes, of which the pages use none. */
const ownInterface = /ui\.(?:js|css)$|^pagefind-highlight/;

/**
 * Writes the full-text index of the pages into the site's folder. Only what a page marks as its body is read, so
 * the browsable roster stays out of it. The files are taken from Pagefind and written here: its own `writeFiles` has
 * answered before the last of them was on the disk, and left one empty on a busy machine.
 *
 * @returns how many pages were indexed
 */
export async function writePageIndex(folder: string): Promise<number> {
  const { index, errors } = await createIndex({});
  if (index === undefined) throw new Error(`The page index could not be started: ${errors.join('; ')}`);
  const added = await index.addDirectory({ path: folder, glob: '*/*.html' });
  if (added.errors.length > 0) throw new Error(`The pages could not be indexed: ${added.errors.join('; ')}`);
  const made = await index.getFiles();
  await close();
  if (made.errors.length > 0) throw new Error(`The page index could not be made: ${made.errors.join('; ')}`);
  for (const { path, content } of made.files) {
    if (ownInterface.test(path)) continue;
    const file = join(folder, 'pagefind', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path === 'pagefind-entry.json' ? withSortedLanguages(content) : content);
  }
  return added.page_count;
}

/** Pagefind writes the languages in the order of a hash map, another one in every run. */
function withSortedLanguages(entryFile: Uint8Array): string {
  const entry: { languages: Record<string, unknown> } = JSON.parse(new TextDecoder().decode(entryFile));
  const languages = Object.fromEntries(Object.entries(entry.languages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ ...entry, languages });
}
