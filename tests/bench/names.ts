import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { compiledNameTables, names } from '../../scripts/names/name-tables.ts';
import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { parsedArguments } from '../../scripts/usage.ts';
import { givenNameIndex } from '../../src/names/given-names.ts';
import { loadNameTables } from '../../src/names/tables.ts';
import { plainText } from '../../src/names/text.ts';
import { readWord } from '../../src/names/word.ts';
import { decodeCellIndex, encodeCellIndex } from '../../src/roster/cell-index.ts';
import { createDescribe } from '../../src/roster/describe.ts';
import { cellVocabulary, createPartition } from '../../src/roster/partition.ts';
import { viewOfEntries } from '../../src/roster/roster-view.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { policySchema } from '../../src/schemas/policy.ts';
import { rankNeighbours } from '../../src/search/rank.ts';
import { createSearch } from '../../src/search/search.ts';
import { type Engine, engines } from './names/engines.ts';
import { kinds, type Question, questions } from './names/queries.ts';
import { haveSharedNames, type Person, people, sharedNames } from './names/register.ts';

const help = `usage: npm run bench:names -- [--rows 10000,100000] [--per-kind 20] [--engines ours,…] [--kinds]

Builds seeded registers, asks questions of every kind (${kinds.length} kinds) and for people who are not there, and prints
tables: whole names, our engine beside libraries on the same rows; the public roster; the development sets.
  --rows      sizes of the registers, with commas between
  --per-kind  questions of each kind; libraries get fewer on large registers
  --engines   only engines whose name contains one of these words
  --kinds     also prints a line for each kind of question

Names come from ../shared/names; without that folder the command says so and ends.
`;

const { values } = parsedArguments({
  options: {
    help: { type: 'boolean' },
    kinds: { type: 'boolean', default: false },
    rows: { type: 'string', default: '10000,100000' },
    'per-kind': { type: 'string', default: '20' },
    engines: { type: 'string', default: '' },
  },
});

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

interface Figures {
  hits: number;
  found: number;
  asked: number;
}

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : ((100 * part) / whole).toFixed(1);

function quantile(times: number[], share: number): number {
  times.sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

function line(cells: readonly string[], widths: readonly number[]): void {
  const padded = cells.map((cell, at) =>
    at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0),
  );
  process.stdout.write(`${padded.join('  ')}\n`);
}

/** Bytes that a page would load, after gzip -9. */
async function shipped(module: string | null): Promise<number> {
  const entry =
    module === null
      ? { entryPoints: [resolve(import.meta.dirname, '../../src/search/engine.ts')] }
      : {
          stdin: {
            contents: `export * from '${module}'; export { default } from '${module}'`,
            resolveDir: import.meta.dirname,
          },
        };
  const result = await build({
    ...entry,
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  }).catch(() =>
    build({
      stdin: { contents: `export * from '${module}'`, resolveDir: import.meta.dirname },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    }),
  );
  const bytes = gzipSync(result.outputFiles?.[0]?.contents ?? '', { level: 9 }).length;
  return bytes + (module === null ? gzipSync(compiledNameTables(), { level: 9 }).length : 0);
}

/** Rows that say the same name as the person who is meant: telling two of one name apart is not asked of anybody. */
function sameNames(register: readonly Person[]): Map<string, Set<number>> {
  const rows = new Map<string, Set<number>>();
  register.forEach((person, row) => {
    const key = nameKey(person);
    rows.set(key, (rows.get(key) ?? new Set()).add(row));
  });
  return rows;
}

function nameKey({ surname, given_name, patronymic }: Person): string {
  return `${surname} ${given_name} ${patronymic}`;
}

async function wholeNames(size: number, perKind: number): Promise<void> {
  const register = people(size, 11);
  const right = sameNames(register);
  const absent = people(Math.max(300, perKind * 10), 99).filter((person) => !right.has(nameKey(person)));
  const asked = questions(register, perKind, 5);
  const wanted = values.engines.split(',').filter(Boolean);
  process.stdout.write(
    `\nWhole names, ${size} rows: ${asked.length} questions of ${kinds.length} kinds, ${absent.length} absent men\n`,
  );
  const widths = [38, 9, 10, 11, 8, 8, 9, 9, 9];
  line(
    ['engine', 'recall@1', 'recall@10', 'false hope', 'p50 ms', 'p95 ms', 'index ms', 'heap MB', 'gzip kB'],
    widths,
  );
  for (const engine of engines) {
    if (wanted.length > 0 && !wanted.some((word) => engine.name.toLowerCase().includes(word.toLowerCase())))
      continue;
    await measure(engine, register, right, asked, absent, widths);
  }
}

