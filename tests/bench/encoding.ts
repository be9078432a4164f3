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
import { dayNumber, isoOfDay } from '../../src/roster/roster-view.ts';
import { createRowClasses } from '../../src/roster/row-classes.ts';
import { encodeShardIndex, encodeShards } from '../../src/roster/shards.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { policySchema } from '../../src/schemas/policy.ts';
import { createRandom } from './random.ts';
import { createCountry } from './synthetic-country.ts';

const help = `usage: node tests/bench/encoding.ts [--rows 1000,10000,20000,25000,100000,1000000]

Bytes of an encoded roster beside the entropy of its rows: −log2 of the probability of each row's cell in the roster's
population, and log2 of the ways to draw the set of refs (35 bits each, in no order). "wire" is base64 in a script,
gzip -9, as a page loads it.`;

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
    if (size > 200_000) {
      const { index, shards } = encodeShards(rows, { sequence: 1 });
      const wires = shards.map((shard) => wireSize(shard));
      const bytes = shards.reduce((sum, shard) => sum + shard.length, 0);
      const views = shards.map((shard) => decodeRoster(shard).size).sort((a, b) => a - b);
      process.stdout.write(
        `${number(size).slice(2)}${number(entropy / 8)}${number(bytes)}  ${(bytes / (entropy / 8)).toFixed(3)}${number(wires.reduce((sum, wire) => sum + wire, 0))}${number(csv)}\n` +
          `           ${shards.length} shards of ${views[0]} to ${views.at(-1)} rows; the largest is ${number(Math.max(...wires)).trim()} bytes on the wire, index ${encodeShardIndex(index).length} bytes\n`,
      );
      continue;
    }
    const bytes = encodeRoster(rows, { sequence: 1 });
    const started = performance.now();
    decodeRoster(bytes);
    const took = performance.now() - started;
    process.stdout.write(
      `${number(size).slice(2)}${number(entropy / 8)}${number(bytes.length)}  ${(bytes.length / (entropy / 8)).toFixed(3)}${number(wireSize(bytes))}${number(csv)}  ${took.toFixed(0)} ms\n`,
    );
  }
}

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
