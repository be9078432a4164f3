import { Worker } from 'node:worker_threads';
import type { EntriesGrammar } from './entries-grammar.ts';
import type { Needle } from './needles.ts';
import type { ReleaseSearch, SearchReport } from './release-search.ts';
import type { SearchAnswer, SearchTask } from './search-worker.ts';

/** Needles that are sent together. */
const batch = 2000;
/** Files that may wait for being searched, so that they do not fill the memory. */
const ahead = 16;
/** A million men take a quarter of it. */
const oldMegabytes = 4096;

/**
 * A search on a thread of its own: while one reads the register and seals, the other takes up what to look for and
 * searches. Whatever goes wrong with the thread is an error of the publication, and the report is held against what
 * was sent, so that nothing can come into force unsearched.
 */
export class SearchThread implements ReleaseSearch {
  private readonly worker = new Worker(new URL('./search-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: oldMegabytes },
  });
  private waiting: Needle[] = [];
  private readonly sent = { needles: 0, files: 0, bytes: 0 };
  private searched = 0;
  private failure: Error | null = null;
  private result: SearchReport | null = null;
  private wake: () => void = () => {};

  constructor() {
    this.worker.on('message', (answer: SearchAnswer) => {
      if (answer.kind === 'searched') this.searched += 1;
      else this.result = answer.report;
      this.wake();
    });
    const fail = (error: Error): void => {
      this.failure ??= error;
      this.wake();
    };
    this.worker.on('error', fail);
    this.worker.on('messageerror', fail);
    this.worker.on('exit', () => fail(new Error('The thread that searches ended before its work was done.')));
  }

  private tell(task: SearchTask): void {
    if (task.kind === 'file') this.worker.postMessage(task, [task.bytes.buffer]);
    else this.worker.postMessage(task);
  }

  private flush(): void {
    if (this.waiting.length > 0) this.tell({ kind: 'needles', json: JSON.stringify(this.waiting) });
    this.waiting = [];
  }

  /** Waits for the thread. Throws what it failed with. */
  private async until(isDone: () => boolean): Promise<void> {
    while (this.failure === null && !isDone()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.failure !== null) throw this.failure;
  }

  add({ record_id, surname, given_name, patronymic, birth, message }: Needle): void {
    this.sent.needles += 1;
    // Undefined fields are left out by JSON; everything else of a record stays behind.
    this.waiting.push({ record_id, surname, given_name, patronymic, birth, message } as Needle);
    if (this.waiting.length >= batch) this.flush();
  }

  begin(grammar: EntriesGrammar): void {
    this.flush();
    this.tell({ kind: 'begin', grammar });
  }

  /** The bytes are copied, so that whoever gave them may go on with them. */
  search(file: string, bytes: Uint8Array): Promise<void> {
    this.sent.files += 1;
    this.sent.bytes += bytes.length;
    this.tell({ kind: 'file', file, bytes: Uint8Array.from(bytes) });
    return this.until(() => this.sent.files - this.searched <= ahead);
  }

  async report(): Promise<SearchReport> {
    this.tell({ kind: 'report' });
    await this.until(() => this.result !== null);
    const report = this.result as unknown as SearchReport; // `until` saw it
    const { needles, files, bytes } = this.sent;
    if (report.needles !== needles || report.files !== files || report.bytes !== bytes) {
      throw new Error('The thread that searches did not get all that it was to search.');
    }
    return report;
  }

  end(): void {
    this.failure ??= new Error('The search was ended.');
    void this.worker.terminate();
  }
}
