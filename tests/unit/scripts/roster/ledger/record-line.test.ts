import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLedgerRecord } from '../../../../../scripts/roster/ledger/record-line.ts';
import { ledgerRecordSchema } from '../../../../../src/schemas/ledger.ts';

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array) => Buffer.from(array).toString('hex'));
const ref = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), { minLength: 8, maxLength: 8 })
  .map((letters) => letters.join(''));
const number = fc.integer({ min: 1 });
const letter = fc.constantFrom('А', 'Я', '…', '?');
const date = fc.constantFrom('1990-05-16', '2008-12-31');
const row = fc.record({
  given_name: fc.constantFrom('Сергей', 'Б…'),
  patronymic_initial: fc.oneof(letter, fc.constant('')),
  surname_initial: letter,
  birth_from: date,
  birth_to: date,
});
const listing = fc.record(
  { ref, row, identity: hex(8), man: hex(8), cells: number, from: number, until: number },
  { requiredKeys: ['ref', 'row', 'identity', 'man', 'from'] },
);
const record = fc.record(
  {
    kind: fc.constant('record'),
    record_id: fc.string({ minLength: 1 }),
    ref: fc.option(ref),
    code: hex(10),
    code_version: number,
    stretched: hex(32),
    call_draw: hex(4),
    news: hex(8),
    listings: fc.array(listing, { maxLength: 3 }),
  },
  {
    requiredKeys: ['kind', 'record_id', 'ref', 'code', 'code_version', 'stretched', 'call_draw', 'listings'],
  },
);

const readAgain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('knows every record line that publish writes', () => {
  fc.assert(
    fc.property(record, (line) => {
      expect(isLedgerRecord(readAgain(line))).toBe(true);
      expect(ledgerRecordSchema.parse(readAgain(line))).toEqual(readAgain(line));
    }),
  );
});

/** Every object within a value, with the way there. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [value as Record<string, unknown>];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('', 0, -1, 1.5, 2 ** 53, null, 'A'.repeat(8), 'аб', '1990-1-1', 'record', [], {}),
  hex(8).map((text) => text.toUpperCase()),
  hex(8).map((text) => `${text}\n`),
  ref.map((text) => `${text}\n`),
  date.map((text) => `${text}\n`),
  ref.map((text) => `${text.slice(1)}U`),
);

it('takes nothing that the schema refuses, whichever field of it is spoilt', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      record,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('change', 'remove', 'add'),
      oddValue,
      (line, which, field, how, value) => {
        const spoilt = readAgain(line);
        const objects = objectsIn(spoilt);
        const target = objects[which % objects.length] as Record<string, unknown>;
        const keys = Object.keys(target);
        const key = keys[field % keys.length] as string;
        if (how === 'remove') delete target[key];
        else target[how === 'add' ? 'more' : key] = value;
        // Through JSON again, as a line of a file comes.
        const parsed = ledgerRecordSchema.safeParse(readAgain(spoilt));
        const taken = isLedgerRecord(readAgain(spoilt));
        if (!parsed.success) refused += 1;
        expect(taken && !parsed.success).toBe(false);
        if (taken) expect(parsed.data).toEqual(readAgain(spoilt));
      },
    ),
    { numRuns: 3000 },
  );
  expect(refused).toBeGreaterThan(1000);
});

it('refuses what is no object of a record at all', () => {
  for (const value of [null, 1, 'record', [], {}, { kind: 'record' }]) {
    expect(isLedgerRecord(value)).toBe(false);
  }
});
