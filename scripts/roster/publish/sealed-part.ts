import { createHash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { LedgerRecord } from '../../../src/schemas/ledger.ts';
import type { SealedSummary } from '../../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { decodeIndex, fileName, indexName, summaryOf } from '../../../src/seal/sealed-files.ts';
import { stretchedLength, stretchRounds, stretchSalt } from '../../../src/seal/stretch.ts';
import { nodeSealing } from './node-sealing.ts';
import { type PackedNews, packNews, unpackNews } from './packed-news.ts';
import type { SealThread } from './seal-thread.ts';
import type { SealedFile } from './seal-worker.ts';
import type { SealedNote } from './sealed-note.ts';

/** The family code of a record as it is printed on cards. */
export function familyCode({ code }: Pick<LedgerRecord, 'code'>): string {
  return createFamilyCode(Buffer.from(code, 'hex'));
}

const pbkdf2Async = promisify(pbkdf2);

/** Codes that are stretched at a time: enough for libuv's threads, few enough to hold in memory. */
const stretchBatch = 512;

/**
 * Stretches new codes, once for ever: the ledger keeps the results. What `stretchCode` of src/seal does, in Node's
 * threads: 100,000 take about 15 s on two cores. A test holds the bytes together.
 */
export async function stretchNew(
  records: readonly LedgerRecord[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  for (let from = 0; from < records.length; from += stretchBatch) {
    const batch = records.slice(from, from + stretchBatch);
    const results = batch.map(({ code }) =>
      pbkdf2Async(Buffer.from(code, 'hex'), stretchSalt, stretchRounds, stretchedLength, 'sha256'),
    );
    for (const [index, result] of (await Promise.all(results)).entries()) {
      (batch[index] as LedgerRecord).stretched = result.toString('hex');
    }
    onProgress(from + batch.length, records.length);
  }
}

/** A file of sealed records, by its path below the release folder. */
export type SealedPath = readonly [path: string, bytes: Uint8Array];

const pathOf = (name: string): string => `sealed/${fileName(name)}`;

/** Made when they are asked for. */
async function* sealedHere(
  news: PackedNews,
  salt: Uint8Array,
  secret: Uint8Array,
): AsyncGenerator<SealedPath> {
  const files = sealFiles({ records: unpackNews(news), salt, secret, sealing: nodeSealing });
  for (const [name, bytes] of files) yield [pathOf(name), bytes];
}

async function* sealedThere(files: AsyncIterable<SealedFile>): AsyncGenerator<SealedPath> {
  for await (const { name, bytes } of files) yield [pathOf(name), bytes];
}

/**
 * The sealed records of a release, file by file as they are made: paths below the release folder. The same files
 * whether a thread seals, which begins with this call, or the caller.
 * @param thread null: on the thread of the caller
 */
export function sealedFiles(
  notes: readonly SealedNote[],
  salt: Uint8Array,
  secret: Uint8Array,
  thread: SealThread | null,
): AsyncGenerator<SealedPath> {
  const news = packNews(notes);
  return thread === null ? sealedHere(news, salt, secret) : sealedThere(thread.files(news, salt, secret));
}

/** What `roster.json` says of sealed records, read from their index. */
export const indexPath = `sealed/${fileName(indexName)}`;
export function sealedSummary(index: Uint8Array): SealedSummary {
  return summaryOf(decodeIndex(index));
}

/** Lines that are hashed together. */
const digestBatch = 1000;

/** A digest of everything that is going to be sealed, whatever the order of the register. */
export function notesDigest(notes: readonly SealedNote[]): string {
  // No two records have one code, so this is the order of the lines too.
  const sorted = notes.toSorted((a, b) => (a.ledger.code < b.ledger.code ? -1 : 1));
  const hash = createHash('sha256');
  for (let from = 0; from < sorted.length; from += digestBatch) {
    const lines = sorted
      .slice(from, from + digestBatch)
      .map(({ ledger, record }) =>
        JSON.stringify([
          ledger.code,
          record?.status,
          record?.status_date?.slice(0, 7),
          record?.disclosure,
          record?.message,
          record === null,
        ]),
      );
    hash.update(`${lines.join('\n')}\n`);
  }
  return hash.digest('hex');
}
