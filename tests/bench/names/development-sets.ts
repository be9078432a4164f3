import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { names } from '../../../scripts/names/name-tables.ts';
import { givenNameIndex } from '../../../src/names/given-names.ts';
import { plainText } from '../../../src/names/text.ts';
import { readWord } from '../../../src/names/word.ts';
import { rankNeighbours } from '../../../src/search/rank.ts';
import { percentWithInterval, Table } from './figures.ts';
import { sharedNames } from './register.ts';

const files = ['04_wikidata_latin_cyr_dev.tsv', '05c_declension_ru_rare_first.tsv'];

/** Development sets of single words: the target among all targets of the set. */
export function printDevelopmentSets(): void {
  process.stdout.write('\nDevelopment sets: the right word among all words of the set\n');
  const table = new Table(
    ['set', 'words', 'hit@1, %', 'recall@10, %', 'same or likely, %'],
    [36, 6, 18, 18, 18],
  );
  const { tables, compareNames } = names();
  for (const file of files) {
    const rows = readFileSync(join(sharedNames, 'dev', file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((text) => text.split('\t'));
    const targets = Array.from(new Set(rows.map((row) => row[3] ?? '')));
    const index = givenNameIndex({ ...tables, givenNames: [] }, targets, false);
    let [hits, found, near] = [0, 0, 0];
    for (const [, , query = '', target = ''] of rows) {
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
