import { compareNames, comparePart, type NameComparison } from './compare-names.ts';
import type { WordPart } from './compare-words.ts';
import { initialOfName } from './fold.ts';
import { type GivenNameIndex, givenNameIndex } from './given-names.ts';
import { readPatronymic } from './patronymic.ts';
import type { NameTables } from './tables.ts';
import { plainText } from './text.ts';
import { canonicalInitial, readWord } from './word.ts';

/** The name engine over one set of tables. */
export interface Names {
  readonly tables: NameTables;
  readonly index: GivenNameIndex;
  /** The one spelling of a given name that rows, tables of population and search share (Алексанр and Олександр are Александр). */
  canonicalGivenName(text: string): string;
  /** The letter that a row shows for a surname. */
  canonicalInitial(surname: string): string;
  /** The letter that a row shows for a patronymic: the initial of the father's canonical name; null when there is none. */
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
      const text = plainText(patronymic).trim();
      if (text === '') return null;
      const [first = ''] = text.split(/[\s.-]+/);
      const read = readPatronymic(readWord(first, tables), index);
      const father = read?.fathers[0];
      const initial = father === undefined ? canonicalInitial(first, tables) : initialOfName(father);
      return initial === '' ? null : initial;
    },
  };
}
