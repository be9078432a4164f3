import { names } from '../../names/name-tables.ts';
import type { EntriesGrammar } from './entries-grammar.ts';
import type { Hit } from './hit.ts';
import { type Needle, Needles } from './needles.ts';
import { Scanner } from './scan.ts';

/** So many finds are enough to refuse a release. */
export const enoughHits = 20;

/** What was looked for, and where. */
export interface SearchReport {
  hits: Hit[];
  needles: number;
  files: number;
  bytes: number;
}

/** A search of a release: first everything that must not come out, then file after file, then the report. */
export interface ReleaseSearch {
  add(needle: Needle): void;
  /** After the last needle, before the first file. */
  begin(grammar: EntriesGrammar): void;
  /** @returns when more may be given to it; undefined at once */
  search(file: string, bytes: Uint8Array): Promise<void> | undefined;
  report(): Promise<SearchReport>;
  /** Ends it, also in the middle. */
  end(): void;
}

/** A search on the thread of its caller. */
export class SearchHere implements ReleaseSearch {
  private readonly needles = new Needles(names());
  private readonly hits: Hit[] = [];
  private scanner: Scanner | null = null;
  private files = 0;
  private bytes = 0;

  add(needle: Needle): void {
    this.needles.add(needle);
  }

  begin(grammar: EntriesGrammar): void {
    this.scanner = new Scanner(this.needles, { vocabularyIsFine: false, grammar });
  }

  search(file: string, bytes: Uint8Array): undefined {
    if (this.scanner === null) throw new Error('A search begins with its grammar.');
    if (this.hits.length < enoughHits) this.hits.push(...this.scanner.scan(file, bytes));
    this.files += 1;
    this.bytes += bytes.length;
  }

  async report(): Promise<SearchReport> {
    const { hits, files, bytes } = this;
    return { hits, needles: this.needles.size, files, bytes };
  }

  end(): void {}
}
