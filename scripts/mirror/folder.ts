import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { byCodeUnit } from '../../src/trust/manifest.ts';

export interface FolderListing {
  /** Regular files, with `/`, sorted. */
  files: string[];
  /** Symbolic links, sockets and the like: a release has none. */
  strange: string[];
}

/** Everything below a folder. Symbolic links are named and never followed, but for the folder itself. */
export function listFolder(folder: string): FolderListing {
  const files: string[] = [];
  const strange: string[] = [];
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else (entry.isFile() ? files : strange).push(path);
    }
  };
  visit('');
  return { files: files.sort(byCodeUnit), strange: strange.sort(byCodeUnit) };
}

/** SHA-256 of a file as hexadecimal digits, read in pieces. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), hash);
  return hash.digest('hex');
}

/** Path → SHA-256 of the files of a folder. */
export async function hashFolder(folder: string, files: readonly string[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const path of files) hashes.set(path, await hashFile(join(folder, path)));
  return hashes;
}

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** What stands at a path itself, links not followed; undefined when nothing does. */
export const entryAt = (path: string) => lstatSync(path, { throwIfNoEntry: false });

export const sizeOf = (file: string): number => statSync(file).size;
