import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PackedNews } from './packed-news.ts';
import type { SealedFile } from './seal-worker.ts';

/**
 * A thread that seals, while others search and write what was sealed. It may be made long before it is needed, so that
 * it need not be waited for. Whatever goes wrong with it, at any time, is an error of `files`.
 */
export class SealThread {
  private readonly worker = new Worker(new URL('./seal-worker.ts', import.meta.url));
  private failure: Error | null = null;

  constructor() {
    const fail = (error: Error): void => {
      this.failure ??= error;
    };
    this.worker.on('error', fail);
    this.worker.on('messageerror', fail);
    this.worker.on('exit', () => fail(new Error('The thread that seals ended before its work was done.')));
  }

  /** Begins at once, and makes some files ahead of those that are taken. The news are handed over and gone. */
  files(news: PackedNews, salt: Uint8Array, secret: Uint8Array): AsyncGenerator<SealedFile> {
    const messages = on(this.worker, 'message', { close: ['exit'] });
    this.worker.postMessage({ news, salt, secret }, [news.stretched.buffer, news.kinds.buffer]);
    return this.taken(messages);
  }

  private async *taken(messages: AsyncIterable<unknown[]>): AsyncGenerator<SealedFile> {
    // It may have ended before anybody listened.
    if (this.failure !== null) throw this.failure;
    for await (const [message] of messages) {
      const file = message as SealedFile | null; // what the worker posts
      if (file === null) return;
      yield file;
      this.worker.postMessage('taken');
    }
    throw this.failure;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
