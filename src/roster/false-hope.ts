import { dateOfDay, type RosterView } from './roster-view.ts';

/**
 * False hope: a man who is not in the roster fits one of its rows. With N rows whose cells hold k ÷ margin men each, of
 * a population of P, he fits about λ = ρ·N·k ÷ (P·m) rows by chance (DESIGN, section 3), and at least one of them with
 * the probability 1 − e^(−λ) (the number of chance fits is nearly Poisson).
 *
 * ρ = Σ r² ÷ Σ r·q over cells, where r is the roster's share of a cell and q the population's: those asked for are as
 * young as those in the roster, so cells of young men are fuller of both.
 */
export interface HopeFigures {
  /** N, without rows of men of whom something is missing (`?`): those are never a full match. */
  rows: number;
  /** P, men of the reference population */
  population: number;
  /** smallest class */
  k: number;
  margin: number;
  /** ρ */
  concentration: number;
}

/** ρ where the roster is too small to tell its own. */
export const usualConcentration = 1.4;
const fewestRowsToTell = 500;

/** λ: how many rows a man who is not in the roster is expected to fit. */
export function chanceFits({ rows, population, k, margin, concentration }: HopeFigures): number {
  return (concentration * rows * k) / (population * margin);
}

/**
 * The probability that a man who is not in the roster fits at least one row in full: our limit is 1.5 times this.
 */
export function falseHopeBound(figures: HopeFigures): number {
  return 1 - Math.exp(-chanceFits(figures));
}

/**
 * The same for any fit. Rows of men of whom something is missing say `?` and are possible fits at most; their words fit
 * many more men than other rows.
 * @param incompleteFits men by the tables whom the words of each such row fit, all rows together
 */
export function anyFitShare(figures: HopeFigures, incompleteFits: number): number {
  const incomplete = (figures.concentration * incompleteFits) / figures.population;
  return 1 - Math.exp(-chanceFits(figures) - incomplete);
}

/**
 * Of families who see exactly one fit, the share that finds that it is another man. Of those who ask, `expectedShare`
 * ask for a man who is in the roster; both kinds see no further fit with the same probability, which cancels:
 *
 *   (1 − s)·λ ÷ ((1 − s)·λ + s)
 */
export function anotherManShare(figures: HopeFigures, expectedShare: number): number {
  const another = (1 - expectedShare) * chanceFits(figures);
  return another + expectedShare === 0 ? 0 : another / (another + expectedShare);
}

/**
 * ρ from a roster's own rows. Within a year of birth, cells are taken to hold equal shares of roster and population,
 * so that ρ = Σ r² ÷ q over years; r² is estimated from n rows of a year as n·(n − 1) ÷ (N·(N − 1)), since n² would
 * count every row against itself. A row whose cell spans several years counts in each by the men that it has there.
 * @param menByYear men of the population by year of birth
 */
export function rosterConcentration(
  view: Pick<RosterView, 'size' | 'birthFrom' | 'birthTo'>,
  menByYear: readonly { year: number; men: number }[],
): number {
  if (view.size < fewestRowsToTell) return usualConcentration;
  const yearOf = (day: number): number => dateOfDay(day).getUTCFullYear();
  const men = new Map(menByYear.map(({ year, men }) => [year, men]));
  const rows = new Map<number, number>();
  for (let row = 0; row < view.size; row += 1) {
    const from = yearOf(view.birthFrom[row] as number);
    const to = yearOf(view.birthTo[row] as number);
    let all = 0;
    for (let year = from; year <= to; year += 1) all += men.get(year) ?? 0;
    if (all === 0) continue;
    for (let year = from; year <= to; year += 1) {
      rows.set(year, (rows.get(year) ?? 0) + (men.get(year) ?? 0) / all);
    }
  }
  const population = menByYear.reduce((sum, { men }) => sum + men, 0);
  let sum = 0;
  for (const [year, count] of rows) {
    const squared = (count * Math.max(0, count - 1)) / (view.size * (view.size - 1));
    sum += (squared * population) / (men.get(year) as number);
  }
  return Math.max(1, sum);
}
