import type { Policy } from '../schemas/policy.ts';
import type { Population } from '../schemas/population.ts';
import type { Birth } from '../schemas/register.ts';
import type { Description, Man } from './description.ts';
import { firstDayOf, halfMonthOf, halfMonthOfDay, halfMonthsPerYear, lastDayOf } from './half-month.ts';
import { cutBirths, type GivenCell, menBetween, type Partition } from './partition.ts';
import { dayNumber, isoOfDay } from './roster-view.ts';

/** Half months, both inclusive. */
export interface Span {
  from: number;
  to: number;
}

/** The people whom one published row may describe. */
export interface RowClass {
  /** Men by the tables, before the margin; of incomplete men, only those of whom the same is missing. */
  expected: number;
  /** Whether something of the man is missing in the register. */
  incomplete: boolean;
  /** The least that margin × expected must be. */
  k: number;
}

/**
 * From men to rows and from rows to classes of men. Every row that can be published is a leaf of the partition, or a
 * class of men of whom something is missing:
 *
 * - patronymic unknown where the cell is divided by patronymic: `?` and a run of half months;
 * - birth date without day, or without month and day, that does not lie in one run of his cell: a run of whole years.
 *
 * Only men of whom the same is missing are described so; therefore such a class must hold k men after multiplying by
 * the share of men of whom that is missing. A union of cells taken for each man by himself would not do: its bounds
 * would tell which half month he was born in.
 */
export interface RowClasses {
  describe(man: Man): Description | null;
  /** The class of a row, or null when the tables cannot produce that row. */
  classOf(row: Description): RowClass | null;
}

export function createRowClasses(
  population: Population,
  policy: Pick<Policy, 'margin'>,
  partition: Partition,
): RowClasses {
  const { counts } = partition;
  const { without_patronymic, without_full_date } = population.file.incomplete;
  const first = halfMonthOf(counts.firstYear, 1, 1);
  const end = first + counts.years * halfMonthsPerYear;
  const isWithin = ({ from, to }: Span): boolean => from >= first && to < end;

  /** Runs of a class of incomplete men, or null where all of them together are below k. */
  const known = new Map<string, Uint16Array | null>();
  const incompleteRuns = (
    given: GivenCell,
    token: string,
    men: Float64Array,
    share: number,
    step: number,
  ): Uint16Array | null => {
    const key = `${given.token}/${given.surnameInitial}/${token}/${step}`;
    let runs = known.get(key);
    if (runs === undefined) {
      const needed = given.k / policy.margin / share;
      runs = sumOf(men) >= needed ? cutBirths(counts, men, needed, step) : null;
      known.set(key, runs);
    }
    return runs;
  };
  const sidesOf = (given: GivenCell) => {
    const men = given.patronymics().parts.length === 1 ? null : menByYear(given, partition);
    return {
      unknownDay: (token: string, ofToken: Float64Array, alsoPatronymic: boolean) => {
        const share = without_full_date * (alsoPatronymic ? without_patronymic : 1);
        return { share, runs: incompleteRuns(given, token, ofToken, share, halfMonthsPerYear) };
      },
      unknownPatronymic: men && { men, runs: incompleteRuns(given, '?', men, without_patronymic, 1) },
    };
  };
  const runAround = (runs: Uint16Array, { from, to }: Span): Span | null => {
    const run = runOf(runs, from, end);
    return to <= run.to ? run : null;
  };

  return {
    describe({ given_name, surname_initial, patronymic_initial, birth }) {
      const given = partition.givenCell(given_name, surname_initial);
      const span = halfMonthsOf(birth);
      if (given === null || !isWithin(span)) return null;
      const row = (token: string, run: Span | null): Description | null =>
        run && {
          given_name: given.token,
          patronymic_initial: token,
          surname_initial,
          birth_from: isoOfDay(firstDayOf(run.from)),
          birth_to: isoOfDay(lastDayOf(run.to)),
        };
      const { unknownDay, unknownPatronymic } = sidesOf(given);
      if (patronymic_initial !== null || unknownPatronymic === null) {
        const part = given.patronymics().part(patronymic_initial ?? '');
        // A month, or even a year, may lie in one run; then nothing is missing that the row would tell.
        const whole = row(part.token, runAround(part.runs(), span));
        if (whole !== null) return whole;
        const { runs } = unknownDay(part.token, part.men, false);
        return runs && row(part.token, runAround(runs, wholeYears(span)));
      }
      if (birth.day !== undefined) {
        const { runs } = unknownPatronymic;
        return runs && row('?', runAround(runs, span));
      }
      const { runs } = unknownDay('?', unknownPatronymic.men, true);
      return runs && row('?', runAround(runs, wholeYears(span)));
    },

    classOf({ given_name, patronymic_initial, surname_initial, birth_from, birth_to }) {
      const given = partition.givenCell(given_name, surname_initial);
      const span = spanOfRow(birth_from, birth_to);
      if (given === null || given.token !== given_name || span === null || !isWithin(span)) return null;
      const { k } = given;
      const isRun = (runs: Uint16Array | null): boolean => {
        if (runs === null) return false;
        const run = runOf(runs, span.from, end);
        return run.from === span.from && run.to === span.to;
      };
      const men = (of: Float64Array): number => menBetween(counts, of, span.from, span.to);
      const { unknownDay, unknownPatronymic } = sidesOf(given);
      if (patronymic_initial === '?') {
        if (unknownPatronymic === null) return null;
        const expected = men(unknownPatronymic.men);
        if (isRun(unknownPatronymic.runs))
          return { expected: expected * without_patronymic, incomplete: true, k };
        const { share, runs } = unknownDay('?', unknownPatronymic.men, true);
        return isRun(runs) ? { expected: expected * share, incomplete: true, k } : null;
      }
      const part = given.patronymics().parts.find(({ token }) => token === patronymic_initial);
      if (part === undefined) return null;
      if (isRun(part.runs())) return { expected: men(part.men), incomplete: false, k };
      const { share, runs } = unknownDay(part.token, part.men, false);
      return isRun(runs) ? { expected: men(part.men) * share, incomplete: true, k } : null;
    },
  };
}

