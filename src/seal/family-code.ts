import { checkGroup, dataLength, fitsCheckGroup, locateErrors, wordLength } from './check-group.ts';
import { alphabet, type ReadCharacter, readCodeText } from './code-reading.ts';

/**
 * The family code: 80 random bits as four groups of four Crockford base32 characters and a check group, shown as
 * `XXXX-XXXX-XXXX-XXXX-XXXX`. That form is the canonical one and the one that is passed around.
 */
export const codeBytes = 10;
const groupLength = 4;
const groups = wordLength / groupLength;

/** Why a text is no family code. `groups` are counted from 1; empty where no group stands out. */
export type CodeFault =
  | { kind: 'empty' }
  /** Too few or too many characters; `characters` were read of `expected`. */
  | { kind: 'length'; characters: number; expected: number; groups: number[] }
  /** Characters that no code has. */
  | { kind: 'characters'; groups: number[] }
  /** The check group does not fit. */
  | { kind: 'mistyped'; groups: number[] }
  /** A code by its look-alikes and another one by its keys, which happens to one text in a million. */
  | { kind: 'ambiguous' };

export type ParsedCode = { ok: true; code: string } | { ok: false; fault: CodeFault };

function show(word: readonly number[]): string {
  const text = word.map((value) => alphabet[value]).join('');
  return Array.from({ length: groups }, (_, g) => text.slice(g * groupLength, (g + 1) * groupLength)).join(
    '-',
  );
}

/**
 * A family code from random bytes; the same bytes give the same code.
 * @param bytes exactly 10 bytes from a cryptographic source; all 80 bits are used
 * @throws RangeError on any other length
 */
export function createFamilyCode(bytes: Uint8Array): string {
  if (bytes.length !== codeBytes) throw new RangeError(`A family code is made of ${codeBytes} random bytes.`);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = Array.from({ length: dataLength }, (_, i) => Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2));
  return show([...data, ...checkGroup(data)]);
}

/**
 * The ten bytes that a canonical code was made of.
 * @throws RangeError when the text is not canonical; read what people type with `parseFamilyCode` first
 */
export function bytesOfCode(code: string): Uint8Array {
  const word = [...code.split('-').join('')].map((character) => alphabet.indexOf(character));
  if (word.length !== wordLength || word.includes(-1) || show(word) !== code || !fitsCheckGroup(word)) {
    throw new RangeError('This is no canonical family code.');
  }
  const bits = word
    .slice(0, dataLength)
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from({ length: codeBytes }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2));
}

const groupsOf = (places: readonly number[]): number[] =>
  [...new Set(places.map((place) => Math.floor(place / groupLength) + 1))].sort((a, b) => a - b);

/** The places of the values that meet a condition. */
function placesWhere<T>(values: readonly T[], meets: (value: T, place: number) => boolean): number[] {
  return values.map((_, place) => place).filter((place) => meets(values[place] as T, place));
}

/** Groups that are too short or too long, where the writer kept the groups apart. */
function unevenRuns(runs: readonly number[]): number[] {
  if (runs.length !== groups) return [];
  return placesWhere(runs, (length) => length !== groupLength).map((place) => place + 1);
}

/** Places where one missing character, or one too many, would explain a word of the wrong length. */
function slips(word: readonly number[]): number[] {
  const without = (place: number): number[] => word.filter((_, index) => index !== place);
  const withAt = (place: number, value: number): number[] => [
    ...word.slice(0, place),
    value,
    ...word.slice(place),
  ];
  if (word.length === wordLength + 1) {
    return placesWhere(word, (_, place) => fitsCheckGroup(without(place))).map((place) =>
      Math.min(place, wordLength - 1),
    );
  }
  if (word.length !== wordLength - 1) return [];
  const values = [...alphabet].map((_, value) => value);
  return placesWhere([...word, 0], (_, place) =>
    values.some((value) => fitsCheckGroup(withAt(place, value))),
  );
}

function isWord(values: readonly ReadCharacter[]): values is number[] {
  return !values.includes(null);
}

function faultOf(runs: readonly number[], values: readonly ReadCharacter[]): CodeFault {
  if (values.length === 0) return { kind: 'empty' };
  if (values.length !== wordLength) {
    const uneven = unevenRuns(runs);
    const found = uneven.length > 0 || !isWord(values) ? uneven : groupsOf(slips(values));
    return { kind: 'length', characters: values.length, expected: wordLength, groups: found };
  }
  if (!isWord(values)) {
    return { kind: 'characters', groups: groupsOf(placesWhere(values, (value) => value === null)) };
  }
  return { kind: 'mistyped', groups: groupsOf(locateErrors(values) ?? []) };
}

const unknowns = (values: readonly ReadCharacter[]): number =>
  values.filter((value) => value === null).length;

/**
 * Reads a family code as people type it: any case, spaces and dashes anywhere or nowhere, O for 0, I or L for 1,
 * Cyrillic look-alikes, a Russian, Ukrainian or Belarusian keyboard that was left on.
 *
 * @returns the canonical code; or why the text is none and which groups look mistyped. A mistyped code is never
 *   mended silently: to open another man's record would be worse than to ask her to look again.
 */
export function parseFamilyCode(text: string): ParsedCode {
  const { runs, readings } = readCodeText(text);
  const [fitting, ...others] = readings
    .filter(isWord)
    .filter((values) => values.length === wordLength && fitsCheckGroup(values));
  if (others.length > 0) return { ok: false, fault: { kind: 'ambiguous' } };
  if (fitting !== undefined) return { ok: true, code: show(fitting) };
  const likeliest = [...readings].sort((a, b) => unknowns(a) - unknowns(b))[0] ?? [];
  return { ok: false, fault: faultOf(runs, likeliest) };
}
