import { describe, expect, it } from 'vitest';
import { createRef } from '../../../src/roster/ref-code.ts';
import { RosterDataError } from '../../../src/roster/roster-data-error.ts';
import { dayNumber, entryOf, isoOfDay } from '../../../src/roster/roster-view.ts';
import {
  bytesPerCheck,
  decodeShard,
  decodeShardIndex,
  encodeShardIndex,
  encodeShards,
  isOneCheck,
  joinShards,
  type ShardIndex,
  shardsFor,
} from '../../../src/roster/shards.ts';
import type { Entry } from '../../../src/schemas/entry.ts';

/** 30,000 rows over twelve initials and forty years; one in ten spans several years. */
const entries: Entry[] = Array.from({ length: 30_000 }, (_, index) => {
  const year = 1960 + ((index * 7919) % 40);
  return {
    ref: createRef(Uint8Array.of(index % 17, index % 251, index >> 8, (index * 37) % 256, index % 256)),
    given_name: ['Александр', 'Иван', 'Б…', 'Магомед'][index % 4] as string,
    patronymic_initial: 'АБВГД…'.charAt(index % 6),
    surname_initial: 'КККККСССМВЯЩ'.charAt((index * 31) % 12),
    birth_from: `${year}-01-01`,
    birth_to: index % 10 === 0 ? `${year + 5}-12-31` : `${year}-02-15`,
  };
});
const { index, shards } = encodeShards(entries, { sequence: 9 });
const views = shards.map((bytes, number) => decodeShard(index, number, bytes));

