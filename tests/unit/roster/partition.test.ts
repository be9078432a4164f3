import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPopulation } from '../../../scripts/roster/population-folder.ts';
import { decodeCellIndex, encodeCellIndex } from '../../../src/roster/cell-index.ts';
import {
  firstDayOf,
  halfMonthOf,
  halfMonthOfDay,
  lastDayOf,
  shareOfYear,
} from '../../../src/roster/half-month.ts';
import {
  type Cell,
  cellAt,
  cellVocabulary,
  createPartition,
  type GivenCell,
} from '../../../src/roster/partition.ts';
import { RosterDataError } from '../../../src/roster/roster-data-error.ts';
import { dayNumber, isoOfDay } from '../../../src/roster/roster-view.ts';
import { createRowClasses } from '../../../src/roster/row-classes.ts';
import type { Population } from '../../../src/schemas/population.ts';

const policy = { maxRisk: 0.03, margin: 0.65, regionalMultiplier: 1 };
const population = readPopulation();
const partition = createPartition(population, policy);
const { counts, k, margin } = partition;
const classes = createRowClasses(population, policy, partition);

const initial = fc.constantFrom(...counts.initials);
/** Names of the tables, and names that no table knows. */
const givenName = initial.chain((letter) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...counts.namesOf(letter), `${letter}нет`) },
    { weight: 1, arbitrary: fc.constant(`${letter}нет`) },
  ),
);
const halfMonth = fc.integer({
  min: halfMonthOf(counts.firstYear, 1, 1),
  max: halfMonthOf(counts.firstYear + counts.years - 1, 12, 31),
});
const man = fc.record({ givenName, surnameInitial: initial, patronymicInitial: initial, halfMonth });
const birth = halfMonth
  .chain((half) => fc.integer({ min: firstDayOf(half), max: lastDayOf(half) }))
  .map((day) => {
    const [year, month, date] = isoOfDay(day).split('-').map(Number) as [number, number, number];
    return { year, month, day: date };
  });

const keyOf = (cell: Cell): string => `${cell.given_name} ${cell.surname_initial} ${cell.patronymic_initial}`;

