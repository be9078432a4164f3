import { describe, expect, it } from 'vitest';
import { atOnce, inPortions } from '../../../src/steps/steps.ts';

describe('work in portions', () => {
  it('visits every number once and in order, whatever the portion', () => {
    for (const [count, portion] of [
      [0, 3],
      [1, 3],
      [6, 3],
      [7, 3],
      [7, 100],
    ] as const) {
      const seen: number[] = [];
      atOnce(inPortions(count, portion, (number) => void seen.push(number)));
      expect(seen).toEqual(Array.from({ length: count }, (_, number) => number));
    }
  });

  it('pauses after each portion', () => {
    let visits = 0;
    const steps = inPortions(7, 3, () => {
      visits += 1;
    });
    const after = [1, 2, 3, 4].map(() => [steps.next().done, visits]);
    expect(after).toEqual([
      [false, 3],
      [false, 6],
      [false, 7],
      [true, 7],
    ]);
  });
});
