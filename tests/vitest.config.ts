import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/**
 * Whole runs of a command: publications that are killed, ledgers under a passphrase, processes that are started,
 * scripts that are bundled, tables that are exchanged. They take seconds each, so they are a suite of their own.
 */
const wholeRuns = [
  'tests/unit/roster/earlier-rows.test.ts',
  'tests/unit/scripts/roster/ledger/**',
  'tests/unit/scripts/roster/leaks/{gate,swap}.test.ts',
  'tests/unit/scripts/roster/population.test.ts',
  'tests/unit/scripts/roster/publish/**',
  'tests/unit/scripts/usage.test.ts',
  'tests/unit/seal/open-code.test.ts',
  'tests/unit/trust/browser-floor.test.ts',
];

/**
 * Four suites run in Vitest: `unit` needs nothing but the sources and takes seconds; `commands` runs programs whole;
 * `mirrors` serves hostile mirrors and real web servers on the loopback interface; `built-site` reads the bytes that
 * `npm run build` wrote. The browser suite is Playwright's (tests/e2e/playwright.config.ts).
 */
export default defineConfig({
  root,
  test: {
    // Vitest would leave one processor free, which of two is half.
    maxWorkers: availableParallelism(),
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/mirror/**', ...wholeRuns],
          // Files share their modules, so that name tables and population are read once in each worker. A test that
          // replaces modules (vi.mock) belongs to `commands`.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        root,
        test: {
          name: 'commands',
          include: wholeRuns.map((pattern) => pattern.replace(/\*\*$/, '**/*.test.ts')),
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'mirrors',
          include: ['tests/unit/mirror/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'built-site',
          include: ['tests/built-site/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
