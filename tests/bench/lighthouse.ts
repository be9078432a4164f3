import { resolve } from 'node:path';
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
];
const debuggingPort = 9333;

const { default: lighthouse } = await import('lighthouse');
const host = await serveWithCaddy(resolve(process.argv[2] ?? 'dist'));
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', `--remote-debugging-port=${debuggingPort}`, '--disable-background-networking'],
});
process.stdout.write('page                      performance  accessibility  best practices  seo\n');
for (const page of pages) {
  const run = await lighthouse(`${host.url}${page}`, {
    port: debuggingPort,
    output: 'json',
    logLevel: 'error',
  });
  const scores = Object.values(run?.lhr.categories ?? {}).map(({ score }) =>
    String(Math.round((score ?? 0) * 100)),
  );
  process.stdout.write(`${page.padEnd(26)}${scores.map((score) => score.padEnd(14)).join(' ')}\n`);
  const weak = Object.values(run?.lhr.audits ?? {}).filter(({ score }) => score !== null && score < 0.9);
  for (const { id, displayValue } of weak) process.stdout.write(`    ${id} ${displayValue ?? ''}\n`);
}
await browser.close();
await host.close();
