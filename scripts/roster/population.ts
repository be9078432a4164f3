import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { names as nameEngine } from '../names/name-tables.ts';

/**
 * Computes the tables of `content/population/` for Russia. It is run by hand, when an estimate or a rule changes;
 * nothing else needs its inputs. Inputs: lists of names that are not part of the project, live births by year, and
 * the estimates of naming by decade that stand in `content/population/estimates/`. What each table is worth stands
 * in `content/population/population.yaml`.
 */
const help = `usage: node scripts/roster/population.ts LISTS [--out content/population]

LISTS is a folder with names/given_names.tsv, names/patronymics.tsv (name, gender, count, …), names/surnames.txt and
population/births-russia.csv. Writes men.csv, given-names.csv, patronymic-initials.csv and surname-initials.csv.`;

const alphabet = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ';
const decades = [1955, 1965, 1975, 1985, 1995, 2005];
const fatherDecades = [1925, 1935, 1945, 1955, 1965, 1975];
const groups = ['slavic', 'volga', 'caucasus', 'siberia', 'central_asia'] as const;
type Group = (typeof groups)[number];

/** Share of a group's men with a name that is not in its own list; the lists of the last four are far from whole. */
const tailShare: Record<Group, number> = {
  slavic: 0.012,
  volga: 0.22,
  caucasus: 0.25,
  siberia: 0.35,
  central_asia: 0.4,
};

/** Boys among live births: 51.4 %. */
const shareOfBoys = 0.514;

/** Share of men of a birth year alive in 2026, read off period life tables of Russian men; straight lines between. */
const survival: readonly (readonly [year: number, alive: number])[] = [
  [1960, 0.55],
  [1970, 0.72],
  [1980, 0.84],
  [1990, 0.93],
  [2000, 0.972],
  [2008, 0.985],
];
/** Live births after the last year of the list, rounded, as published by Rosstat. */
const laterBirths: readonly (readonly [number, number])[] = [
  [2007, 1_610_000],
  [2008, 1_714_000],
];
const firstYear = 1960;

/** Names of Poland and western Belarus, of which the list has far more than Russia has. */
const western =
  /^(Казимир|Чеслав|Тадеуш|Вацлав|Мечислав|Марьян|Бронислав|Ромуальд|Витольд|Болеслав|Генрик|Юзеф|Рышард|Франц|Викентий|Зенон|Эдвард|Леонард|Якуб|Людвиг|Славомир|Адольф|Альфред|Стефан|Василь|Ричард|Вальдемар)$/;
/** Spellings by which a name without a tag is taken for one of the Volga and the Urals. */
const volgaSpelling =
  /(улла|зян|ахмет|рахман|хан|ияр|иф|аф|ат|ит|ыт|ир|ур|ус|ис|ил|иль|ель|ам|ак|ай|им|ин|ул|як|аш|из|аз|ей|аги?з)$|^(Габд|Гали|Мин|Нур|Фа|Фи|Зай|Зи|Ха|Хи|Мух|Сал|Са[гб]|Ми[рд]|Ша|Ну|Га[зй]|Г[иу]|Ах|Агз|Аб|Ва[гс]|Му)/;

/** What stands among the given names of men by mistake. */
const notNames = /(ович|евич)$|^(Нинель|Чулпан|Ван)$/;

type Shares = Map<string, number>;

function readTable(text: string, separator: string): string[][] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(separator));
}

const plain = (name: string): string => name.normalize('NFC').replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/** A straight line through `points` (ascending), level beyond its ends. */
function along(points: readonly (readonly [number, number])[], at: number): number {
  const first = points[0] as readonly [number, number];
  if (at <= first[0]) return first[1];
  for (let index = 1; index < points.length; index += 1) {
    const [x0, y0] = points[index - 1] as readonly [number, number];
    const [x1, y1] = points[index] as readonly [number, number];
    if (at <= x1) return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
  }
  return (points.at(-1) as readonly [number, number])[1];
}

/** Shares by the one spelling that the name engine gives a name: it is what a register's names become, too. */
function canonical(shares: Shares): Shares {
  const result: Shares = new Map();
  for (const [name, share] of shares) {
    const key = nameEngine().canonicalGivenName(name);
    result.set(key, (result.get(key) ?? 0) + share);
  }
  return result;
}

