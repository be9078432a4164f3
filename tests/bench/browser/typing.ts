import type { Browser, Page } from 'playwright';
import { milliseconds, quantile, Table } from '../names/figures.ts';
import type { Question } from '../names/queries.ts';
import { slowness, type Task, traceMainThread } from './main-thread.ts';
import { progress } from './progress.ts';

/** What a page under measure tells of itself; times are those of `performance.now()` of the page. */
interface Typed {
  ready: number;
  /** When she last typed or pressed. */
  asked: number;
  waits: number[];
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
  /** Whether the roster is in shards, and she presses the button. */
  readonly pressed: boolean;
  /** How many times slower the page's own thread is made. */
  readonly slowed: number;
}

/** Marks of the page, in the order in which they come: its first script begins, it is ready, she types, she presses. */
const marks = ['begun', 'ready', 'typed', 'pressed'] as const;

/** Runs in the page before anything of it. It says in the console what the harness waits for. */
function watch(withWorker: boolean): void {
  performance.mark('begun');
  if (!withWorker) Reflect.deleteProperty(globalThis, 'Worker');
  const seen: Typed = { ready: 0, asked: 0, waits: [] };
  window.typed = seen;
  const ask = (mark: string) => (): void => {
    performance.mark(mark);
    seen.asked = performance.now();
  };
  document.addEventListener('input', ask('typed'), true);
  document.addEventListener('submit', ask('pressed'), true);
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.getElementById('check');
    if (form === null) throw new Error('The page has no form.');
    new MutationObserver(() => {
      if (seen.ready === 0 && form.dataset.ready !== undefined) {
        seen.ready = performance.now();
        performance.mark('ready');
        document.getElementById('name')?.focus();
        console.debug('ready');
      }
      if (form.dataset.busy !== undefined || seen.asked === 0) return;
      seen.waits.push(performance.now() - seen.asked);
      seen.asked = 0;
      console.debug('answered');
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
  'first drawing',
  'loading',
  'typing',
  'pressing',
];

export function typingTable(): Table {
  process.stdout.write(
    '\nThe check page in Chromium, ms. Slowed: as told, and in fact. Ready: from the address to the first key. First answer: from\n' +
      'the first key to its answer, whole on the page, and so for every key and press (a press fetches parts of the roster). Then the\n' +
      'longest task of the page’s own thread, of the processor, and in brackets by the clock, which others who use the machine\n' +
      'lengthen: the one that draws the page for the first time, which no script has a part in; of all others those until her first\n' +
      'key, those while she types, those after she presses. Chromium slows that thread only, so without a worker the engine is\n' +
      'slowed too.\n',
  );
  return new Table(heads, [38, 9, 6, 12, 8, 8, 8, 9, 13, 12, 12, 12]);
}

/** The longest task of a setting but for the first drawing, in ms of the processor. */
export interface MeasuredPage {
  readonly setting: Setting;
  readonly longest: number;
  readonly firstDrawing: number;
}

/** Opens the page anew for every question and types it, key by key. */
export async function measureTyping(
  browser: Browser,
  setting: Setting,
  asked: readonly Question[],
  table: Table,
): Promise<MeasuredPage> {
  const ready: number[] = [];
  const first: number[] = [];
  const keys: number[] = [];
  const presses: number[] = [];
  const tasks: Task[] = [];
  const slownesses: number[] = [];
  for (const question of asked) {
    progress(`${setting.name}, ${setting.slowed} ×: ${question.kind}`);
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.addInitScript(watch, setting.worker);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: setting.slowed });
    const traced = await traceMainThread(devtools, marks);
    const loaded = said(page, 'ready');
    await page.goto(`${setting.url}ru/check.html`);
    await loaded;
    await page.waitForTimeout(500);
    await type(page, question);
    if (setting.pressed) {
      const answered = said(page, 'answered');
      await page.keyboard.press('Enter');
      await answered;
      await page.waitForTimeout(settling);
    }
    tasks.push(...(await traced()).tasks);
    const typed = await page.evaluate(() => window.typed);
    if (setting.pressed) presses.push(...typed.waits.splice(-1));
    ready.push(typed.ready);
    first.push(typed.waits[0] ?? Number.NaN);
    keys.push(...typed.waits);
    if (setting.slowed !== 1) slownesses.push(await slowness(page, devtools, setting.slowed));
    await context.close();
  }
  const most = (times: readonly number[]): number => Math.max(0, ...times);
  const shown = (some: readonly Task[]): string =>
    `${most(some.map(({ processor }) => processor)).toFixed(0)} (${most(some.map(({ wall }) => wall)).toFixed(0)})`;
  const drawings = tasks.filter(({ drewFirst }) => drewFirst);
  const others = tasks.filter(({ drewFirst }) => !drewFirst);
  const longestAfter = (marked: readonly (typeof marks)[number][]): string =>
    shown(others.filter(({ after }) => marked.some((mark) => mark === after)));
  const inFact = slownesses.length === 0 ? '' : `(${quantile(slownesses, 0.5).toFixed(1)})`;
  table.line([
    setting.name,
    `${setting.slowed} × ${inFact}`,
    quantile(ready, 0.5).toFixed(0),
    milliseconds(quantile(first, 0.5)),
    ...[0.5, 0.95, 1].map((share) => milliseconds(quantile(keys, share))),
    presses.length === 0 ? '–' : milliseconds(quantile(presses, 0.95)),
    shown(drawings),
    longestAfter(['begun', 'ready']),
    longestAfter(['typed']),
    setting.pressed ? longestAfter(['pressed']) : '–',
  ]);
  return {
    setting,
    longest: most(others.map(({ processor }) => processor)),
    firstDrawing: most(drawings.map(({ processor }) => processor)),
  };
}

/** Milliseconds between two keys, and for an answer to be drawn. */
const delay = 120;
const settling = 600;

function said(page: Page, word: string): Promise<unknown> {
  return page.waitForEvent('console', { predicate: (message) => message.text() === word, timeout: 120_000 });
}

/** Types into the four fields as she does, by Tab from one to the next: asking for them would run scripts in the page. */
async function type(page: Page, { text, person }: Question): Promise<void> {
  await page.keyboard.type(text, { delay });
  const { year, month, day } = person.birth;
  for (const value of [day, month, year]) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(String(value), { delay });
  }
  await page.waitForTimeout(settling);
}
