import type { CellIndex } from '../../../src/roster/cell-index.ts';
import type { Description } from '../../../src/roster/description.ts';
import { menOfEarlierRow } from '../../../src/roster/earlier-rows.ts';
import {
  anotherManShare,
  anyFitShare,
  falseHopeBound,
  type HopeFigures,
  rosterConcentration,
} from '../../../src/roster/false-hope.ts';
import { createPartition, type Partition } from '../../../src/roster/partition.ts';
import {
  type GlobalRisk,
  globalRisk,
  individualRisk,
  journalistRisk,
  quantile,
} from '../../../src/roster/risk.ts';
import { dayNumber } from '../../../src/roster/roster-view.ts';
import { createRowClasses, type RowClass, type RowClasses } from '../../../src/roster/row-classes.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import type { Population } from '../../../src/schemas/population.ts';
import { type NameExample, nameExamples } from './name-examples.ts';

/** A row as the data officer may need to look at it. */
export interface RiskyRow {
  /** The row of the register; 1 is the header. */
  place: number;
  /** Null while the row waits for its first release. */
  ref: string | null;
  row: Description;
  /** Men by the tables, before the margin. */
  men: number;
  risk: number;
}

/** Rows whose given names are about as frequent, and how fine they are. */
export interface Rarity {
  label: string;
  rows: number;
  /** Rows that tell an initial of the patronymic. */
  patronymicTold: number;
  /** Days of the median birth period. */
  period: number;
  /** Men who fit the median row; NaN where the tables of today cannot count any. */
  men: number;
}

export interface Findings {
  rows: number;
  /** Men by the tables of today who fit each row, ascending. */
  classSizes: number[];
  /**
   * Rows that the tables of today cannot produce: published under earlier ones, and kept. `below`: those that fewer men
   * fit by today's tables than may be now. `unmeasured`: those that the tables of today
   * cannot count.
   */
  earlier: { rows: number; below: number; unmeasured: number };
  incomplete: number;
  /** Journalist risk of every row, ascending, after the margin. */
  risks: number[];
  meanRisk: number;
  global: GlobalRisk;
  /** A row of the usual size, to show what a row is; null where there is none. */
  example: Pick<RiskyRow, 'row' | 'men'> | null;
  rarity: Rarity[];
  givenNames: { label: string; rows: number }[];
  patronymics: { label: string; rows: number }[];
  birthWidths: { label: string; rows: number }[];
  riskiest: RiskyRow[];
  hope: {
    figures: HopeFigures;
    bound: number;
    ofTen: number;
    /** The share of families without a man in the roster who see a full match, or any row that fits. */
    expected: number;
    any: number;
  };
  examples: NameExample[];
}

export interface FindingsSource {
  population: Population;
  policy: Policy;
}

const riskiestShown = 15;

/** A row that occurs, and how often. */
interface Measured {
  row: Description;
  found: RowClass | null;
  count: number;
  isEarlier: boolean;
}

/** Takes in rows one by one; `finish` works the figures out. */
export interface Collector {
  /** The row that a man would get, or null. */
  describe: RowClasses['describe'];
  /**
   * @param place the row of the register
   * @param cells the table of cells of the day on which the row was cut, where that is known
   */
  add(place: number, ref: string | null, row: Description, cells?: CellIndex): void;
  finish(): Findings;
}