/** Slow engines answer so many milliseconds at most; what was asked until then is what counts. */
const patience = 20_000;

async function measure(
  engine: Engine,
  register: readonly Person[],
  right: ReadonlyMap<string, ReadonlySet<number>>,
  asked: readonly Question[],
  absent: readonly Person[],
  widths: readonly number[],
): Promise<void> {
  const before = heap();
  const started = performance.now();
  const ask = engine.build(register);
  const indexTime = performance.now() - started;
  const used = heap() - before;
  const times: number[] = [];
  const byKind = new Map<string, Figures>();
  const total: Figures = { hits: 0, found: 0, asked: 0 };
  const begun = performance.now();
  // One question of each kind in turn, so that a slow engine is asked every kind before patience ends.
  const order = [...asked].sort((a, b) => turn(asked, a) - turn(asked, b));
  for (const { kind, text, person } of order) {
    if (performance.now() - begun > patience) break;
    const start = performance.now();
    const { rows } = ask(text);
    times.push(performance.now() - start);
    const good = right.get(nameKey(person)) ?? new Set();
    const at = rows.findIndex((row) => good.has(row));
    const figures = byKind.get(kind) ?? { hits: 0, found: 0, asked: 0 };
    byKind.set(kind, figures);
    for (const sum of [figures, total]) {
      sum.asked += 1;
      if (at === 0) sum.hits += 1;
      if (at >= 0) sum.found += 1;
    }
  }
  let falseHope = 0;
  let nobody = 0;
  const absentBegun = performance.now();
  for (const person of absent) {
    if (performance.now() - absentBegun > patience / 2) break;
    nobody += 1;
    if (ask(nameKey(person)).strong) falseHope += 1;
  }
  const size = await shipped(engine.module);
  const cells = [
    engine.name,
    percent(total.hits, total.asked),
    percent(total.found, total.asked),
    `${percent(falseHope, nobody)} %`,
  ];
  const costs = [
    quantile(times, 0.5).toFixed(1),
    quantile(times, 0.95).toFixed(1),
    indexTime.toFixed(0),
    (used / 1e6).toFixed(0),
    (size / 1000).toFixed(1),
  ];
  line([...cells, ...costs], widths);
  if (!values.kinds) return;
  for (const [kind, { hits, found, asked: count }] of byKind) {
    line([`    ${kind}`, percent(hits, count), percent(found, count), `of ${count}`], widths);
  }
}

const turns = new Map<Question, number>();
function turn(all: readonly Question[], question: Question): number {
  if (turns.size === 0 || !turns.has(question)) {
    const seen = new Map<string, number>();
    for (const one of all) {
      const count = seen.get(one.kind) ?? 0;
      seen.set(one.kind, count + 1);
      turns.set(one, count);
    }
  }
  return turns.get(question) ?? 0;
}

