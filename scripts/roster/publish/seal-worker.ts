import { parentPort } from 'node:worker_threads';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { nodeSealing } from './node-sealing.ts';
import { type PackedNews, unpackNews } from './packed-news.ts';

/** What the thread gets. */
export interface SealTask {
  news: PackedNews;
  salt: Uint8Array;
  secret: Uint8Array;
}

/** What it answers, file by file; null after the last. */
export interface SealedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Files that may be made ahead of those that were taken, so that they do not fill the memory. */
const ahead = 16;

async function seal({ news, salt, secret }: SealTask): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('seal-worker.ts runs as a worker of publish.');
  let taken = 0;
  let wake = (): void => {};
  port.on('message', () => {
    taken += 1;
    wake();
  });
  let made = 0;
  for (const [name, bytes] of sealFiles({ records: unpackNews(news), salt, secret, sealing: nodeSealing })) {
    const file: SealedFile = { name, bytes: Uint8Array.from(bytes) };
    port.postMessage(file, [file.bytes.buffer]);
    made += 1;
    while (made - taken > ahead) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  port.postMessage(null);
  port.close();
}

/** The task comes when it is known; till then the thread has read its modules. */
parentPort?.once('message', (task: SealTask) => void seal(task));
