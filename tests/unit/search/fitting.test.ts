import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialOfName } from '../../../src/names/fold.ts';
import type { CellIndex } from '../../../src/roster/cell-index.ts';
import { viewOfEntries } from '../../../src/roster/roster-view.ts';
import type { Entry } from '../../../src/schemas/entry.ts';
import { birthSpan, birthWindow } from '../../../src/search/birth-window.ts';
import { lessUsualInitial, openGivenName, rowFinder } from '../../../src/search/fitting.ts';
import type { SearchQuery } from '../../../src/search/query.ts';
import type { Meaning, Reading } from '../../../src/search/readings.ts';

const names = ['Александр', 'Алексей', 'Борис', 'Артём'];
const letters = ['А', 'Б', 'И'];
const day = (iso: string): number => Math.round((Date.parse(iso) - Date.UTC(1900, 0, 1)) / 86_400_000);

/** Names and patronymics of which some have no cell of their own, and a name with an earlier one. */
const cells: CellIndex = {
  earlierNames: new Map([['Артём', ['Борис']]]),
  givenToken: (name, surname) =>
    (name === 'Артём' || surname === 'И') && name !== 'Борис' ? `${initialOfName(name)}…` : name,
  patronymicToken: (name, surname, letter) =>
    surname === 'Б' ? '' : letter === 'А' || name === 'Борис' ? letter : '…',
};

const entry = fc
  .record({
    given_name: fc.constantFrom(...names, 'А…', 'Б…'),
    patronymic_initial: fc.constantFrom(...letters, '…', '?', ''),
    surname_initial: fc.constantFrom(...letters),
    from: fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(1993, 0, 1) }),
    days: fc.constantFrom(0, 14, 40, 400),
  })
  .map(({ from, days, ...rest }): Entry => {
    const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
    return { ref: 'AAAAAAAA', ...rest, birth_from: iso(from), birth_to: iso(from + days * 86_400_000) };
  });
const cost = fc.constantFrom(0, 0.1, 0.25);
const someLetters = fc.option(fc.uniqueArray(fc.constantFrom(...letters), { minLength: 1 }));
const meaning: fc.Arbitrary<Meaning> = fc
  .record({
    name: fc.constantFrom(...names, null),
    initial: fc.constantFrom(...letters),
    cost,
    trusted: fc.boolean(),
  })
  .map(({ initial, ...rest }) => ({
    ...rest,
    initial: rest.name === null ? initial : initialOfName(rest.name),
    reasons: [],
  }));
