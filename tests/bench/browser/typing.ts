import type { Browser, Page } from 'playwright';
import { milliseconds, quantile, Table } from '../names/figures.ts';
import type { Question } from '../names/queries.ts';

/** What a page under measure tells of itself; times are those of `performance.now()` of the page. */
interface Typed {
  ready: number;
  /** When she last typed or pressed. */
  asked: number;
  waits: number[];
  tasks: { from: number; length: number }[];
}
declare global {
  interface Window {
    typed: Typed;
  }
}

/** One way in which the check page may run. */
export interface Setting {
  readonly name: string;
  readonly url: string;
  readonly worker: boolean;
  /** How many times slower the page's own thread is made. */
  readonly slowed: number;
}

/** Runs in the page before anything of it. */
function watch(withWorker: boolean): void {
  if (!withWorker) Reflect.deleteProperty(globalThis, 'Worker');
  const seen: Typed = { ready: 0, asked: 0, waits: [], tasks: [] };
  window.typed = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      seen.tasks.push({ from: startTime, length: duration });
  }).observe({ type: 'longtask', buffered: true });
  const ask = (): void => {
    seen.asked = performance.now();
  };
  document.addEventListener('input', ask, true);
  document.addEventListener('submit', ask, true);
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.getElementById('check');
    if (form === null) throw new Error('The page has no form.');
    new MutationObserver(() => {
      if (seen.ready === 0 && form.dataset.ready !== undefined) seen.ready = performance.now();
      if (form.dataset.busy !== undefined || seen.asked === 0) return;
      seen.waits.push(performance.now() - seen.asked);
      seen.asked = 0;
    }).observe(form, { attributes: true });
  });
}

const heads = [
  'check page',
  'slowed',
  'ready',
  'first answer',
  'key p50',
  'key p95',
  'key max',
  'press p95',
  'task, loading',
  'task, typing',
];

export function typingTable(): Table {
  process.stdout.write(
    '\nThe check page in Chromium, ms. Ready: from the address to the first key. First answer: from the first key to its answer,\n' +
      'and so for every key and press (a press fetches parts of the roster). Task: the longest of the page’s own thread,\n' +
      'of those that the browser tells (over 50). Chromium slows that thread only, so without a worker the engine is slowed too.\n',
  );
  return new Table(heads, [38, 6, 6, 12, 8, 8, 8, 9, 13, 12]);
}

/** Opens the page anew for every question and types it, key by key. */
export async function measureTyping(
  browser: Browser,
  setting: Setting,
  asked: readonly Question[],
  table: Table,
): Promise<void> {
  const ready: number[] = [];
  const first: number[] = [];
  const keys: number[] = [];
  const presses: number[] = [];
  const loading: number[] = [];
  const typing: number[] = [];
  for (const question of asked) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.addInitScript(watch, setting.worker);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: setting.slowed });
    await page.goto(`${setting.url}ru/check.html`);
    await page.locator('#check[data-ready]').waitFor();
    await type(page, question);
    const typed = await page.evaluate(() => window.typed);
    ready.push(typed.ready);
    first.push(typed.waits[0] ?? Number.NaN);
    keys.push(...typed.waits);
    for (const { from, length } of typed.tasks) (from < typed.ready ? loading : typing).push(length);
    presses.push(...(await press(page)));
    await context.close();
  }
  const longest = (tasks: readonly number[]): string =>
    tasks.length === 0 ? '≤ 50' : Math.max(...tasks).toFixed(0);
  table.line([
    setting.name,
    `${setting.slowed} ×`,
    quantile(ready, 0.5).toFixed(0),
    milliseconds(quantile(first, 0.5)),
    ...[0.5, 0.95, 1].map((share) => milliseconds(quantile(keys, share))),
    presses.length === 0 ? '–' : milliseconds(quantile(presses, 0.95)),
    longest(loading),
    longest(typing),
  ]);
}

async function type(page: Page, { text, person }: Question): Promise<void> {
  const delay = 120;
  await page.locator('#name').pressSequentially(text, { delay });
  const { year, month, day } = person.birth;
  for (const [id, value] of [
    ['day', day],
    ['month', month],
    ['year', year],
  ] as const) {
    await page.locator(`#${id}`).pressSequentially(String(value), { delay });
  }
  await settled(page);
}

/** Presses the button where there is one. */
async function press(page: Page): Promise<number[]> {
  const button = page.locator('#check button[type="submit"]');
  if (!(await button.isVisible())) return [];
  await page.evaluate(() => Object.assign(window.typed, { waits: [] }));
  await button.click();
  await settled(page);
  return page.evaluate(() => window.typed.waits);
}

async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.locator('#check:not([data-busy])').waitFor();
}
