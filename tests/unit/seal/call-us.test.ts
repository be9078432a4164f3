import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { callDrawLength, opensToCallUs } from '../../../src/seal/call-us.ts';
import { seededBytes } from './seeded-bytes.ts';

const draw = (n: number): Uint8Array => seededBytes(`draw ${n}`, callDrawLength);
const never = Uint8Array.of(255, 255, 255, 255);

describe('opensToCallUs', () => {
  it('always for the deceased, the withdrawn and those in hospital', () => {
    expect(opensToCallUs('deceased', 'listed', never)).toBe(true);
    expect(opensToCallUs('hospital', 'sealed', never)).toBe(true);
    expect(opensToCallUs('confirmed', 'withdrawn', never)).toBe(true);
    expect(opensToCallUs('confirmed', 'listed', never)).toBe(false);
  });

  it('for a tenth of all others, which stays the same whatever their status', () => {
    const tenth = Array.from({ length: 20_000 }, (_, n) => opensToCallUs('confirmed', 'listed', draw(n)));
    const share = tenth.filter(Boolean).length / tenth.length;
    // Three standard deviations of a share of 0.1 in 20,000.
    expect(Math.abs(share - 0.1)).toBeLessThan(0.0064);
    for (const status of ['reported', 'transferred', 'released', 'repatriated'])
      expect(Array.from({ length: 200 }, (_, n) => opensToCallUs(status, 'listed', draw(n)))).toEqual(
        tenth.slice(0, 200),
      );
  });

  it('wants its bytes of chance', () => {
    expect(() => opensToCallUs('confirmed', 'listed', new Uint8Array(3))).toThrow(RangeError);
  });

  it('in the demonstration: of those who read "please call us", about a quarter are deceased', () => {
    const file = resolve(import.meta.dirname, '../../fixtures/registers/demo.csv');
    const rows: { status: string; disclosure: string }[] = parse(readFileSync(file), { columns: true });
    const sealed = rows.filter(({ disclosure }) => disclosure !== 'withheld');
    const readers = sealed.filter(({ status, disclosure }, n) => opensToCallUs(status, disclosure, draw(n)));
    const deceased = readers.filter(({ status }) => status === 'deceased');
    const share = deceased.length / readers.length;
    console.log(
      `of ${readers.length} who read "please call us", ${deceased.length} are deceased: ${(100 * share).toFixed(0)} %`,
    );
    // Without the tenth it would be 43 %, without the hospital as well all of them.
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.3);
    // Everyone deceased is among them: nobody learns it by another answer.
    expect(deceased).toHaveLength(sealed.filter(({ status }) => status === 'deceased').length);
  });
});
