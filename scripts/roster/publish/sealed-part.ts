import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LedgerRecord } from '../../../src/schemas/ledger.ts';
import type { SealedSummary } from '../../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { decodeIndex, fileName, indexName, summaryOf } from '../../../src/seal/sealed-files.ts';
import { stretchedLength } from '../../../src/seal/stretch.ts';
import { stretchBytes } from '../sealed.ts';
import { nodeSealing } from './node-sealing.ts';
import type { SealedFile, SealTask } from './seal-worker.ts';
import { newsOf, type SealedNote } from './sealed-note.ts';

/** The family code of a record as it is printed on cards. */
export function familyCode({ code }: Pick<LedgerRecord, 'code'>): string {
  return createFamilyCode(Buffer.from(code, 'hex'));
}

/** Stretches new codes, once for ever: the ledger keeps the results. */
export async function stretchNew(
  records: readonly LedgerRecord[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const codes = records.map(({ code }) => Buffer.from(code, 'hex'));
  const results = await stretchBytes(codes, (done) => onProgress(done, records.length));
  records.forEach((record, index) => {
    record.stretched = Buffer.from(results[index] as Uint8Array).toString('hex');
  });
}

/** From so many records on, a second thread seals while the first searches and writes what was sealed. */
const worthAThread = 20_000;

type SealedPath = readonly [path: string, bytes: Uint8Array];

/** A thread that waits for what it is to seal. It may be made long before, so that it need not be waited for. */
export function sealThread(): Worker {
  return new Worker(new URL('./seal-worker.ts', import.meta.url));
}

async function* sealedByWorker(task: SealTask, worker: Worker): AsyncGenerator<SealedPath> {
  try {
    worker.postMessage(task);
    for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
      const file = message as SealedFile | null;
      if (file === null) return;
      yield [`sealed/${fileName(file.name)}`, file.bytes];
      worker.postMessage('taken');
    }
    throw new Error('The thread that seals ended before its work was done.');
  } finally {
    await worker.terminate();
  }
}

/**
 * The sealed records of a release, file by file as they are made: paths below the release folder.
 * @param thread made by `sealThread`, which it ends; null: on the thread of the caller
 */
export async function* sealedFiles(
  notes: readonly SealedNote[],
  salt: Uint8Array,
  secret: Uint8Array,
  thread: Worker | null = notes.length >= worthAThread ? sealThread() : null,
): AsyncGenerator<SealedPath> {
  const stretched = new Uint8Array(notes.length * stretchedLength);
  const news = notes.map((note, index) => {
    stretched.set(Buffer.from(note.ledger.stretched, 'hex'), index * stretchedLength);
    return newsOf(note);
  });
  if (thread !== null) {
    yield* sealedByWorker({ stretched, news, salt, secret }, thread);
    return;
  }
  const records = news.map((one, index) => ({
    stretched: stretched.subarray(index * stretchedLength, (index + 1) * stretchedLength),
    news: one,
  }));
  for (const [name, bytes] of sealFiles({ records, salt, secret, sealing: nodeSealing }))
    yield [`sealed/${fileName(name)}`, bytes];
}

/** What `roster.json` says of sealed records, read from their index. */
export const indexPath = `sealed/${fileName(indexName)}`;
export function sealedSummary(index: Uint8Array): SealedSummary {
  return summaryOf(decodeIndex(index));
}

/** A digest of everything that is going to be sealed, whatever the order of the register. */
export function notesDigest(notes: readonly SealedNote[]): string {
  const lines = notes.map(({ ledger, record }) =>
    JSON.stringify([
      ledger.code,
      record?.status,
      record?.status_date?.slice(0, 7),
      record?.disclosure,
      record?.message,
      record === null,
    ]),
  );
  const hash = createHash('sha256');
  for (const line of lines.sort()) hash.update(line).update('\n');
  return hash.digest('hex');
}
