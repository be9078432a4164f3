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
  return added.page_count;
}
