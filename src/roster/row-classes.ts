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
  /** Men by the tables whom the words of the row fit: of a row with `?` many more, whatever is missing of them. */
  fits: number;
  /** Whether something of the man is missing in the register. */
  incomplete: boolean;
  /** The least that margin × expected must be. */
  k: number;
}

/**
 * From men to rows and from rows to classes of men. Every row that can be published is a leaf of the partition, or a
 * class of men of whom something is missing; the row itself says so by `?` for the patronymic, so that search never
 * calls it more than a possible fit:
 *
 * - patronymic unknown where the cell is divided by patronymic;
 * - birth date without day, or without month and day, that does not lie in one run of his cell, whatever is known of the
 *   patronymic. Only the years that a cell's runs cut are counted, since nobody else is described so.
 *
 * Each is a union of the cells that the man may be in, and holds k men after multiplying by the share of men of whom
 * that is missing. A union taken for each man by himself would not do: its bounds would tell which half month he was
 * born in. Where all that is known lies in one leaf, his row is that leaf: nothing is missing that it would tell.
 *
 * The two kinds share classes, runs of whole years, where these are narrower by the tables than classes for each kind:
 * a row with `?` fits all who are in its union, and there are the fewer of them the more of them lack something. Only
 * the commonest names have narrower ones apart: runs of half months for the one and of whole years for the other.
 */
export interface RowClasses {
  describe(man: Man): Description | null;
  /** The class of a row, or null when the tables cannot produce that row. */
  classOf(row: Description): RowClass | null;
}

/** Men by year of whom something is missing, as many as that share is; their runs, or null where all are below k. */
interface IncompleteMen {
  men: Float64Array;
  runs: Uint16Array | null;
}

/** Classes of the incomplete men of one given cell; one and the same where the two kinds share theirs. */
interface IncompleteClasses {
  withoutPatronymic: IncompleteMen;
  withoutDate: IncompleteMen;
}

/** The rows and classes of a partition; `margin` must be the one that it was made with. */
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

  const known = new Map<GivenCell, IncompleteClasses>();
  const incompleteOf = (given: GivenCell): IncompleteClasses => {
    const found = known.get(given) ?? cutIncomplete(given);
    known.set(given, found);
    return found;
  };
  const cutIncomplete = (given: GivenCell): IncompleteClasses => {
    const needed = given.k / policy.margin;
    const classesOf = (men: Float64Array, step: number): IncompleteMen => ({
      men,
      runs: sumOf(men) >= needed ? cutBirths(counts, men, needed, step) : null,
    });
    const all = menByYear(given, partition);
    // Where nobody is described by his patronymic, nobody lacks it.
    const lacking = all.map((count) => (isDivided(given) ? count * without_patronymic : 0));
    const dateless = cutYears(given).map((count) => count * without_full_date);
    const apart = {
      withoutPatronymic: classesOf(lacking, 1),
      withoutDate: classesOf(dateless, halfMonthsPerYear),
    };
    const shared = classesOf(
      lacking.map((count, year) => count + (dateless[year] as number)),
      halfMonthsPerYear,
    );
    const kinds = isDivided(given) ? [apart.withoutPatronymic, apart.withoutDate] : [apart.withoutDate];
    return fitting(kinds, all) <= fitting([shared], all)
      ? apart
      : { withoutPatronymic: shared, withoutDate: shared };
  };
  /** Men who fit the row of an incomplete man, on average; infinite where some have no row. */
  const fitting = (kinds: readonly IncompleteMen[], all: Float64Array): number => {
    let [described, pairs] = [0, 0];
    for (const { men, runs } of kinds) {
      if (sumOf(men) === 0) continue;
      if (runs === null) return Number.POSITIVE_INFINITY;
      for (const [index, from] of runs.entries()) {
        const to = (runs[index + 1] ?? end) - 1;
        const lacking = menBetween(counts, men, from, to);
        described += lacking;
        pairs += lacking * menBetween(counts, all, from, to);
      }
    }
    return described === 0 ? 0 : pairs / described;
  };
  /** Men by year of the years that the runs of their cells cut: men of other years have one run for their row. */
  const cutYears = (given: GivenCell): Float64Array => {
    const men = new Float64Array(counts.years);
    for (const part of given.patronymics().parts) {
      part.men.forEach((count, year) => {
        const isCut = runAround(part.runs(), yearSpan(counts.firstYear + year)) === null;
        if (isCut) men[year] = (men[year] as number) + count;
      });
    }
    return men;
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
      if (patronymic_initial !== null || !isDivided(given)) {
        const part = given.patronymics().part(patronymic_initial ?? '');
        const leaf = row(part.token, runAround(part.runs(), span));
        if (leaf !== null) return leaf;
      }
      const { withoutPatronymic, withoutDate } = incompleteOf(given);
      const { runs } = birth.day === undefined ? withoutDate : withoutPatronymic;
      const isByYear = runs === withoutDate.runs;
      return runs && row('?', runAround(runs, isByYear ? yearSpan(birth.year) : span));
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
      if (patronymic_initial === '?') {
        // Of the classes that a row may be of, the smaller one counts: nobody can tell which it is.
        const { withoutPatronymic, withoutDate } = incompleteOf(given);
        const kinds = isDivided(given) ? [withoutPatronymic, withoutDate] : [withoutDate];
        const sizes = kinds.flatMap((kind) => (isRun(kind.runs) ? [men(kind.men)] : []));
        return sizes.length === 0
          ? null
          : { expected: Math.min(...sizes), fits: men(menByYear(given, partition)), incomplete: true, k };
      }
      const part = given.patronymics().parts.find(({ token }) => token === patronymic_initial);
      if (part === undefined || !isRun(part.runs())) return null;
      const expected = men(part.men);
      return { expected, fits: expected, incomplete: false, k };
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
  if (month === undefined) return yearSpan(year);
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

function yearSpan(year: number): Span {
  return { from: halfMonthOf(year, 1, 1), to: halfMonthOf(year, 12, 31) };
}

function isDivided(given: GivenCell): boolean {
  return given.patronymics().parts.length > 1;
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
