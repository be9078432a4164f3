import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundDistance } from '../../../src/names/distance.ts';

const confused: Record<string, number> = {};
for (const [list, cost] of [
  ['гх цс цч цк зс цз шщ шж шч жз вф ув иж тц хк шс щч жч кг', 0.4],
  ['ао еи оу ое ае уи аи бп дт', 0.5],
] as const) {
  for (const [a = '', b = ''] of list.split(' ')) {
    confused[a + b] = cost;
    confused[b + a] = cost;
  }
}
const dropped: Record<string, number> = { и: 0.4, а: 0.6, е: 0.6, о: 0.6, у: 0.6, х: 0.8, в: 0.8 };

/** The same distance as a textbook writes it, letter by letter and without a limit. */
function textbook(a: string, b: string): number {
  const first = a.slice(0, 32);
  const second = b.slice(0, 32);
  const table = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  const drop = (letter = ''): number => dropped[letter] ?? 1;
  for (const [i, line] of table.entries()) {
    for (let j = 0; j <= second.length; j += 1) {
      const [x = '', y = ''] = [first.charAt(i - 1), second.charAt(j - 1)];
      const options: number[] = [];
      if (i > 0) options.push(at(i - 1, j) + drop(x));
      if (j > 0) options.push(at(i, j - 1) + drop(y));
      if (i > 0 && j > 0) options.push(at(i - 1, j - 1) + (x === y ? 0 : (confused[x + y] ?? 1)));
      if (i > 1 && j > 1 && x === second.charAt(j - 2) && y === first.charAt(i - 2)) {
        options.push(at(i - 2, j - 2) + 0.8);
      }
      if (options.length > 0) line[j] = Math.min(...options);
    }
  }
  return at(first.length, second.length);
}

describe('soundDistance', () => {
  const letters = fc.constantFrom(...'абвгдежзиклмнопрстуфхцчшщaz-ё');
  const words = fc.array(letters, { maxLength: 36 }).map((list) => list.join(''));

  it('is the distance of a textbook, or above the limit where that is', () => {
    fc.assert(
      fc.property(words, words, fc.double({ min: 0, max: 40, noNaN: true }), (a, b, limit) => {
        const [found, expected] = [soundDistance(a, b, limit), textbook(a, b)];
        if (expected <= limit) expect(found).toBeCloseTo(expected, 9);
        else expect(found).toBeGreaterThan(limit);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['иванов', 'иванов', 0],
    ['петров', 'петроф', 0.4],
    ['олег', 'алег', 0.5],
    ['сергеи', 'серегеи', 0.6],
    ['марк', 'макр', 0.8],
    ['иван', 'игор', 2.5],
  ])('%s, %s: %d', (a, b, distance) => {
    expect(soundDistance(a, b, 3)).toBeCloseTo(distance, 9);
    expect(soundDistance(b, a, 3)).toBeCloseTo(distance, 9);
  });
});
