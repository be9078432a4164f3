import { atOnce, inPortions, type Steps } from '../steps/steps.ts';
import { oneSlip } from './distance.ts';
import { easternKey, easternKeys } from './eastern.ts';
import { foldCyrillic } from './fold.ts';
import { type LatinTable, latinTable } from './latin.ts';
import { slavicKey } from './slavic.ts';
import { shortStem, tenderStems } from './tender.ts';

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
  /** Whether the rules of eastern.ts hold for it. */
  readonly eastern: boolean;
}

/** What `loadNameTables` makes of the compact text. */
export interface NameTables {
  readonly latin: LatinTable;
  readonly givenNames: readonly GivenNameRecord[];
  readonly titles: ReadonlySet<string>;
  readonly patronymicWords: ReadonlySet<string>;
}

/** One byte a letter: half of what UTF-8 takes, and easier to compress. */
const cyrillic = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё';
const ascii = 'abcdefghijklmnopqrstuvwxyzABCDEFG';
/** Letters of other orthographies that fold alike, so that nothing is lost but their looks. */
const sameFold: Record<string, string> = { і: 'и', ї: 'и', є: 'е', ґ: 'г', ў: 'в', "'": '', ё: 'е' };

/**
 * The compact form that a browser gets: blocks of lines with an empty line between. A given name takes one line:
 * `*` where it is eastern, the name, variants, `/`, short forms; each form begins with the number of letters that
 * it shares with the name.
 *
 * Forms that rules lead to are left out, and names of which nothing else is left: a roster and the table of cells
 * bring those themselves.
 *
 * @param whole keeps everything: for whoever publishes
 */
