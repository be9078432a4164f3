import { Worker } from 'node:worker_threads';

/** Work that goes on beside the main thread. */
export interface Thread {
  /** Fulfilled when the module has run to its end; rejected with what it threw. */
  readonly done: Promise<void>;
  stop(): Promise<unknown>;
}

/** Runs a module in a thread of its own; it finds `task` in `workerData`. */
export function startThread(module: URL, task: unknown): Thread {
  const worker = new Worker(module, { workerData: task });
  const done = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`The thread ${module.pathname} was stopped.`)),
    );
  });
  // Whoever waits hears of a failure; until then it must not end the process.
  done.catch(() => {});
  return { done, stop: () => worker.terminate() };
}
