/** What a suite has to show. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** Of a report of Vitest (`--reporter=json`), what is counted. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  /** Files. One that could not be loaded has failed without a failed test. */
  testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[];
}

/** Of a report of Playwright (`--reporter=json`). A test that passes at the second attempt is flaky. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

const crashed: Count = { passed: 0, failed: 1, skipped: 0 };

/** A suite that shows nothing, or whose runner ended badly although every test passed, has failed. */
function judged(count: Count, status: number): Count {
  const isEmpty = count.passed + count.failed === 0;
  return count.failed === 0 && (isEmpty || status !== 0) ? { ...count, failed: 1 } : count;
}

/**
 * @param report null when the runner died before it could write one
 * @param status the exit status of the runner
 */
export function countVitest(report: VitestReport | null, status: number): Count {
  if (report === null) return crashed;
  const unloaded = report.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((assertion) => assertion.status !== 'failed'),
  );
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report;
  return judged({ passed, failed: failed + unloaded.length, skipped }, status);
}

/** As `countVitest`. */
export function countPlaywright(report: PlaywrightReport | null, status: number): Count {
  if (report === null) return crashed;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return judged({ passed: expected, failed: unexpected + flaky, skipped }, status);
}

export function sumOf(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
