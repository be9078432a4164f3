import type { CellIndex } from '../roster/cell-index.ts';
import type { RosterView } from '../roster/roster-view.ts';
import { birthSpan, birthWindow } from './birth-window.ts';
import { postingsOf } from './postings.ts';
import type { SearchQuery } from './query.ts';
import type { Meaning, Reading } from './readings.ts';

/** A row that fits, by the reading and the meaning by which it fits best. */
export interface Fitting {
  readonly row: number;
  readonly strong: boolean;
  readonly reading: Reading;
  readonly meaning: Meaning | null;
  /** Whether it is a row of the rare names of an initial. */
  readonly rest: boolean;
}

/** How many rows fit, and the best of them. */
export type RowFinder = (
  readings: readonly Reading[],
  birth: SearchQuery['birth'],
  most: number,
) => { readonly total: number; readonly best: Fitting[] };

/** What a row adds to the cost whose patronymic nobody knows; it fits every one, and is never strong. */
export const unknownPatronymic = 0.3;
/** What a surname initial adds that is not the first that the word may have on paper. */
export const lessUsualInitial = 0.03;
/** What a reading costs that leaves the given name open. */
export const openGivenName = 2;

const contradicts = -1;

/**
 * Finds rows that readings fit. A surname of which two letters are typed fits a tenth of the roster, at every key; so
 * rows are told in columns as long as the roster that are cleared after each query, and no object is made but for the
 * best.
 */
export function rowFinder(view: RosterView, cells: CellIndex): RowFinder {
  const { givenNames, surnameInitials, patronymic, birthFrom, birthTo } = view;
  const { rows, starts } = postingsOf(view);
  const codes = new Map(givenNames.map((name, code) => [name, code]));
  /** Rows that fit, in the order in which they were met; `way` and `cost` are those of each row of the roster. */
  const met = new Uint32Array(view.size);
  const cost = new Float64Array(view.size);
  /** 0 for a row that does not fit; else twice the number of its way, counted from 1, and 1 more where it is strong. */
  const way = new Uint32Array(view.size);

  return (readings, birth, most) => {
    const born = birthWindow(birth);
    const ways: Way[] = [];
    const wayOf = (fits: Patronymics, meaning: Meaning | null, rest: boolean): Way => {
      const { reading } = fits;
      const trusted = birth.year !== undefined && reading.trusted && meaning?.trusted === true;
      const found = { reading, meaning, rest, fits, trusted, number: ways.length };
      ways.push(found);
      return found;
    };
    let total = 0;

    const visit = (
      { number, fits, reading, meaning, rest, trusted }: Way,
      given: number,
      { code: surname, more }: Surname,
    ): void => {
      const list = given * surnameInitials.length + surname;
      const end = starts[list + 1] as number;
      let at = starts[list] as number;
      if (at === end) return;
      const costs = fits.of(given, surname);
      const before = reading.cost + more + (meaning?.cost ?? openGivenName);
      for (; at < end; at += 1) {
        const row = rows[at] as number;
        const father = costs[patronymic[row] as number] as number;
        if (father === contradicts || !born(birthFrom[row] as number, birthTo[row] as number)) continue;
        const sum = before + father + (rest ? 0.05 : 0);
        const strong = trusted && father < unknownPatronymic ? 1 : 0;
        const known = way[row] as number;
        if (known === 0) {
          met[total] = row;
          total += 1;
        } else if (strong === (known & 1) ? (cost[row] as number) <= sum : strong === 0) continue;
        way[row] = 2 * (number + 1) + strong;
        cost[row] = sum;
      }
    };

    for (const reading of readings) {
      const fits = patronymicsOf(view, cells, reading);
      const surnames = surnameInitials.flatMap((initial, code): Surname[] => {
        const order = reading.surnameInitials?.indexOf(initial) ?? 0;
        return order < 0 ? [] : [{ code, more: Math.min(order, 1) * lessUsualInitial }];
      });
      const visitAll = (by: Way, given: number): void => {
        for (const surname of surnames) visit(by, given, surname);
      };
      if (reading.meanings === null) {
        const by = wayOf(fits, null, false);
        for (let given = 0; given < givenNames.length; given += 1) visitAll(by, given);
      }
      for (const meaning of reading.meanings ?? []) {
        const own = wayOf(fits, meaning, false);
        const rest = wayOf(fits, meaning, true);
        if (meaning.name === null) {
          givenNames.forEach((name, given) => {
            if (name.charAt(0) === meaning.initial) visitAll(name.endsWith('…') ? rest : own, given);
          });
          continue;
        }
        for (const name of [meaning.name, ...(cells.earlierNames?.get(meaning.name) ?? [])]) {
          const code = codes.get(name);
          if (code !== undefined) visitAll(own, code);
          for (const surname of surnames) {
            const token = cells.givenToken(name, surnameInitials[surname.code] as string);
            const given = token === name ? undefined : codes.get(token);
            if (given !== undefined) visit(rest, given, surname);
          }
        }
      }
    }

    const [first, last] = birthSpan(birth);
    /** How likely a man of the row is born when it was asked: days of the row that fit, of all its days. */
    const likelihood = (row: number): number =>
      (Math.min(last, birthTo[row] as number) - Math.max(first, birthFrom[row] as number) + 1) /
      (width(row) + 1);
    /** Strong ones first, then the cheapest, then the likeliest, then the narrowest dates. */
    const compare = (a: number, b: number): number =>
      ((way[b] as number) & 1) - ((way[a] as number) & 1) ||
      (cost[a] as number) - (cost[b] as number) ||
      likelihood(b) - likelihood(a) ||
      width(a) - width(b) ||
      a - b;
    const width = (row: number): number => (birthTo[row] as number) - (birthFrom[row] as number);
    const best: number[] = [];
    for (let at = 0; at < total; at += 1) {
      const row = met[at] as number;
      if (best.length === most && compare(row, best[most - 1] as number) > 0) continue;
      let place = best.length;
      while (place > 0 && compare(row, best[place - 1] as number) < 0) place -= 1;
      best.splice(place, 0, row);
      if (best.length > most) best.pop();
    }
    const fitting = best.map((row) => {
      const mark = way[row] as number;
      const { reading, meaning, rest } = ways[(mark >> 1) - 1] as Way; // marked with its number
      return { row, strong: (mark & 1) === 1, reading, meaning, rest };
    });
    for (let at = 0; at < total; at += 1) way[met[at] as number] = 0;
    return { total, best: fitting };
  };
}

