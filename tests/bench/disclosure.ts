import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { parsedArguments } from '../../scripts/usage.ts';
import { falseHopeBound, usualConcentration } from '../../src/roster/false-hope.ts';
import { cellAt, createPartition } from '../../src/roster/partition.ts';
import { policySchema } from '../../src/schemas/policy.ts';
import { createRandom } from './random.ts';
import { type Country, createCountry } from './synthetic-country.ts';

const help = `usage: node tests/bench/disclosure.ts [--men 4000] [--margins 0.65,0.7,0.85,1] [--errors 0,0.1,0.2] [--seeds 1]

How many rows of each group of names describe fewer than k men in truth: in a country whose names, patronymics and
surnames go together (tests/bench/synthetic-country.ts), for several margins, for tables that are wrong by some share,
and for several countries (seeds). Men are drawn as a register has them; the number of others in a man's cell is drawn
around its true expectation. With the default margin every group must stay under 2 %, with right tables and with tables
that are wrong by a tenth in every share.`;

const { values } = parsedArguments({
  options: {
    help: { type: 'boolean' },
    men: { type: 'string', default: '4000' },
    margins: { type: 'string', default: '0.65,0.7,0.85,1' },
    errors: { type: 'string', default: '0,0.1,0.2' },
    seeds: { type: 'string', default: '1' },
  },
});

const numbers = (text: string): number[] => text.split(',').map(Number);
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`.padStart(10);

function run(men: number): void {
  const population = readPopulation();
  const menInAll = population.men.reduce((sum, year) => sum + year.men, 0);
  const groups = population.file.groups.map(({ id }) => id);
  process.stdout.write(
    `Rows below k in truth, ${men} men of each group; mean class and false hope over all\n${'margin'.padEnd(8)}${'error'.padEnd(7)}${'seed'.padEnd(5)}${groups.map((id) => id.padStart(14)).join('')}${'all'.padStart(10)}${'mean class'.padStart(12)}${'mean risk'.padStart(11)}  false hope at 10,000 / 100,000 rows (bound)\n`,
  );
  for (const margin of numbers(values.margins)) {
    const policy = { ...policySchema.parse({}), margin };
    const partition = createPartition(population, policy);
    const cases = numbers(values.errors).flatMap((tableError) =>
      numbers(values.seeds).map((seed) => ({ tableError, seed })),
    );
    for (const { tableError, seed } of cases) {
      const country = createCountry(population, partition, { seed, tableError, dependence: 1 });
      const measured = groups.map((_, group) => measure(country, partition, group, men));
      // Groups in the proportions of those who serve.
      const random = createRandom(3);
      const drawn = groups.map(() => 0);
      for (let index = 0; index < 20_000; index += 1) {
        const { group } = country.draw(random, 'soldiers');
        drawn[group] = (drawn[group] ?? 0) + 1 / 20_000;
      }
      const over = (of: (one: ReturnType<typeof measure>) => number): number =>
        measured.reduce((sum, one, group) => sum + of(one) * (drawn[group] ?? 0), 0);
      const meanClass = over(({ mean }) => mean);
      const hope = (rows: number): string => {
        const bound = falseHopeBound({
          rows,
          population: menInAll,
          k: partition.k,
          margin,
          concentration: usualConcentration,
        });
        return `${percent(1 - Math.exp((-usualConcentration * rows * meanClass) / menInAll)).trim()} (${percent(bound).trim()})`;
      };
      process.stdout.write(
        `${String(margin).padEnd(8)}${String(tableError).padEnd(7)}${String(seed).padEnd(5)}${measured.map(({ below }) => percent(below).padStart(14)).join('')}${percent(over(({ below }) => below))}${meanClass.toFixed(1).padStart(12)}${percent(over(({ risk }) => risk)).padStart(11)}  ${hope(10_000)} / ${hope(100_000)}\n`,
      );
    }
  }
}

function measure(
  country: Country,
  partition: ReturnType<typeof createPartition>,
  group: number,
  men: number,
) {
  const random = createRandom(100 + group);
  const expected = new Map<string, number>();
  let [below, sum, risk, described] = [0, 0, 0, 0];
  for (let index = 0; index < men; index += 1) {
    const cell = cellAt(partition, country.draw(random, 'soldiers', group));
    if (cell === null) continue;
    const key = Object.values(cell).join(' ');
    const others = expected.get(key) ?? country.expected(cell);
    expected.set(key, others);
    const size = 1 + random.poisson(others);
    described += 1;
    sum += size;
    risk += 1 / size;
    if (size < partition.k) below += 1;
  }
  return { below: below / described, mean: sum / described, risk: risk / described };
}

if (values.help === true) process.stdout.write(`${help}\n`);
else run(Number(values.men));
