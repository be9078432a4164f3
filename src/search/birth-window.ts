import { dayNumber } from '../roster/roster-view.ts';
import type { SearchQuery } from './query.ts';

/** Whether a run of days (day numbers, both inclusive) may hold the birth date that was given. */
export type BirthWindow = (from: number, to: number) => boolean;

const two = (value: number): string => String(value).padStart(2, '0');

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function birthWindow({ year, month, day }: SearchQuery['birth']): BirthWindow {
  if (year !== undefined) {
    const [from, to] = windowIn(year, month, day);
    return (rowFrom, rowTo) => rowFrom <= to && from <= rowTo;
  }
  if (month === undefined && day === undefined) return () => true;
  return (rowFrom, rowTo) => {
    const first = yearOf(rowFrom);
    for (let tried = first; tried <= Math.min(yearOf(rowTo), first + 8); tried += 1) {
      const months = month === undefined ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [month];
      for (const candidate of months) {
        const [from, to] = windowIn(tried, candidate, day);
        if (rowFrom <= to && from <= rowTo) return true;
      }
    }
    return false;
  };
}

function yearOf(day: number): number {
  return new Date(Date.UTC(1900, 0, 1) + day * 86_400_000).getUTCFullYear();
}

/** The whole span of days that a birth date may lie in; all days where no year is known. */
export function birthSpan({ year, month, day }: SearchQuery['birth']): [from: number, to: number] {
  return year === undefined ? [0, dayNumber('2100-12-31')] : windowIn(year, month, day);
}

/** First and last day number of a year, a month, or a day in a month; a day past the month's end is its end. */
function windowIn(year: number, month: number | undefined, day: number | undefined): [number, number] {
  if (month === undefined) return [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)];
  const last = daysIn(year, month);
  const from = day === undefined ? 1 : Math.min(day, last);
  const to = day === undefined ? last : from;
  return [dayNumber(`${year}-${two(month)}-${two(from)}`), dayNumber(`${year}-${two(month)}-${two(to)}`)];
}

/** A birth with impossible numbers left out. */
export function soundBirth({ year, month, day }: SearchQuery['birth']): SearchQuery['birth'] {
  const within = (value: number | undefined, least: number, most: number): value is number =>
    value !== undefined && Number.isInteger(value) && value >= least && value <= most;
  return {
    ...(within(year, 1900, 2100) ? { year } : {}),
    ...(within(month, 1, 12) ? { month } : {}),
    ...(within(day, 1, 31) ? { day } : {}),
  };
}
