import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anotherManShare,
  anyFitShare,
  chanceFits,
  falseHopeBound,
  rosterConcentration,
  usualConcentration,
} from '../../../src/roster/false-hope.ts';
import { globalRisk, individualRisk, journalistRisk, quantile } from '../../../src/roster/risk.ts';
import { dayNumber } from '../../../src/roster/roster-view.ts';

const figures = { rows: 10_000, population: 33_800_000, k: 34, margin: 0.7, concentration: 1.4 };

describe('false hope', () => {
  it('is 1 − e^(−ρNk ÷ (P·m)), as the design has it', () => {
    expect(chanceFits(figures)).toBeCloseTo((1.4 * 10_000 * 34) / (33_800_000 * 0.7), 12);
    expect(falseHopeBound(figures)).toBeCloseTo(0.0199, 3);
    expect(falseHopeBound({ ...figures, rows: 100_000 })).toBeCloseTo(0.182, 3);
    expect(falseHopeBound({ ...figures, rows: 0 })).toBe(0);
  });

  it('of any fit counts what rows of incomplete entries fit: so many men as that is, so much more', () => {
    expect(anyFitShare(figures, 0)).toBe(falseHopeBound(figures));
    // As many men again as the other rows fit: 1 − e^(−2λ).
    const fits = (figures.rows * figures.k) / figures.margin;
    expect(anyFitShare(figures, fits)).toBeCloseTo(1 - Math.exp(-2 * chanceFits(figures)), 12);
  });

  it('of ten families who see one fit: 4 to 5 at 10,000 rows and 8 to 9 at 100,000 find another man', () => {
    expect(10 * anotherManShare(figures, 0.024)).toBeGreaterThan(4);
    expect(10 * anotherManShare(figures, 0.024)).toBeLessThan(5);
    expect(10 * anotherManShare({ ...figures, rows: 100_000 }, 0.024)).toBeGreaterThan(8);
    expect(10 * anotherManShare({ ...figures, rows: 100_000 }, 0.024)).toBeLessThan(9);
    expect(anotherManShare({ ...figures, rows: 0 }, 0.024)).toBe(0);
    expect(anotherManShare(figures, 1)).toBe(0);
  });

  it('grows with the rows and shrinks with the share of those who are in the roster', () => {
    const rows = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(rows, rows, fc.double({ min: 0.001, max: 0.9, noNaN: true }), (a, b, share) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const at = (count: number) => anotherManShare({ ...figures, rows: count }, share);
        expect(at(less)).toBeLessThanOrEqual(at(more));
        expect(at(more)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the concentration of a roster', () => {
  const men = Array.from({ length: 40 }, (_, index) => ({ year: 1960 + index, men: 500_000 }));
  const viewOf = (years: number[]) => ({
    size: years.length,
    birthFrom: Uint32Array.from(years, (year) => dayNumber(`${year}-03-01`)),
    birthTo: Uint32Array.from(years, (year) => dayNumber(`${year}-05-15`)),
  });

  it('is 1 for a roster of all ages alike, and 4 for one of a quarter of them', () => {
    const all = Array.from({ length: 8_000 }, (_, index) => 1960 + (index % 40));
    expect(rosterConcentration(viewOf(all), men)).toBeCloseTo(1, 1);
    const young = Array.from({ length: 8_000 }, (_, index) => 1990 + (index % 10));
    expect(rosterConcentration(viewOf(young), men)).toBeCloseTo(4, 1);
  });

  it('is the usual one where there are too few rows to tell', () => {
    expect(rosterConcentration(viewOf([1990, 1991]), men)).toBe(usualConcentration);
  });
});

describe('measures of risk', () => {
  it('journalist risk is 1 ÷ the men who are believed to fit', () => {
    expect(journalistRisk({ expected: 50 }, 0.7)).toBeCloseTo(1 / 35, 12);
    expect(journalistRisk({ expected: 0.5 }, 1)).toBe(1);
  });

  it('individual risk is that of sdcMicro', () => {
    // p = 1/50: p/(1−p)·ln(1/p); p = 2/50: odds − odds²·ln(1/p); p = 3/50: p/(3 − (1 − p)).
    expect(individualRisk(1, 50)).toBeCloseTo((0.02 / 0.98) * Math.log(50), 12);
    expect(individualRisk(2, 50)).toBeCloseTo(0.04 / 0.96 - (0.04 / 0.96) ** 2 * Math.log(25), 12);
    expect(individualRisk(3, 50)).toBeCloseTo(0.06 / (3 - 0.94), 12);
    expect(individualRisk(4, 4)).toBe(0.25);
    expect(globalRisk([0.1, 0.3])).toEqual({ risk: 0.2, expectedReidentifications: 0.4 });
    expect(globalRisk([]).risk).toBe(0);
  });

  it('individual risk is never below 1 ÷ population nor above 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 20, max: 10_000 }),
        (sample, population) => {
          expect(individualRisk(sample, population)).toBeGreaterThanOrEqual(1 / population);
          expect(individualRisk(sample, population)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('quantiles lie between neighbours', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