/** The public roster: cells instead of names. Men whose row says the same are one answer. */
function publicRoster(size: number, perKind: number): void {
  const register = people(size, 11);
  const engine = names();
  const population = readPopulation();
  const policy = policySchema.parse({});
  const partition = createPartition(population, policy);
  const describe = createDescribe(population, policy);
  const rowOf = ({ surname, given_name, patronymic, birth }: Person): Omit<Entry, 'ref'> | null =>
    describe({
      given_name: engine.canonicalGivenName(given_name),
      surname_initial: engine.canonicalInitial(surname),
      patronymic_initial: engine.patronymicInitial(patronymic),
      birth,
    });
  const key = (row: Omit<Entry, 'ref'>): string =>
    [row.given_name, row.patronymic_initial, row.surname_initial, row.birth_from, row.birth_to].join();
  const listed = register.map((person) => ({ person, row: rowOf(person) })).filter(({ row }) => row !== null);
  const entries = listed.map(({ row }, at) => ({
    ref: String(at).padStart(8, '0'),
    ...(row as Omit<Entry, 'ref'>),
  })); // null is filtered out
  const have = new Set(entries.map(key));
  const before = heap();
  const started = performance.now();
  const search = createSearch({
    view: viewOfEntries(entries),
    names: loadNameTables(compiledNameTables()),
    cells: decodeCellIndex(encodeCellIndex(partition, cellVocabulary(partition))),
  });
  const indexTime = performance.now() - started;
  const used = heap() - before;

  const times: number[] = [];
  process.stdout.write(
    `\nPublic roster, ${entries.length} rows (${size - entries.length} sealed only), full birth date given\n`,
  );
  const widths = [38, 9, 10, 12];
  line(['kind of question', 'hit@1', 'recall@10', 'strong at 1'], widths);
  for (const kind of kinds) {
    const asked = questions(
      listed.map(({ person }) => person),
      perKind,
      5,
    ).filter((question) => question.kind === kind);
    let hits = 0;
    let found = 0;
    let strong = 0;
    for (const { text, person } of asked) {
      const row = rowOf(person);
      const start = performance.now();
      const { matches } = search({ name: text, birth: person.birth });
      times.push(performance.now() - start);
      const at = matches.findIndex(({ entry }) => row !== null && key(entry) === key(row));
      if (at === 0) hits += 1;
      if (at >= 0) found += 1;
      if (at === 0 && matches[0]?.fit === 'strong') strong += 1;
    }
    line(
      [kind, percent(hits, asked.length), percent(found, asked.length), percent(strong, asked.length)],
      widths,
    );
  }
  const known = new Set(register.map(nameKey));
  const absent = people(3000, 99).filter((person) => !known.has(nameKey(person)));
  let strong = 0;
  let chance = 0;
  for (const person of absent) {
    if (search({ name: nameKey(person), birth: person.birth }).matches[0]?.fit === 'strong') strong += 1;
    const row = rowOf(person);
    if (row !== null && have.has(key(row))) chance += 1;
  }
  process.stdout.write(
    `absent men with any strong fit ${percent(strong, absent.length)} %; chance on this roster ${percent(chance, absent.length)} % (${absent.length} men)\n` +
      `p50 ${quantile(times, 0.5).toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms, index ${indexTime.toFixed(0)} ms, heap ${(used / 1e6).toFixed(0)} MB\n`,
  );
}

/** Development sets of single words: the target among all targets of the set. */
function developmentSets(): void {
  process.stdout.write('\nDevelopment sets: the right word among all words of the set\n');
  const widths = [44, 9, 9, 10, 24];
  line(['set', 'words', 'hit@1', 'recall@10', 'compare: same + likely'], widths);
  const { tables, compareNames } = names();
  for (const file of ['04_wikidata_latin_cyr_dev.tsv', '05c_declension_ru_rare_first.tsv']) {
    const rows = readFileSync(join(sharedNames, 'dev', file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((text) => text.split('\t'));
    const index = givenNameIndex(
      { ...tables, givenNames: [] },
      Array.from(new Set(rows.map((row) => row[3] ?? ''))),
      false,
    );
    let hits = 0;
    let found = 0;
    let near = 0;
    for (const [, , query = '', target = ''] of rows) {
      const word = readWord(plainText(query), tables);
      const rules = index.find(word).map(({ name }) => name);
      const others = rankNeighbours(word, index.similar(word, 3.2)).map(({ name }) => name);
      const at = [...new Set([...rules, ...others])].indexOf(target);
      if (at === 0) hits += 1;
      if (at >= 0 && at < 10) found += 1;
      if (['same', 'likely'].includes(compareNames(query, target).fit)) near += 1;
    }
    line(
      [
        file,
        String(rows.length),
        percent(hits, rows.length),
        percent(found, rows.length),
        percent(near, rows.length),
      ],
      widths,
    );
  }
}

if (values.help) process.stdout.write(help);
else if (!haveSharedNames)
  process.stdout.write(`No lists of names in ${sharedNames}: nothing to measure with.\n`);
else {
  const perKind = Number(values['per-kind']);
  for (const size of values.rows.split(',').map(Number)) {
    await wholeNames(size, perKind);
    publicRoster(size, perKind * 5);
  }
  developmentSets();
}
