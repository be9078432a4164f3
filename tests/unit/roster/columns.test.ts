import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/bytes/base64.ts';
import { decodeRoster, encodeRoster, rosterSteps } from '../../../src/roster/columns.ts';
import { firstDayOf, halfMonthOf, halfMonthOfDay, lastDayOf } from '../../../src/roster/half-month.ts';
import { createRef } from '../../../src/roster/ref-code.ts';
import { RosterDataError } from '../../../src/roster/roster-data-error.ts';
import { dayNumber, entryOf, isoOfDay, type RosterView } from '../../../src/roster/roster-view.ts';
import type { Entry } from '../../../src/schemas/entry.ts';

const initial = fc.oneof(fc.constant('К'), fc.constantFrom(...'АБВГДЕИКМСЧЯ'));
const anySpan = fc
  .tuple(fc.integer({ min: 1200, max: 2600 }), fc.integer({ min: 0, max: 300 }), fc.boolean())
  .map(([first, width, whole]) => {
    const [from, to] = [firstDayOf(first), lastDayOf(first + width)];
    return whole ? { from, to } : { from: from + 3, to };
  });
/** Spans that tile the years, as those of one name do. */
const tilingSpan = fc
  .integer({ min: 0, max: 5 })
  .map((tile) => ({ from: firstDayOf(2000 + 7 * tile), to: lastDayOf(2006 + 7 * tile) }));
const birthSpan = fc.oneof(anySpan, tilingSpan);
const ref = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(createRef);
const entry: fc.Arbitrary<Entry> = fc
  .record({
    ref,
    given: fc.constantFrom('Александр', 'Александр', 'Александр', 'Иван', 'Магомед', 'И…', 'Анна-Мария'),
    patronymic: fc.oneof(initial, fc.constantFrom('', '…', '?')),
    surname: initial,
    span: birthSpan,
  })
  .map(({ ref, given, patronymic, surname, span }) => ({
    ref,
    given_name: given,
    patronymic_initial: patronymic,
    surname_initial: surname,
    birth_from: isoOfDay(span.from),
    birth_to: isoOfDay(span.to),
  }));
const entries = fc.uniqueArray(entry, { selector: ({ ref }) => ref, maxLength: 60 });

const byRef = (rows: readonly Entry[]): Entry[] => [...rows].sort((a, b) => (a.ref < b.ref ? -1 : 1));

function rowsOf(bytes: Uint8Array): Entry[] {
  const view = decodeRoster(bytes);
  return Array.from({ length: view.size }, (_, row) => entryOf(view, row));
}

describe('a roster by column', () => {
  it('comes back as it went, in the order of its random refs', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const bytes = encodeRoster(rows, { sequence: 12 });
        expect(rowsOf(bytes)).toEqual(byRef(rows));
        expect(rowsOf(decodeBase64(encodeBase64(bytes)) as Uint8Array)).toEqual(byRef(rows));
      }),
    );
  });

  it('is read in steps of some hundred rows, none of which is the whole of a column', () => {
    const rows = fc.sample(entry, { numRuns: 5000, seed: 3 });
    const known = [...new Map(rows.map((row) => [row.ref, row])).values()];
    const steps = rosterSteps(encodeRoster(known, { sequence: 1 }));
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses += 1;
    expect(
      Array.from({ length: step.value.size }, (_, row) => entryOf(step.value as RosterView, row)),
    ).toEqual(byRef(known));
    // Seven passes over the rows: refs, four columns of which one is spans, and two of how rare they are.
    expect(pauses).toBeGreaterThan((7 * known.length) / 600);
  });

  it('says which release and shard it is', () => {
    const view = decodeRoster(encodeRoster([], { sequence: 300, shard: 7, shards: 180 }));
    expect(view).toMatchObject({ size: 0, sequence: 300, shard: 7, shards: 180 });
  });

  it('carries refs whose eighth character is no check character', () => {
    const row = { ...(fc.sample(entry, 1)[0] as Entry), ref: '00000001' };
    expect(rowsOf(encodeRoster([row], { sequence: 1 }))).toEqual([row]);
  });

  it('refuses rows that no release can hold', () => {
    const row = fc.sample(entry, 1)[0] as Entry;
    expect(() => encodeRoster([row, row], { sequence: 1 })).toThrow(RangeError);
    expect(() => encodeRoster([{ ...row, ref: 'short' }], { sequence: 1 })).toThrow(RangeError);
    expect(() => encodeRoster([{ ...row, birth_from: '1990-13-45' }], { sequence: 1 })).toThrow(RangeError);
    expect(() => encodeRoster([{ ...row, birth_to: '1899-12-31' }], { sequence: 1 })).toThrow(RangeError);
  });

  it('gives a typed error, never a row, for bytes that are damaged, cut short or foreign', () => {
    const rows = fc.sample(entries, { numRuns: 1, seed: 5 })[0] as Entry[];
    const bytes = encodeRoster(rows, { sequence: 12 });
    const faultOf = (broken: Uint8Array): string => {
      try {
        decodeRoster(broken);
        return 'none';
      } catch (error) {
        return error instanceof RosterDataError ? error.fault : String(error);
      }
    };
    for (let length = 0; length < bytes.length; length += 1) {
      expect(faultOf(bytes.slice(0, length))).toBe('truncated');
    }
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [1, 0x40, 0xff]) {
        const broken = bytes.slice();
        broken[at] = (broken[at] as number) ^ flip;
        expect(['damaged', 'truncated', 'foreign']).toContain(faultOf(broken));
      }
    }
    expect(faultOf(Uint8Array.of(...bytes, 0))).toBe('damaged');
    expect(faultOf(new TextEncoder().encode('<!doctype html><title>404</title>'))).toBe('foreign');
    fc.assert(
      fc.property(fc.uint8Array(), (noise) => {
        expect(faultOf(noise)).not.toBe('none');
      }),
    );
  });

  it('does not run away on a body that is wrong under a fitting checksum', async () => {
    const { frameBytes } = await import('../../../src/roster/byte-frame.ts');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 3000 }), (body, size) => {
        try {
          decodeRoster(frameBytes('VRO1', { head: [1, 0, 1, size], body }));
        } catch (error) {
          expect(error).toBeInstanceOf(RosterDataError);
        }
      }),
    );
  });
});

describe('half months', () => {
  it('are as the calendar has them', () => {
    expect(isoOfDay(firstDayOf(halfMonthOf(2000, 2, 16)))).toBe('2000-02-16');
    expect(isoOfDay(lastDayOf(halfMonthOf(2000, 2, 16)))).toBe('2000-02-29');
    expect(halfMonthOfDay(dayNumber('1998-05-15'))).toBe(halfMonthOf(1998, 5, 1));
    expect(halfMonthOfDay(dayNumber('1899-12-31'))).toBe(-1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4799 }), (half) => {
        expect(halfMonthOfDay(firstDayOf(half))).toBe(half);
        expect(halfMonthOfDay(lastDayOf(half))).toBe(half);
      }),
    );
  });
});
