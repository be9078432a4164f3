import { compareNames, comparePart, type NameComparison } from './compare-names.ts';
import type { WordPart } from './compare-words.ts';
import { initialOfName } from './fold.ts';
import { type GivenNameIndex, givenNameIndex } from './given-names.ts';
import { readPatronymic } from './patronymic.ts';
import type { NameTables } from './tables.ts';
import { plainText, wordsOf } from './text.ts';
import { canonicalInitial, initialsOf, readWord } from './word.ts';

/** The name engine over one set of tables. */
export interface Names {
  readonly tables: NameTables;
  readonly index: GivenNameIndex;
  /** The one spelling of a given name that rows, tables of population and search share (Алексанр and Олександр are Александр). */
  canonicalGivenName(text: string): string;
  /** The letter that a row shows for a surname. */
  canonicalInitial(surname: string): string;
  /** The letter that a row shows for a patronymic, as it is written; null when there is none. */
  patronymicInitial(patronymic: string): string | null;
  /** How two whole names, or two of one part, compare; with a reason for each step. */
  compareNames(a: string, b: string, part?: WordPart): NameComparison;
}

export function createNames(tables: NameTables): Names {
  const index = givenNameIndex(tables);
  return {
    tables,
    index,
    canonicalGivenName: (text) => index.canonical(plainText(text).trim().replace(/\s+/g, ' ')),
    compareNames: (a, b, part) =>
      part === undefined ? compareNames(a, b, tables, index) : comparePart(a, b, part, tables, index),
    canonicalInitial: (surname) => canonicalInitial(surname, tables),
    patronymicInitial(patronymic) {
      const word = readWord(wordsOf(plainText(patronymic))[0] ?? '', tables);
      // Latin letters may stand for several; the father's name tells which.
      const father = word.cyrillic ? undefined : readPatronymic(word, index)?.fathers[0];
      return (father === undefined ? initialsOf(word)[0] : initialOfName(father)) ?? null;
    },
  };
}
