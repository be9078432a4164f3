import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { deriveRecordKeys } from '../../../src/seal/record-keys.ts';
import { recordLength } from '../../../src/seal/sealed-record.ts';
import { salt, seal } from './release.ts';
import { seededBytes } from './seeded-bytes.ts';

/**
 * What an observer of the bytes can tell: nothing, to chi-squares over 10,000 records, 2,500 of each kind. Everything
 * is seeded, so a figure is the same in every run; limits are those that chance passes once in ten thousand tests on
 * either side, since what is too even was made otherwise too (dummies at equal distances, say). That the tests see
 * anything is shown by releases that are made wrong, each in one way.
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

/** Chi-square that chance passes once in 10,000, on one side or the other: Wilson and Hilferty's approximation (1931). */
function limits(freedom: number): { low: number; high: number } {
  const normal = 3.719;
  const spread = 2 / (9 * freedom);
  const at = (sign: 1 | -1): number => freedom * (1 - spread + sign * normal * Math.sqrt(spread)) ** 3;
  return { low: at(-1), high: at(1) };
}

function isByChance(chiSquare: number, freedom: number): boolean {
  const { low, high } = limits(freedom);
  return low < chiSquare && chiSquare < high;
}

/** Whether counts are even as chance makes them. */
function isEven(counts: readonly number[]): boolean {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return isByChance(chiSquare, counts.length - 1);
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

/** Whether the classes do not depend on the kind. */
function isAlike(table: readonly (readonly number[])[]): boolean {
  return isByChance(acrossKinds(table), (table.length - 1) * ((table[0]?.length ?? 0) - 1));
}

/** A record of a release in the order of its files. */
interface Placed {
  kind: Kind;
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

/** What follows what in a record, by the lower halves of two bytes. */
function* pairsOf(records: readonly Placed[]): Generator<number> {
  for (const { bytes } of records)
    for (let i = 1; i < bytes.length; i++)
      yield (((bytes[i - 1] as number) & 15) << 4) | ((bytes[i] as number) & 15);
}

/** Where a record stands between 0 and 1, by the first six bytes of its locator. */
const positionOf = ({ bytes }: Placed): number =>
  bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 48;

/** Distances to the record before it in ten classes that chance fills alike: they are spread exponentially. */
function* distancesOf(kind: Kind, records: readonly Placed[]): Generator<number> {
  let last = 0;
  for (const record of records) {
    const position = positionOf(record);
    const share = 1 - Math.exp(-(position - last) * records.length);
    if (record.kind === kind) yield Math.min(9, Math.max(0, Math.floor(share * 10)));
    last = position;
  }
}

type Telling = (records: readonly Placed[]) => boolean;
const tableOf = (row: (kind: Kind) => number[]): number[][] => kindNames.map(row);
const of = (kind: Kind, records: readonly Placed[]): Placed[] =>
  records.filter((record) => record.kind === kind);

/** What an observer may look at; true where it tells kinds apart or shows what chance does not make. */
const tellings: Readonly<Record<string, Telling>> = {
  size: (records) => new Set(records.map(({ bytes }) => bytes.length)).size > 1,
  order: (records) => {
    const isSorted = records.every(
      (record, i) => i === 0 || positionOf(records[i - 1] as Placed) < positionOf(record),
    );
    const table = tableOf((kind) =>
      counts(
        40,
        records.flatMap((record, place) =>
          record.kind === kind ? [Math.floor((place * 40) / records.length)] : [],
        ),
      ),
    );
    return !isSorted || !isAlike(table);
  },
  neighbours: (records) => {
    const table = tableOf((kind) =>
      counts(
        4,
        records
          .slice(1)
          .flatMap((record, i) => (records[i]?.kind === kind ? [kindNames.indexOf(record.kind)] : [])),
      ),
    );
    return !isAlike(table);
  },
  distances: (records) => {
    const table = tableOf((kind) => counts(10, distancesOf(kind, records)));
    return !isAlike(table) || !table.every(isEven);
  },
  bytes: (records) => {
    const table = tableOf((kind) => counts(256, bytesOf(of(kind, records))));
    return !isAlike(table) || !table.every(isEven);
  },
  pairs: (records) => {
    const table = tableOf((kind) => counts(256, pairsOf(of(kind, records))));
    return !isAlike(table) || !table.every(isEven);
  },
  columns: (records) => {
    const byKind = kindNames.map((kind) => of(kind, records));
    const freedom = 3 * 15;
    const columns = Array.from({ length: recordLength }, (_, column) =>
      acrossKinds(
        byKind.map((ones) =>
          counts(
            16,
            ones.map(({ bytes }) => (bytes[column] ?? 0) & 15),
          ),
        ),
      ),
    );
    const sum = columns.reduce((total, value) => total + value, 0);
    // 720 columns are looked at, so the limit of one is that of one in a million and more.
    return !isByChance(sum, freedom * recordLength) || Math.max(...columns) > limits(freedom).high * 1.35;
  },
  // Of 900,000 pieces of 52 bits chance makes two alike in one release of ten thousand.
  repetition: (records) => {
    const pieces = records.flatMap(({ bytes }) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Array.from(
        { length: bytes.length >> 3 },
        (_, i) => view.getUint32(8 * i) * 2 ** 20 + (view.getUint32(8 * i + 4) >>> 12),
      );
    });
    const sorted = Float64Array.from(pieces).sort();
    return sorted.some((piece, i) => piece === sorted[i - 1]);
  },
};

/** 7,500 real records and 2,740 dummies as they are sealed, less 240 dummies, so that each kind counts 2,500. */
function sealedRecords(): Placed[] {
  const kindAt = new Map<string, Kind>();
  const sealables = Object.entries(kinds).flatMap(([kind, news]) =>
    Array.from({ length: perKind }, (_, n) => {
      const stretched = seededBytes(`stretched ${kind} ${n}`, 32);
      // Keys of an entry list are those of `kinds`.
      kindAt.set(bytesToHex(deriveRecordKeys(stretched, salt).locator), kind as Kind);
      return { stretched, news: news(n) };
    }),
  );
  const files = seal(sealables, { capacityStep: 10_240 });
  const all = [...files].slice(1).flatMap(([, shard]) =>
    Array.from({ length: (shard.length - 44) / recordLength }, (_, i): Placed => {
      const bytes = shard.subarray(44 + i * recordLength, 44 + (i + 1) * recordLength);
      return { kind: kindAt.get(bytesToHex(bytes.subarray(0, 16))) ?? 'dummy', bytes };
    }),
  );
  // Every so many, not the last: they are sorted, so the last ones would leave a hole at the end.
  const dummies = all.filter(({ kind }) => kind === 'dummy');
  const left = new Set(dummies.filter((_, i) => i % 11 === 5).slice(0, 240));
  return all.filter((record) => !left.has(record));
}

const records = sealedRecords();

/** The release with every record of a kind made otherwise, in order of locators again. */
function remade(kind: Kind, make: (bytes: Uint8Array, number: number) => Uint8Array): Placed[] {
  let number = 0;
  return records
    .map((record) => (record.kind === kind ? { kind, bytes: make(record.bytes.slice(), number++) } : record))
    .sort((a, b) => positionOf(a) - positionOf(b));
}

function withBytes(bytes: Uint8Array, at: number, put: Iterable<number>): Uint8Array {
  bytes.set([...put], at);
  return bytes;
}

describe('10,000 records: letters, none, call us, dummies', () => {
  it('are 2,500 of each', () => {
    for (const kind of kindNames) expect(of(kind, records)).toHaveLength(perKind);
  });

  it.each(Object.keys(tellings))('%s tells nothing', (name) => {
    expect(tellings[name]?.(records)).toBe(false);
  });
});

describe('the same test notices', () => {
  const mistakes: [what: string, by: string, release: () => Placed[]][] = [
    [
      'letters that are not padded',
      'size',
      () => remade('letter', (bytes, n) => bytes.slice(0, 400 + 13 * (n % 23))),
    ],
    ['padding that is not encrypted', 'bytes', () => remade('no letter', (bytes) => bytes.fill(0, 60, 704))],
    [
      'padding of one kind under one key stream',
      'repetition',
      () => {
        const stream = seededBytes('stream', 600);
        return remade('no letter', (bytes) => withBytes(bytes, 100, stream));
      },
    ],
    [
      'a nonce that is used twice',
      'repetition',
      () => {
        const nonce = seededBytes('nonce', 24);
        return remade('call us', (bytes, n) => (n < 2 ? withBytes(bytes, 16, nonce) : bytes));
      },
    ],
    [
      'a byte of the status beside the ciphertext',
      'columns',
      () => remade('call us', (bytes) => withBytes(bytes, 40, [15])),
    ],
    [
      'dummies that lack one bit in every ninetieth byte',
      'bytes',
      () => remade('dummy', (bytes) => bytes.map((byte, i) => (i % 90 === 0 ? byte & 127 : byte))),
    ],
    [
      'dummies whose nonce counts',
      'columns',
      () => remade('dummy', (bytes, n) => withBytes(bytes, 16, [0, 0, 0, 0, n >> 8, n & 255])),
    ],
    [
      'dummies of a generator whose bytes are too even',
      'bytes',
      () =>
        remade('dummy', (bytes, n) =>
          bytes.map((_, i) => (i < 16 ? (bytes[i] as number) : (i * 101 + n * 37) & 255)),
        ),
    ],
    [
      'dummies at equal distances',
      'distances',
      () =>
        remade('dummy', (bytes, n) => {
          const position = Math.floor(((n + 0.5) / perKind) * 2 ** 32);
          return withBytes(bytes, 0, [
            position >>> 24,
            (position >>> 16) & 255,
            (position >>> 8) & 255,
            position & 255,
          ]);
        }),
    ],
    [
      'dummies that stand at the end',
      'order',
      () => [...records.filter(({ kind }) => kind !== 'dummy'), ...of('dummy', records)],
    ],
    [
      'dummies that lean to the end',
      'order',
      () =>
        remade('dummy', (bytes) =>
          withBytes(bytes, 0, [255 - Math.floor((255 - (bytes[0] as number)) * 0.93)]),
        ),
    ],
    [
      'a dummy after every letter',
      'neighbours',
      () => {
        const letters = of('letter', records);
        const dummies = of('dummy', records).map(({ kind, bytes }, n) => ({
          kind,
          bytes: withBytes(bytes.slice(), 0, [...(letters[n]?.bytes.subarray(0, 4) ?? []), 255]),
        }));
        return [...records.filter(({ kind }) => kind !== 'dummy'), ...dummies].sort(
          (a, b) => positionOf(a) - positionOf(b),
        );
      },
    ],
  ];

  it.each(mistakes)('%s, by %s', (_, by, release) => {
    expect(tellings[by]?.(release())).toBe(true);
  });
});
