import type { SearchQuery } from '../../search/query.ts';

type Birth = SearchQuery['birth'];

/** What stands in the three fields, as typed. */
export interface BirthText {
  day: string;
  month: string;
  year: string;
}

/** A birth date as far as it was given; `invalid` names the fields that cannot be what they say. */
export interface BirthReading {
  birth: Birth;
  invalid: readonly (keyof BirthText)[];
}

const earliestYear = 1900;

/**
 * Reads the three fields. A field that is empty is not compared; a year that is still being typed (fewer than four
 * digits) is not compared either and is no error.
 *
 * @param thisYear a man cannot be born after it
 */
export function readBirth(text: BirthText, thisYear: number): BirthReading {
  const day = numberIn(text.day);
  const month = numberIn(text.month);
  const year = numberIn(text.year);
  const invalid: (keyof BirthText)[] = [];
  const birth: { -readonly [part in keyof Birth]: Birth[part] } = {};

  if (
    year !== null &&
    (Number.isNaN(year) || (text.year.trim().length === 4 && !isBetween(year, earliestYear, thisYear)))
  ) {
    invalid.push('year');
  } else if (year !== null && year >= earliestYear) birth.year = year;

  if (month !== null && !isBetween(month, 1, 12)) invalid.push('month');
  else if (month !== null) birth.month = month;

  if (day !== null && !isBetween(day, 1, daysIn(birth.month, birth.year))) invalid.push('day');
  else if (day !== null) birth.day = day;

  return { birth, invalid };
}

/** The number in a field, null for an empty one, NaN for one that holds no whole number. */
function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

const isBetween = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/** Days of a month; where month or year is not known, as many as there can be. */
function daysIn(month: number | undefined, year: number | undefined): number {
  if (month === undefined) return 31;
  return new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
}
