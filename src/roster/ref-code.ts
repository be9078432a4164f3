/**
 * The reference code: seven random characters of Crockford base32 and one check character, shown as `4KD9-Q7M2`.
 * It is public and says nothing about him; the check character is there for bad phone lines.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// Both tables are made by pure calls, so that a page that only shows codes leaves them out.
const valueByCharacter = /* @__PURE__ */ (() =>
  new Map([...alphabet].map((character, value) => [character, value])))();

/** What people type for a character of the alphabet: Crockford's own confusions, then Cyrillic look-alikes. */
const meant = /* @__PURE__ */ (() =>
  new Map(
    Object.entries({ O: '0', I: '1', L: '1', U: 'V' }).concat(
      [...'АВСЕНКМОРТХУЗІЈЅ'].map((letter, index) => [letter, 'ABCEHKM0PTXY31JS'[index] as string]),
    ),
  ))();

/** Multiplication by x in GF(32) = GF(2)[x] / (x⁵ + x² + 1). */
function timesX(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}

/**
 * The check value: the code is Σ xⁱ·vᵢ = 0 over GF(32), counted from the check character. x is primitive, so any
 * one wrong character and any two swapped ones are noticed.
 */
function checkValue(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = timesX(sum ^ value);
  return sum;
}

/**
 * A reference code from random bytes.
 * @param bytes at least 5 random bytes; 35 of their bits are used
 * @throws RangeError on fewer bytes
 */
export function createRef(bytes: Uint8Array): string {
  const [a, b, c, d, e] = bytes;
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) {
    throw new RangeError('A reference code needs five random bytes.');
  }
  const low = ((b & 7) << 24) | (c << 16) | (d << 8) | e;
  const high = (a << 5) | (b >> 3);
  // 13 bits in `high`, 27 in `low`: 25 of `low` make five characters, 10 of `high` two.
  const values = [(high >> 5) & 31, high & 31, ...[20, 15, 10, 5, 0].map((shift) => (low >> shift) & 31)];
  return [...values, checkValue(values)].map((value) => alphabet[value]).join('');
}

/** `4KD9Q7M2` → `4KD9-Q7M2`. */
export function formatRef(ref: string): string {
  return `${ref.slice(0, 4)}-${ref.slice(4)}`;
}

/**
 * Reads a reference code as people write it: any case, spaces and dashes anywhere, O for 0, I or L for 1, U for V,
 * Cyrillic letters that look alike.
 * @returns the eight characters, or null when it is no reference code or its check character does not fit
 */
export function parseRef(text: string): string | null {
  const written = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212_.]/gu, '');
  const ref = [...written].map((character) => meant.get(character) ?? character).join('');
  if (ref.length !== 8) return null;
  const values = [...ref].map((character) => valueByCharacter.get(character) ?? -1);
  if (values.includes(-1)) return null;
  return checkValue(values.slice(0, 7)) === values[7] ? ref : null;
}