const reading: fc.Arbitrary<Reading> = fc.record({
  meanings: fc.option(fc.array(meaning, { minLength: 1, maxLength: 3 })),
  surnameInitials: someLetters,
  patronymicInitials: someLetters,
  cost,
  trusted: fc.boolean(),
  reasons: fc.constant([]),
});
const birth: fc.Arbitrary<SearchQuery['birth']> = fc.record(
  {
    year: fc.integer({ min: 1989, max: 1994 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  },
  { requiredKeys: [] },
);

/** Every day of a row's dates, one by one. */
function mayBeBorn(row: Entry, { year, month, day: asked }: SearchQuery['birth']): boolean {
  const end = Date.parse(row.birth_to);
  for (let time = Date.parse(row.birth_from); time <= end; time += 86_400_000) {
    const date = new Date(time);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    if (year !== undefined && date.getUTCFullYear() !== year) continue;
    // A day of a year of which no month is known narrows nothing.
    if (year !== undefined && month === undefined) return true;
    if (month !== undefined && date.getUTCMonth() + 1 !== month) continue;
    if (asked === undefined || date.getUTCDate() === Math.min(asked, last)) return true;
  }
  return false;
}

/** What a patronymic costs, told from DESIGN's words on tokens; null for a contradiction. */
function patronymicCost(row: Entry, asked: readonly string[] | null): number | null {
  const token = row.patronymic_initial;
  if (token === '?') return 0.3;
  if (asked === null || token === '') return 0.01;
  if (token === '…') {
    const isRest = (letter: string): boolean =>
      cells.patronymicToken(row.given_name, row.surname_initial, letter) === '…';
    return asked.some(isRest) ? 0.02 : null;
  }
  return asked.includes(token) ? (asked[0] === token ? 0 : 0.01) : null;
}

/** By which of a meaning's names a row fits: as its own, or as a rest cell. */
function nameFits(row: Entry, one: Meaning): 'own' | 'rest' | null {
  if (one.name === null) {
    if (row.given_name.charAt(0) !== one.initial) return null;
    return row.given_name.endsWith('…') ? 'rest' : 'own';
  }
  const called = [one.name, ...(cells.earlierNames?.get(one.name) ?? [])];
  if (called.includes(row.given_name)) return 'own';
  return called.some((name) => cells.givenToken(name, row.surname_initial) === row.given_name)
    ? 'rest'
    : null;
}

/** Days of a row that fit, of all its days: how likely one of its men is born then. */
function shareOf(row: Entry, born: SearchQuery['birth']): number {
  const [first, last] = birthSpan(born);
  const [from, to] = [day(row.birth_from), day(row.birth_to)];
  return (Math.min(last, to) - Math.max(first, from) + 1) / (to - from + 1);
}

/** Looks at every row by every meaning of every reading. */
function straightforward(rows: readonly Entry[], readings: readonly Reading[], born: SearchQuery['birth']) {
  const fitting = rows.flatMap((row, at) => {
    if (!mayBeBorn(row, born)) return [];
    const ways = readings.flatMap((one) => {
      const order = one.surnameInitials?.indexOf(row.surname_initial) ?? 0;
      if (order < 0) return [];
      const more = order === 0 ? 0 : lessUsualInitial;
      const father = patronymicCost(row, one.patronymicInitials);
      if (father === null) return [];
      return (one.meanings ?? [null]).flatMap((by) => {
        const name = by === null ? 'own' : nameFits(row, by);
        if (name === null) return [];
        const strong = born.year !== undefined && one.trusted && by?.trusted === true && father < 0.3;
        return [
          {
            strong,
            cost: one.cost + more + (by?.cost ?? openGivenName) + father + (name === 'rest' ? 0.05 : 0),
          },
        ];
      });
    });
    ways.sort((a, b) => Number(b.strong) - Number(a.strong) || a.cost - b.cost);
    return ways[0] === undefined
      ? []
      : [
          {
            row: at,
            width: day(row.birth_to) - day(row.birth_from),
            likelihood: shareOf(row, born),
            ...ways[0],
          },
        ];
  });
  fitting.sort(
    (a, b) =>
      Number(b.strong) - Number(a.strong) ||
      a.cost - b.cost ||
      b.likelihood - a.likelihood ||
      a.width - b.width ||
      a.row - b.row,
  );
  return { total: fitting.length, best: fitting.slice(0, 10).map(({ row, strong }) => ({ row, strong })) };
}

describe('rows that readings fit', () => {
  it('are those of the straightforward way, in its order, and one query leaves nothing to the next', () => {
    const query = fc.tuple(fc.array(reading, { maxLength: 3 }), birth);
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 40 }),
        fc.array(query, { minLength: 1, maxLength: 4 }),
        (rows, queries) => {
          const find = rowFinder(viewOfEntries(rows), cells);
          for (const [readings, born] of queries) {
            const { total, best } = find(readings, born, 10);
            expect({ total, best: best.map(({ row, strong }) => ({ row, strong })) }).toEqual(
              straightforward(rows, readings, born),
            );
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the window of birth dates', () => {
  it('holds a day of a month in any year where the year is not known', () => {
    const fits = birthWindow({ month: 2, day: 30 });
    expect(fits(day('1991-02-28'), day('1991-02-28'))).toBe(true);
    expect(fits(day('1992-02-28'), day('1992-02-28'))).toBe(false);
    expect(fits(day('1991-03-01'), day('1992-02-28'))).toBe(false);
    expect(fits(day('1991-12-01'), day('1992-02-29'))).toBe(true);
  });
});
