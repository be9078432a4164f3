import { createHash } from 'node:crypto';
import type { LedgerRecord } from '../../../src/schemas/ledger.ts';
import { opensToCallUs } from '../../../src/seal/call-us.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { type SealedRecord, stretchCodes } from '../sealed.ts';
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
export function sealedRecord({ ledger, record }: SealedNote): SealedRecord {
  // The code itself is not asked for where its stretched form is at hand, and takes time to write.
  const base = { code: '', stretched: Buffer.from(ledger.stretched, 'hex') };
  if (record === null) {
    return { ...base, status: 'reported', disclosure: 'withdrawn', month: null, message: null, callUs: true };
  }
  return {
    ...base,
    status: record.status,
    disclosure: record.disclosure,
    month: record.status_date?.slice(0, 7) ?? null,
    message: record.message ?? null,
    callUs: opensToCallUs(record.status, record.disclosure, Buffer.from(ledger.call_draw, 'hex')),
  };
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
