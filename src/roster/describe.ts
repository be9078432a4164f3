import type { Entry } from '../schemas/entry.ts';
import type { Policy } from '../schemas/policy.ts';
import type { Population } from '../schemas/population.ts';
import type { Birth } from '../schemas/register.ts';
import { firstDayOf, halfMonthOf, halfMonthsPerYear, lastDayOf } from './half-month.ts';
import { createPartition, cutBirths, type GivenCell, type Partition } from './partition.ts';
import { isoOfDay } from './roster-view.ts';

/**
 * What a row is computed from. `given_name` is canonical (from the name engine); initials are capital letters of the
 * alphabet of the tables, as the name engine gives them (Е for Ё, К for Қ). A letter that the tables do not know has
 * no cell.
 */
export interface Man {
  given_name: string;
  surname_initial: string;
  patronymic_initial: string | null;
  birth: Birth;
}

export type Description = Omit<Entry, 'ref'>;

/** The public description of a man; null when no cell that he may be in is large enough: sealed record only. */
export type Describe = (man: Man) => Description | null;

/**
 * The row of a man is the description of his cell, whoever else is in the register. Where something of him is missing
 * and the answer depends on it, he stands in a cell of those of whom the same is missing: `patronymic_initial` `?`, or
 * a run of whole years. Such a cell must hold k men after multiplying by the share of men of whom that is missing,
 * since only they are described so.
 */
export function createDescribe(
  population?: Population,
  policy?: Pick<Policy, 'maxRisk' | 'margin' | 'regionalMultiplier'>,
  made?: Partition,
): Describe {
  if (population === undefined || policy === undefined) return describeByYear;
  const partition = made ?? createPartition(population, policy);
  const { without_patronymic, without_full_date } = population.file.incomplete;
  const runsOfIncomplete = new Map<string, Uint16Array>();

  const incompleteRuns = (
    given: GivenCell,
    letter: string,
    men: Float64Array,
    share: number,
    step: number,
  ) => {
    const key = `${given.token}/${given.surnameInitial}/${letter}/${step}`;
    const known =
      runsOfIncomplete.get(key) ?? cutBirths(partition.counts, men, given.k / policy.margin / share, step);
    runsOfIncomplete.set(key, known);
    return known;
  };

  return ({ given_name, surname_initial, patronymic_initial, birth }) => {
    const given = partition.givenCell(given_name, surname_initial);
    const span = halfMonthsOf(birth);
    if (given === null || !isWithin(partition, span)) return null;

    const { parts, part } = given.patronymics();
    const undivided = parts.length === 1;
    const known = patronymic_initial !== null || undivided;
    const men = known ? part(patronymic_initial ?? '').men : menByYear(given, partition);
    const token = known ? part(patronymic_initial ?? '').token : '?';
    const row = (run: Span): Description => ({
      given_name: given.token,
      patronymic_initial: token,
      surname_initial,
      birth_from: isoOfDay(firstDayOf(run.from)),
      birth_to: isoOfDay(lastDayOf(run.to)),
    });

    const full = birth.day !== undefined;
    const fine = known
      ? part(patronymic_initial ?? '').runs()
      : incompleteRuns(given, '?', men, without_patronymic, 1);
    const holds = known || holdsEnough(men, given.k / policy.margin / without_patronymic);
    const run = holds ? runAround(partition, fine, span) : null;
    // Of a man with a month alone, or a year alone, it may be all the same: his cell holds all of it.
    if (run !== null && (full || known)) return row(run);
    if (full) return null;
    const share = without_full_date * (known ? 1 : without_patronymic);
    if (!holdsEnough(men, given.k / policy.margin / share)) return null;
    const coarse = incompleteRuns(given, token, men, share, halfMonthsPerYear);
    const years = runAround(partition, coarse, wholeYears(span));
    return years === null ? null : row(years);
  };
}

const describeByYear: Describe = ({ given_name, surname_initial, patronymic_initial, birth }) => ({
  given_name,
  patronymic_initial: patronymic_initial ?? '?',
  surname_initial,
  birth_from: `${birth.year}-01-01`,
  birth_to: `${birth.year}-12-31`,
});

interface Span {
  from: number;
  to: number;
}

function halfMonthsOf({ year, month, day }: Birth): Span {
  if (month === undefined) return { from: halfMonthOf(year, 1, 1), to: halfMonthOf(year, 12, 31) };
  if (day === undefined) return { from: halfMonthOf(year, month, 1), to: halfMonthOf(year, month, 31) };
  return { from: halfMonthOf(year, month, day), to: halfMonthOf(year, month, day) };
}

function wholeYears({ from, to }: Span): Span {
  return {
    from: from - (from % halfMonthsPerYear),
    to: to - (to % halfMonthsPerYear) + halfMonthsPerYear - 1,
  };
}

function isWithin({ counts }: Partition, { from, to }: Span): boolean {
  const first = halfMonthOf(counts.firstYear, 1, 1);
  return from >= first && to < first + counts.years * halfMonthsPerYear;
}

/** The run that holds all of a span, or null when it is cut. */
function runAround({ counts }: Partition, runs: Uint16Array, { from, to }: Span): Span | null {
  let index = 0;
  for (let high = runs.length; high - index > 1; ) {
    const middle = (index + high) >> 1;
    if ((runs[middle] as number) <= from) index = middle;
    else high = middle;
  }
  const end = halfMonthOf(counts.firstYear + counts.years, 1, 1);
  const run = { from: runs[index] as number, to: (runs[index + 1] ?? end) - 1 };
  return to <= run.to ? run : null;
}

function holdsEnough(men: Float64Array, needed: number): boolean {
  let sum = 0;
  for (const count of men) sum += count;
  return sum >= needed;
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
