import { initialOfName } from '../names/fold.ts';
import { type Policy, smallestClass } from '../schemas/policy.ts';
import type { Population } from '../schemas/population.ts';
import type { CellIndex, CellVocabulary } from './cell-index.ts';
import { createExpectedCounts, type ExpectedCounts } from './expected-counts.ts';
import { halfMonthOf, halfMonthsPerYear, shareOfYear } from './half-month.ts';

/**
 * The partition of the reference population into cells of at least k men (DESIGN, section 3): multidimensional
 * top-down generalisation after Mondrian (LeFevre, DeWitt, Ramakrishnan 2006), applied to tables of the population
 * instead of the published data. No register takes part in it, so a row tells nothing but its own cell, and choosing
 * fine rows for common names betrays nobody (the minimality attack of Wong et al. 2007 has nothing to hold on to).
 *
 * The order of cuts is fixed: given initial and surname initial → given name → patronymic initial → birth date in
 * runs of half months. At every cut, what is too rare for a cell of its own shares one rest cell, and where the rest
 * would be below k, the rarest that has a cell joins it. So every leaf holds k, leaves are disjoint, and every man
 * whose initials hold k at all is in exactly one.
 */
export interface Cell {
  given_name: string;
  patronymic_initial: string;
  surname_initial: string;
  /** First and last half month of birth. */
  from: number;
  to: number;
  /** Men in it by the tables, before the margin. */
  expected: number;
}

export interface Partition extends CellIndex {
  readonly counts: ExpectedCounts;
  readonly k: number;
  readonly margin: number;
  /** The men of a token of the given name; null where all its initial's names with this surname initial are below k. */
  givenCell(givenName: string, surnameInitial: string): GivenCell | null;
  /** All given cells of two initials: those of single names first, then the rest cell. */
  givenCells(givenInitial: string, surnameInitial: string): readonly GivenCell[];
  /** Every leaf of the partition, in a fixed order. */
  cells(): Iterable<Cell>;
}

/** The men of one token of `given_name` and one surname initial. */
export interface GivenCell {
  readonly token: string;
  readonly surnameInitial: string;
  /** The k of this cell: larger where the policy multiplies it for regional names. */
  readonly k: number;
  /** Men by group and year. */
  readonly men: Float64Array;
  readonly patronymics: () => Patronymics;
}

export interface Patronymics {
  /** The part of a patronymic initial; the rest (or the undivided whole) for every other letter. */
  part(initial: string): PatronymicCell;
  readonly parts: readonly PatronymicCell[];
}

/** The men of one token of `patronymic_initial` in a given cell. */
export interface PatronymicCell {
  readonly token: string;
  /** Men by year. */
  readonly men: Float64Array;
  /** Half months with which the runs begin, ascending; the first is that of the population. */
  readonly runs: () => Uint16Array;
}

/**
 * The partition for a policy: every part holds at least k ÷ margin men by the tables, k = ⌈1 ÷ maxRisk⌉, times
 * `regionalMultiplier` where most men of a name are not of the first group. Parts are cut when first asked for.
 */
export function createPartition(
  population: Population,
  policy: Pick<Policy, 'maxRisk' | 'margin' | 'regionalMultiplier'>,
): Partition {
  const counts = createExpectedCounts(population);
  const k = smallestClass(policy);
  const { margin, regionalMultiplier } = policy;
  const nodes = new Map<string, { cells: readonly GivenCell[]; byName: Map<string, GivenCell> }>();

  const node = (givenInitial: string, surnameInitial: string) => {
    const key = givenInitial + surnameInitial;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const cells = cutGivenNames(counts, { k, margin, regionalMultiplier }, givenInitial, surnameInitial);
    const made = { cells, byName: new Map(cells.map((cell) => [cell.token, cell])) };
    nodes.set(key, made);
    return made;
  };
  const givenCell = (givenName: string, surnameInitial: string): GivenCell | null => {
    const initial = initialOfName(givenName);
    const { byName } = node(initial, surnameInitial);
    return byName.get(givenName) ?? byName.get(`${initial}…`) ?? null;
  };
  return {
    counts,
    k,
    margin,
    givenCell,
    givenCells: (givenInitial, surnameInitial) => node(givenInitial, surnameInitial).cells,
    givenToken: (givenName, surnameInitial) =>
      givenCell(givenName, surnameInitial)?.token ?? `${initialOfName(givenName)}…`,
    patronymicToken: (givenName, surnameInitial, patronymicInitial) =>
      givenCell(givenName, surnameInitial)?.patronymics().part(patronymicInitial).token ?? '',
    *cells() {
      for (const givenInitial of counts.initials) {
        for (const surnameInitial of counts.initials) {
          for (const given of node(givenInitial, surnameInitial).cells) {
            for (const part of given.patronymics().parts) yield* leaves(counts, given, part);
          }
        }
      }
    },
  };
}

