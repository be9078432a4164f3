import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { names } from '../../../scripts/names/name-tables.ts';
import { givenNameIndex } from '../../../src/names/given-names.ts';
import { plainText } from '../../../src/names/text.ts';
import { readWord } from '../../../src/names/word.ts';
import { rankNeighbours } from '../../../src/search/rank.ts';
import { percentWithInterval, Table } from './figures.ts';
import { sharedNames } from './register.ts';

/** A question and the word that it means. */
interface Row {
  readonly query: string;
  readonly target: string;
}

/** Words of two texts that have as many, as samples of schemes have them. */
function wordsBeside(latin: string, cyrillic: string): Row[] {
  const [queries, targets] = [latin, cyrillic].map((text) => text.split(/[\s,.]+/).filter(Boolean));
  if (queries?.length !== targets?.length) return [];
  return (queries ?? [])
    .map((query, at) => ({ query, target: (targets ?? [])[at] ?? '' }))
    .filter(({ target }) => /^[а-яёіїєґў]{4,}$/i.test(target));
}

const ofWords = (columns: readonly string[]): Row[] => [
  { query: columns[2] ?? '', target: columns[3] ?? '' },
];
/** Schemes for Mongolian, Kazakh and others. */
const otherLanguage = /-(?!rus|ukr|bel)[a-z]{3}-/;
const files: readonly [file: string, rows: (columns: readonly string[]) => Row[]][] = [
  ['04_wikidata_latin_cyr_dev.tsv', ofWords],
  ['05c_declension_ru_rare_first.tsv', ofWords],
  [
    '07_translit_scheme_samples.tsv',
    ([, scheme = '', cyrillic = '', latin = '']) =>
      otherLanguage.test(scheme) ? [] : wordsBeside(latin, cyrillic),
  ],
];

/** Development sets of single words: the target among all targets of the set. */
export function printDevelopmentSets(): void {
  process.stdout.write('\nDevelopment sets: the right word among all words of the set\n');
  const table = new Table(
    ['set', 'words', 'hit@1, %', 'recall@10, %', 'same or likely, %'],
    [36, 6, 18, 18, 18],
  );
  const { tables, compareNames } = names();
  for (const [file, rowsIn] of files) {
    const path = join(sharedNames, 'dev', file);
    if (!existsSync(path)) {
      process.stdout.write(`${file} is not there.\n`);
      continue;
    }
    const rows = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((text) => rowsIn(text.split('\t')));
    const targets = Array.from(new Set(rows.map(({ target }) => target)));
    const index = givenNameIndex({ ...tables, givenNames: [] }, targets, false);
    let [hits, found, near] = [0, 0, 0];
    for (const { query, target } of rows) {
      const word = readWord(plainText(query), tables);
      const rules = index.find(word).map(({ name }) => name);
      const others = rankNeighbours(word, index.similar(word, 3.2)).map(({ name }) => name);
      const at = [...new Set([...rules, ...others])].indexOf(target);
      if (at === 0) hits += 1;
      if (at >= 0 && at < 10) found += 1;
      if (['same', 'likely'].includes(compareNames(query, target).fit)) near += 1;
    }
    const shares = [hits, found, near].map((count) => percentWithInterval({ hits: count, of: rows.length }));
    table.line([file, String(rows.length), ...shares]);
  }
}
