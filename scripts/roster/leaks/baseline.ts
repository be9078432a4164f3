import { join } from 'node:path';
import type { Progress } from '../progress.ts';
import { bytesOf, contentSum, publicName, scanFiles } from './file-scan.ts';
import { type Walk, walk } from './folder-walk.ts';
import type { Hit } from './hit.ts';
import type { Scanner } from './scan.ts';

/** What is the same find in two sites. */
const findOf = ({ kind, token }: Hit): string => `${kind} ${token}`;

/** The site without a roster, with which another is compared. */
export class Baseline {
  /** Sums of its files: the same bytes need no search. */
  readonly sums = new Set<string>();
  private readonly folder: string;
  private readonly found: Walk;

  constructor(folder: string) {
    this.folder = folder;
    this.found = walk([folder]);
    for (const file of this.found.files) {
      const bytes = bytesOf(file);
      if (typeof bytes !== 'string') this.sums.add(contentSum(bytes));
    }
  }

  /**
   * Finds that do not stand in the baseline too. It is searched only as far as it takes to tell: first where the finds
   * are in the other site, then the rest.
   * @param roots the files and folders in which the finds are
   * @param bar made when the baseline has to be searched
   */
  without(hits: readonly Hit[], roots: readonly string[], scanner: Scanner, bar: () => Progress): Hit[] {
    const open = new Set(hits.map(findOf));
    if (open.size === 0) return [];
    const places = new Set(
      hits.map(({ file }) => join(this.folder, publicName(file.split('!')[0] as string, roots))),
    );
    const files = [...this.found.files].sort((a, b) => Number(places.has(b)) - Number(places.has(a)));
    const unreadable = scanner.unreadable.length;
    const own = { scanner, roots: [this.folder], same: 0, bar: bar() };
    for (const hit of scanFiles({ files, notSearched: [] }, own)) {
      open.delete(findOf(hit));
      if (open.size === 0) break;
    }
    // What of the baseline cannot be looked into is told of the other site, if it stands there.
    scanner.unreadable.length = unreadable;
    return hits.filter((hit) => open.has(findOf(hit)));
  }
}