/** A collector over the tables and the policy in force. */
export function createCollector({ population, policy }: FindingsSource): Collector {
  const partition = createPartition(population, policy);
  const classes = createRowClasses(population, policy, partition);
  const known = new Map<string, Measured>();
  const listed: { place: number; ref: string | null; key: string }[] = [];
  const { without_patronymic, without_full_date } = population.file.incomplete;
  const leastShare = Math.min(without_patronymic, without_full_date);
  const measure = (row: Description, cells: CellIndex | undefined): Measured => {
    const found = classes.classOf(row);
    if (found !== null || cells === undefined) return { row, found, count: 0, isEarlier: found === null };
    const incomplete = isIncomplete(row);
    const men = menOfEarlierRow(partition.counts, cells, row);
    if (men === null) return { row, found: null, count: 0, isEarlier: true };
    const expected = men * (incomplete ? leastShare : 1);
    return { row, found: { expected, fits: men, incomplete, k: partition.k }, count: 0, isEarlier: true };
  };

  return {
    describe: classes.describe,
    add(place, ref, row, cells) {
      const key = Object.values(row).join(' ');
      const same = known.get(key) ?? measure(row, cells);
      same.count += 1;
      known.set(key, same);
      listed.push({ place, ref, key });
    },
    finish() {
      const of = (key: string) => known.get(key) as Measured;
      const all = listed.map(({ key }) => of(key));
      const rows = all.map(({ row }) => row);
      const counted = listed.flatMap(({ place, ref, key }): CountedRow[] => {
        const { row, found, count, isEarlier } = of(key);
        if (found === null) return [];
        const risk = journalistRisk(found, policy.margin);
        return [{ place, ref, row, found, men: found.expected, risk, count, isEarlier }];
      });
      const earlier = counted.filter(({ isEarlier }) => isEarlier);
      const unmeasured = rows.length - counted.length;
      const risks = ascending(counted.map(({ risk }) => risk));
      return {
        rows: rows.length,
        classSizes: ascending(counted.map(({ men }) => men)),
        earlier: {
          rows: unmeasured + earlier.length,
          below: earlier.filter(({ found }) => found.expected * policy.margin < found.k).length,
          unmeasured,
        },
        incomplete: rows.filter(isIncomplete).length,
        risks,
        meanRisk: sumOf(risks) / Math.max(1, risks.length),
        global: globalRisk(counted.map(({ count, men }) => individualRisk(count, men))),
        example: usualRow(counted),
        rarity: rarityOf(all, partition.counts),
        ...nameParts(rows),
        birthWidths: birthWidths(rows),
        riskiest: counted.toSorted((a, b) => b.risk - a.risk || a.place - b.place).slice(0, riskiestShown),
        hope: hopeOf(rows, counted, { population, policy, k: partition.k }),
        examples: nameExamples(population, partition, classes),
      };
    },
  };
}

/** A row that the tables of today can count. */
interface CountedRow extends RiskyRow {
  found: RowClass;
  count: number;
  isEarlier: boolean;
}

const ascending = (values: number[]): number[] => values.sort((a, b) => a - b);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How many families see the row of another man, by the rows of this roster. */
function hopeOf(
  rows: readonly Description[],
  counted: readonly CountedRow[],
  { population, policy, k }: FindingsSource & { k: number },
): Findings['hope'] {
  const view = {
    size: rows.length,
    birthFrom: Uint32Array.from(rows, ({ birth_from }) => dayNumber(birth_from)),
    birthTo: Uint32Array.from(rows, ({ birth_to }) => dayNumber(birth_to)),
  };
  const figures = {
    rows: rows.filter((row) => !isIncomplete(row)).length,
    population: sumOf(population.men.map(({ men }) => men)),
    k,
    margin: policy.margin,
    concentration: rosterConcentration(view, population.men),
  };
  const full = counted.filter(({ found }) => !found.incomplete);
  const incompleteFits = sumOf(counted.map(({ found }) => (found.incomplete ? found.fits : 0)));
  const meanClass = sumOf(full.map(({ men }) => men)) / Math.max(1, full.length);
  // The same formula with the cells as they are, which are larger than the smallest that may be.
  const asTheyAre = { ...figures, k: meanClass, margin: 1 };
  return {
    figures,
    bound: falseHopeBound(figures),
    ofTen: 10 * anotherManShare(figures, policy.expectedShare),
    expected: falseHopeBound(asTheyAre),
    any: anyFitShare(asTheyAre, incompleteFits),
  };
}

