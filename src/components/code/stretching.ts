import type { Stretch } from '../../seal/open-record.ts';
import { stretchSteps } from '../../seal/stretch.ts';
import { inTasks } from './next-task.ts';

/** A code that is being stretched. */
interface Run {
  readonly code: string;
  /** Somebody waits for the result, so it is worked out whatever becomes of the code. */
  isTaken: boolean;
  readonly result: Promise<Uint8Array>;
}

/**
 * Stretches a code while she looks for the button, in tasks of a few milliseconds. It is computed from the code alone:
 * nothing is fetched for it and nothing leaves the page. One result is held, and dropped with the code.
 */
export function createStretching(): { begin: (code: string) => void; take: Stretch; forget: () => void } {
  let current: Run | null = null;

  function runOf(code: string): Run {
    if (current?.code === code) return current;
    const isWanted = (): boolean => run.isTaken || run === current;
    const run: Run = { code, isTaken: false, result: inTasks(stretchSteps(code), isWanted) };
    current = run;
    return run;
  }

  return {
    begin: (code) => void runOf(code),
    take: (code) => {
      const run = runOf(code);
      run.isTaken = true;
      return run.result;
    },
    forget: () => {
      current = null;
    },
  };
}
