import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright';
import { findChromium } from '../../scripts/check/machine.ts';
import { serveFolder } from '../../scripts/site/serve.ts';
import type { SealedNews } from '../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../src/seal/family-code.ts';
import { sealFiles } from '../../src/seal/seal-release.ts';
import { sealedScript } from '../../src/seal/sealed-script.ts';
import { stretchCode } from '../../src/seal/stretch.ts';
import { type Task, traceMainThread } from './browser/main-thread.ts';

/**
 * `npm run bench:openings`: how long a family waits for a record, from the press of the button to the painted answer, on
 * a processor that is slowed, and how long tasks of the page's own thread take. Every opening is the first of a fresh
 * browser, with nothing compiled and nothing in a cache, because that is how a family comes.
 */

const usage = `Usage: node tests/bench/openings.ts [--site DIR] [--openings N] [--slowed N]

  --site DIR    a built site (dist); its own sealed records are left alone
  --openings N  first openings of each size (30)
  --slowed N    how many times slower the processor is made (4)
`;

/** Places of the releases that are opened: the largest that is one file, the demonstration's, and a large roster's. */
const capacities = [1024, 2048, 102_400];

const code = createFamilyCode(Uint8Array.from({ length: 10 }, (_, i) => 17 * i + 3));
const news: SealedNews = {
  status: 'confirmed',
  month: '2022-04',
  message: 'Мама, я жив и здоров. '.repeat(12).trim(),
};
const bytes = (first: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => first + i);

/** A copy of the site whose sealed records are one real record among dummies. */
function siteWith(capacity: number, site: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-openings-'));
  cpSync(site, folder, {
    recursive: true,
    filter: (path) => !/\/(?:pagefind|sealed|list|en|uk|be|pl)$/.test(path),
  });
  const sealed = join(folder, 'assets/sealed');
  mkdirSync(sealed);
  const files = sealFiles({
    records: [{ stretched: stretchCode(code), news }],
    salt: bytes(1),
    secret: bytes(101),
    capacityStep: capacity,
  });
  for (const [name, content] of files) writeFileSync(join(sealed, `${name}.js`), sealedScript(name, content));
  return folder;
}

/** What the page under measure tells of itself: times of `performance.now()`. */
interface Seen {
  start: number;
  end: number;
}
declare global {
  interface Window {
    seen: Seen;
  }
}

/** Marks of the page: its first script begins, the code is typed, the button is pressed. */
const marks = ['begun', 'typed', 'pressed'] as const;

interface Opening {
  /** Milliseconds from the press of the button to the painted answer, by the clock. */
  readonly whole: number;
  readonly tasks: readonly Task[];
}

/** Runs in the page before anything of it. It says in the console what the harness waits for. */
function watch(): void {
  performance.mark('begun');
  const seen: Seen = { start: 0, end: 0 };
  window.seen = seen;
  document.addEventListener('input', () => performance.mark('typed'), true);
  document.addEventListener(
    'submit',
    () => {
      performance.mark('pressed');
      seen.start = performance.now();
    },
    true,
  );
  addEventListener('load', () => {
    const sheet = document.getElementById('opened');
    if (sheet === null) throw new Error('The page has no answer.');
    new MutationObserver(() => {
      if (sheet.dataset.state !== 'opened' || seen.end !== 0) return;
      // A message is a task of its own, after the frame in which the answer is painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        seen.end = performance.now();
        console.debug('opened');
      };
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }).observe(sheet, { attributes: true });
    document.getElementById('code')?.focus();
    console.debug('ready');
  });
}

async function openOnce(browser: Browser, address: string, slowed: number): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const said = (word: string): Promise<unknown> =>
    page.waitForEvent('console', { predicate: (message) => message.text() === word, timeout: 60_000 });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  const traced = await traceMainThread(devtools, marks);
  const ready = said('ready');
  await page.goto(address);
  await ready;
  await page.waitForTimeout(300);
  // Key by key, because what a page does while she types belongs to the picture.
  await page.keyboard.type(code, { delay: 30 });
  await page.waitForTimeout(300);
  const opened = said('opened');
  await page.keyboard.press('Enter');
  await opened;
  await page.waitForTimeout(200);
  const { tasks } = await traced();
  const { start, end } = await page.evaluate(() => window.seen);
  await context.close();
  return { whole: end - start, tasks };
}

/** The longest task of all openings after one of the marks, in ms of the processor, but for those that draw the page first. */
function longestAfter(mark: (typeof marks)[number], openings: readonly Opening[]): string {
  const times = openings
    .flatMap(({ tasks }) => tasks)
    .filter(({ after, drewFirst }) => after === mark && !drewFirst)
    .map(({ processor }) => processor);
  return Math.max(0, ...times).toFixed(0);
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

const inColumns = (cells: readonly string[]): string =>
  `${cells.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(10))).join('')}\n`;

async function measure(capacity: number, site: string, openings: number, slowed: number): Promise<void> {
  const folder = siteWith(capacity, site);
  const host = await serveFolder(folder);
  const done: Opening[] = [];
  try {
    for (let opening = 0; opening < openings; opening++) {
      // A browser of its own each time: contexts of one browser share what was compiled.
      const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
      done.push(await openOnce(browser, `${host.url}ru/code.html`, slowed));
      await browser.close();
    }
  } finally {
    await host.close();
    rmSync(folder, { recursive: true });
  }
  const waits = done.map(({ whole }) => whole).sort((a, b) => a - b);
  const figures = [0.5, 0.95, 1].map((share) => quantile(waits, share).toFixed(0));
  const name = `${capacity.toLocaleString('en')} places`;
  process.stdout.write(inColumns([name, ...figures, ...marks.map((mark) => longestAfter(mark, done))]));
}

const { values } = parseArgs({
  options: {
    site: { type: 'string', default: 'dist' },
    openings: { type: 'string', default: '30' },
    slowed: { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(usage);
else {
  process.stdout.write(
    `First openings of a family code, processor slowed ${values.slowed} times, ms: from the press to the painted answer by the\n` +
      'clock, and the longest task of the page’s own thread, of the processor, while it loads, she types, it opens\n',
  );
  process.stdout.write(inColumns(['sealed records', 'median', 'p95', 'max', 'loading', 'typing', 'opening']));
  for (const capacity of capacities)
    await measure(capacity, resolve(values.site), Number(values.openings), Number(values.slowed));
}