/** Of the complete rows of the median class the first: what most rows are like. */
function usualRow(counted: readonly CountedRow[]): Findings['example'] {
  const full = counted.filter(({ found }) => !found.incomplete).sort((a, b) => a.men - b.men);
  return full[Math.floor(full.length / 2)] ?? null;
}

const isRest = ({ given_name }: Description): boolean => given_name.endsWith('…');
const isIncomplete = ({ patronymic_initial }: Description): boolean => patronymic_initial === '?';
const tellsPatronymic = ({ patronymic_initial: initial }: Description): boolean =>
  !['', '…', '?'].includes(initial);
const periodOf = ({ birth_from, birth_to }: Description): number =>
  dayNumber(birth_to) - dayNumber(birth_from) + 1;

/** Rows by how many men of the country bear the given name: why rows are as fine as they are. */
function rarityOf(measured: readonly Measured[], counts: Partition['counts']): Rarity[] {
  const known = new Map<string, number>();
  const bearers = ({ given_name }: Description): number => {
    let men = known.get(given_name);
    if (men === undefined) {
      men = counts.givenName(given_name).reduce((sum, count) => sum + count, 0);
      known.set(given_name, men);
    }
    return men;
  };
  const isOf = (least: number, below: number) => (row: Description) =>
    !isIncomplete(row) && !isRest(row) && bearers(row) >= least && bearers(row) < below;
  const classes: [string, (row: Description) => boolean][] = [
    ['a name of a million men or more', isOf(1_000_000, Number.POSITIVE_INFINITY)],
    ['of 100,000 to a million', isOf(100_000, 1_000_000)],
    ['of fewer than 100,000', isOf(0, 100_000)],
    ['too rare to be told: its initial only', (row) => !isIncomplete(row) && isRest(row)],
    ['any name, where something is missing of him', isIncomplete],
  ];
  return classes.map(([label, belongs]) => {
    const own = measured.filter(({ row }) => belongs(row));
    const men = own.flatMap(({ found }) => (found === null ? [] : [found.expected]));
    return {
      label,
      rows: own.length,
      patronymicTold: own.filter(({ row }) => tellsPatronymic(row)).length,
      period: quantile(ascending(own.map(({ row }) => periodOf(row))), 0.5),
      men: quantile(ascending(men), 0.5),
    };
  });
}

function nameParts(rows: readonly Description[]): Pick<Findings, 'givenNames' | 'patronymics'> {
  const count = (is: (row: Description) => boolean): number => rows.filter(is).length;
  return {
    givenNames: [
      { label: 'the given name', rows: count((row) => !isRest(row)) },
      { label: 'its initial only', rows: count(isRest) },
    ],
    patronymics: [
      { label: 'the initial', rows: count(tellsPatronymic) },
      { label: 'that it is a rare one', rows: count(({ patronymic_initial: p }) => p === '…') },
      { label: 'nothing', rows: count(({ patronymic_initial: p }) => p === '') },
      { label: 'that something is missing', rows: count(isIncomplete) },
    ],
  };
}

function birthWidths(rows: readonly Description[]): Findings['birthWidths'] {
  const steps: [string, number][] = [
    ['half a month', 16],
    ['up to a month', 31],
    ['up to 3 months', 93],
    ['up to a year', 366],
    ['up to 3 years', 1_097],
    ['up to 10 years', 3_653],
    ['longer', Number.POSITIVE_INFINITY],
  ];
  const widths = rows.map(periodOf);
  return steps.map(([label, most], index) => {
    const least = index === 0 ? 0 : (steps[index - 1]?.[1] ?? 0);
    return { label, rows: widths.filter((width) => width > least && width <= most).length };
  });
}

/** A few points of a sorted list, for a sentence. */
export function summaryOf(sorted: readonly number[]): { least: number; median: number; most: number } {
  return { least: quantile(sorted, 0), median: quantile(sorted, 0.5), most: quantile(sorted, 1) };
}
