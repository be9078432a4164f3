import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { parsedArguments } from '../../scripts/usage.ts';
import type { Description } from '../../src/roster/description.ts';
import type { ExpectedCounts } from '../../src/roster/expected-counts.ts';
import { chanceFits, falseHopeBound, rosterConcentration } from '../../src/roster/false-hope.ts';
import { firstDayOf, halfMonthsPerYear } from '../../src/roster/half-month.ts';
import { createPartition } from '../../src/roster/partition.ts';
import { isoOfDay } from '../../src/roster/roster-view.ts';
import { createRowClasses } from '../../src/roster/row-classes.ts';
import { policySchema } from '../../src/schemas/policy.ts';
import { createRandom, drawer, type Random } from './random.ts';
import { type Citizen, createCountry } from './synthetic-country.ts';

const help = `usage: npm run bench:attack -- [--men 2000000] [--rounds 20] [--table-error 0] [--json]

An adversary with a register of the whole population tries to put names to the rows of a roster. The register is a
slice of the country (tests/bench/synthetic-country.ts) at full density: all men whose given name and surname begin
with certain pairs of initials, so that every cell in it is whole. Rosters and lists are scaled down to the slice.`;

/** What a register of the population tells of a man, in small numbers. */
interface Slice {
  size: number;
  halfMonth: Uint16Array;
  /** The row of each man, as an index into the rows that occur; `none` where he would not be listed. */
  cell: Uint32Array;
  fixed: Uint32Array;
  cells: Description[];
}
const none = 0xffff_ffff;

/** Sizes in the whole country, of a roster and of the lists that an adversary may hold. */
const rosterSize = 10_000;
const largeRoster = 100_000;
const adversaries = [
  { who: 'no list', list: Number.POSITIVE_INFINITY },
  { who: '1,100,000 who serve', list: 1_100_000 },
  { who: '200,000 of the force', list: 200_000 },
  { who: '20,000 missing', list: 20_000 },
];
const releases = 20;
/** Share of men whose papers in a register lack the patronymic, or day and month of birth. */
const missing = { patronymic: 0.02, day: 0.01 };

const { values } = parsedArguments({
  options: {
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    men: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '20' },
    'table-error': { type: 'string', default: '0' },
  },
});

