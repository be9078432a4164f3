import { parentPort } from 'node:worker_threads';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { stretchedLength } from '../../../src/seal/stretch.ts';
import { nodeSealing } from './node-sealing.ts';

/** What a worker gets: stretched codes one after another, and the news beside them. */
export interface SealTask {
  stretched: Uint8Array;
  news: SealedNews[];
  salt: Uint8Array;
  secret: Uint8Array;
}

export interface SealedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Files that may be made ahead of those that were taken, so that they do not fill the memory. */
const ahead = 16;

async function seal({ stretched, news, salt, secret }: SealTask): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('seal-worker.ts runs as a worker of publish.');
  let taken = 0;
  let wake = (): void => {};
  port.on('message', () => {
    taken += 1;
    wake();
  });
  const records = news.map((one, index) => ({
    stretched: stretched.subarray(index * stretchedLength, (index + 1) * stretchedLength),
    news: one,
  }));
  let made = 0;
  for (const [name, bytes] of sealFiles({ records, salt, secret, sealing: nodeSealing })) {
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
