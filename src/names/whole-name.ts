import type { GivenNameIndex } from './given-names.ts';
import { type ReadToken, readTokens, wordsOfName } from './read-query.ts';
import type { NameTables } from './tables.ts';
import { longestText, plainText, wordsOf } from './text.ts';

/** A word of a whole name. */
export interface NameToken extends ReadToken {
  /** Whether a word before it says that this is the father: the Salman of Mohammed bin Salman. */
  readonly sonOf: boolean;
}

/** So many words are read at once (`readTokens`); longer names are read in pieces. */
const pieceLength = 6;

/** Words between a man's name and his father's in Arabic names. At the beginning ben may be a given name. */
const nasab = /^(?:bin|ibn|ben|bint|бин|ибн|бен|бинт)$/;
const nasabOrName = /^(?:ben|бен)$/;

/** Every word of a whole name, however many there are; words that say whose son he is are marks of the next one. */
export function readWholeName(text: string, tables: NameTables, names: GivenNameIndex): NameToken[] {
  const tokens: NameToken[] = [];
  let sonOf = false;
  const read = readInPieces(text, tables, names);
  read.forEach((token, at) => {
    const isNasab = nasab.test(token.word.text) && at < read.length - 1;
    if (isNasab && !(at === 0 && nasabOrName.test(token.word.text))) sonOf = true;
    else {
      tokens.push({ ...token, sonOf });
      sonOf = false;
    }
  });
  return tokens;
}

/** The words of a field that are left out of the name: ranks, kinship, the month of a date. */
export function titlesOf(text: string, tables: NameTables, names: GivenNameIndex): string {
  const plain = plainText(text);
  const kept = wordsOfName(plain, tables, names);
  return wordsOf(plain)
    .filter((word) => !kept.includes(word))
    .join(' ');
}

function readInPieces(typed: string, tables: NameTables, names: GivenNameIndex): ReadToken[] {
  const text = withPlainInitials(typed);
  const words = wordsOfName(plainText(text), tables, names);
  if (words.length <= pieceLength) return readWithShortNames(text, words, tables, names);
  const tokens: ReadToken[] = [];
  for (let at = 0; at < words.length; ) {
    let end = at + pieceLength;
    // Гасан оглы stays in one piece.
    if (tables.patronymicWords.has(words[end] ?? '')) end -= 1;
    tokens.push(...readWords(words.slice(at, end), tables, names));
    at = end;
  }
  return tokens;
}

function readWords(words: readonly string[], tables: NameTables, names: GivenNameIndex): ReadToken[] {
  return readTokens(words.join(' '), tables, names, words);
}

/** Two letters that may be two initials or a short name. */
const twoLetters = /(?<![\p{L}\p{M}'’-])\p{L}{2}(?![\p{L}\p{M}'’-])/gu;

/** A longer word in capitals, as papers write surnames (AL HADI, Isa). */
const inCapitals = /\p{Lu}{3}/u;

/** Two capitals between words in lower case are two initials (Степанюк ЛП). */
function withPlainInitials(text: string): string {
  const short = text.slice(0, longestText);
  if (!/\p{Ll}/u.test(short) || inCapitals.test(short)) return text;
  return short.replace(twoLetters, (letters) =>
    /^\p{Lu}{2}$/u.test(letters) ? `${letters.charAt(0)}. ${letters.charAt(1)}.` : letters,
  );
}

/**
 * Words of two letters are read alone where they are names and no initials (Ли А. А., Эм Вадим): beside an initial,
 * and where only their first letter is a capital.
 */
function readWithShortNames(
  text: string,
  words: readonly string[],
  tables: NameTables,
  names: GivenNameIndex,
): ReadToken[] {
  const hasInitials = words.some((word) => word.length === 1);
  const capitalised = new Set(text.match(twoLetters)?.map(lowerCaseOfName));
  const at = words.findIndex((word) => word.length === 2 && (hasInitials || capitalised.has(word)));
  if (at < 0 || words.length < 2 || tables.patronymicWords.has(words[at] ?? ''))
    return readTokens(text, tables, names, words);
  return [words.slice(0, at), words.slice(at, at + 1), words.slice(at + 1)].flatMap((piece) =>
    piece.length === 0 ? [] : readWords(piece, tables, names),
  );
}

/** A word with one capital in lower case, as plain text has it; nothing for another. */
function lowerCaseOfName(word: string): string {
  return /^\p{Lu}\p{Ll}$/u.test(word) ? plainText(word) : '';
}
