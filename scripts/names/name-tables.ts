import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createNames, type Names } from '../../src/names/names.ts';
import { compileNameTables, loadNameTables, type NameData } from '../../src/names/tables.ts';
import { givenNameRecordSchema, latinRowSchema, nameDataSchema } from '../../src/schemas/names.ts';

const folder = resolve(import.meta.dirname, '../../content/names');

/** A spelling that two names claim goes to the file that comes first. */
const givenNameFiles = [
  'given-names-slavic.tsv',
  'given-names-volga-caucasus.tsv',
  'given-names-siberia-asia.tsv',
];

/** Lines that are neither empty nor a comment, each with its place for messages. */
function linesOf(file: string): { line: string; place: string }[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line, at) => ({ line, place: `content/names/${file}:${at + 1}` }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'));
}

function wordsIn(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

/** Marks a form that is seldom typed: publisher and operator have it, browsers do without. */
const seldom = '*';

/** Forms of a column, with those that are seldom typed or without. */
function formsIn(text: string | undefined, all: boolean): string[] {
  return wordsIn(text)
    .filter((form) => all || !form.endsWith(seldom))
    .map((form) => (form.endsWith(seldom) ? form.slice(0, -seldom.length) : form));
}

let read: NameData | null = null;

/**
 * The tables of content/names, validated; read once.
 * @throws Error naming file and line of what is wrong
 */
export function readNameData(): NameData {
  read ??= readTables(true);
  return read;
}

function readTables(all: boolean): NameData {
  const latin = linesOf('latin.tsv').map(({ line, place }) => {
    const row = latinRowSchema.safeParse(
      line
        .trimEnd()
        .split(/[\t ]+/)
        .join(' '),
    );
    if (!row.success) throw new Error(`${place}: ${row.error.issues[0]?.message}.`);
    return row.data;
  });
  const givenNames = givenNameFiles.flatMap((file) =>
    linesOf(file).map(({ line, place }) => {
      const [name = '', variants, diminutives, usage = ''] = line.split('\t');
      const eastern = !file.includes('slavic');
      if (eastern && usage.trim() === '')
        throw new Error(`${place}: the last column must say whose usage the row follows.`);
      const record = givenNameRecordSchema.safeParse({
        name,
        variants: formsIn(variants, all),
        diminutives: formsIn(diminutives, all),
        eastern,
      });
      if (!record.success) {
        const issue = record.error.issues[0];
        throw new Error(`${place}: ${issue?.path.join('.') || 'the line'}: expected ${issue?.message}.`);
      }
      return record.data;
    }),
  );
  const words = (file: string): string[] => linesOf(file).flatMap(({ line }) => wordsIn(line));
  return nameDataSchema.parse({
    latin,
    givenNames,
    titles: words('titles.txt'),
    patronymicWords: words('patronymic-words.txt'),
  });
}

/** Shares are per 100,000 men of a group; rarer names lie in rest cells, where the initial alone is compared. */
const leastShare = 40;
const populationFile = resolve(folder, '../population/given-names.csv');

/** Canonical names that are usual enough, in some group and cohort, for the browser to need their variants. */
function usualNames(): Set<string> {
  const shares = new Map<string, number>();
  for (const line of readFileSync(populationFile, 'utf8').trim().split('\n').slice(1)) {
    const [, name = '', ...cohorts] = line.split(',');
    if (name.endsWith('…')) continue;
    const canonical = names().canonicalGivenName(name);
    shares.set(canonical, (shares.get(canonical) ?? 0) + Math.max(...cohorts.map(Number)));
  }
  return new Set(Array.from(shares.keys()).filter((name) => (shares.get(name) ?? 0) >= leastShare));
}

/** The tables less the names that are rare wherever they are borne and the forms that are seldom typed. */
function usualData(): NameData {
  const data = readTables(false);
  const usual = usualNames();
  // A name that is also short for a usual one (Эдик) must be known as a name, or it would be read as the other alone.
  const alsoShort = new Set(
    data.givenNames
      .filter(({ name }) => usual.has(name))
      .flatMap(({ diminutives }) => diminutives.map((form) => form.replace(/\?$/, '').toLowerCase())),
  );
  const isNeeded = (name: string): boolean => usual.has(name) || alsoShort.has(name.toLowerCase());
  return { ...data, givenNames: data.givenNames.filter(({ name }) => isNeeded(name)) };
}

let compiled: string | null = null;

/** The compact text that goes to the browser as `assets/names.js`; made once. */
export function compiledNameTables(): string {
  compiled ??= compileUsualNames();
  return compiled;
}

function compileUsualNames(): string {
  return compileNameTables(usualData());
}

let loaded: Names | null = null;

/** The name engine over everything in content/names, read once. */
export function names(): Names {
  loaded ??= createNames(loadNameTables(compileNameTables(readNameData(), true)));
  return loaded;
}

/** The tables that `siteNames` reads: what an edition of the cells keeps of them. */
export function siteNameTables(): string {
  return compileNameTables(usualData(), true);
}

let loadedSite: Names | null = null;

/**
 * The name engine as browsers have it. What a row is described by must be read with it: a variant that only the
 * publisher knew (Джавдат for Явдат) would put a man into a cell that his mother's query never reaches. Forms that
 * rules and slips lead to (Алексадр) are whole here: browsers find them by those.
 */
export function siteNames(): Names {
  loadedSite ??= createNames(loadNameTables(siteNameTables()));
  return loadedSite;
}
