import type { Birth } from '../../../src/schemas/register.ts';

/** A date as it was written, or why it is none. `two_digit_year` and `impossible` are what offices get wrong most. */
export type DateReading =
  | { kind: 'date'; date: Birth }
  | { kind: 'not_a_date' | 'impossible' | 'two_digit_year' };

const dayFirst = /^(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4}|\d{2})$/;
const isoOrder = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/;
const yearOnly = /^\d{4}$/;
/** A time of day that spreadsheets add when they export a date. */
const timeOfDay = /(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*Z?)$/;
/** "г.", "г.р.", "р.", "р.н.": the abbreviation of "year (of birth)" in Russian and Ukrainian. */
const yearMark = /\s*(?:г\.?\s*р?\.?|р\.?\s*н?\.?|год|рік|року|года)$/iu;

/** Days in a month of the Gregorian calendar; `month` from 1. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function checked(year: number, month: number, day: number | undefined): DateReading {
  if (month < 1 || month > 12) return { kind: 'impossible' };
  if (day === undefined) return { kind: 'date', date: { year, month } };
  if (day < 1 || day > daysInMonth(year, month)) return { kind: 'impossible' };
  return { kind: 'date', date: { year, month, day } };
}

/** Reads `YYYY-MM-DD`, `DD.MM.YYYY`, `YYYY-MM` and `YYYY`, with the time of day or "г." that exports append. */
export function readDate(text: string): DateReading {
  const written = text.trim().replace(timeOfDay, '').replace(yearMark, '').trim();
  if (yearOnly.test(written)) return { kind: 'date', date: { year: Number(written) } };
  const iso = isoOrder.exec(written);
  if (iso !== null)
    return checked(Number(iso[1]), Number(iso[2]), iso[3] === undefined ? undefined : Number(iso[3]));
  const first = dayFirst.exec(written);
  if (first === null) return { kind: 'not_a_date' };
  const [, day, month, year] = first;
  if (year?.length === 2) return { kind: 'two_digit_year' };
  return checked(Number(year), Number(month), Number(day));
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The first day that a date may mean, as ISO; a year alone means its 1 January. */
export function firstDay({ year, month = 1, day = 1 }: Birth): string {
  return `${year}-${two(month)}-${two(day)}`;
}