describe('the partition', () => {
  const leaves = [...partition.cells()];

  it('has no leaf below k by the tables', () => {
    let smallest = Number.POSITIVE_INFINITY;
    for (const { expected } of leaves) smallest = Math.min(smallest, expected);
    expect(k).toBe(34);
    expect(smallest * margin).toBeGreaterThanOrEqual(k * (1 - 1e-9));
    expect(leaves.length).toBeGreaterThan(500_000);
  });

  it('covers every birth date of every name once: leaves of one name follow one another without gap or overlap', () => {
    const ends = new Map<string, number>();
    const first = halfMonthOf(counts.firstYear, 1, 1);
    const faults: string[] = [];
    for (const cell of leaves) {
      const end = ends.get(keyOf(cell)) ?? first - 1;
      if (cell.from !== end + 1 || cell.to < cell.from) faults.push(keyOf(cell));
      ends.set(keyOf(cell), cell.to);
    }
    const last = halfMonthOf(counts.firstYear + counts.years, 1, 1) - 1;
    for (const [key, end] of ends) if (end !== last) faults.push(key);
    expect(faults).toEqual([]);
  });

  it('puts every possible man into exactly one leaf', () => {
    const byKey = new Map<string, Cell[]>();
    for (const cell of leaves) byKey.set(keyOf(cell), [...(byKey.get(keyOf(cell)) ?? []), cell]);
    fc.assert(
      fc.property(man, (someone) => {
        const { givenName, surnameInitial, patronymicInitial, halfMonth } = someone;
        const meant = ['', patronymicInitial, '…'].flatMap((patronymic) =>
          [givenName, `${givenName.charAt(0)}…`].flatMap(
            (given) => byKey.get(`${given} ${surnameInitial} ${patronymic}`) ?? [],
          ),
        );
        // Of the tokens that could mean him, those that do not are ruled out by the index.
        const fits = meant.filter(
          (cell) =>
            cell.given_name === partition.givenToken(givenName, surnameInitial) &&
            cell.patronymic_initial ===
              partition.patronymicToken(givenName, surnameInitial, patronymicInitial) &&
            cell.from <= halfMonth &&
            halfMonth <= cell.to,
        );
        const cell = cellAt(partition, someone);
        expect(fits).toEqual(cell === null ? [] : [cell]);
        if (cell === null) expect(partition.givenCells(givenName.charAt(0), surnameInitial)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('counts nobody twice: leaves add up to the men of the tables', () => {
    const men = population.men.reduce((sum, year) => sum + year.men, 0);
    const inLeaves = leaves.reduce((sum, { expected }) => sum + expected, 0);
    expect(inLeaves).toBeLessThanOrEqual(men);
    // What is missing is not believed (population.yaml) or has no cell of k.
    expect(inLeaves).toBeGreaterThan(0.98 * men);
  });

  it('comes out the same again, whatever was asked of it before', () => {
    const again = createPartition(population, policy);
    fc.assert(
      fc.property(man, (someone) => {
        expect(cellAt(again, someone)).toEqual(cellAt(partition, someone));
      }),
      { numRuns: 100 },
    );
  });

  it('multiplies k for regional names alone where the policy says so', () => {
    const careful = createPartition(population, { ...policy, regionalMultiplier: 3 });
    expect(careful.givenCell('Магомед', 'М')?.k).toBe(3 * k);
    expect(careful.givenCell('Сергей', 'М')?.k).toBe(k);
  });
});

/** A man as a register may have him: with or without patronymic, day and month. */
const partial = fc.record({
  given_name: givenName,
  surname_initial: initial,
  patronymic_initial: fc.option(initial),
  birth: fc.oneof(
    birth,
    birth.map(({ year, month }) => ({ year, month })),
    birth.map(({ year }) => ({ year })),
  ),
});

describe('a row', () => {
  it('is the description of a class of at least k men, whoever he is and whatever is missing', () => {
    fc.assert(
      fc.property(partial, (someone) => {
        const row = classes.describe(someone);
        if (row === null) return;
        const found = classes.classOf(row);
        expect(found).not.toBeNull();
        expect((found?.expected ?? 0) * margin).toBeGreaterThanOrEqual(k * (1 - 1e-9));
        const { year, month, day } = someone.birth as { year: number; month?: number; day?: number };
        const iso = (m: number, d: number): string =>
          `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
        expect(row.birth_from <= iso(month ?? 1, day ?? 1)).toBe(true);
        expect(row.birth_to >= iso(month ?? 12, day ?? 28)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of men of whom something is missing is shared by k of them: those whom the method gives that very row', () => {
    const years = population.men.map(({ year }) => year);
    const { without_full_date, without_patronymic } = population.file.incomplete;
    const places = ['Д', 'Е', 'К', 'Н', 'Р'].flatMap((initial) =>
      counts.namesOf(initial).flatMap((name) => ['К', 'М', 'А'].map((letter) => [name, letter] as const)),
    );
    const isIn = (half: number): boolean => half < halfMonthOf(counts.firstYear + counts.years, 1, 1);
    const menOf = ({ men }: GivenCell, year: number): number =>
      Array.from({ length: counts.groups }, (_, group) => men[group * counts.years + year] as number).reduce(
        (sum, of) => sum + of,
      );
    let rows = 0;
    for (const [givenName, surnameInitial] of places) {
      const given = partition.givenCell(givenName, surnameInitial);
      if (given?.token !== givenName || given.men.reduce((sum, men) => sum + men, 0) < 5_000) continue;
      const described = new Map<string, number>();
      for (const part of given.patronymics().parts) {
        const known = part.token === '…' ? 'Щ' : part.token;
        for (const [index, year] of years.entries()) {
          const row = classes.describe({
            given_name: givenName,
            surname_initial: surnameInitial,
            patronymic_initial: known,
            birth: { year },
          });
          if (row?.patronymic_initial !== '?') continue;
          const found = classes.classOf(row);
          expect(found?.incomplete).toBe(true);
          // One in a hundred lacks a full date, one in fifty the patronymic.
          const lack = (found?.expected ?? 0) / (found?.fits ?? 0);
          expect(lack).toBeGreaterThan(0);
          expect(lack).toBeLessThanOrEqual((without_full_date + without_patronymic) * (1 + 1e-9));
          const key = JSON.stringify(row);
          described.set(key, (described.get(key) ?? 0) + (part.men[index] as number) * without_full_date);
        }
      }
      // Whoever lacks the patronymic, by half months.
      for (let half = halfMonthOf(counts.firstYear, 1, 1); isIn(half); half += 1) {
        const [year, month, day] = isoOfDay(firstDayOf(half)).split('-').map(Number) as [
          number,
          number,
          number,
        ];
        const row = classes.describe({
          given_name: givenName,
          surname_initial: surnameInitial,
          patronymic_initial: null,
          birth: { year, month, day },
        });
        if (row?.patronymic_initial !== '?') continue;
        const key = JSON.stringify(row);
        const men = menOf(given, year - counts.firstYear) * shareOfYear(half);
        described.set(key, (described.get(key) ?? 0) + men * without_patronymic);
      }
      for (const men of described.values()) expect(men * margin).toBeGreaterThanOrEqual(k * (1 - 1e-9));
      rows += described.size;
    }
    expect(rows).toBeGreaterThan(5);
  });

  it('says by itself that something is missing of its man: ? for the patronymic, and never otherwise', () => {
    fc.assert(
      fc.property(partial, birth, (someone, { month, day }) => {
        const row = classes.describe(someone);
        if (row === null) return;
        const isMarked = row.patronymic_initial === '?';
        expect(classes.classOf(row)?.incomplete).toBe(isMarked);
        if (isMarked) expect(someone.patronymic_initial === null || !('day' in someone.birth)).toBe(true);
        if (isMarked || someone.patronymic_initial === null) return;
        // An unmarked row is the leaf of every man who may be meant, so no more could be said of him.
        const whole = { ...someone, birth: { month, day, ...someone.birth } };
        const days = new Date(Date.UTC(whole.birth.year, whole.birth.month, 0)).getUTCDate();
        whole.birth.day = Math.min(whole.birth.day, days);
        expect(classes.describe(whole)).toEqual(row);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for every man of its cell', () => {
    fc.assert(
      fc.property(man, birth, (someone, { year, month, day }) => {
        const describeAt = (date: { year: number; month: number; day: number }) =>
          classes.describe({
            given_name: someone.givenName,
            surname_initial: someone.surnameInitial,
            patronymic_initial: someone.patronymicInitial,
            birth: date,
          });
        const row = describeAt({ year, month, day });
        if (row === null) return;
        for (const end of [row.birth_from, row.birth_to]) {
          const [y, m, d] = end.split('-').map(Number) as [number, number, number];
          expect(describeAt({ year: y, month: m, day: d })).toEqual(row);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reads Ё as Е, and the Ukrainian І as И', () => {
    const rest = (given_name: string) =>
      classes.describe({
        given_name,
        surname_initial: 'К',
        patronymic_initial: 'А',
        birth: { year: 1990, month: 5, day: 3 },
      });
    expect(rest('Ёнет')).toEqual(rest('Енет'));
    expect(rest('Інет')).toEqual(rest('Инет'));
    expect(partition.givenToken('Ёнет', 'К')).toBe('Е…');
  });

  it('is none for births and letters that the tables do not have', () => {
    const someone = { given_name: 'Александр', surname_initial: 'К', patronymic_initial: 'А' };
    expect(classes.describe({ ...someone, birth: { year: 1941, month: 6, day: 22 } })).toBeNull();
    expect(classes.describe({ ...someone, birth: { year: 2020 } })).toBeNull();
    expect(classes.describe({ ...someone, surname_initial: 'Q', birth: { year: 1990 } })).toBeNull();
    expect(classes.describe({ ...someone, given_name: 'Q', birth: { year: 1990 } })).toBeNull();
  });

  it('is no row when it is not one that the tables produce', () => {
    const row = classes.describe({
      given_name: 'Александр',
      surname_initial: 'К',
      patronymic_initial: 'А',
      birth: { year: 1990, month: 5, day: 3 },
    });
    if (row === null) throw new Error('Александр А. К… has a cell.');
    expect(classes.classOf(row)?.incomplete).toBe(false);
    const later = isoOfDay(dayNumber(row.birth_from) + 1);
    for (const other of [
      { ...row, birth_from: later },
      { ...row, given_name: 'Александръ' },
      { ...row, given_name: 'А…', patronymic_initial: 'Щ' },
      { ...row, patronymic_initial: 'Щ' },
      { ...row, surname_initial: 'k' },
      { ...row, birth_to: isoOfDay(lastDayOf(halfMonthOfDay(dayNumber(row.birth_to)) + 1)) },
    ]) {
      expect(classes.classOf(other)).toBeNull();
    }
  });
});

describe('the index of cells', () => {
  const vocabulary = cellVocabulary(partition);
  const bytes = encodeCellIndex(partition, vocabulary);
  const index = decodeCellIndex(bytes);

  it('tells in about 7 kB what the partition tells', () => {
    expect(bytes.length).toBeLessThan(8_000);
    for (const surname of counts.initials) {
      for (const name of [...counts.initials.flatMap(counts.namesOf), 'Ынет']) {
        const token = partition.givenToken(name, surname);
        if (index.givenToken(name, surname) !== token) expect(`${name} ${surname}`).toBe(token);
      }
    }
    fc.assert(
      fc.property(man, ({ givenName, surnameInitial, patronymicInitial }) => {
        expect(index.patronymicToken(givenName, surnameInitial, patronymicInitial)).toBe(
          partition.patronymicToken(givenName, surnameInitial, patronymicInitial),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives a typed error for bytes that are damaged', () => {
    for (const at of [0, 3, 5, 400, bytes.length - 1]) {
      const broken = bytes.slice();
      broken[at] = (broken[at] as number) ^ 1;
      expect(() => decodeCellIndex(broken)).toThrow(RosterDataError);
    }
    expect(() => decodeCellIndex(bytes.slice(0, -1))).toThrow(RosterDataError);
  });
});

describe('a partition of another country', () => {
  it('works from tables that have nothing in common with Russia', () => {
    const share = (group: string, key: string, part: number) => ({ group, key, shares: [part] });
    const elsewhere: Population = {
      file: {
        ...population.file,
        decades: [1980],
        groups: [{ id: 'all', share: [1], own_names: [1], believed: 1 }],
      },
      men: Array.from({ length: 30 }, (_, index) => ({ year: 1970 + index, men: 100_000 })),
      givenNames: {
        decades: [1980],
        rows: [
          share('all', 'Adam', 0.5),
          share('all', 'Aron', 0.0001),
          share('all', 'A…', 0.0001),
          share('all', 'Zed', 0.4998),
        ],
      },
      patronymicInitials: { decades: [1980], rows: [share('all', 'A', 0.9), share('all', 'Z', 0.1)] },
      surnameInitials: [share('all', 'A', 0.99999), share('all', 'Z', 0.00001)],
    };
    const small = createPartition(elsewhere, policy);
    const cells = [...small.cells()];
    expect(cells.every(({ expected }) => expected * margin >= k)).toBe(true);
    expect(small.givenToken('Aron', 'A')).toBe('Aron');
    expect(small.givenToken('Ajax', 'A')).toBe('A…');
    // Fifteen men of each name have a surname in Z: nobody is listed.
    expect(small.givenCell('Adam', 'Z')).toBeNull();
  });
});
