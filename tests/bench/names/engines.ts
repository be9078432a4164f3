import uFuzzy from '@leeoniya/ufuzzy';
import { create, insertMultiple, search as oramaSearch } from '@orama/orama';
import { language, stemmer } from '@orama/stemmers/russian';
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { names } from '../../../scripts/names/name-tables.ts';
import { createRecordSearch } from '../../../scripts/roster/find/record-search.ts';
import { foldCyrillic } from '../../../src/names/fold.ts';
import { readField } from '../../../src/names/read-query.ts';
import type { Person } from './register.ts';

/** What an engine answers: numbers of rows, best first, at most ten; `strong` where it can say so of itself. */
export interface Answer {
  readonly rows: readonly number[];
  readonly strong: boolean;
}

export interface Engine {
  readonly name: string;
  /** What a page would import, for the size; null for ours, which is measured as it is built. */
  readonly module: string | null;
  build(people: readonly Person[]): (text: string) => Answer;
}

const most = 10;

type Rows = (texts: readonly string[]) => (text: string) => readonly number[];

/** Our search over whole names (`roster -- find`). */
const ours: Engine = {
  name: 'Vestochka',
  module: null,
  build(people) {
    const search = createRecordSearch(people, names());
    const rows = new Map(people.map(({ record_id }, row) => [record_id, row]));
    return (text) => {
      const matches = search(text, {});
      return {
        rows: matches.map(({ record }) => rows.get(record.record_id) ?? -1),
        strong: matches.some(({ fit }) => fit === 'strong'),
      };
    };
  },
};

const numbered = (texts: readonly string[]): { id: number; text: string }[] =>
  texts.map((text, id) => ({ id, text }));

const libraries: { name: string; module: string; rows: Rows }[] = [
  {
    name: 'Fuse.js (defaults)',
    module: 'fuse.js',
    rows(texts) {
      const fuse = new Fuse(texts);
      return (text) => fuse.search(text.slice(0, 32), { limit: most }).map(({ refIndex }) => refIndex);
    },
  },
  {
    name: 'Fuse.js (fields, tuned)',
    module: 'fuse.js',
    rows(texts) {
      const fuse = new Fuse(
        texts.map((text) => {
          const [surname, given, patronymic] = text.split(' ');
          return { surname, given, patronymic, text };
        }),
        {
          keys: [{ name: 'text', weight: 3 }, { name: 'surname', weight: 2 }, 'given', 'patronymic'],
          threshold: 0.3,
          ignoreLocation: true,
        },
      );
      return (text) => fuse.search(text.slice(0, 32), { limit: most }).map(({ refIndex }) => refIndex);
    },
  },
  {
    name: 'Fuse.js (token search)',
    module: 'fuse.js',
    rows(texts) {
      const fuse = new Fuse(texts, { useTokenSearch: true, threshold: 0.3 });
      return (text) => fuse.search(text, { limit: most }).map(({ refIndex }) => refIndex);
    },
  },
  {
    name: 'MiniSearch',
    module: 'minisearch',
    rows(texts) {
      const index = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } });
      index.addAll(numbered(texts));
      return (text) =>
        index
          .search(text)
          .slice(0, most)
          .map(({ id }) => Number(id));
    },
  },
  {
    name: 'FlexSearch',
    module: 'flexsearch',
    rows(texts) {
      const index = new FlexSearch.Index({ tokenize: 'forward' });
      texts.forEach((text, id) => {
        index.add(id, text);
      });
      return (text) => index.search(text, { limit: most, suggest: true }).map(Number);
    },
  },
  {
    name: 'uFuzzy',
    module: '@leeoniya/ufuzzy',
    rows(texts) {
      const fuzzy = new uFuzzy({
        unicode: true,
        intraMode: 1,
        interSplit: "[^\\p{L}\\d']+",
        intraSplit: '\\p{Ll}\\p{Lu}',
      });
      const haystack = [...texts];
      return (text) => {
        const [found, info, order] = fuzzy.search(haystack, text, 4, 1_000);
        if (found === null) return [];
        if (order === null || info === null) return found.slice(0, most);
        return order.slice(0, most).map((at) => info.idx[at] ?? -1);
      };
    },
  },
  {
    name: 'Orama (Russian tokenizer)',
    module: '@orama/orama',
    rows(texts) {
      const index = create({
        schema: { text: 'string' },
        components: { tokenizer: { language, stemmer, stemmerSkipProperties: [] } },
      });
      insertMultiple(
        index,
        numbered(texts).map(({ id, text }) => ({ id: String(id), text })),
        texts.length + 1,
      );
      return (text) => {
        const found = oramaSearch(index, { term: text, tolerance: 1, limit: most });
        if (found instanceof Promise) throw new TypeError('Orama answered later.');
        return found.hits.map(({ id }) => Number(id));
      };
    },
  },
];

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

function library(
  { name, module, rows }: (typeof libraries)[number],
  read: (text: string) => string,
  note: string,
): Engine {
  return {
    name: `${name}${note}`,
    module,
    build(people) {
      const search = rows(people.map((person) => read(textOf(person))));
      return (text) => {
        const found = search(read(text));
        return { rows: found, strong: found.length > 0 };
      };
    },
  };
}

export const engines: Engine[] = [
  ours,
  ...libraries.map((one) => library(one, (text) => text, '')),
  ...libraries.map((one) => library(one, normalised, ' + our text')),
];
