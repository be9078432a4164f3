import { describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countVitest,
  sumOf,
  type VitestReport,
} from '../../../../scripts/check/suite-count.ts';

/** A report of files, each with the states of its tests; `null` is a file that could not be loaded. */
function report(...files: (readonly string[] | null)[]): VitestReport {
  const all = files.flatMap((states) => states ?? []);
  const number = (state: string): number => all.filter((one) => one === state).length;
  return {
    numPassedTests: number('passed'),
    numFailedTests: number('failed'),
    numPendingTests: number('skipped'),
    testResults: files.map((states) => ({
      status: states === null || states.includes('failed') ? 'failed' : 'passed',
      assertionResults: (states ?? []).map((status) => ({ status })),
    })),
  };
}

describe('what a suite is counted as', () => {
  it.each([
    ['passed tests', report(['passed', 'passed'], ['passed']), 0, { passed: 3, failed: 0, skipped: 0 }],
    ['a failed test', report(['passed', 'failed']), 1, { passed: 1, failed: 1, skipped: 0 }],
    ['a file that cannot be loaded', report(['passed'], null), 1, { passed: 1, failed: 1, skipped: 0 }],
    ['both', report(['failed', 'failed'], null, null), 1, { passed: 0, failed: 4, skipped: 0 }],
    ['no test at all', report(), 0, { passed: 0, failed: 1, skipped: 0 }],
    ['only skipped tests', report(['skipped']), 0, { passed: 0, failed: 1, skipped: 1 }],
    ['an error outside of tests', report(['passed']), 1, { passed: 1, failed: 1, skipped: 0 }],
    ['a runner that died', null, 1, { passed: 0, failed: 1, skipped: 0 }],
  ])('Vitest: %s', (_name, given, status, expected) => {
    expect(countVitest(given, status)).toEqual(expected);
  });

  it.each([
    [
      'passed tests',
      { expected: 3, unexpected: 0, flaky: 0, skipped: 1 },
      0,
      { passed: 3, failed: 0, skipped: 1 },
    ],
    [
      'failed and flaky ones',
      { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      1,
      { passed: 1, failed: 2, skipped: 0 },
    ],
    [
      'no test at all',
      { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      0,
      { passed: 0, failed: 1, skipped: 0 },
    ],
    [
      'a server that did not start',
      { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      1,
      { passed: 0, failed: 1, skipped: 0 },
    ],
  ])('Playwright: %s', (_name, stats, status, expected) => {
    expect(countPlaywright({ stats }, status)).toEqual(expected);
  });

  it('is summed over suites', () => {
    const one = { passed: 2, failed: 1, skipped: 0 };
    expect(sumOf([one, one, { passed: 0, failed: 1, skipped: 3 }])).toEqual({
      passed: 4,
      failed: 3,
      skipped: 3,
    });
  });
});
