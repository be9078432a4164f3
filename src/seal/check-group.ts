import { divide, multiply, power } from './galois-field.ts';

/**
 * The check group of a family code: four characters that make of sixteen a word of a shortened Reed–Solomon code
 * over GF(32) (Reed and Solomon 1960), 20 characters long with distance 5. So up to four wrong characters are
 * always noticed, and one or two, swapped neighbours among them, are also located.
 */
export const dataLength = 16;
const checkLength = 4;
export const wordLength = dataLength + checkLength;

/** Added to the check characters, so that one character typed over and over is no code. */
const offset = [27, 14, 25, 26];

/** ∏ (z − xⁱ), i = 0…3, highest power first. */
const generator = (() => {
  let product = [1];
  for (let root = 0; root < checkLength; root++) {
    const last = product;
    product = [...last, 0].map((value, index) => value ^ multiply(last[index - 1] ?? 0, power(root)));
  }
  return product;
})();

/**
 * @param data 16 values of 0…31
 * @returns the 4 values of their check group
 */
export function checkGroup(data: readonly number[]): number[] {
  const rest = [...data, 0, 0, 0, 0];
  for (let start = 0; start < dataLength; start++) {
    const lead = rest[start] as number;
    for (let k = 0; k <= checkLength; k++)
      rest[start + k] = (rest[start + k] as number) ^ multiply(lead, generator[k] as number);
  }
  return offset.map((value, index) => value ^ (rest[dataLength + index] as number));
}

/** The word at x⁰…x³: all 0 exactly for a word whose check group fits. */
function syndromes(word: readonly number[]): number[] {
  return [0, 1, 2, 3].map((root) =>
    word.reduce((sum, value, index) => {
      const plain = value ^ (offset[index - dataLength] ?? 0);
      return multiply(sum, power(root)) ^ plain;
    }, 0),
  );
}

export function fitsCheckGroup(word: readonly number[]): boolean {
  return syndromes(word).every((value) => value === 0);
}

/** The root by which an error at this place is multiplied from one syndrome to the next. */
const placeRoot = (index: number): number => power(wordLength - 1 - index);

/**
 * Where a word is wrong, as the fewest changes that would mend it.
 *
 * @param word 20 values of 0…31
 * @returns places of 0…19: none when the word fits, one or two when so many changes explain it; null when more than
 *   two characters must be wrong
 */
export function locateErrors(word: readonly number[]): number[] | null {
  const s = syndromes(word);
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = s;
  if (s.every((value) => value === 0)) return [];

  for (let place = 0; place < wordLength; place++) {
    const root = placeRoot(place);
    if (s1 === multiply(s0, root) && s2 === multiply(s1, root) && s3 === multiply(s2, root)) return [place];
  }
  for (let first = 0; first < wordLength; first++) {
    for (let second = first + 1; second < wordLength; second++) {
      const a = placeRoot(first);
      const b = placeRoot(second);
      // s0 = e + f, s1 = ea + fb; the other two must agree.
      const f = divide(s1 ^ multiply(s0, a), a ^ b);
      const e = s0 ^ f;
      const at = (power2: number, power1: number): number => multiply(e, power2) ^ multiply(f, power1);
      const aa = multiply(a, a);
      const bb = multiply(b, b);
      if (s2 === at(aa, bb) && s3 === at(multiply(aa, a), multiply(bb, b))) return [first, second];
    }
  }
  return null;
}