/** A surname initial that a reading allows, by its number in the view, and what it adds to the cost. */
interface Surname {
  readonly code: number;
  readonly more: number;
}

/** One meaning of one reading, by which rows may fit. */
interface Way extends Omit<Fitting, 'row' | 'strong'> {
  readonly number: number;
  readonly fits: Patronymics;
  readonly trusted: boolean;
}

/** What the patronymics of rows add to the cost, by their numbers; `contradicts` for those that contradict. */
interface Patronymics {
  readonly reading: Reading;
  /** In rows of this given name and surname initial, by their numbers in the view. */
  of(given: number, surname: number): Float64Array;
}

function patronymicsOf(view: RosterView, cells: CellIndex, reading: Reading): Patronymics {
  const { patronymicInitials, givenNames, surnameInitials } = view;
  const asked = reading.patronymicInitials;
  const costs = Float64Array.from(patronymicInitials, (token) => {
    if (token === '?') return unknownPatronymic;
    if (asked === null || token === '') return 0.01;
    const order = asked.indexOf(token);
    return order < 0 ? contradicts : Math.min(order, 1) * 0.01;
  });
  const rest = asked === null ? -1 : patronymicInitials.indexOf('…');
  return {
    reading,
    of(given, surname) {
      if (rest >= 0) {
        const [name, initial] = [givenNames[given] as string, surnameInitials[surname] as string];
        const isRest = asked?.some((letter) => cells.patronymicToken(name, initial, letter) === '…');
        costs[rest] = isRest ? 0.02 : contradicts;
      }
      return costs;
    },
  };
}