function scaled(shares: Shares, total: number): Shares {
  let sum = 0;
  for (const share of shares.values()) sum += share;
  return new Map([...shares].map(([key, share]) => [key, (share * total) / sum]));
}

function byInitial(shares: Shares): Shares {
  const result: Shares = new Map([...alphabet].map((letter) => [letter, 0]));
  for (const [name, share] of shares) {
    const letter = name.charAt(0);
    if (result.has(letter)) result.set(letter, (result.get(letter) as number) + share);
  }
  return result;
}

/** Whether a rare name is a slip of a common one: one letter added, lost or changed. */
function isSlip(rare: string, common: string): boolean {
  if (Math.abs(rare.length - common.length) > 1) return false;
  let start = 0;
  while (start < Math.min(rare.length, common.length) && rare[start] === common[start]) start += 1;
  const restOf = (name: string, skip: number): string => name.slice(start + skip);
  if (rare.length === common.length) return restOf(rare, 1) === restOf(common, 1);
  return rare.length < common.length
    ? restOf(rare, 0) === restOf(common, 1)
    : restOf(rare, 1) === restOf(common, 0);
}

interface ListedName {
  name: string;
  count: number;
  tag: string;
}

/** Men's names of a counted list, Ё as Е, spellings joined. */
function listedNames(text: string, nameColumn: number, tagColumn: number): ListedName[] {
  const known = new Map<string, ListedName>();
  for (const row of readTable(text, '\t')) {
    const name = plain(row[nameColumn] ?? '');
    if (row[1] !== 'm' || !/^[А-Я][а-я]+(-[А-Я][а-я]+)?$/.test(name)) continue;
    const entry = known.get(name) ?? { name, count: 0, tag: row[tagColumn] ?? '' };
    entry.count += Number(row[2]);
    known.set(name, entry);
  }
  return [...known.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** Names of the list that are common enough to matter and are no slip of the pen. */
function cleanNames(list: readonly ListedName[], fewest: number): ListedName[] {
  const kept: ListedName[] = [];
  for (const entry of list) {
    if (entry.count < fewest) break;
    const slip = kept.some(({ name, count }) => count > 40 * entry.count && isSlip(entry.name, name));
    if (!slip && !notNames.test(entry.name)) kept.push(entry);
  }
  return kept;
}

/** Own names of each group by decade of birth: shares of the group's own names, with `Б…` for all the others. */
function ownNames(
  lists: string,
  estimates: string,
  spelling: (shares: Shares) => Shares,
): Map<Group, Shares[]> {
  const listed = cleanNames(
    listedNames(readFileSync(join(lists, 'names/given_names.tsv'), 'utf8'), 0, 3),
    40,
  );
  const slavicRows = readTable(readFileSync(join(estimates, 'naming-slavic.csv'), 'utf8'), ',');
  const groupRows = readTable(readFileSync(join(estimates, 'naming-groups.csv'), 'utf8'), ',');
  const bySlavic = new Map(slavicRows.map(([name, ...shares]) => [name as string, shares.map(Number)]));
  const foreign = new Set(groupRows.map((row) => row[1] as string));
  const listTotal = listed.reduce((sum, { count }) => sum + count, 0);

  const result = new Map<Group, Shares[]>();
  for (const group of groups) {
    const own = decades.map((decade, index): Shares => {
      const shares: Shares = new Map();
      if (group === 'slavic')
        for (const [name, row] of bySlavic) shares.set(name, (row[index] as number) / 1000);
      else {
        for (const [of, name, early, late] of groupRows) {
          const line = [
            [1960, Number(early)],
            [2000, Number(late)],
          ] as const;
          if (of === group) shares.set(name as string, Math.max(0, along(line, decade)) / 1000);
        }
      }
      // The list is of people of all ages, most of them old: its other names fade with every decade.
      const fading = along(
        [
          [1955, 0.6],
          [1985, 0.2],
          [2005, 0.15],
        ],
        decade,
      );
      for (const { name, count, tag } of listed) {
        if (bySlavic.has(name) || foreign.has(name)) continue;
        const isVolga =
          /tur|arab/.test(tag) || (tag === '' && volgaSpelling.test(name) && !western.test(name));
        if (group === 'slavic' && !isVolga) {
          shares.set(name, (count / listTotal) * fading * (western.test(name) ? 0.08 : 1));
        }
        // Some 6 % of the people in the list have names of the Volga.
        if (group === 'volga' && isVolga) shares.set(name, (count / listTotal / 0.06) * fading);
      }
      return shares;
    });
    result.set(
      group,
      own.map((shares) => withTail(spelling(shares), tailShare[group])),
    );
  }
  return result;
}

/** Adds the names outside the list, spread over initials as the listed ones are (half of them evenly). */
function withTail(shares: Shares, tail: number): Shares {
  const result = scaled(shares, 1 - tail);
  for (const [letter, share] of scaled(byInitial(shares), 1)) {
    const common = 'АБВГДЗИКЛМНРСТФХШЭЮЯ'.includes(letter) ? 1 / 20 : 0;
    const spread = tail * (0.5 * share + 0.5 * common);
    if (spread > 0) result.set(`${letter}…`, spread);
  }
  return result;
}

function initialsOf(fathers: readonly ListedName[]): Shares {
  return byInitial(canonical(new Map(fathers.map(({ name, count }) => [name, count]))));
}

/** Initials of fathers' names by group and the father's decade of birth. */
function patronymicInitials(lists: string, names: Map<Group, Shares[]>): Map<Group, Shares[]> {
  const listed = listedNames(readFileSync(join(lists, 'names/patronymics.tsv'), 'utf8'), 3, 4);
  const isVolga = ({ tag, name }: ListedName): boolean =>
    /tur|arab/.test(tag) || (tag === '' && volgaSpelling.test(name) && !western.test(name));
  const old: Record<'slavic' | 'volga', Shares> = {
    slavic: initialsOf(listed.filter((entry) => !isVolga(entry))),
    volga: initialsOf(listed.filter(isVolga)),
  };
  const result = new Map<Group, Shares[]>();
  for (const group of groups) {
    const byDecade = names.get(group) as Shares[];
    result.set(
      group,
      fatherDecades.map((decade) => {
        const listWeight =
          group === 'slavic' || group === 'volga'
            ? along(
                [
                  [1930, 1],
                  [1955, 0.35],
                  [1970, 0],
                ],
                decade,
              )
            : 0;
        const nameOf = byDecade[Math.max(0, decades.indexOf(decade))] as Shares;
        const fromNames = scaled(byInitial(nameOf), 1);
        const fromList = scaled(old[group === 'volga' ? 'volga' : 'slavic'], 1);
        return new Map(
          [...alphabet].map((letter) => [
            letter,
            listWeight * (fromList.get(letter) ?? 0) + (1 - listWeight) * (fromNames.get(letter) ?? 0),
          ]),
        );
      }),
    );
  }
  return result;
}

/** Initials of surnames by group: surnames that are made of a name of the group, or end as its surnames do. */
function surnameInitials(lists: string, names: Map<Group, Shares[]>): Map<Group, Shares> {
  const surnames = readFileSync(join(lists, 'names/surnames.txt'), 'utf8').split(/\r?\n/).map(plain);
  const stems = new Map<string, Set<Group>>();
  for (const group of groups) {
    if (group === 'slavic') continue;
    for (const name of (names.get(group) as Shares[])[0]?.keys() ?? []) {
      const stem = name.toLowerCase().replace(/[йьая]$/, '');
      if (stem.length > 3) stems.set(stem, (stems.get(stem) ?? new Set()).add(group));
    }
  }
  const caucasian = /(янц?|швили|дзе|заде|ханов|беков|гаджиев|магомедов)$/;
  const counts = new Map(groups.map((group) => [group, new Map([...alphabet].map((letter) => [letter, 0]))]));
  const count = (group: Group, surname: string): void => {
    const shares = counts.get(group) as Shares;
    const letter = surname.charAt(0).toUpperCase();
    if (shares.has(letter)) shares.set(letter, (shares.get(letter) as number) + 1);
  };
  for (const surname of surnames) {
    const stem = surname.replace(/(ов|ев|ин|оев|аев|уев)$/, '');
    const of = stems.get(stem) ?? stems.get(stem.replace(/[йьеиауы]$/, ''));
    if (of !== undefined) for (const group of of) count(group, surname);
    else if (caucasian.test(surname)) count('caucasus', surname);
    else if (/(ов|ев|ин|ын|ский|ской|цкий|ко|ук|юк|ых|их|ич)$/.test(surname)) count('slavic', surname);
  }
  // Few surnames carry a group's mark, and many of its men have a surname of another: each is mixed with what is near.
  const slavic = scaled(counts.get('slavic') as Shares, 1);
  const even = new Map([...alphabet].map((letter) => [letter, 'ЙЩЫЦ'.includes(letter) ? 0 : 1 / 26]));
  const own: Record<Group, number> = {
    slavic: 1,
    volga: 0.75,
    caucasus: 0.75,
    siberia: 0.35,
    central_asia: 0.75,
  };
  return new Map(
    groups.map((group) => {
      const marked = scaled(counts.get(group) as Shares, 1);
      const rest = (1 - own[group]) / 2;
      return [
        group,
        new Map(
          [...alphabet].map((letter) => [
            letter,
            own[group] * (marked.get(letter) ?? 0) +
              rest * ((slavic.get(letter) ?? 0) + (even.get(letter) ?? 0)),
          ]),
        ),
      ];
    }),
  );
}

const cell = (share: number): string => String(Number((share * 100_000).toPrecision(3)));

function writeTable(
  path: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  writeFileSync(path, `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`);
  process.stderr.write(`${path}: ${rows.length} rows\n`);
}

function run(lists: string, out: string): void {
  const births = readTable(readFileSync(join(lists, 'population/births-russia.csv'), 'utf8'), ',').map(
    ([year, count]) => [Number(year), Number(count)] as const,
  );
  const men = [...births, ...laterBirths]
    .filter(([year]) => year >= firstYear)
    .map(
      ([year, count]) =>
        [year, Math.round((count * shareOfBoys * along(survival, year)) / 1000) * 1000] as const,
    );
  writeTable(join(out, 'men.csv'), ['birth_year', 'men'], men);

  const names = ownNames(lists, join(out, 'estimates'), canonical);
  const nameRows = groups.flatMap((group) => {
    const byDecade = names.get(group) as Shares[];
    return [...new Set(byDecade.flatMap((shares) => [...shares.keys()]))]
      .sort()
      .map((name) => [group, name, ...byDecade.map((shares) => cell(shares.get(name) ?? 0))]);
  });
  writeTable(join(out, 'given-names.csv'), ['group', 'given_name', ...decades.map(String)], nameRows);

  const fathers = patronymicInitials(lists, names);
  const fatherRows = groups.flatMap((group) =>
    [...alphabet].map((letter) => [
      group,
      letter,
      ...(fathers.get(group) as Shares[]).map((shares) => cell(shares.get(letter) ?? 0)),
    ]),
  );
  writeTable(
    join(out, 'patronymic-initials.csv'),
    ['group', 'initial', ...fatherDecades.map(String)],
    fatherRows,
  );

  // Surnames are made of the names as people say them.
  const spoken = ownNames(lists, join(out, 'estimates'), (shares) => shares);
  const surnames = surnameInitials(lists, spoken);
  const surnameRows = [...alphabet].map((letter) => [
    letter,
    ...groups.map((group) => cell(surnames.get(group)?.get(letter) ?? 0)),
  ]);
  writeTable(join(out, 'surname-initials.csv'), ['initial', ...groups], surnameRows);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, out: { type: 'string', default: 'content/population' } },
});
const [lists] = positionals;
if (values.help === true) process.stdout.write(`${help}\n`);
else if (lists === undefined || !existsSync(join(lists, 'names/given_names.tsv'))) {
  process.stderr.write(
    `${lists === undefined ? 'No folder of lists is named.' : `${lists}: there are no lists.`}\n${help}\n`,
  );
  process.exitCode = 2;
} else run(resolve(lists), resolve(values.out));
