import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below the given files and folders, sorted, links not followed. `.git` is history, not what is published. */
export function filesBelow(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!lstatSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => (entry.isDirectory() && entry.name !== '.git') || entry.isFile())
      .map((entry) => join(path, entry.name))
      .sort()
      .flatMap((inner) => filesBelow([inner]));
  });
}
