import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from './exit.ts';

/** The file itself where the path is a link, which is then kept. */
function placeOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return path;
  if (!stat.isFile()) throw new Refusal(`${path} is no file. Name the file that is to be written.`);
  return realpathSync(path);
}

/**
 * Writes a file that only its owner can read, in a folder that is made where it is missing. It is written beside and
 * renamed, since an old file would keep its mode, and whoever has it open would read the new words.
 * @throws Refusal when the path is a folder or a device, or leads through a file
 */
export function writePrivateFile(path: string, text: string): void {
  const place = placeOf(path);
  const fresh = join(dirname(place), `.${basename(place)}.${process.pid}.new`);
  try {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new Refusal(`${path} cannot be written: a part of its folder is a file. Name another place.`);
  }
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { force: true });
  }
}
