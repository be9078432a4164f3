/**
 * What people type for a character of a code. One text can be read in several ways (В is the look-alike of B, and
 * what the key D gives when the keyboard is Russian); the check group decides between them.
 */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const valueOfCharacter = new Map([...alphabet].map((character, value) => [character, value]));

const table = (from: string, to: string): ReadonlyMap<string, string> =>
  new Map([...from].map((character, index) => [character, to[index] as string]));

/** Cyrillic letters (Russian, Ukrainian, Belarusian, Serbian) that look like a Latin letter or a digit. */
const lookAlikes = table('АВСЕНКМОРТХУЗЧІЈЅЁӀ', 'ABCEHKMOPTXY341JSE1');

const latinKeys = 'QWERTYUIOPASDFGHJKLZXCVBNM';

/** The same keys on the keyboards of Windows and Android; the marks beside the letters give no code character. */
const keyboards = [
  'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ',
  'ЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬ',
  'ЙЦУКЕНГШЎЗФЫВАПРОЛДЯЧСМІТЬ',
].map((keys) => table(keys, latinKeys));

/** Crockford's own: the letters that are no part of the alphabet because they pass for digits. */
const digits = table('OIL', '011');

const readings = [lookAlikes, ...keyboards];

/**
 * Marks that people put between characters: spaces, dashes, dots, quotation marks; and what cannot be seen. Spelt out,
 * because Firefox 68 knows no `\p{…}`.
 */
const marks = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_.,:;/\\|'"«»“”()[\]*-]+/;

/** One character of a text: its value, or null where no code has such a character. */
export type ReadCharacter = number | null;

/** A text cut where its writer cut it. */
export interface CodeText {
  /** The lengths of the runs between marks, in characters. */
  runs: number[];
  /** What its characters may mean, likeliest first, without repetition. */
  readings: ReadCharacter[][];
}

/** Reads a text as people write codes: any case, any marks, look-alikes, a wrong keyboard layout. */
export function readCodeText(text: string): CodeText {
  const runs = text
    .normalize('NFKC')
    .toUpperCase()
    .split(marks)
    .filter((run) => run !== '');
  const characters = [...runs.join('')];
  const found = new Map<string, ReadCharacter[]>();
  for (const reading of readings) {
    const values = characters.map((character) => {
      const latin = reading.get(character) ?? character;
      return valueOfCharacter.get(digits.get(latin) ?? latin) ?? null;
    });
    if (!found.has(values.join())) found.set(values.join(), values);
  }
  return { runs: runs.map((run) => [...run].length), readings: [...found.values()] };
}
