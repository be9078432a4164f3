import { names } from '../../../scripts/names/name-tables.ts';
import { createRecordSearch } from '../../../scripts/roster/find/record-search.ts';
import { foldCyrillic } from '../../../src/names/fold.ts';
import { readField } from '../../../src/names/read-query.ts';
import { type Library, libraries } from './libraries.ts';
import type { Person } from './register.ts';

/** What an engine answers: numbers of rows, best first, at most ten; `strong` where it can say so of itself. */
export interface Answer {
  readonly rows: readonly number[];
  readonly strong: boolean;
}

export interface Engine {
  readonly name: string;
  /** What is read before the index is built, and is not counted as a part of it. */
  prepare?(people: readonly Person[]): void;
  /** What a page would import, for the size; null for ours, which is measured as it is built. */
  readonly module: string | null;
  build(people: readonly Person[]): (text: string) => Answer;
}

/**
 * Our search over whole names (`roster -- find`).
 * @param counted fits that count as hope
 */
const ours = (name: string, counted: readonly string[]): Engine => ({
  name,
  module: null,
  build(people) {
    const search = createRecordSearch(people, names());
    const rows = new Map(people.map(({ record_id }, row) => [record_id, row]));
    return (text) => {
      const { matches } = search(text, {});
      return {
        rows: matches.map(({ record }) => rows.get(record.record_id) ?? -1),
        strong: matches.some(({ fit }) => counted.includes(fit)),
      };
    };
  },
});

const textOf = ({ surname, given_name, patronymic }: Person): string =>
  `${surname} ${given_name} ${patronymic}`;

/** The text that our rules make of a name: layout mended, given name canonical, everything folded. */
export function normalised(text: string): string {
  const { tokens } = readField(text, names().tables, names().index);
  return tokens
    .map(({ word, given, initial }) => {
      const name = initial ? undefined : given[0]?.name;
      return name === undefined ? (word.folds[0] ?? '') : foldCyrillic(name.toLowerCase());
    })
    .join(' ');
}

/** Texts of a register, read once for all libraries. */
const textsRead = new WeakMap<readonly Person[], readonly string[]>();

function normalisedTexts(people: readonly Person[]): readonly string[] {
  const texts = textsRead.get(people) ?? people.map((person) => normalised(textOf(person)));
  textsRead.set(people, texts);
  return texts;
}

function library(
  { name, module, rows }: Library,
  texts: (people: readonly Person[]) => readonly string[],
  read: (text: string) => string,
  note: string,
): Engine {
  return {
    name: `${name}${note}`,
    module,
    prepare: texts,
    build(people) {
      const search = rows(texts(people));
      return (text) => {
        const found = search(read(text));
        return { rows: found, strong: found.length > 0 };
      };
    },
  };
}

export const engines: Engine[] = [
  ours('Vestochka', ['strong']),
  ours('Vestochka, all that it shows', ['strong', 'possible']),
  ...libraries.map((one) =>
    library(
      one,
      (people) => people.map(textOf),
      (text) => text,
      '',
    ),
  ),
  ...libraries.map((one) => library(one, normalisedTexts, normalised, ' + our text')),
];
