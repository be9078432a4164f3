import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, relative } from 'node:path';
import type { Progress } from '../progress.ts';
import type { Walk } from './folder-walk.ts';
import type { Hit } from './hit.ts';
import type { Scanner } from './scan.ts';

/** The bytes of a file, or why they cannot be read. */
export function bytesOf(file: string): Uint8Array | string {
  try {
    return readFileSync(file);
  } catch (error) {
    // No right to read it, or more than fits into memory: the rest is searched all the same.
    const { code } = error as NodeJS.ErrnoException;
    return `a file that cannot be read (${code ?? 'unknown'})`;
  }
}

/** What tells the contents of two files apart. */
export const contentSum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

/** What of a path goes with a copy: all below the folder that was named. */
export function publicName(file: string, roots: readonly string[]): string {
  const within = roots.map((root) => relative(root, file));
  return within.find((path) => path !== '' && !path.startsWith('..')) ?? basename(file);
}

/** A search of files, and what it counts on the way. */
export interface FileScan {
  scanner: Scanner;
  /** The files and folders that were named. */
  roots: readonly string[];
  /** Sums of contents that need no search. */
  known?: ReadonlySet<string>;
  /** Files that were passed over for that. */
  same: number;
  bar: Progress;
}

/** Searches the names and the contents of files; what cannot be read or followed is noted by the scanner. */
export function* scanFiles({ files, notSearched }: Walk, scan: FileScan): Generator<Hit> {
  const { scanner, roots, known, bar } = scan;
  for (const { file, what } of notSearched) scanner.unreadable.push({ file, offset: 0, what });
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const total = sizes.reduce((all, size) => all + size, 0);
  let done = 0;
  try {
    for (const [index, file] of files.entries()) {
      yield* scanner.scanName(file, publicName(file, roots));
      const bytes = bytesOf(file);
      if (typeof bytes === 'string') scanner.unreadable.push({ file, offset: 0, what: bytes });
      else if (known?.has(contentSum(bytes))) scan.same += 1;
      else yield* scanner.scan(file, bytes);
      done += sizes[index] as number;
      bar.update(done, total);
    }
  } finally {
    bar.done();
  }
}
