import type { Steps } from '../../steps/steps.ts';

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Does something in a task of its own, after those that were asked for before it. A message rather than a timer, since
 * browsers hold timers of timers back by four milliseconds each, and then do not keep their order.
 */
export function later(task: () => void): void {
  waiting.push(task);
  channel.port2.postMessage(null);
}

/** Lets the browser paint and take what was typed, then goes on. */
export function nextTask(): Promise<void> {
  return new Promise(later);
}

/** Runs steps, each in a task of its own, as long as they are wanted; a promise of their result that may never settle. */
export async function inTasks<T>(steps: Steps<T>, isWanted: () => boolean): Promise<T> {
  for (;;) {
    await nextTask();
    if (!isWanted()) return new Promise(() => {});
    const step = steps.next();
    if (step.done) return step.value;
  }
}