function run(): void {
  const policy = policySchema.parse({});
  const population = readPopulation();
  const partition = createPartition(population, policy);
  const { describe } = createRowClasses(population, policy, partition);
  const tableError = Number(values['table-error']);
  const country = createCountry(population, partition, { seed: 1, dependence: 1, tableError });
  const random = createRandom(20_221_122);
  const menInAll = population.men.reduce((sum, { men }) => sum + men, 0);

  const pairs = drawPairs(partition.counts, Number(values.men), random);
  const wanted = (givenInitial: string, surnameInitial: string): boolean =>
    pairs.has(givenInitial + surnameInitial);
  const started = performance.now();
  const slice = readSlice(country.populate(random, wanted), describe, random);
  const seconds = (performance.now() - started) / 1000;
  const scale = slice.size / menInAll;
  const weights = Float64Array.from(slice.halfMonth, (half) => country.serviceWeight(half));
  const setting = { slice, weights, scale, random, rounds: Number(values.rounds) };

  const attack = adversaries.map(({ who, list }) => ({
    who,
    fixed: attackRows(setting, slice.fixed, list, 1),
    cells: attackRows(setting, slice.cell, list, 1),
    fixedDaily: attackRows(setting, slice.fixed, list, releases),
    cellsDaily: attackRows(setting, slice.cell, list, releases),
  }));
  const hope = [rosterSize, largeRoster].map((rows) => hopeOf(setting, rows, population, policy));
  const risk = riskOfRows(setting);

  if (values.json === true) {
    process.stdout.write(
      `${JSON.stringify({ men: slice.size, maxRisk: policy.maxRisk, attack, risk, hope })}\n`,
    );
    return;
  }
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
  const lines = [
    `${slice.size.toLocaleString('en')} men of a country of ${menInAll.toLocaleString('en')}, described in ${seconds.toFixed(0)} s; ${setting.rounds} rosters of ${rosterSize.toLocaleString('en')} rows (in the country)`,
    `maxRisk ${percent(policy.maxRisk).trim()}, k ${partition.k}, margin ${policy.margin}; table error ${tableError}`,
    '',
    'Share of rows to which the adversary puts the right name (and how sure he is)',
    `${'adversary'.padEnd(24)}${'fixed, in batches'.padStart(22)}${'cells, in batches'.padStart(22)}${'fixed, daily'.padStart(22)}${'cells, daily'.padStart(22)}`,
    ...attack.map(({ who, ...results }) =>
      [results.fixed, results.cells, results.fixedDaily, results.cellsDaily].reduce(
        (line, { right, sure }) => line + `${percent(right).trim()} (${percent(sure).trim()})`.padStart(22),
        who.padEnd(24),
      ),
    ),
    `In batches: rows change once a month, at least ${policy.minBatch} together. Daily: ${releases} releases compared day by day, by somebody whose list`,
    'tells on which of those days each man went missing. Fixed: given name, initials and birth year for everybody.',
    '',
    'People in the register who fit a row (journalist risk is 1 ÷ that)',
    `fixed description: median ${risk.fixed.median}, rows below ${partition.k}: ${percent(risk.fixed.below).trim()}, mean risk ${percent(risk.fixed.mean).trim()}`,
    `cells:             median ${risk.cells.median}, rows below ${partition.k}: ${percent(risk.cells.below).trim()}, mean risk ${percent(risk.cells.mean).trim()}`,
    '',
    'False hope of men who are not in the roster, asked for with full details',
    ...hope.map(
      ({ rows, absent, bound, onlyFit, another, concentration }) =>
        `${rows.toLocaleString('en').padStart(8)} rows: ${percent(absent).trim()}; bound ${percent(bound).trim()} (k ÷ margin, ρ ${concentration.toFixed(2)}), ratio ${(absent / bound).toFixed(2)}; present men with exactly one fit ${percent(onlyFit).trim()}; of ten who see one fit, ${(10 * another).toFixed(1)} find another man`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Pairs of initials, drawn until they hold so many men. */
function drawPairs(counts: ExpectedCounts, men: number, random: Random): Set<string> {
  const { initials, years } = counts;
  const all = initials.flatMap((given) =>
    initials.map((surname) => ({ given, surname, key: random.next() })),
  );
  const pairs = new Set<string>();
  let sum = 0;
  for (const { given, surname } of all.sort((a, b) => a.key - b.key)) {
    if (sum >= men) break;
    pairs.add(given + surname);
    const shares = counts.surnameInitial(surname);
    for (const name of [...counts.namesOf(given), `${given}…`]) {
      counts.givenName(name).forEach((count, place) => {
        sum += count * (shares[Math.floor(place / years)] as number);
      });
    }
  }
  return pairs;
}

function readSlice(
  people: Iterable<Citizen>,
  describe: ReturnType<typeof createRowClasses>['describe'],
  random: Random,
): Slice {
  const half: number[] = [];
  const cell: number[] = [];
  const fixed: number[] = [];
  const cells: Description[] = [];
  const cellIndex = new Map<string, number>();
  const fixedIndex = new Map<string, number>();
  const indexOf = (index: Map<string, number>, key: string): number => {
    const known = index.get(key) ?? index.size;
    index.set(key, known);
    return known;
  };
  for (const { givenName, surnameInitial, patronymicInitial, halfMonth } of people) {
    const patronymic = random.next() < missing.patronymic ? null : patronymicInitial;
    const [year, month, day] = isoOfDay(firstDayOf(halfMonth)).split('-').map(Number) as [
      number,
      number,
      number,
    ];
    const birth = random.next() < missing.day ? { year } : { year, month, day };
    const row = describe({
      given_name: givenName,
      surname_initial: surnameInitial,
      patronymic_initial: patronymic,
      birth,
    });
    half.push(halfMonth);
    fixed.push(
      indexOf(
        fixedIndex,
        `${givenName} ${surnameInitial} ${patronymic} ${Math.floor(halfMonth / halfMonthsPerYear)}`,
      ),
    );
    if (row === null) {
      cell.push(none);
      continue;
    }
    const known = cellIndex.size;
    const at = indexOf(
      cellIndex,
      `${row.given_name}${row.surname_initial}${row.patronymic_initial}${row.birth_from}${row.birth_to}`,
    );
    if (at === known) cells.push(row);
    cell.push(at);
  }
  return {
    size: half.length,
    halfMonth: Uint16Array.from(half),
    cell: Uint32Array.from(cell),
    fixed: Uint32Array.from(fixed),
    cells,
  };
}

interface Setting {
  slice: Slice;
  /** How likely each man is to serve, which the adversary knows too. */
  weights: Float64Array;
  scale: number;
  random: Random;
  rounds: number;
}

/** Different men, drawn by weight. */
function drawMen(
  { slice, weights, random }: Setting,
  count: number,
  isWanted: (man: number) => boolean,
): Set<number> {
  const draw = drawer(weights);
  const men = new Set<number>();
  while (men.size < Math.min(count, slice.size / 2)) {
    const man = draw(random);
    if (isWanted(man)) men.add(man);
  }
  return men;
}

/**
 * For each row, the candidates are the men of the list whose own row it is: the adversary computes everybody's row
 * himself, so that no choice of ours is left for him to see through (minimality). He names the likeliest by age.
 * @param days over how many days the rows, and the men of the list, are spread in his eyes; 1 = he sees no days
 */
function attackRows(
  setting: Setting,
  rowOf: Uint32Array,
  listSize: number,
  days: number,
): { right: number; sure: number } {
  const { slice, weights, scale, random, rounds } = setting;
  let [rows, right, sure] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const roster = drawMen(setting, rosterSize * scale, (man) => slice.cell[man] !== none);
    const list = Number.isFinite(listSize) ? new Set(roster) : null;
    if (list !== null) {
      const draw = drawer(weights);
      while (list.size < listSize * scale) list.add(draw(random));
    }
    const dayOf = new Uint8Array(slice.size);
    // Without a list, the day on which a row appears points to nobody.
    if (list !== null) for (const man of list) dayOf[man] = random.below(days);
    const wanted = new Map<number, { total: number; best: number; bestMen: number[] }>();
    const keyOf = (man: number): number => (rowOf[man] as number) * days + (dayOf[man] as number);
    for (const man of roster) wanted.set(keyOf(man), { total: 0, best: 0, bestMen: [] });
    const take = (man: number): void => {
      const row = wanted.get(keyOf(man));
      if (row === undefined) return;
      // On a list, all are as likely; without one, the likelier the more of his age serve.
      const weight = list === null ? (weights[man] as number) : 1;
      row.total += weight;
      if (weight > row.best) {
        row.best = weight;
        row.bestMen = [];
      }
      if (weight === row.best) row.bestMen.push(man);
    };
    if (list === null) for (let man = 0; man < slice.size; man += 1) take(man);
    else for (const man of list) take(man);
    for (const man of roster) {
      const row = wanted.get(keyOf(man)) as { total: number; best: number; bestMen: number[] };
      rows += 1;
      sure += row.best / row.total;
      if (row.bestMen[random.below(row.bestMen.length)] === man) right += 1;
    }
  }
  return { right: right / rows, sure: sure / rows };
}

/** How many men of the whole register have each row's row. */
function riskOfRows(
  setting: Setting,
): Record<'fixed' | 'cells', { median: number; below: number; mean: number }> {
  const { slice, scale } = setting;
  const roster = drawMen(setting, largeRoster * scale, (man) => slice.cell[man] !== none);
  const measure = (rowOf: Uint32Array) => {
    const sizes = new Map<number, number>();
    for (const row of rowOf) sizes.set(row, (sizes.get(row) ?? 0) + 1);
    const own = [...roster].map((man) => sizes.get(rowOf[man] as number) as number).sort((a, b) => a - b);
    return {
      median: own[own.length >> 1] as number,
      below: own.filter((size) => size < 34).length / own.length,
      mean: own.reduce((sum, size) => sum + 1 / size, 0) / own.length,
    };
  };
  return { fixed: measure(slice.fixed), cells: measure(slice.cell) };
}

function hopeOf(
  setting: Setting,
  rows: number,
  population: ReturnType<typeof readPopulation>,
  { margin, expectedShare }: { margin: number; expectedShare: number },
) {
  const { slice, weights, scale, random } = setting;
  const roster = drawMen(setting, rows * scale, (man) => slice.cell[man] !== none);
  const perCell = new Map<number, number>();
  for (const man of roster)
    perCell.set(slice.cell[man] as number, (perCell.get(slice.cell[man] as number) ?? 0) + 1);
  const days = (man: number) => firstAndLast(slice.cells[slice.cell[man] as number] as Description);
  const view = {
    size: roster.size,
    birthFrom: Uint32Array.from([...roster].map((man) => days(man)[0])),
    birthTo: Uint32Array.from([...roster].map((man) => days(man)[1])),
  };
  const concentration = rosterConcentration(view, population.men);
  const draw = drawer(weights);
  let [absent, fits] = [0, 0];
  while (absent < 200_000) {
    const man = draw(random);
    if (roster.has(man)) continue;
    absent += 1;
    if (perCell.has(slice.cell[man] as number)) fits += 1;
  }
  const menInAll = population.men.reduce((sum, { men }) => sum + men, 0);
  const figures = { rows, population: menInAll, k: 34, margin, concentration };
  const onlyFit =
    [...roster].filter((man) => perCell.get(slice.cell[man] as number) === 1).length / roster.size;
  const measured = -Math.log(1 - fits / absent);
  const another = ((1 - expectedShare) * measured) / ((1 - expectedShare) * measured + expectedShare);
  return {
    rows,
    absent: fits / absent,
    bound: falseHopeBound(figures),
    chanceFits: chanceFits(figures),
    onlyFit,
    another,
    concentration,
  };
}

function firstAndLast({ birth_from, birth_to }: Description): [number, number] {
  const day = (iso: string): number => Math.round((Date.parse(iso) - Date.UTC(1900, 0, 1)) / 86_400_000);
  return [day(birth_from), day(birth_to)];
}

if (values.help === true) process.stdout.write(`${help}\n`);
else run();
