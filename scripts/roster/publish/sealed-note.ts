import type { LedgerRecord } from '../../../src/schemas/ledger.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { opensToCallUs } from '../../../src/seal/call-us.ts';

/** What a record's code opens to. `record` is null for a man who is no longer in the register. */
export interface SealedNote {
  ledger: LedgerRecord;
  record: Pick<RegisterRecord, 'status' | 'status_date' | 'disclosure' | 'message'> | null;
}

/** What a code opens to. He who is no longer in the register, or whose row has faults, opens to "please call us". */
export function newsOf({ ledger, record }: SealedNote): SealedNews {
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
