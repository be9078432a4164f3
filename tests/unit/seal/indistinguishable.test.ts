import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { deriveRecordKeys } from '../../../src/seal/record-keys.ts';
import { recordLength } from '../../../src/seal/sealed-record.ts';
import { salt, seal } from './release.ts';
import { seededBytes } from './seeded-bytes.ts';

/**
 * What an observer of the bytes can tell: nothing, to a chi-square over 10,000 records. Everything is seeded, so a
 * figure is the same in every run; the limits are those that chance passes once in ten thousand tests.
 */
const kinds = {
  letter: (n: number): SealedNews => ({
    status: 'confirmed',
    month: '2022-04',
    message: 'Мама, я жив. '.repeat(1 + (n % 23)),
  }),
  'no letter': (): SealedNews => ({ status: 'reported', month: '2022-03', message: null }),
  'call us': (): SealedNews => ({ status: 'call_us', month: null, message: null }),
};
type Kind = keyof typeof kinds | 'dummy';
const kindNames: Kind[] = ['letter', 'no letter', 'call us', 'dummy'];
const perKind = 2500;

/** Upper limit of chi-square that chance passes once in 10,000: Wilson and Hilferty's approximation (1931). */
function limit(freedom: number): number {
  const normal = 3.719;
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + normal * Math.sqrt(spread)) ** 3;
}

/** Chi-square of counts against equal shares. */
function againstEven(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Chi-square of a table of kinds by classes against the same shares for every kind. */
function acrossKinds(table: readonly (readonly number[])[]): number {
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  const columns = (table[0] ?? []).map((_, c) => table.reduce((sum, row) => sum + (row[c] as number), 0));
  return table.reduce((sum, row) => {
    const rowTotal = row.reduce((a, b) => a + b, 0);
    return row.reduce((inner, count, c) => {
      const expected = (rowTotal * (columns[c] as number)) / total;
      return inner + (expected === 0 ? 0 : (count - expected) ** 2 / expected);
    }, sum);
  }, 0);
}

interface Placed {
  kind: Kind;
  place: number;
  bytes: Uint8Array;
}

function counts(classes: number, values: Iterable<number>): number[] {
  const result = Array.from({ length: classes }, () => 0);
  for (const value of values) result[value] = (result[value] as number) + 1;
  return result;
}

/** Byte values from the first byte of a record to the last. */
function* bytesOf(records: readonly Placed[]): Generator<number> {
  for (const { bytes } of records) yield* bytes;
}

describe('10,000 records: letters, none, call us, dummies', () => {
  let records: Placed[] = [];
  const of = (kind: Kind): Placed[] => records.filter((record) => record.kind === kind);

  beforeAll(() => {
    const kindAt = new Map<string, Kind>();
    const sealables = Object.entries(kinds).flatMap(([kind, news]) =>
      Array.from({ length: perKind }, (_, n) => {
        const stretched = seededBytes(`stretched ${kind} ${n}`, 32);
        // Keys of an entry list are those of `kinds`.
        kindAt.set(bytesToHex(deriveRecordKeys(stretched, salt).locator), kind as Kind);
        return { stretched, news: news(n) };
      }),
    );
    // 7,500 real records and 2,740 dummies; the last 240 of these are left out below, so that each kind counts 2,500.
    const files = seal(sealables, { capacityStep: 10_240 });
    const shards = [...files].slice(1).map(([, bytes]) => bytes.subarray(44));
    const all = shards.flatMap((shard, s) =>
      Array.from({ length: shard.length / recordLength }, (_, i): Placed => {
        const bytes = shard.subarray(i * recordLength, (i + 1) * recordLength);
        return { kind: kindAt.get(bytesToHex(bytes.subarray(0, 16))) ?? 'dummy', place: s * 256 + i, bytes };
      }),
    );
    const dummies = all.filter(({ kind }) => kind === 'dummy');
    // Every so many, not the last: they are sorted, so the last ones would leave a hole at the end.
    const left = new Set(dummies.filter((_, i) => i % 11 === 5).slice(0, 240));
    records = all.filter((record) => !left.has(record));
  });

  it('are 2,500 of each, of one size', () => {
    expect(records).toHaveLength(10_000);
    for (const kind of kindNames) expect(of(kind)).toHaveLength(perKind);
    expect(new Set(records.map(({ bytes }) => bytes.length))).toEqual(new Set([720]));
  });

  it.each(kindNames)('bytes of "%s" are evenly spread', (kind) => {
    expect(againstEven(counts(256, bytesOf(of(kind))))).toBeLessThan(limit(255));
  });

  it('bytes do not depend on the kind', () => {
    const table = kindNames.map((kind) => counts(256, bytesOf(of(kind))));
    expect(acrossKinds(table)).toBeLessThan(limit(3 * 255));
  });

  it('no column of the record depends on the kind', () => {
    // The first bits of a record are its order, which the next test is about.
    const columns = Array.from({ length: recordLength }, (_, column) => {
      const table = kindNames.map((kind) =>
        counts(
          16,
          of(kind).map(({ bytes }) => (bytes[column] as number) & 15),
        ),
      );
      return acrossKinds(table);
    });
    const freedom = 3 * 15;
    expect(columns.reduce((sum, value) => sum + value, 0)).toBeLessThan(limit(freedom * recordLength));
    // 720 columns are looked at, so the limit of one is that of one in a million and more.
    expect(Math.max(...columns)).toBeLessThan(limit(freedom) * 1.35);
  });

  it('order tells nothing: every kind is everywhere in the files alike', () => {
    const table = kindNames.map((kind) =>
      counts(
        40,
        of(kind).map(({ place }) => Math.floor(place / 256)),
      ),
    );
    expect(acrossKinds(table)).toBeLessThan(limit(3 * 39));
    const neighbours = kindNames.map((kind) =>
      counts(
        4,
        records
          .slice(1)
          .flatMap((record, i) => (records[i]?.kind === kind ? [kindNames.indexOf(record.kind)] : [])),
      ),
    );
    expect(acrossKinds(neighbours)).toBeLessThan(limit(9));
  });

  it('what follows what in a record does not depend on the kind', () => {
    const table = kindNames.map((kind) =>
      counts(
        256,
        (function* () {
          for (const { bytes } of of(kind))
            for (let i = 1; i < bytes.length; i++)
              yield (((bytes[i - 1] as number) & 15) << 4) | ((bytes[i] as number) & 15);
        })(),
      ),
    );
    expect(acrossKinds(table)).toBeLessThan(limit(3 * 255));
    for (const row of table) expect(againstEven(row)).toBeLessThan(limit(255));
  });

  it('would notice a dummy whose bytes are a little uneven, or an order by kind', () => {
    const uneven = of('dummy').map((record) => ({
      ...record,
      bytes: record.bytes.map((byte, i) => (i % 90 === 0 ? byte & 127 : byte)),
    }));
    expect(againstEven(counts(256, bytesOf(uneven)))).toBeGreaterThan(limit(255));
    const pushed = kindNames.map((kind) =>
      counts(
        40,
        of(kind).map(({ place }) => Math.floor((kind === 'dummy' ? place * 0.95 : place) / 256)),
      ),
    );
    expect(acrossKinds(pushed)).toBeGreaterThan(limit(3 * 39));
  });
});
