import { atOnce, inPortions, type Steps } from '../steps/steps.ts';
import { type Coder, NumberModel, SymbolTree, symbolBits } from './range-coder.ts';

// Bounds that no true list comes near, so that a wrong one neither fills the memory nor reads for ever.
const maximumWords = 0x1_0000;
const maximumLetters = 512;
const maximumLength = 200;

/**
 * A sorted list of distinct words: each as the length of what it shares with the one before, then its own
 * characters (UTF-16 units) with the one before as context. Given `null` it reads. Throws RangeError
 * on a list that cannot be.
 */
export function codeWordList(coder: Coder, words: readonly string[] | null): string[] {
  return atOnce(wordListSteps(coder, words));
}

const wordsOfStep = 32;

/** `codeWordList` in steps. */
export function* wordListSteps(coder: Coder, words: readonly string[] | null): Steps<string[]> {
  const numbers = new NumberModel(3);
  const letters = codeAlphabet(coder, numbers, words);
  // One symbol above the alphabet ends a word; it is also the context at the start of one.
  const stop = letters.length;
  const characters = new SymbolTree(symbolBits(letters.length + 1), letters.length + 1);
  const index = new Map(letters.map((letter, at) => [letter, at]));

  const count = numbers.code(coder, words?.length ?? 0, 0);
  if (count > maximumWords) throw new RangeError('The list has too many words.');
  const result: string[] = [];
  let before = '';
  yield* inPortions(count, wordsOfStep, (at) => {
    const word = words?.[at] ?? '';
    const shared = numbers.code(coder, sharedLength(before, word), 1);
    let built = before.slice(0, shared);
    for (;;) {
      const context = built === '' ? stop : (index.get(built.charAt(built.length - 1)) ?? stop);
      const symbol = characters.code(coder, index.get(word.charAt(built.length)) ?? stop, context);
      const letter = letters[symbol];
      if (letter === undefined) break;
      built += letter;
      if (built.length > maximumLength) throw new RangeError('A word of the list is too long.');
    }
    result.push(built);
    before = built;
  });
  return result;
}

function codeAlphabet(coder: Coder, numbers: NumberModel, words: readonly string[] | null): string[] {
  const known = words === null ? [] : [...new Set(words.join('').split(''))].sort();
  const count = numbers.code(coder, known.length, 2);
  if (count > maximumLetters) throw new RangeError('The words of the list have too many letters.');
  const letters: string[] = [];
  let before = 0;
  for (let at = 0; at < count; at += 1) {
    before += numbers.code(coder, (known[at] ?? '').charCodeAt(0) - before || 0, 2);
    letters.push(String.fromCharCode(before));
  }
  return letters;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
