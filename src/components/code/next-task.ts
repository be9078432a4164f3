const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Lets the browser paint and take what was typed, then goes on. A message rather than a timer, since browsers hold
 * timers of timers back by four milliseconds each.
 */
export function nextTask(): Promise<void> {
  return new Promise((done) => {
    waiting.push(done);
    channel.port2.postMessage(null);
  });
}

/** Runs steps, each in a task of its own, as long as they are wanted; a promise of their result that may never settle. */
export async function inTasks<T>(steps: Generator<void, T, void>, isWanted: () => boolean): Promise<T> {
  for (;;) {
    await nextTask();
    if (!isWanted()) return new Promise(() => {});
    const step = steps.next();
    if (step.done) return step.value;
  }
}
