import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from './exit.ts';
import { fileInTheWay } from './publish/places.ts';

/**
 * Looks at the place of a private file before the work whose result it is to hold.
 * @throws UsageError when the path is a folder or a device, or leads through a file
 */
export function checkPrivatePlace(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isFile()) {
    throw new UsageError(`${path} is no file. Name the file that is to be written.`);
  }
  const file = fileInTheWay(resolve(dirname(path)));
  if (file !== null)
    throw new UsageError(`${path} cannot be written: ${file} is a file. Name another place.`);
}

/**
 * Writes a file that only its owner can read, in a folder that is made where it is missing. It is written beside and
 * renamed, since an old file would keep its mode, and whoever has it open would read the new words. A link is kept.
 * @throws UsageError as `checkPrivatePlace`
 */
export function writePrivateFile(path: string, text: string): void {
  checkPrivatePlace(path);
  const place = existsSync(path) ? realpathSync(path) : path;
  const fresh = join(dirname(place), `.${basename(place)}.${process.pid}.new`);
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { force: true });
  }
}
