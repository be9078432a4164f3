import type { CDPSession, Page } from 'playwright';

/** Milliseconds by the clock, and of the processor: the first grows where others use the machine. */
export interface Lasting {
  readonly wall: number;
  readonly processor: number;
}

/** A task of a page's own thread. */
export interface Task extends Lasting {
  /** The last mark of the page before its end; '' before the first. */
  readonly after: string;
  /** Whether it drew the page before anything of it was seen, which is work of the browser and none of the scripts. */
  readonly drewFirst: boolean;
}

/** What a page's own thread did while it was traced. */
export interface Trace {
  /** Tasks from the first mark on: what the browser did before is about the page that was left. */
  readonly tasks: readonly Task[];
  /** Calls of functions that the browser itself called, by the name of the function. */
  calls(functionName: string): readonly Lasting[];
}

/** An event of the trace of Chromium; times are microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly functionName?: string } };
}

/**
 * Traces the page's own thread. Nothing is asked of the page meanwhile: what Playwright runs in a page is a long task
 * itself.
 *
 * @param marks names of `performance.mark` in the page; the first tells which thread is the page's
 * @returns ends the trace
 */
export async function traceMainThread(
  devtools: CDPSession,
  marks: readonly string[],
): Promise<() => Promise<Trace>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => {
    // Events of Chromium's trace format.
    for (const event of value as TraceEvent[]) events.push(event);
  };
  devtools.on('Tracing.dataCollected', collect);
  const traceConfig = {
    includedCategories: [
      ...['devtools.timeline', 'disabled-by-default-devtools.timeline'],
      ...['blink.user_timing', 'loading'],
    ],
  };
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    const complete = new Promise((done) => {
      devtools.once('Tracing.tracingComplete', done);
    });
    await devtools.send('Tracing.end');
    await complete;
    devtools.off('Tracing.dataCollected', collect);
    return readTrace(events, marks);
  };
}

function readTrace(events: readonly TraceEvent[], marks: readonly string[]): Trace {
  const own = events.find(({ name }) => name === marks[0]);
  if (own === undefined) throw new Error(`The page was not marked ${marks[0]} while it was traced.`);
  const mine = events
    .filter(({ pid, tid, ts }) => pid === own.pid && tid === own.tid && ts >= own.ts)
    .sort((a, b) => a.ts - b.ts);
  const marked = mine.filter(({ name }) => marks.includes(name));
  const seen = mine.find(({ name }) => name === 'firstContentfulPaint')?.ts ?? Number.NaN;
  const drawn = mine.filter(isWhole('Paint')).filter(({ ts }) => ts <= seen);
  return {
    tasks: mine.filter(isWhole('RunTask')).map((event) => {
      const end = event.ts + (event.dur ?? 0);
      return {
        after: marked.filter(({ ts }) => ts <= end).at(-1)?.name ?? '',
        drewFirst: drawn.some(({ ts }) => event.ts <= ts && ts <= end),
        ...lasting(event),
      };
    }),
    calls: (functionName) =>
      mine
        .filter(isWhole('FunctionCall'))
        .filter(({ args }) => args?.data?.functionName === functionName)
        .map(lasting),
  };
}

const isWhole =
  (wanted: string) =>
  ({ name, ph }: TraceEvent): boolean =>
    name === wanted && ph === 'X';

const lasting = ({ dur = 0, tdur = 0 }: TraceEvent): Lasting => ({
  wall: dur / 1000,
  processor: tdur / 1000,
});

/**
 * How many times slower the page's own thread in fact is: Chromium interrupts it so and so often, which goes wrong by
 * half where others use the machine. Ends at full speed.
 *
 * @param rate as Chromium was told
 */
export async function slowness(page: Page, devtools: CDPSession, rate: number): Promise<number> {
  const times: number[] = [];
  for (const each of [rate, 1]) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: each });
    const traced = await traceMainThread(devtools, ['work']);
    // About 25 ms at full speed, twice: the first time it is translated.
    for (let time = 0; time < 2; time += 1) {
      await page.evaluate(
        () =>
          new Promise<number>((done) => {
            performance.mark('work');
            setTimeout(function fixedWork() {
              let sum = 0;
              for (let turn = 0; turn < 5e6; turn += 1) sum = (sum * 31 + turn) | 0;
              done(sum);
            }, 0);
          }),
      );
    }
    times.push((await traced()).calls('fixedWork').at(-1)?.processor ?? Number.NaN);
  }
  const [slow = Number.NaN, full = Number.NaN] = times;
  return slow / full;
}
