import { dateOfDay, dayOf } from '../roster/roster-view.ts';
import type { SearchQuery } from './query.ts';

/** Whether a run of days (day numbers, both inclusive) may hold the birth date that was given. */
export type BirthWindow = (from: number, to: number) => boolean;

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
    const first = dateOfDay(rowFrom);
    const year = first.getUTCFullYear();
    // Months count on past December: a span that holds no such day ends within a year.
    for (let at = first.getUTCMonth(); dayOf(year, at, 1) <= rowTo; at += 1) {
      if (month !== undefined && at % 12 !== month - 1) continue;
      const [from, to] = windowIn(year + Math.floor(at / 12), (at % 12) + 1, day);
      if (rowFrom <= to && from <= rowTo) return true;
    }
    return false;
  };
}

/** The whole span of days that a birth date may lie in; all days where no year is known. */
export function birthSpan({ year, month, day }: SearchQuery['birth']): [from: number, to: number] {
  return year === undefined ? [0, dayOf(2100, 11, 31)] : windowIn(year, month, day);
}

/** First and last day number of a year, a month, or a day in a month; a day past the month's end is its end. */
function windowIn(year: number, month: number | undefined, day: number | undefined): [number, number] {
  if (month === undefined) return [dayOf(year, 0, 1), dayOf(year, 11, 31)];
  const last = daysIn(year, month);
  const from = day === undefined ? 1 : Math.min(day, last);
  const to = day === undefined ? last : from;
  return [dayOf(year, month - 1, from), dayOf(year, month - 1, to)];
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
