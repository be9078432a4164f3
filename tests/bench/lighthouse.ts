import { chromium } from 'playwright';
import { findChromium } from '../../scripts/check/machine.ts';
import { serveFolder } from '../../scripts/site/serve.ts';

/**
 * `npm run bench:lighthouse`: the four scores of the pages that matter most. Performance is wall clock under
 * simulated throttling, so this is a benchmark and no test.
 */

const pages = [
  'ru/index.html',
  'ru/check.html',
  'ru/contacts.html',
  'en/index.html',
  'en/check.html',
  'en/contacts.html',
];
const debuggingPort = 9333;

const { default: lighthouse } = await import('lighthouse');
const host = await serveFolder(process.argv[2] ?? 'dist');
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', `--remote-debugging-port=${debuggingPort}`, '--disable-background-networking'],
});
process.stdout.write('page                 performance  accessibility  best practices  seo\n');
for (const page of pages) {
  const run = await lighthouse(`${host.url}${page}`, {
    port: debuggingPort,
    output: 'json',
    logLevel: 'error',
  });
  const scores = Object.values(run?.lhr.categories ?? {}).map(({ score }) =>
    String(Math.round((score ?? 0) * 100)),
  );
  process.stdout.write(`${page.padEnd(21)}${scores.map((score) => score.padEnd(14)).join(' ')}\n`);
  const weak = Object.values(run?.lhr.audits ?? {}).filter(({ score }) => score !== null && score < 0.9);
  for (const { id, displayValue } of weak) process.stdout.write(`    ${id} ${displayValue ?? ''}\n`);
}
await browser.close();
await host.close();
