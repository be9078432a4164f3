import type { GivenNameIndex } from './given-names.ts';
import { type ReadToken, readTokens } from './read-query.ts';
import type { NameTables } from './tables.ts';
import { plainText, wordsOf } from './text.ts';

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

function readInPieces(text: string, tables: NameTables, names: GivenNameIndex): ReadToken[] {
  const words = wordsOf(plainText(text));
  if (words.length <= pieceLength) return readTokens(text, tables, names);
  const tokens: ReadToken[] = [];
  for (let at = 0; at < words.length; ) {
    let end = at + pieceLength;
    // Гасан оглы stays in one piece.
    if (tables.patronymicWords.has(words[end] ?? '')) end -= 1;
    tokens.push(...readTokens(words.slice(at, end).join(' '), tables, names));
    at = end;
  }
  return tokens;
}