/** The vocabulary with which the index of a partition is encoded. */
export function cellVocabulary({ counts, givenToken }: Partition): CellVocabulary {
  const { initials } = counts;
  const byShare = (share: (initial: string) => number): string[] =>
    [...initials].sort((a, b) => share(b) - share(a) || (a < b ? -1 : 1));
  return {
    givenNames: initials
      .flatMap((initial) => counts.namesOf(initial))
      .filter((name) => initials.some((surnameInitial) => givenToken(name, surnameInitial) === name)),
    surnameInitials: byShare((initial) => counts.surnameInitial(initial)[0] as number),
    patronymicInitials: byShare((initial) => total(counts.patronymicInitial(initial))),
  };
}

function* leaves(counts: ExpectedCounts, given: GivenCell, part: PatronymicCell): Iterable<Cell> {
  const runs = part.runs();
  const end = halfMonthOf(counts.firstYear + counts.years, 1, 1);
  for (const [index, from] of runs.entries()) {
    const to = (runs[index + 1] ?? end) - 1;
    yield {
      given_name: given.token,
      patronymic_initial: part.token,
      surname_initial: given.surnameInitial,
      from,
      to,
      expected: menBetween(counts, part.men, from, to),
    };
  }
}

/** The cell of a man of whom all is known; null when he has none. */
export function cellAt(
  partition: Partition,
  man: { givenName: string; surnameInitial: string; patronymicInitial: string; halfMonth: number },
): Cell | null {
  const { counts } = partition;
  const given = partition.givenCell(man.givenName, man.surnameInitial);
  const first = halfMonthOf(counts.firstYear, 1, 1);
  const isWithin = man.halfMonth >= first && man.halfMonth < first + counts.years * halfMonthsPerYear;
  if (given === null || !isWithin) return null;
  const part = given.patronymics().part(man.patronymicInitial);
  for (const cell of leaves(counts, given, part)) {
    if (cell.from <= man.halfMonth && man.halfMonth <= cell.to) return cell;
  }
  return null;
}

/** Men of a vector by year who are born from one half month to another, both inclusive. */
export function menBetween(counts: ExpectedCounts, men: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let half = from; half <= to; half += 1) sum += menOfHalfMonth(counts, men, half);
  return sum;
}

/** Births are even over the days of a year. */
function menOfHalfMonth(counts: ExpectedCounts, men: Float64Array, half: number): number {
  const year = Math.floor(half / halfMonthsPerYear) + 1900 - counts.firstYear;
  return (men[year] ?? 0) * shareOfYear(half);
}

interface Limits {
  k: number;
  margin: number;
  regionalMultiplier: number;
}

function cutGivenNames(
  counts: ExpectedCounts,
  { k, margin, regionalMultiplier }: Limits,
  givenInitial: string,
  surnameInitial: string,
): GivenCell[] {
  const { years, groups } = counts;
  const shares = counts.surnameInitial(surnameInitial);
  const menOf = (name: string): Float64Array =>
    counts.givenName(name).map((men, index) => men * (shares[Math.floor(index / years)] as number));
  // A name is regional when most of its men are not of the first group.
  const neededFor = (men: Float64Array): number => {
    let first = 0;
    for (let year = 0; year < years; year += 1) first += men[year] as number;
    return first * 2 < total(men) ? k * regionalMultiplier : k;
  };

  const parts = counts.namesOf(givenInitial).map((name) => ({ key: name, men: menOf(name) }));
  const { own, rest } = cut(parts, menOf(`${givenInitial}…`), margin, neededFor);
  const cells = own.map(({ key, men }) => ({ token: key, men }));
  if (total(rest) * margin >= neededFor(rest)) cells.push({ token: `${givenInitial}…`, men: rest });
  return cells.map(({ token, men }) => {
    const needed = neededFor(men);
    const patronymics = once(() => cutPatronymics(counts, men, needed, margin, groups));
    return { token, surnameInitial, k: needed, men, patronymics };
  });
}

/**
 * The cut by patronymic needs numbers of men alone; by year they are worked out only of parts that are asked for, since
 * a table of all cells (`encodeCellIndex`) looks at ten thousand given cells and at no birth date.
 */
