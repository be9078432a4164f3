import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, isoOfDay } from '../../../src/roster/roster-view.ts';
import {
  comparePlaces,
  isLong,
  type Layout,
  type LinedRow,
  layOut,
  type Place,
  placeAt,
} from '../../../src/roster/shard-layout.ts';

const capacities = { alone: 10_000, pairs: [{ short: 8_000, long: 11_000 }] };

/** Rows on some lines, born over forty years; `long` of them span decades, the others weeks. */
const roster = fc
  .record({
    size: fc.integer({ min: 16_000, max: 90_000 }),
    lines: fc.integer({ min: 1, max: 4 }),
    long: fc.double({ min: 0, max: 0.3, noNaN: true }),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
  })
  .map(({ size, lines, long, seed }): LinedRow[] => {
    let state = seed;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state / 2 ** 32;
    };
    return Array.from({ length: size }, () => {
      const from = dayNumber('1965-01-01') + Math.floor((next() + next()) * 20 * 365);
      const span = next() < long ? 2_000 + Math.floor(next() * 4_000) : Math.floor(next() * 90);
      return { line: 'АБВГ'.charAt(Math.floor(next() ** 2 * lines)), from, to: from + span };
    });
  });

/** How many rows each shard of each layer holds. */
function sizesOf(rows: readonly LinedRow[], { layers, longSpan }: Layout): number[][] {
  const sizes = layers.map((starts) => starts.map(() => 0));
  for (const row of rows) {
    const layer = isLong(row, longSpan) ? 1 : 0;
    const starts = layers[layer] as Place[];
    const of = sizes[layer] as number[];
    const last = placeAt(starts, { line: row.line, day: row.to });
    for (let shard = placeAt(starts, { line: row.line, day: row.from }); shard <= last; shard += 1) {
      of[shard] = (of[shard] as number) + 1;
    }
  }
  return sizes;
}
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

describe('the layout of shards', () => {
  it('has shards of at least 5,000 rows, in one layer or two of which the wider is made of whole shards of the other', () => {
    let inTwo = 0;
    fc.assert(
      fc.property(roster, (rows) => {
        const layout = layOut(rows, capacities);
        const sizes = sizesOf(rows, layout);
        for (const size of sizes.flat()) expect(size).toBeGreaterThanOrEqual(5_000);
        for (const starts of layout.layers) {
          expect(starts[0]).toEqual({ line: '', day: 0 });
          expect([...starts].sort(comparePlaces)).toEqual(starts);
        }
        const [narrow = [], wide] = layout.layers;
        if (wide === undefined) return;
        inTwo += 1;
        expect(narrow).toEqual(expect.arrayContaining(wide));
        for (const size of sizes[0] as number[]) expect(size).toBeLessThanOrEqual(8_000);
        for (const size of sizes[1] as number[]) expect(size).toBeLessThanOrEqual(11_000);
      }),
      { numRuns: 12, seed: 1, endOnFailure: true },
    );
    expect(inTwo).toBeGreaterThan(2);
  });

  /** A roster of a million in small: of one initial, with as many rows of long spans as rare names make. */
  const dense: LinedRow[] = Array.from({ length: 90_000 }, (_, index) => {
    const from = dayNumber('1970-01-01') + ((index * 7_919) % 12_000);
    return { line: 'К', from, to: from + (index % 6 === 0 ? 5_500 : 200) };
  });

  it('has two layers where one would write most rows several times', () => {
    const two = layOut(dense, capacities);
    const one = layOut(dense, { ...capacities, pairs: [] });
    expect(two.layers).toHaveLength(2);
    expect(one.layers).toHaveLength(1);
    const copies = sum(sizesOf(dense, two).flat()) / dense.length;
    expect(copies).toBeLessThan(1.5);
    expect(sum(sizesOf(dense, one).flat()) / dense.length).toBeGreaterThan(1.4 * copies);
  });

  it('is cut at New Year as far as years are small enough', () => {
    const rows = dense.filter((_, index) => index % 2 === 0);
    const { layers } = layOut(rows, capacities);
    const within = layers.flat().filter(({ day }) => day > 0 && !isoOfDay(day).endsWith('-01-01'));
    expect(within).toEqual([]);
  });

  it('does not depend on the order of rows', () => {
    expect(layOut([...dense].reverse(), capacities)).toEqual(layOut(dense, capacities));
  });

  it('makes larger shards where rows cannot be told apart, and one of a small roster', () => {
    const from = dayNumber('1990-01-01');
    const same = Array.from({ length: 30_000 }, () => ({ line: 'К', from, to: from + 14 }));
    expect(layOut(same, capacities).layers).toEqual([[{ line: '', day: 0 }]]);
    expect(layOut(same.slice(0, 3), capacities).layers).toEqual([[{ line: '', day: 0 }]]);
    expect(layOut([], capacities).layers).toEqual([[{ line: '', day: 0 }]]);
  });
});
