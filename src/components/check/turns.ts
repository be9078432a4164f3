import type { Drive } from '../../search/engine.ts';

/** Milliseconds: with a slow step on top of it a turn still stays far below the 50 that a person notices. */
const turnLength = 6;

/**
 * Does work on a thread that has other things to do: steps for the length of a turn, then a task of its own for the
 * next turn. A turn is measured and not counted in steps, since one phone is twenty times as fast as another.
 *
 * @param later begins a task
 * @param now milliseconds
 */
export function inTurns(later: (task: () => void) => void, now: () => number): Drive {
  const works: (() => boolean)[] = [];
  const turn = (): void => {
    const end = now() + turnLength;
    do {
      if (works[0]?.() === false) works.shift();
    } while (works.length > 0 && now() < end);
    if (works.length > 0) later(turn);
  };
  return (work) => {
    if (works.push(work) === 1) turn();
  };
}