function cutPatronymics(
  counts: ExpectedCounts,
  men: Float64Array,
  k: number,
  margin: number,
  groups: number,
): Patronymics {
  const { years, initials } = counts;
  const byYear = (shareAt: (index: number) => number): Float64Array => {
    const result = new Float64Array(years);
    for (let group = 0; group < groups; group += 1) {
      for (let year = 0; year < years; year += 1) {
        const index = group * years + year;
        result[year] = (result[year] as number) + (men[index] as number) * shareAt(index);
      }
    }
    return result;
  };
  const menOf = (letter: string): Float64Array => {
    const shares = counts.patronymicInitial(letter);
    return byYear((index) => shares[index] as number);
  };
  // Letters that the table has not, and what its rounding lost.
  const others = byYear((index) => counts.otherPatronymics[index] as number).map((count) =>
    Math.max(0, count),
  );
  const parts = initials.map((letter) => ({ letter, men: product(men, counts.patronymicInitial(letter)) }));
  const sorted = parts.sort((a, b) => b.men - a.men || (a.letter < b.letter ? -1 : 1));
  const own = sorted.filter((part) => part.men * margin >= k);
  const joined = sorted.filter((part) => part.men * margin < k);
  let rest = joined.reduce((sum, part) => sum + part.men, total(others));
  while (rest * margin < k) {
    const last = own.pop();
    if (last === undefined) break;
    joined.push(last);
    rest += last.men;
  }
  const made = (token: string, compute: () => Float64Array): PatronymicCell => {
    const men = once(compute);
    return {
      token,
      get men() {
        return men();
      },
      runs: once(() => cutBirths(counts, men(), k / margin, 1)),
    };
  };
  const restPart = made(own.length === 0 ? '' : '…', () => {
    const result = Float64Array.from(others);
    for (const { letter } of joined) addTo(result, menOf(letter));
    return result;
  });
  const byInitial = new Map(own.map(({ letter }) => [letter, made(letter, () => menOf(letter))]));
  return {
    part: (initial) => byInitial.get(initial) ?? restPart,
    parts: [...byInitial.values(), restPart],
  };
}

/**
 * One cut: parts that hold k keep to themselves, the others make the rest; where the rest is below k, the smallest
 * that keeps to itself joins it, until it holds k or is the whole.
 */
function cut(
  parts: readonly { key: string; men: Float64Array }[],
  others: Float64Array,
  margin: number,
  neededFor: (men: Float64Array) => number,
): { own: { key: string; men: Float64Array }[]; rest: Float64Array } {
  const rest = Float64Array.from(others);
  const holds = (men: Float64Array): boolean => total(men) * margin >= neededFor(men);
  const sorted = [...parts].sort((a, b) => total(b.men) - total(a.men) || (a.key < b.key ? -1 : 1));
  const own = sorted.filter(({ men }) => holds(men));
  for (const { men } of sorted) if (!holds(men)) addTo(rest, men);
  for (;;) {
    const last = holds(rest) ? undefined : own.pop();
    if (last === undefined) break;
    addTo(rest, last.men);
  }
  return { own, rest };
}

/**
 * Contiguous runs of half months, each as short as holds `needed` men; what is left at the end joins the last run.
 * @param step half months that stay together: 1, or 24 for whole years
 */
export function cutBirths(
  counts: ExpectedCounts,
  men: Float64Array,
  needed: number,
  step: number,
): Uint16Array {
  const first = halfMonthOf(counts.firstYear, 1, 1);
  const end = first + counts.years * halfMonthsPerYear;
  const starts: number[] = [first];
  let sum = 0;
  for (let half = first; half < end; half += step) {
    if (sum >= needed) {
      starts.push(half);
      sum = 0;
    }
    for (let part = half; part < half + step; part += 1) sum += menOfHalfMonth(counts, men, part);
  }
  if (sum < needed && starts.length > 1) starts.pop();
  return Uint16Array.from(starts);
}

function addTo(sum: Float64Array, men: Float64Array): void {
  for (let index = 0; index < sum.length; index += 1) {
    sum[index] = (sum[index] as number) + (men[index] as number);
  }
}

function product(men: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < men.length; index += 1) {
    sum += (men[index] as number) * (shares[index] as number);
  }
  return sum;
}

function total(men: Float64Array): number {
  let sum = 0;
  for (const count of men) sum += count;
  return sum;
}

function once<T extends object>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
