import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureTools, ToolMissing } from './machine.ts';
import {
  type Count,
  countPlaywright,
  countVitest,
  type PlaywrightReport,
  sumOf,
  type VitestReport,
} from './suite-count.ts';

/**
 * `npm test`: all suites, fast ones first, on a site built for the occasion, or on the one that SITE_UNDER_TEST names,
 * with one count at the end. Vitest and Playwright each write a report in JSON, which is the only thing counted.
 */

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'vestochka-test-'));
const given = process.env.SITE_UNDER_TEST;
const site = given ? resolve(given) : join(work, 'site');
const environment = { ...process.env, SITE_UNDER_TEST: site, ASTRO_TELEMETRY_DISABLED: '1' };

function run(command: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}): number {
  process.stderr.write(`\n> ${command} ${args.join(' ')}\n`);
  const bin = join(root, 'node_modules/.bin', command);
  const result = spawnSync(bin, args, {
    cwd: root,
    env: { ...environment, ...extra },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return result.status ?? 1;
}

function vitest(project: string): Count {
  const report = join(work, `${project}.json`);
  const status = run('vitest', [
    'run',
    '--config=tests/vitest.config.ts',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return countVitest(readReport<VitestReport>(report), status);
}

/** One test of its own: the site under test is there. */
function demonstration(): Count {
  const isThere = given
    ? existsSync(join(site, 'SHA256SUMS'))
    : run('node', ['scripts/site/build.ts'], { SITE_OUT: site }) === 0;
  if (!isThere) process.stderr.write(`\nThere is no built site in ${site}.\n`);
  return { passed: isThere ? 1 : 0, failed: isThere ? 0 : 1, skipped: 0 };
}

function playwright(): Count {
  const report = join(work, 'e2e.json');
  const status = run(
    'playwright',
    ['test', '--config=tests/e2e/playwright.config.ts', '--reporter=list,json'],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  );
  return countPlaywright(readReport<PlaywrightReport>(report), status);
}

/** @returns null when the runner died before it could write */
function readReport<Report>(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report; // the shape is the runner's
  } catch {
    return null;
  }
}

const counts: Count[] = [];
try {
  ensureTools();
  counts.push(vitest('unit'), vitest('commands'), vitest('mirrors'));
  counts.push(demonstration());
  if (counts.at(-1)?.failed === 0) counts.push(vitest('built-site'), playwright());
} catch (error) {
  if (!(error instanceof ToolMissing)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  counts.push({ passed: 0, failed: 1, skipped: 0 });
} finally {
  rmSync(work, { recursive: true, force: true });
}

const { passed, failed, skipped } = sumOf(counts);
if (skipped > 0) process.stderr.write(`\n${skipped} skipped; what was missing is said above.\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
