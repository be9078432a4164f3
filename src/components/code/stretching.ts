import type { Stretch } from '../../seal/open-record.ts';
import { stretchSteps } from '../../seal/stretch.ts';
import { nextTask } from './next-task.ts';

/** A code that is being stretched; `given up` once she changed or left it. */
interface Run {
  code: string;
  isGivenUp: boolean;
  result: Promise<Uint8Array>;
}

async function stretchInTasks(run: Pick<Run, 'code' | 'isGivenUp'>): Promise<Uint8Array> {
  const steps = stretchSteps(run.code);
  for (;;) {
    await nextTask();
    // Never settles: nobody waits for the key of a code that was taken away.
    if (run.isGivenUp) return new Promise(() => {});
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Stretches a code while she looks for the button, in tasks of a few milliseconds. It is computed from the code alone:
 * nothing is fetched for it and nothing leaves the page. One result is held, and dropped with the code.
 */
export function createStretching(): { begin: (code: string) => void; take: Stretch; forget: () => void } {
  let current: Run | null = null;

  function forget(): void {
    if (current !== null) current.isGivenUp = true;
    current = null;
  }

  function runOf(code: string): Run {
    if (current?.code === code) return current;
    forget();
    const run = { code, isGivenUp: false };
    current = Object.assign(run, { result: stretchInTasks(run) });
    return current;
  }

  return { begin: (code) => void runOf(code), take: (code) => runOf(code).result, forget };
}
