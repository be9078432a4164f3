import type { RowClass } from './row-classes.ts';

/**
 * Measures of disclosure risk, in the words of statistical disclosure control (Hundepool et al. 2012).
 *
 * Journalist risk: 1 ÷ the number of people in the population who fit a row. The intruder picks one of them.
 */
export function journalistRisk({ expected }: Pick<RowClass, 'expected'>, margin: number): number {
  return Math.min(1, 1 / (expected * margin));
}

/**
 * Individual risk after Benedetti and Franconi (1998), as sdcMicro computes it: the mean of 1 ÷ F over what F, the
 * number of people who fit, may be when `sample` of them are in the roster and the tables expect `population` of them.
 * It takes every class size for an estimate from a sample, and so is higher than the journalist risk.
 */
export function individualRisk(sample: number, population: number): number {
  const share = Math.min(1, sample / population);
  if (share >= 1) return 1 / sample;
  const odds = share / (1 - share);
  if (sample === 1) return odds * Math.log(1 / share);
  if (sample === 2) return odds - odds * odds * Math.log(1 / share);
  return share / (sample - (1 - share));
}

/** The global risk of a file as sdcMicro defines it. */
export interface GlobalRisk {
  /** Mean individual risk. */
  risk: number;
  /** Expected number of rows that an intruder puts the right name to. */
  expectedReidentifications: number;
}

/** @param rows the individual risk of every row */
export function globalRisk(rows: readonly number[]): GlobalRisk {
  const sum = rows.reduce((total, risk) => total + risk, 0);
  return { risk: rows.length === 0 ? 0 : sum / rows.length, expectedReidentifications: sum };
}

/** The q-th part of a sorted list (0 = smallest, 1 = largest), linear between neighbours; NaN of an empty one. */
export function quantile(sorted: readonly number[], q: number): number {
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
