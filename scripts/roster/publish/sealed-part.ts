import { createHash } from 'node:crypto';
import type { LedgerRecord } from '../../../src/schemas/ledger.ts';
import type { SealedSummary } from '../../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { decodeIndex, fileName, indexName, summaryOf } from '../../../src/seal/sealed-files.ts';
import { stretchBytes } from '../sealed.ts';
import { nodeSealing } from './node-sealing.ts';
import { type PackedNews, packNews, unpackNews } from './packed-news.ts';
import { SealThread } from './seal-thread.ts';
import type { SealedFile } from './seal-worker.ts';
import type { SealedNote } from './sealed-note.ts';

/** The family code of a record as it is printed on cards. */
export function familyCode({ code }: Pick<LedgerRecord, 'code'>): string {
  return createFamilyCode(Buffer.from(code, 'hex'));
}

/** Codes that are stretched before their results go into the ledger: of a million they would fill the memory. */
const stretchBatch = 5000;

/** Stretches new codes, once for ever: the ledger keeps the results. */
export async function stretchNew(
  records: readonly LedgerRecord[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  for (let from = 0; from < records.length; from += stretchBatch) {
    const batch = records.slice(from, from + stretchBatch);
    const codes = batch.map(({ code }) => Buffer.from(code, 'hex'));
    const results = await stretchBytes(codes, (done) => onProgress(from + done, records.length));
    batch.forEach((record, index) => {
      record.stretched = Buffer.from(results[index] as Uint8Array).toString('hex');
    });
  }
}

/** From so many records on, a second thread seals while the first searches and writes what was sealed. */
const worthAThread = 20_000;

/** A file of sealed records, by its path below the release folder. */
export type SealedPath = readonly [path: string, bytes: Uint8Array];

const pathOf = (name: string): string => `sealed/${fileName(name)}`;

/** The same files whether a thread seals or the caller; the caller only when the first is asked for. */
async function* sealedHere(
  news: PackedNews,
  salt: Uint8Array,
  secret: Uint8Array,
): AsyncGenerator<SealedPath> {
  const files = sealFiles({ records: unpackNews(news), salt, secret, sealing: nodeSealing });
  for (const [name, bytes] of files) yield [pathOf(name), bytes];
}

async function* sealedThere(
  files: AsyncIterable<SealedFile>,
  thread: SealThread,
): AsyncGenerator<SealedPath> {
  try {
    for await (const { name, bytes } of files) yield [pathOf(name), bytes];
  } finally {
    await thread.end();
  }
}

/**
 * The sealed records of a release, file by file as they are made: paths below the release folder. A thread begins with
 * this call.
 * @param thread is ended after the last file; null: on the thread of the caller
 */
export function sealedFiles(
  notes: readonly SealedNote[],
  salt: Uint8Array,
  secret: Uint8Array,
  thread: SealThread | null = notes.length >= worthAThread ? new SealThread() : null,
): AsyncGenerator<SealedPath> {
  const news = packNews(notes);
  return thread === null
    ? sealedHere(news, salt, secret)
    : sealedThere(thread.files(news, salt, secret), thread);
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
