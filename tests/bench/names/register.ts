import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SearchedRecord } from '../../../scripts/roster/find/record-search.ts';
import { randomStream, weighted } from './random.ts';

/** Lists of names for study, outside the repository. */
export const sharedNames = resolve(import.meta.dirname, '../../../../shared/names');

export const haveSharedNames = existsSync(join(sharedNames, 'given_names.tsv'));

export type Person = SearchedRecord & {
  readonly patronymic: string;
  readonly birth: { readonly year: number; readonly month: number; readonly day: number };
};

/** People who do not exist: names by their frequency in the lists, surnames by a long-tailed draw. */
export function people(count: number, seed: number): Person[] {
  const random = randomStream(seed);
  const given = frequencies('given_names.tsv', 150, (name) => !/вич$/.test(name));
  const patronymics = frequencies('patronymics.tsv', 60, (name) => /(ич|оглы)$/.test(name));
  const surnames = readFileSync(join(sharedNames, 'surnames.txt'), 'utf8')
    .split('\n')
    .filter(
      (name) =>
        name.length > 3 &&
        /(ов|ев|ин|ын|ский|цкий|енко|ук|юк|як|ян|дзе|швили|ич|ых|ер|ман|ец|ый|ой|а|ль|ик)$/.test(name),
    )
    .filter((name) => !/(ова|ева|ина|ая)$/.test(name));
  const order = surnames.map((name) => ({ name, key: random() })).sort((a, b) => a.key - b.key);
  const surname = weighted(
    order.map(({ name }) => name),
    order.map((_one, rank) => 1 / (rank + 40) ** 0.8),
    random,
  );
  const givenName = weighted(given.names, given.counts, random);
  const patronymic = weighted(patronymics.names, patronymics.counts, random);
  return Array.from({ length: count }, (_none, at) => ({
    record_id: `B-${seed}-${at}`,
    surname: capital(surname()),
    given_name: givenName(),
    patronymic: patronymic(),
    birth: {
      year: 1965 + Math.floor(40 * Math.sqrt(random())),
      month: 1 + Math.floor(12 * random()),
      day: 1 + Math.floor(28 * random()),
    },
  }));
}

function frequencies(
  file: string,
  least: number,
  keep: (name: string) => boolean,
): { names: string[]; counts: number[] } {
  const rows = readFileSync(join(sharedNames, file), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([name = '', gender, count]) => gender === 'm' && Number(count) >= least && keep(name));
  return { names: rows.map(([name = '']) => name), counts: rows.map(([, , count]) => Number(count)) };
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
