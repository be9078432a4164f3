import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/**
 * Three suites run in Vitest: `unit` needs nothing but the sources and takes seconds; `mirrors` serves hostile mirrors
 * and real web servers on the loopback interface; `built-site` reads the bytes that `npm run build` wrote. The browser suite is Playwright's (tests/e2e/playwright.config.ts).
 */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/mirror/**'],
          testTimeout: 20_000,
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
