import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkGroup,
  dataLength,
  fitsCheckGroup,
  locateErrors,
  wordLength,
} from '../../../src/seal/check-group.ts';

const value = fc.integer({ min: 0, max: 31 });
const data = fc.array(value, { minLength: dataLength, maxLength: dataLength });
const places = Array.from({ length: wordLength }, (_, place) => place);
const errors = Array.from({ length: 31 }, (_, error) => error + 1);

const wordOf = (values: readonly number[]): number[] => [...values, ...checkGroup(values)];

function changed(word: readonly number[], changes: readonly [place: number, error: number][]): number[] {
  const result = [...word];
  for (const [place, error] of changes) result[place] = (result[place] as number) ^ error;
  return result;
}

/** One word stands for all: the property below shows that what is noticed depends on the error alone. */
const word = wordOf([9, 30, 1, 0, 17, 5, 5, 22, 31, 8, 12, 3, 3, 27, 14, 2]);

describe('the check group', () => {
  it('fits the word it was made for', () => {
    fc.assert(
      fc.property(
        data,
        (values) => fitsCheckGroup(wordOf(values)) && locateErrors(wordOf(values))?.length === 0,
      ),
    );
  });

  it('notices an error or not whatever the word is, so that one word proves it for all', () => {
    const error = fc.array(value, { minLength: wordLength, maxLength: wordLength });
    fc.assert(
      fc.property(data, error, (values, pattern) => {
        const here = changed(
          wordOf(values),
          places.map((place) => [place, pattern[place] as number]),
        );
        const there = changed(
          word,
          places.map((place) => [place, pattern[place] as number]),
        );
        expect(fitsCheckGroup(here)).toBe(fitsCheckGroup(there));
        expect(locateErrors(here)).toEqual(locateErrors(there));
      }),
    );
  });

  it('notices and locates every single wrong character', () => {
    for (const place of places) {
      for (const error of errors) expect(locateErrors(changed(word, [[place, error]]))).toEqual([place]);
    }
  });

  it('notices and locates every swap of neighbours', () => {
    for (const place of places.slice(1)) {
      for (const error of errors) {
        expect(
          locateErrors(
            changed(word, [
              [place - 1, error],
              [place, error],
            ]),
          ),
        ).toEqual([place - 1, place]);
      }
    }
  });

  it('notices every two wrong characters', () => {
    const missed: number[] = [];
    for (const first of places) {
      for (const second of places.slice(first + 1)) {
        for (const a of errors) {
          for (const b of errors)
            if (
              fitsCheckGroup(
                changed(word, [
                  [first, a],
                  [second, b],
                ]),
              )
            )
              missed.push(first);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it('notices any three or four wrong characters', () => {
    const change = fc.tuple(fc.integer({ min: 0, max: wordLength - 1 }), fc.integer({ min: 1, max: 31 }));
    const changes = fc.uniqueArray(change, { minLength: 3, maxLength: 4, selector: ([place]) => place });
    fc.assert(
      fc.property(changes, (list) => !fitsCheckGroup(changed(word, list))),
      { numRuns: 2000 },
    );
  });

  it('refuses one character typed over and over', () => {
    for (let repeated = 0; repeated < 32; repeated++)
      expect(fitsCheckGroup(places.map(() => repeated))).toBe(false);
  });
});
