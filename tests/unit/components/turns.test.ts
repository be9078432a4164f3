import { describe, expect, it } from 'vitest';
import { inTurns } from '../../../src/components/check/turns.ts';

/** A thread whose clock moves only where work is done. */
function thread() {
  const tasks: (() => void)[] = [];
  let now = 0;
  return {
    later: (task: () => void): void => void tasks.push(task),
    now: () => now,
    /** Work of so many steps, `milliseconds` each, that writes itself into `done`. */
    work: (name: string, steps: number, milliseconds: number, done: string[]) => () => {
      now += milliseconds;
      steps -= 1;
      done.push(name);
      return steps > 0;
    },
    /** Runs the next task. @returns how long it took, or null when there is none */
    run(): number | null {
      const task = tasks.shift();
      const begun = now;
      task?.();
      return task === undefined ? null : now - begun;
    },
  };
}

describe('work in turns', () => {
  it('takes as many steps into a turn as are short, and one that is long', () => {
    const { later, now, run, work } = thread();
    const done: string[] = [];
    inTurns(later, now)(work('short', 15, 1, done));
    expect(now()).toBe(6);
    expect([run(), run(), run()]).toEqual([6, 3, null]);
    inTurns(later, now)(work('long', 3, 30, done));
    expect([run(), run(), run()]).toEqual([30, 30, null]);
    expect(done).toHaveLength(18);
  });

  it('does what overlaps one after the other, and begins anew after a rest', () => {
    const { later, now, run, work } = thread();
    const done: string[] = [];
    const drive = inTurns(later, now);
    drive(work('a', 3, 6, done));
    drive(work('b', 2, 6, done));
    while (run() !== null);
    drive(work('c', 1, 6, done));
    expect(run()).toBeNull();
    expect(done.join('')).toBe('aaabbc');
  });
});
