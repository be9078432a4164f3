import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from '../../scripts/check/machine.ts';
import { serveWithCaddy } from '../mirrors/recipe-hosts.ts';

/**
 * `npm run bench:lighthouse`: the four scores of the pages that matter most. Performance is wall clock under
 * simulated throttling, so this is a benchmark and no test. The host is Caddy with our recipe, which compresses.
 */

const pages = [
  'ru/index.html',
  'ru/check.html',
  'ru/collect-evidence.html',
  'en/index.html',
  'en/check.html',
  'en/collect-evidence.html',
] as const;
const debuggingPort = 9333;

/** A page is measured anew so many times when the browser did not answer or drew nothing in time. */
const attempts = 3;

const { default: lighthouse } = await import('lighthouse');
type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

/** Why a report has no scores; null where it has all four. A category without a score is no 0. */
function faultOf(report: Report): string | null {
  if (report.runtimeError !== undefined) return `${report.runtimeError.code}: ${report.runtimeError.message}`;
  const failed = Object.values(report.audits).filter(({ scoreDisplayMode }) => scoreDisplayMode === 'error');
  if (Object.values(report.categories).every(({ score }) => score !== null)) return null;
  return failed.map(({ id, errorMessage }) => `${id}: ${errorMessage ?? 'failed'}`).join('; ');
}

/** Each page in a browser of its own, so that nothing is kept from the one before. */
async function measure(address: string): Promise<Report | string> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', `--remote-debugging-port=${debuggingPort}`, '--disable-background-networking'],
  });
  try {
    const run = await lighthouse(address, { port: debuggingPort, output: 'json', logLevel: 'error' });
    if (run === undefined) return 'no report';
    return faultOf(run.lhr) ?? run.lhr;
  } finally {
    await browser.close();
  }
}

const site = resolve(process.argv[2] ?? 'dist');
if (!existsSync(join(site, pages[0]))) {
  process.stderr.write(`There is no site in ${site}. Build it with npm run build, or name its folder.\n`);
  process.exit(2);
}
const host = await serveWithCaddy(site);
process.stdout.write('page                      performance  accessibility  best practices  seo\n');
for (const page of pages) {
  let report: Report | string = 'not measured';
  for (let attempt = 1; attempt <= attempts && typeof report === 'string'; attempt += 1) {
    report = await measure(`${host.url}${page}`);
    if (typeof report === 'string') process.stderr.write(`${page}, attempt ${attempt}: ${report}\n`);
  }
  if (typeof report === 'string') {
    process.stdout.write(`${page.padEnd(26)}not measured\n`);
    process.exitCode = 1;
    continue;
  }
  const scores = Object.values(report.categories).map(({ score }) => String(Math.round((score ?? 0) * 100)));
  process.stdout.write(`${page.padEnd(26)}${scores.map((score) => score.padEnd(14)).join(' ')}\n`);
  const weak = Object.values(report.audits).filter(({ score }) => score !== null && score < 0.9);
  for (const { id, displayValue } of weak) process.stdout.write(`    ${id} ${displayValue ?? ''}\n`);
}
await host.close();
