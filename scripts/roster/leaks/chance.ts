import type { LetterBytes } from './byte-text.ts';

/**
 * How many bits a find has: 2⁻ᵇ is the chance that noise has it at a given place. A find in noise counts only where
 * its bits outweigh the places and the men that it may be found at.
 */

/** Bits of one letter, by its script. */
export interface LetterBits {
  latin: number;
  cyrillic: number;
}

/** Case is free, which takes one bit of those that the encoding gives a letter. */
export function noiseLetterBits({ latin, cyrillic }: LetterBytes): LetterBits {
  return { latin: 8 * latin - 1, cyrillic: 8 * cyrillic - 1 };
}

/** Base64 has 64 signs, so a letter of either case comes once in 32 places. */
export const opaqueLetterBits: LetterBits = { latin: 5, cyrillic: 15 };

/** Letters that fold to и (й, ы, і, ї) and to е (ё, э, є): so many bits are lost by each. */
const lostInFolding: Record<string, number> = { и: Math.log2(5), е: Math.log2(4) };
/** A letter of Latin stands for one of Cyrillic by several schemes. */
const lostInTransliteration = 1.5;

/**
 * Bits of a surname in a script.
 * @param fold of the surname
 */
export function foldBits(fold: string, bits: LetterBits, script: keyof LetterBits): number {
  const each = bits[script] - (script === 'latin' ? lostInTransliteration : 0);
  let sum = 0;
  for (const letter of fold) sum += each - (lostInFolding[letter] ?? 0);
  return sum;
}

/**
 * The most bits that a surname in so many letters can have. A letter of Latin may be two of Cyrillic (x is кс), which
 * happens once in a name.
 */
export function mostFoldBits(letters: number, bits: LetterBits, script: keyof LetterBits): number {
  return script === 'latin' ? (letters + 1) * (bits.latin - lostInTransliteration) : letters * bits.cyrillic;
}

/** Of a date or a record id: a digit has 8 bits, a letter 7; what stands between them is free. */
export function signBits(text: string): number {
  let bits = 0;
  for (const sign of text) bits += /\d/.test(sign) ? 8 : /\p{L}/u.test(sign) ? 7 : 0;
  return bits;
}
