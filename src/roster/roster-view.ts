import type { Entry } from '../schemas/entry.ts';

/**
 * A roster as search reads it: by column, with a dictionary for each column that repeats, so that postings are
 * built from small numbers and a million rows cost no million objects.
 *
 * Dates are whole days since 1 January 1900 (`dayNumber`).
 */
export interface RosterView {
  readonly size: number;
  /** Every `given_name` that occurs, in order of first appearance; `given[row]` is an index into it. */
  readonly givenNames: readonly string[];
  readonly given: Uint16Array | Uint32Array;
  readonly patronymicInitials: readonly string[];
  readonly patronymic: Uint8Array;
  readonly surnameInitials: readonly string[];
  readonly surname: Uint8Array;
  readonly birthFrom: Uint32Array;
  readonly birthTo: Uint32Array;
  ref(row: number): string;
}

const dayLength = 86_400_000;
const epoch = Date.UTC(1900, 0, 1);

/** The day number of a date; months count from 0, and on past December. Text would cost ten times as much. */
export function dayOf(year: number, month: number, day: number): number {
  return (Date.UTC(year, month, day) - epoch) / dayLength;
}

/** The date of a day number, at midnight UTC. */
export function dateOfDay(day: number): Date {
  return new Date(epoch + day * dayLength);
}

/** Days from 1 January 1900 to an ISO date. */
export function dayNumber(iso: string): number {
  return Math.round((Date.parse(`${iso}T00:00:00Z`) - epoch) / dayLength);
}

/** The ISO date of a day number. */
export function isoOfDay(day: number): string {
  return dateOfDay(day).toISOString().slice(0, 10);
}

/** One row of a view, as it stands in `entries.csv`. */
export function entryOf(view: RosterView, row: number): Entry {
  const at = <T>(list: ArrayLike<T>, index: number | undefined): T => {
    const value = index === undefined ? undefined : list[index];
    if (value === undefined) throw new RangeError(`The roster has no row ${row}.`);
    return value;
  };
  return {
    ref: view.ref(row),
    given_name: at(view.givenNames, view.given[row]),
    patronymic_initial: at(view.patronymicInitials, view.patronymic[row]),
    surname_initial: at(view.surnameInitials, view.surname[row]),
    birth_from: isoOfDay(at(view.birthFrom, row)),
    birth_to: isoOfDay(at(view.birthTo, row)),
  };
}

/** A view over rows that are at hand as objects: in the terminal and in tests. */
export function viewOfEntries(entries: readonly Entry[]): RosterView {
  const given = dictionary(entries.map((entry) => entry.given_name));
  const patronymic = dictionary(entries.map((entry) => entry.patronymic_initial));
  const surname = dictionary(entries.map((entry) => entry.surname_initial));
  const refs = entries.map((entry) => entry.ref);
  return {
    size: entries.length,
    givenNames: given.words,
    given: Uint32Array.from(given.codes),
    patronymicInitials: patronymic.words,
    patronymic: Uint8Array.from(patronymic.codes),
    surnameInitials: surname.words,
    surname: Uint8Array.from(surname.codes),
    birthFrom: Uint32Array.from(entries, (entry) => dayNumber(entry.birth_from)),
    birthTo: Uint32Array.from(entries, (entry) => dayNumber(entry.birth_to)),
    ref(row) {
      const ref = refs[row];
      if (ref === undefined) throw new RangeError(`The roster has no row ${row}.`);
      return ref;
    },
  };
}

function dictionary(values: readonly string[]): { words: string[]; codes: number[] } {
  const words: string[] = [];
  const known = new Map<string, number>();
  const codes = values.map((value) => {
    const code = known.get(value) ?? words.push(value) - 1;
    known.set(value, code);
    return code;
  });
  return { words, codes };
}
