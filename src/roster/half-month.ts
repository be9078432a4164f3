import { dayOf } from './roster-view.ts';

/**
 * Half months: the grain of every birth date that is published. Half month 0 is 1 to 15 January 1900; each
 * month has two, the second from the 16th to its last day.
 */
export const halfMonthsPerYear = 24;
const firstYear = 1900;
const years = 200;

/** The first day (`dayNumber`) of every half month from 1900 to 2099, and of the one after. */
let starts: Uint32Array | undefined;

function halfMonthStarts(): Uint32Array {
  if (starts === undefined) {
    const list: number[] = [];
    for (let year = firstYear; year < firstYear + years; year += 1) {
      for (let month = 0; month < 12; month += 1) {
        const first = dayOf(year, month, 1);
        list.push(first, first + 15);
      }
    }
    list.push(dayOf(firstYear + years, 0, 1));
    starts = Uint32Array.from(list);
  }
  return starts;
}

/** The half month in which a date lies. */
export function halfMonthOf(year: number, month: number, day: number): number {
  return (year - firstYear) * halfMonthsPerYear + (month - 1) * 2 + (day > 15 ? 1 : 0);
}

/** The first day of a half month, as a day number. RangeError outside 1900 to 2099. */
export function firstDayOf(halfMonth: number): number {
  const day = halfMonthStarts()[halfMonth];
  if (day === undefined) throw new RangeError(`There is no half month ${halfMonth}.`);
  return day;
}

/** The last day of a half month, as a day number. */
export function lastDayOf(halfMonth: number): number {
  return firstDayOf(halfMonth + 1) - 1;
}

/** The half month in which a day number lies; −1 outside 1900 to 2099. */
export function halfMonthOfDay(day: number): number {
  const list = halfMonthStarts();
  let low = 0;
  let high = list.length - 1;
  if (day < 0 || day >= (list[high] as number)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) <= day) low = middle;
    else high = middle;
  }
  return low;
}

let yearShares: Float64Array | undefined;

/** The share of its year's days that a half month has: 15 of 365 and the like. */
export function shareOfYear(halfMonth: number): number {
  yearShares ??= Float64Array.from({ length: years * halfMonthsPerYear }, (_, half) => {
    const january = half - (half % halfMonthsPerYear);
    const daysOfYear = firstDayOf(january + halfMonthsPerYear) - firstDayOf(january);
    return (firstDayOf(half + 1) - firstDayOf(half)) / daysOfYear;
  });
  return yearShares[halfMonth] ?? 0;
}