/** The run that a half month is in. */
export function runOf(runs: Uint16Array, half: number, end: number): Span {
  let index = 0;
  for (let high = runs.length; high - index > 1; ) {
    const middle = (index + high) >> 1;
    if ((runs[middle] as number) <= half) index = middle;
    else high = middle;
  }
  return { from: runs[index] as number, to: (runs[index + 1] ?? end) - 1 };
}

function halfMonthsOf({ year, month, day }: Birth): Span {
  if (month === undefined) return { from: halfMonthOf(year, 1, 1), to: halfMonthOf(year, 12, 31) };
  if (day === undefined) return { from: halfMonthOf(year, month, 1), to: halfMonthOf(year, month, 31) };
  const half = halfMonthOf(year, month, day);
  return { from: half, to: half };
}

/** The half months of a row's dates; null when they do not begin and end with one. */
function spanOfRow(from: string, to: string): Span | null {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const span = { from: halfMonthOfDay(first), to: halfMonthOfDay(last) };
  if (!(span.from >= 0 && span.to >= span.from)) return null;
  return firstDayOf(span.from) === first && lastDayOf(span.to) === last ? span : null;
}

function wholeYears({ from, to }: Span): Span {
  return {
    from: from - (from % halfMonthsPerYear),
    to: to - (to % halfMonthsPerYear) + halfMonthsPerYear - 1,
  };
}

function sumOf(men: Float64Array): number {
  let sum = 0;
  for (const count of men) sum += count;
  return sum;
}

/** Men of a given cell by year, all groups and patronymics together. */
function menByYear({ men }: GivenCell, { counts: { years, groups } }: Partition): Float64Array {
  const result = new Float64Array(years);
  for (let group = 0; group < groups; group += 1) {
    for (let year = 0; year < years; year += 1) {
      result[year] = (result[year] as number) + (men[group * years + year] as number);
    }
  }
  return result;
}
