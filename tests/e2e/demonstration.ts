import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { ledgerLineSchema } from '../../src/schemas/ledger.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures');

export interface ListedMan {
  surname: string;
  given_name: string;
  patronymic: string;
  /** Year, month, day. */
  birth: [number, number, number];
  ref: string;
}

/**
 * Synthetic men of the demonstration who have a public row, with the ref that the demonstration's own ledger gives
 * them: what the browser must find is known from outside of the search.
 */
export function listedMen(): ListedMan[] {
  const refs = publicRefs();
  const rows: Record<string, string>[] = parse(readFileSync(join(fixtures, 'registers/demo.csv')), {
    columns: true,
  });
  return rows.flatMap((row) => {
    const ref = refs.get(row.record_id ?? '');
    const birth = /^(\d{4})-(\d{2})-(\d{2})$/.exec(row.birth_date ?? '');
    if (ref === undefined || birth === null || !row.patronymic) return [];
    const { surname = '', given_name = '', patronymic } = row;
    return [
      { surname, given_name, patronymic, birth: [Number(birth[1]), Number(birth[2]), Number(birth[3])], ref },
    ];
  });
}

function publicRefs(): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of readFileSync(join(fixtures, 'demo/ledger.jsonl'), 'utf8').split('\n')) {
    if (line === '') continue;
    const parsed = ledgerLineSchema.parse(JSON.parse(line));
    if (parsed.kind !== 'record') continue;
    const listing = parsed.listings.at(-1);
    // A later line about the same record replaces an earlier one.
    refs.delete(parsed.record_id);
    if (listing !== undefined && listing.until === undefined) refs.set(parsed.record_id, listing.ref);
  }
  return refs;
}