const rowsOf = (numbers: number[]): Entry[] => {
  const view = joinShards(numbers.map((number) => views[number] as (typeof views)[number]));
  return Array.from({ length: view.size }, (_, row) => entryOf(view, row));
};
const keys = (rows: Entry[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('shards', () => {
  it('hold at least 5,000 rows each and together every row once', () => {
    expect(shards.length).toBeGreaterThan(3);
    for (const view of views) expect(view.size).toBeGreaterThanOrEqual(5_000);
    expect(keys(rowsOf(views.map((_, number) => number)))).toEqual(keys(entries));
  });

  it('give every row that fits a query, from one shard when the birth date is whole', () => {
    for (const surname of 'КСЯ') {
      for (const birth of ['1960-01-01', '1977-02-10', '1985-06-30', '1999-12-31']) {
        const day = dayNumber(birth);
        const numbers = shardsFor(index, { surnameInitials: [surname], birthFrom: day, birthTo: day });
        expect(numbers).toHaveLength(1);
        const fits = (row: Entry): boolean =>
          row.surname_initial === surname && row.birth_from <= birth && birth <= row.birth_to;
        const view = joinShards(numbers.map((number) => views[number] as (typeof views)[number]));
        const found: Entry[] = [];
        for (let row = 0; row < view.size; row += 1) {
          if (view.surnameInitials[view.surname[row] as number] !== surname) continue;
          if ((view.birthFrom[row] as number) <= day && day <= (view.birthTo[row] as number))
            found.push(entryOf(view, row));
        }
        expect(keys(found)).toEqual(keys(entries.filter(fits)));
      }
    }
  });

  it('are those of the end of the line for initials that nobody has', () => {
    const numbers = shardsFor(index, { surnameInitials: ['ї', 'я'], birthFrom: 0, birthTo: 73_000 });
    expect(numbers).toEqual([shards.length - 1]);
  });

  it('answer a birth year alone, and letters that Latin does not tell apart, as a whole date', () => {
    for (const surnameInitials of [['К'], ['Е', 'Э'], ['Й', 'И', 'Ю', 'Я', 'Ы']]) {
      for (let year = 1960; year < 2000; year += 1) {
        const [birthFrom, birthTo] = [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)];
        expect(shardsFor(index, { surnameInitials, birthFrom, birthTo })).toHaveLength(1);
      }
    }
  });

  it('are as many as one check may fetch, in number and in bytes', () => {
    const sizedAs = (bytes: number) => ({
      ...index,
      layers: index.layers.map((starts) => starts.map((start) => ({ ...start, bytes }))),
    });
    expect(isOneCheck(sizedAs(45_000), [0])).toBe(true);
    expect(isOneCheck(sizedAs(45_000), [0, 1])).toBe(true);
    expect(isOneCheck(sizedAs(30_000), [0, 1, 2])).toBe(false);
    expect(isOneCheck(sizedAs(60_000), [0, 1])).toBe(false);
    expect(index.layers.flat().map(({ bytes }) => bytes)).toEqual(shards.map((shard) => shard.length));
  });

  it('are no more than half of what a check may fetch', () => {
    for (const shard of shards) expect(shard.length).toBeLessThanOrEqual(bytesPerCheck / 2);
  });

  it('are known by an index of a few bytes', () => {
    const bytes = encodeShardIndex(index);
    expect(decodeShardIndex(bytes)).toEqual(index);
    expect(bytes.length).toBeLessThan(200);
    expect(() => decodeShardIndex(bytes.slice(0, -1))).toThrow(RosterDataError);
  });

  it('are known by an index of two layers, whose bytes stay what they are', () => {
    const known: ShardIndex = {
      sequence: 41,
      layers: [
        [
          { line: '', day: 0, bytes: 48_211 },
          { line: 'Е', day: 31_411, bytes: 47_002 },
          { line: 'К', day: 0, bytes: 44_977 },
        ],
        [
          { line: '', day: 0, bytes: 39_100 },
          { line: 'К', day: 0, bytes: 51_733 },
        ],
      ],
    };
    const bytes = encodeShardIndex(known);
    expect(Buffer.from(bytes).toString('hex')).toMatchInlineSnapshot(
      `"5652493229021d0e706586c078f7de6458897c73373738049f9935e7e02e3cea0ddb0000cd8bae88"`,
    );
    expect(decodeShardIndex(bytes)).toEqual(known);
    const born = dayNumber('1990-05-12');
    expect(shardsFor(known, { surnameInitials: ['Э'], birthFrom: born, birthTo: born })).toEqual([1, 3]);
    expect(shardsFor(known, { surnameInitials: ['Л'], birthFrom: born, birthTo: born })).toEqual([2, 4]);
  });

  it('are refused in another place or from another release', () => {
    const second = shards[1] as Uint8Array;
    expect(() => decodeShard(index, 2, second)).toThrow(RosterDataError);
    expect(() => decodeShard({ ...index, sequence: 10 }, 1, second)).toThrow(RosterDataError);
  });
});

describe('shards of two layers', () => {
  /** A million rows in small: of one initial, as dense as there and with as many spans of decades. */
  const dense: Entry[] = Array.from({ length: 70_000 }, (_, index) => {
    const from = dayNumber('1970-01-01') + ((index * 7_919) % 10_000);
    return {
      ref: createRef(Uint8Array.of(index >> 16, index >> 8, index, (index * 37) % 256, index % 251)),
      given_name: ['Александр', 'Иван', 'К…', 'Магомед'][index % 4] as string,
      patronymic_initial: 'АБВГД…'.charAt(index % 6),
      surname_initial: 'К',
      birth_from: isoOfDay(from),
      birth_to: isoOfDay(from + (index % 5 === 0 ? 5_500 : 200)),
    };
  });
  const large = encodeShards(dense, { sequence: 3 });

  it('give every row that fits a birth date, from one shard of each layer, within what a check may fetch', () => {
    expect(large.index.layers).toHaveLength(2);
    const decoded = large.shards.map((bytes, number) => decodeShard(large.index, number, bytes));
    for (const { size } of decoded) expect(size).toBeGreaterThanOrEqual(5_000);
    for (const birth of ['1970-01-01', '1979-12-31', '1988-07-01', '2005-06-30', '2015-01-01']) {
      const day = dayNumber(birth);
      const numbers = shardsFor(large.index, { surnameInitials: ['К'], birthFrom: day, birthTo: day });
      expect(numbers).toHaveLength(2);
      expect(isOneCheck(large.index, numbers)).toBe(true);
      const view = joinShards(numbers.map((number) => decoded[number] as (typeof decoded)[number]));
      let found = 0;
      for (let row = 0; row < view.size; row += 1) {
        if ((view.birthFrom[row] as number) <= day && day <= (view.birthTo[row] as number)) found += 1;
      }
      expect(found).toBe(dense.filter((row) => row.birth_from <= birth && birth <= row.birth_to).length);
    }
  });

  it('fetch the same wide shard with the same narrow one, whatever was asked', () => {
    const wideOf = new Map<number, number>();
    for (let day = dayNumber('1969-01-01'); day < dayNumber('2017-01-01'); day += 20) {
      const [narrow = -1, wide = -1] = shardsFor(large.index, {
        surnameInitials: ['К'],
        birthFrom: day,
        birthTo: day,
      });
      expect(wideOf.get(narrow) ?? wide).toBe(wide);
      wideOf.set(narrow, wide);
    }
    expect(wideOf.size).toBeGreaterThan(3);
  });
});
