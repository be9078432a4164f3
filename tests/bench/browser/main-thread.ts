import type { CDPSession } from 'playwright';

/** A task of a page's own thread, and after which mark of the page it ended. */
export interface Task {
  readonly after: string;
  /** Milliseconds by the clock, and of the processor: the first grows where others use the machine. */
  readonly wall: number;
  readonly processor: number;
}

/** The mark that Chromium makes itself; it shows when the page is first drawn, whatever of the scripts has run by then. */
export const firstPaint = 'firstContentfulPaint';

/** An event of the trace of Chromium; times are microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/**
 * Traces the tasks of the page's own thread. Nothing is asked of the page meanwhile: what Playwright runs in a page is
 * a long task itself.
 *
 * @param marks names of `performance.mark` in the page; the first tells which thread is the page's
 * @returns ends the trace and gives its tasks; those before the first paint are after ''
 */
export async function traceMainThread(
  devtools: CDPSession,
  marks: readonly string[],
): Promise<() => Promise<Task[]>> {
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => {
    // Events of Chromium's trace format.
    events.push(...(value as unknown as TraceEvent[]));
  });
  const traceConfig = {
    includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing', 'loading'],
  };
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    const complete = new Promise((done) => {
      devtools.once('Tracing.tracingComplete', done);
    });
    await devtools.send('Tracing.end');
    await complete;
    const own = events.find(({ name }) => name === marks[0]);
    const mine = events.filter(({ pid, tid }) => pid === own?.pid && tid === own.tid);
    const marked = mine
      .filter(({ name }) => name === firstPaint || marks.includes(name))
      .sort((a, b) => a.ts - b.ts);
    return mine
      .filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
      .map(({ ts, dur = 0, tdur = 0 }) => ({
        after: marked.filter((mark) => mark.ts <= ts + dur).at(-1)?.name ?? '',
        wall: dur / 1000,
        processor: tdur / 1000,
      }));
  };
}