export function compileNameTables(data: NameData, whole = false): string {
  const owners = new Map<string, string>();
  for (const { name } of data.givenNames) owners.set(foldOf(name), name);
  const shared = sharedShortForms(data.givenNames);
  const records = whole
    ? data.givenNames
    : data.givenNames
        .map((record) => withoutRegular(record, owners, shared))
        .filter(({ variants, diminutives }) => variants.length + diminutives.length > 0);
  return [
    latinLines(data.latin),
    records.map(nameLine),
    wordLines(data.titles),
    wordLines(data.patronymicWords),
  ]
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** One line for each reading: its name and, after commas, letters and sounds. */
function latinLines(rows: readonly string[]): string[] {
  const lines = new Map<string, string>();
  for (const row of rows) {
    const [reading = '', letters = '', ...sounds] = row.split(' ');
    const before = lines.get(reading) ?? reading;
    lines.set(reading, `${before},${[letters, ...sounds.map(packed)].join(' ')}`);
  }
  return Array.from(lines.values());
}

/** The rows of a line; tables that earlier releases keep have one row a line. */
function latinRows(line: string): string[] {
  const [reading, ...rows] = line.split(',');
  if (rows.length === 0) return [line];
  return rows.map((row) => {
    const [letters, ...sounds] = row.split(' ');
    return [reading, letters, ...sounds.map(unpacked)].join(' ');
  });
}

/** Cyrillic words in one line, Latin ones in another. */
function wordLines(words: readonly string[]): string[] {
  const isLatin = (word: string): boolean => /[a-z]/.test(word);
  return [
    words
      .filter((word) => !isLatin(word))
      .map(packed)
      .join(' '),
    words.filter(isLatin).join(' '),
  ];
}

function wordsIn(block: string): string[] {
  const [packedWords = '', words = ''] = block.split('\n');
  return [...unpacked(packedWords).split(' '), ...words.split(' ')];
}

/** Short forms of several names (Славик): left out of one, they would lead to the others alone. */
function sharedShortForms(records: readonly GivenNameRecord[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { diminutives } of records) {
    for (const form of diminutives) {
      const fold = foldOf(form.replace('?', ''));
      if (seen.has(fold)) shared.add(fold);
      seen.add(fold);
    }
  }
  return shared;
}

const shortForm = 4;

/** A record without the forms that the rules of folding, of eastern names, of slips and of tender forms lead to. */
function withoutRegular(
  record: GivenNameRecord,
  owners: ReadonlyMap<string, string>,
  shared: ReadonlySet<string>,
): GivenNameRecord {
  const { name, eastern } = record;
  const own = foldOf(name);
  const folds = new Set([own]);
  const variants = record.variants.filter((form) => {
    const fold = foldOf(form);
    if (folds.has(fold) || (owners.get(fold) ?? name) !== name) return false;
    folds.add(fold);
    if (isLongSlip(fold, own)) return false;
    // A rule comes after cases: Aleh would be one of Али before it is Олег.
    if (fold.length <= shortForm) return true;
    return eastern ? !easternKeys(fold).includes(easternKey(own)) : slavicKey(fold) !== slavicKey(own);
  });
  const stems = new Set([shortStem(own)]);
  const diminutives = record.diminutives.filter((form) => {
    const fold = foldOf(form.replace('?', ''));
    // Димон and Колян end as names may, so that search doubts them unless the table has them.
    const regular = /[аеиоук]$/.test(fold) && tenderStems(fold).some((stem) => stems.has(stem));
    if (folds.has(fold) || (regular && !shared.has(fold))) return false;
    folds.add(fold);
    if (!form.endsWith('?')) stems.add(shortStem(fold));
    return true;
  });
  return { name, eastern, variants, diminutives };
}

/** One slip inside a long word, which search forgives by itself. */
function isLongSlip(fold: string, own: string): boolean {
  const ends = (word: string): string => word.charAt(0) + word.charAt(word.length - 1);
  return own.length >= 7 && ends(fold) === ends(own) && oneSlip(fold, own);
}

function nameLine({ name, variants, diminutives, eastern }: GivenNameRecord): string {
  const short = (form: string): string => ` ${shortened(form, name)}`;
  const tail = diminutives.map(short).join('').replace(' ', ' /');
  return `${eastern ? '*' : ''}${packed(name.toLowerCase())}${variants.map(short).join('')}${tail}`;
}

function foldOf(form: string): string {
  return foldCyrillic(form.toLowerCase());
}

function shortened(form: string, name: string): string {
  const plain = plainForm(form.toLowerCase());
  const base = plainForm(name.toLowerCase());
  let shared = 0;
  while (shared < 9 && shared < base.length && plain.charAt(shared) === base.charAt(shared)) shared += 1;
  return (shared === 0 ? '' : String(shared)) + packed(plain.slice(shared));
}

function plainForm(form: string): string {
  return Array.from(form, (letter) => sameFold[letter] ?? letter).join('');
}

function packed(text: string): string {
  return exchange(text, cyrillic, ascii);
}

function unpacked(text: string): string {
  return exchange(text, ascii, cyrillic);
}

function exchange(text: string, from: string, to: string): string {
  let result = '';
  for (const letter of text) {
    const at = from.indexOf(letter);
    result += at < 0 ? letter : to.charAt(at);
  }
  return result;
}

const linesOfStep = 64;

/** @throws Error when the text is not what `compileNameTables` writes */
export function loadNameTables(text: string): NameTables {
  return atOnce(nameTableSteps(text));
}

/** `loadNameTables` in steps. */
export function* nameTableSteps(text: string): Steps<NameTables> {
  const [latin, names, titles, patronymicWords] = text.split('\n\n');
  if (latin === undefined || names === undefined || titles === undefined || patronymicWords === undefined) {
    throw new Error('The tables of names are damaged.');
  }
  const lines = names.split('\n');
  const givenNames: GivenNameRecord[] = [];
  yield* inPortions(lines.length, linesOfStep, (at) => givenNames.push(recordOf(lines[at] as string)));
  const table = latinTable(latin.split('\n').flatMap(latinRows));
  yield;
  return {
    latin: table,
    givenNames,
    titles: new Set(wordsIn(titles)),
    patronymicWords: new Set(wordsIn(patronymicWords).flatMap((word) => [word, foldCyrillic(word)])),
  };
}

function recordOf(line: string): GivenNameRecord {
  const eastern = line.startsWith('*');
  const [forms = '', short = ''] = line.slice(eastern ? 1 : 0).split(' /');
  const [packedName = '', ...variants] = forms.split(' ');
  const name = unpacked(packedName);
  const base = plainForm(name);
  const whole = (form: string): string => {
    const shared = /^\d/.test(form) ? Number(form.charAt(0)) : 0;
    return capital(base.slice(0, shared) + unpacked(form.replace(/^\d/, '')));
  };
  return {
    name: capital(name),
    variants: variants.map(whole),
    diminutives: short === '' ? [] : short.split(' ').map(whole),
    eastern,
  };
}

function capital(word: string): string {
  return word.replace(/(^|-)(.)/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());
}
