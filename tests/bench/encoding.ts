import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { encodeBase64 } from '../../src/bytes/base64.ts';
import { decodeRoster, encodeRoster } from '../../src/roster/columns.ts';
import { formatEntries } from '../../src/roster/entries-csv.ts';
import { firstDayOf, halfMonthOfDay } from '../../src/roster/half-month.ts';
import { createPartition, menBetween } from '../../src/roster/partition.ts';
import { createRef } from '../../src/roster/ref-code.ts';
import { dateOfDay, dayNumber, dayOf, isoOfDay } from '../../src/roster/roster-view.ts';
import { createRowClasses } from '../../src/roster/row-classes.ts';
import {
  bytesPerCheck,
  encodeShardIndex,
  encodeShards,
  isOneCheck,
  shardsFor,
} from '../../src/roster/shards.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { policySchema } from '../../src/schemas/policy.ts';
import { createRandom } from './random.ts';
import { createCountry } from './synthetic-country.ts';

const help = `usage: node tests/bench/encoding.ts [--rows 1000,10000,20000,25000,100000,1000000]

Bytes of an encoded roster beside the entropy of its rows: −log2 of the probability of each row's cell in the roster's
population, and log2 of the ways to draw the set of refs (35 bits each, in no order). "wire" is base64 in a script,
gzip -9, as a page loads it. Of a roster that is in shards, all of them together, and what one check fetches of it.`;

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, rows: { type: 'string', default: '1000,10000,20000,25000,100000' } },
});

function run(sizes: readonly number[]): void {
  const policy = policySchema.parse({});
  const population = readPopulation();
  const partition = createPartition(population, policy);
  const { describe } = createRowClasses(population, policy, partition);
  const country = createCountry(population, partition, { seed: 1, dependence: 1, tableError: 0 });
  const random = createRandom(7);
  const refs = new Set<string>();
  const draw = (): Entry => {
    for (;;) {
      const man = country.draw(random, 'soldiers');
      const [year, month, day] = isoOfDay(firstDayOf(man.halfMonth)).split('-').map(Number) as [
        number,
        number,
        number,
      ];
      const row = describe({
        given_name: man.givenName,
        surname_initial: man.surnameInitial,
        patronymic_initial: man.patronymicInitial,
        birth: { year, month, day },
      });
      const ref = createRef(randomBytes(5));
      if (row === null || refs.has(ref)) continue;
      refs.add(ref);
      return { ref, ...row };
    }
  };

  /** −log2 of the probability that a man of a register is in the cell of a row. */
  const menByYear = Float64Array.from(population.men, ({ men }) => men);
  const weighted = (men: Float64Array): Float64Array =>
    men.map(
      (count, year) =>
        count * country.serviceWeight((population.men[0]?.year as number) * 24 + year * 24 - 1900 * 24),
    );
  const first = halfMonthOfDay(dayNumber(`${population.men[0]?.year}-01-01`));
  const all = menBetween(partition.counts, weighted(menByYear), first, first + menByYear.length * 24 - 1);
  const bitsOf = (row: Entry): number => {
    const part = partition
      .givenCell(row.given_name, row.surname_initial)
      ?.patronymics()
      .parts.find(({ token }) => token === row.patronymic_initial);
    if (part === undefined) return 0;
    const [from, to] = [halfMonthOfDay(dayNumber(row.birth_from)), halfMonthOfDay(dayNumber(row.birth_to))];
    return -Math.log2(menBetween(partition.counts, weighted(part.men), from, to) / all);
  };

  const entries: Entry[] = [];
  const number = (value: number): string => Math.round(value).toLocaleString('en').padStart(12);
  process.stdout.write(
    `${'rows'.padStart(10)}${'entropy B'.padStart(12)}${'bytes'.padStart(12)}  ratio${'wire'.padStart(12)}${'csv, gzip'.padStart(12)}  decode\n`,
  );
  for (const size of sizes) {
    while (entries.length < size) entries.push(draw());
    const rows = entries.slice(0, size);
    let entropy = 35 * size;
    for (const [index, row] of rows.entries()) entropy += bitsOf(row) - Math.log2(index + 1);
    const csv = gzipSync(formatEntries(rows), { level: 9 }).length;
    const line = (bytes: number, wire: number, rest: string): string =>
      `${number(size).slice(2)}${number(entropy / 8)}${number(bytes)}  ${(bytes / (entropy / 8)).toFixed(3)}${number(wire)}${number(csv)}  ${rest}\n`;
    if (size <= 200_000) {
      const bytes = encodeRoster(rows, { sequence: 1 });
      const started = performance.now();
      decodeRoster(bytes);
      const took = performance.now() - started;
      process.stdout.write(line(bytes.length, wireSize(bytes), `${took.toFixed(0)} ms`));
      if (bytes.length <= bytesPerCheck) continue;
    }
    const { index, shards } = encodeShards(rows, { sequence: 1 });
    const wires = shards.map((shard) => wireSize(shard));
    const bytes = sum(shards.map((shard) => shard.length));
    const held = shards.map((shard) => decodeRoster(shard).size);
    const copies = sum(held) / size;
    const answers = questions.map(({ name, spanOf }) => {
      const needed = rows
        .filter((_, at) => at % Math.ceil(size / 5_000) === 0)
        .map(({ surname_initial, birth_from }) => {
          const [birthFrom, birthTo] = spanOf(dayNumber(birth_from));
          return shardsFor(index, { surnameInitials: [surname_initial], birthFrom, birthTo });
        });
      const answered = needed.filter((numbers) => isOneCheck(index, numbers));
      const most = Math.max(...answered.map((numbers) => sum(numbers.map((at) => wires[at] as number))));
      return `${name} ${((100 * answered.length) / needed.length).toFixed(1)} % (at most ${number(most).trim()} bytes)`;
    });
    process.stdout.write(
      `${line(bytes, sum(wires), 'all shards')}           ${index.layers.map((starts) => starts.length).join(' + ')} shards of ${Math.min(...held).toLocaleString('en')} to ${Math.max(...held).toLocaleString('en')} rows, each row ${copies.toFixed(2)} times; index ${encodeShardIndex(index).length} bytes\n` +
        `           answered in one check: ${answers.join('; ')}\n`,
    );
  }
}

/** What she may know of the birth date of a man who is in the roster, one surname initial being known. */
const questions: readonly { name: string; spanOf: (day: number) => [from: number, to: number] }[] = [
  { name: 'birth date', spanOf: (day) => [day, day] },
  {
    name: 'month',
    spanOf: (day) => {
      const [year, month] = yearAndMonth(day);
      return [dayOf(year, month, 1), dayOf(year, month + 1, 1) - 1];
    },
  },
  {
    name: 'year',
    spanOf: (day) => {
      const [year] = yearAndMonth(day);
      return [dayOf(year, 0, 1), dayOf(year + 1, 0, 1) - 1];
    },
  },
];

function yearAndMonth(day: number): [year: number, month: number] {
  const date = dateOfDay(day);
  return [date.getUTCFullYear(), date.getUTCMonth()];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, of) => total + of, 0);

function wireSize(bytes: Uint8Array): number {
  return gzipSync(
    `globalThis.vestochka=Object.assign(globalThis.vestochka||{},{"roster":"${encodeBase64(bytes)}"});`,
    {
      level: 9,
    },
  ).length;
}

if (values.help === true) process.stdout.write(`${help}\n`);
else run(values.rows.split(',').map(Number));
