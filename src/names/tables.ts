import { type LatinTable, latinTable } from './latin.ts';

/** The data of content/names after validation (src/schemas/names.ts): what the engine knows beyond its rules. */
export interface NameData {
  /** `reading letters sound…` rows of latin.tsv. */
  readonly latin: readonly string[];
  readonly givenNames: readonly GivenNameRecord[];
  /** Ranks, kinship and other words that stand in a name field without being part of a name. */
  readonly titles: readonly string[];
  /** Words after a father's name that make a patronymic (оглы, улы, кызы). */
  readonly patronymicWords: readonly string[];
}

export interface GivenNameRecord {
  readonly name: string;
  /** Other spellings, other languages: the same name on other papers. */
  readonly variants: readonly string[];
  /** Short and tender forms; with `?` where the form is more often short for another name. */
  readonly diminutives: readonly string[];
}

/** What `loadNameTables` makes of the compact text. */
export interface NameTables {
  readonly latin: LatinTable;
  readonly givenNames: readonly GivenNameRecord[];
  readonly titles: ReadonlySet<string>;
  readonly patronymicWords: ReadonlySet<string>;
}

/**
 * The compact form that a browser gets: lines, in four blocks with an empty line between. Given names take one
 * line each: name, variants, `/`, diminutives.
 */
export function compileNameTables(data: NameData): string {
  const names = data.givenNames.map(({ name, variants, diminutives }) =>
    [name, ...variants, ...(diminutives.length > 0 ? ['/', ...diminutives] : [])].join(' '),
  );
  return [data.latin, names, [data.titles.join(' ')], [data.patronymicWords.join(' ')]]
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** @throws Error when the text is not what `compileNameTables` writes */
export function loadNameTables(text: string): NameTables {
  const [latin, names, titles, patronymicWords] = text.split('\n\n');
  if (latin === undefined || names === undefined || titles === undefined || patronymicWords === undefined) {
    throw new Error('The tables of names are damaged.');
  }
  const givenNames = names.split('\n').map((line) => {
    const words = line.split(' ');
    const slash = words.indexOf('/');
    const end = slash < 0 ? words.length : slash;
    return { name: words[0] ?? '', variants: words.slice(1, end), diminutives: words.slice(end + 1) };
  });
  return {
    latin: latinTable(latin.split('\n')),
    givenNames,
    titles: new Set(titles.split(' ')),
    patronymicWords: new Set(patronymicWords.split(' ')),
  };
}
