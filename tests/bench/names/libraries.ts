import uFuzzy from '@leeoniya/ufuzzy';
import { create, insertMultiple, search as oramaSearch } from '@orama/orama';
import { language, stemmer } from '@orama/stemmers/russian';
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';

const most = 10;

/** A library over rows of text: numbers of rows, best first, at most ten. */
export interface Library {
  readonly name: string;
  /** What a page would import, for the size. */
  readonly module: string;
  readonly rows: (texts: readonly string[]) => (text: string) => readonly number[];
}

const numbered = (texts: readonly string[]): { id: number; text: string }[] =>
  texts.map((text, id) => ({ id, text }));

/** Each as its manual sets it up for names in Cyrillic, with as much tolerance as it offers. */
export const libraries: readonly Library[] = [
  {
    name: 'Fuse.js (defaults)',
    module: 'fuse.js',
    rows(texts) {
      const fuse = new Fuse(texts);
      return (text) => fuse.search(text, { limit: most }).map(({ refIndex }) => refIndex);
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
      return (text) => fuse.search(text, { limit: most }).map(({ refIndex }) => refIndex);
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
