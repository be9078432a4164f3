import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is to be searched, and what cannot be. */
export interface Walk {
  /** Sorted; what lies behind links comes last. */
  readonly files: string[];
  readonly notSearched: { readonly file: string; readonly what: string }[];
}

/** What a path is when links are followed; null when a link leads nowhere. */
function target(path: string): { kind: 'file' | 'folder' | 'other'; real: string } | null {
  try {
    const stat = statSync(path);
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
    return { kind, real: realpathSync(path) };
  } catch {
    // It points to what is not there, or in a circle to itself.
    return null;
  }
}

/**
 * Every file below the given files and folders. Links are followed, since a copy to a web server follows them too;
 * what is searched already under its own name is left out. `.git` is history, not what is published.
 */
export function walk(paths: readonly string[]): Walk {
  const found: Walk = { files: [], notSearched: [] };
  const seen = new Set<string>();
  let links: string[] = [];
  const take = (path: string): void => {
    const at = target(path);
    if (at === null) found.notSearched.push({ file: path, what: 'a link to what is not there' });
    else if (at.kind === 'other') found.notSearched.push({ file: path, what: 'no file and no folder' });
    else if (!seen.has(at.real)) {
      seen.add(at.real);
      if (at.kind === 'file') found.files.push(path);
      else takeFolder(path);
    }
  };
  const takeFolder = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      if (name === '.git') continue;
      const inner = join(path, name);
      if (lstatSync(inner).isSymbolicLink()) links.push(inner);
      else take(inner);
    }
  };
  for (const path of paths) take(path);
  while (links.length > 0) {
    const waiting = links;
    links = [];
    for (const link of waiting) take(link);
  }
  return found;
}
