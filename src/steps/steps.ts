/**
 * Long work that can be put down after each step: a page does it in short tasks, a worker and a terminal at once.
 * A step takes a few milliseconds on a cheap phone whose engine has not warmed up.
 */
export type Steps<Result> = Generator<void, Result, void>;

/** All steps without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Visits the numbers from 0 in order and pauses after every `portion` of them. */
export function* inPortions(count: number, portion: number, visit: (number: number) => void): Steps<void> {
  for (let number = 0; number < count; ) {
    const end = Math.min(count, number + portion);
    for (; number < end; number += 1) visit(number);
    yield;
  }
}
