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

/**
 * `node tests/bench/openings.ts`: how long a family waits for a record, from the press of the button to the painted
 * answer, on a processor that is slowed. Every opening is the first of a fresh browser, with nothing compiled and
 * nothing in a cache, because that is how a family comes. Wall clock, so this is a benchmark and no test.
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

/** What the page under measure tells of itself. */
interface Seen {
  start: number;
  end: number;
  tasks: number[];
}
declare global {
  interface Window {
    seen: Seen;
  }
}

interface Opening {
  /** Milliseconds from the press of the button to the painted answer. */
  whole: number;
  /** The longest task of the main thread in that time; tasks up to 50 ms are not told by the browser. */
  longestTask: number;
}

async function openOnce(browser: Browser, address: string, slowed: number): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.goto(address);
  await page.locator('#code-form[data-ready]').waitFor();
  await page.evaluate(() => {
    const seen: Seen = { start: 0, end: 0, tasks: [] };
    window.seen = seen;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime + duration >= seen.start && (seen.end === 0 || startTime <= seen.end))
          seen.tasks.push(duration);
    }).observe({ type: 'longtask' });
    document.addEventListener('submit', () => Object.assign(seen, { start: performance.now() }), true);
    const sheet = document.getElementById('opened');
    if (sheet === null) throw new Error('The page has no answer.');
    new MutationObserver(() => {
      if (sheet.dataset.state !== 'opened' || seen.end !== 0) return;
      // A message is a task of its own, after the frame in which the answer is painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => Object.assign(seen, { end: performance.now() });
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }).observe(sheet, { attributes: true });
  });
  // Key by key, because what a page does while she types belongs to the picture.
  await page.locator('#code').pressSequentially(code, { delay: 30 });
  await page.waitForTimeout(300);
  await page.locator('#code-form button[type="submit"]').click();
  // Asked rather than waited for inside the page: its policy forbids what `waitForFunction` does.
  while ((await page.evaluate(() => window.seen.end)) === 0) await page.waitForTimeout(100);
  await page.waitForTimeout(200);
  const { start, end, tasks } = await page.evaluate(() => window.seen);
  await context.close();
  return { whole: end - start, longestTask: Math.max(0, ...tasks) };
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
  const longest = Math.max(...done.map(({ longestTask }) => longestTask));
  const figures = [0.5, 0.95, 1].map((share) => quantile(waits, share).toFixed(0));
  const name = `${capacity.toLocaleString('en')} places`;
  process.stdout.write(inColumns([name, ...figures, longest === 0 ? '≤ 50' : longest.toFixed(0)]));
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
  process.stdout.write(`First openings of a family code, processor slowed ${values.slowed} times, ms\n`);
  process.stdout.write(inColumns(['sealed records', 'median', 'p95', 'max', 'longest task']));
  for (const capacity of capacities)
    await measure(capacity, resolve(values.site), Number(values.openings), Number(values.slowed));
}
