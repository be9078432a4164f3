import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The release that is built when nothing was published yet: synthetic, committed, and marked as such. */
export const demonstrationRelease = join(root, 'tests/fixtures/demo/release');

/**
 * Which release folder a build reads: `ROSTER_DIR` when it is set, else `content/roster`, else, while nothing is
 * published there, the demonstration release.
 */
export function releaseLocation(env: NodeJS.ProcessEnv): { folder: string; note: string | null } {
  const asked = env.ROSTER_DIR;
  if (asked !== undefined && asked !== '') return { folder: resolve(asked), note: null };
  const own = join(root, 'content/roster');
  if (existsSync(join(own, 'roster.json'))) return { folder: own, note: null };
  return {
    folder: demonstrationRelease,
    note: 'content/roster holds no release yet: building with the demonstration release.',
  };
}
