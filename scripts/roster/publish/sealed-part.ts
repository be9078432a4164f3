import { createHash } from 'node:crypto';
import type { LedgerRecord } from '../../../src/schemas/ledger.ts';
import type { SealedNews, SealedSummary } from '../../../src/schemas/sealed.ts';
import { opensToCallUs } from '../../../src/seal/call-us.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { decodeIndex, fileName, indexName, summaryOf } from '../../../src/seal/sealed-files.ts';
import { stretchCodes } from '../sealed.ts';
import type { SealedNote } from './plan.ts';

/** The family code of a record as it is printed on cards. */
export function familyCode({ code }: Pick<LedgerRecord, 'code'>): string {
  return createFamilyCode(Buffer.from(code, 'hex'));
}

/** Stretches new codes, once for ever: the ledger keeps the results. */
export async function stretchNew(
  records: readonly LedgerRecord[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const results = await stretchCodes(records.map(familyCode), (done) => onProgress(done, records.length));
  records.forEach((record, index) => {
    record.stretched = Buffer.from(results[index] as Uint8Array).toString('hex');
  });
}

/** What a code opens to. He who is no longer in the register, or whose row has faults, opens to "please call us". */
function newsOf({ ledger, record }: SealedNote): SealedNews {
  const callUs: SealedNews = { status: 'call_us', month: null, message: null };
  if (record === null) return callUs;
  const { status, disclosure, status_date, message } = record;
  if (opensToCallUs(status, disclosure, Buffer.from(ledger.call_draw, 'hex'))) return callUs;
  if (
    status === 'deceased' ||
    status === 'hospital' ||
    disclosure === 'withdrawn' ||
    disclosure === 'withheld'
  ) {
    throw new Error(`Record ${ledger.record_id} must not be sealed with its status.`);
  }
  return { status, month: status_date?.slice(0, 7) ?? null, message: message ?? null };
}

/** The sealed records of a release, file by file as they are made: paths below the release folder. */
export function* sealedFiles(
  notes: readonly SealedNote[],
  salt: Uint8Array,
  secret: Uint8Array,
): Generator<readonly [path: string, bytes: Uint8Array]> {
  const records = notes.map((note) => ({
    stretched: Uint8Array.from(Buffer.from(note.ledger.stretched, 'hex')),
    news: newsOf(note),
  }));
  for (const [name, bytes] of sealFiles({ records, salt, secret })) yield [`sealed/${fileName(name)}`, bytes];
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
