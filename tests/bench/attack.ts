import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { parsedArguments } from '../../scripts/usage.ts';
import type { Description } from '../../src/roster/description.ts';
import type { ExpectedCounts } from '../../src/roster/expected-counts.ts';
import { falseHopeBound, rosterConcentration } from '../../src/roster/false-hope.ts';
import { firstDayOf, halfMonthOfDay, halfMonthsPerYear } from '../../src/roster/half-month.ts';
import { createPartition } from '../../src/roster/partition.ts';
import { dayNumber, isoOfDay } from '../../src/roster/roster-view.ts';
import { createRowClasses } from '../../src/roster/row-classes.ts';
import { type Policy, policySchema, smallestClass } from '../../src/schemas/policy.ts';
import type { Population } from '../../src/schemas/population.ts';
import { createRandom, drawer, type Random } from './random.ts';
import { type Citizen, createCountry } from './synthetic-country.ts';

const help = `usage: npm run bench:attack -- [--men 2000000] [--rounds 20] [--table-error 0] [--json]

An adversary with a register of the whole population tries to put names to the rows of a roster. The register is a
slice of the country (tests/bench/synthetic-country.ts) at full density: all men whose given name and surname begin
with certain pairs of initials, so that every cell in it is whole. Rosters and lists are scaled down to the slice.
He knows the method, the tables and the margin, and works out everybody's row himself (the minimality attack).`;

/** What a register of the population tells of a man, in small numbers. */
interface Slice {
  size: number;
  givenName: Uint16Array;
  /** Letters, as places in `initials`. */
  patronymic: Uint8Array;
  surname: Uint8Array;
  halfMonth: Uint16Array;
  /** The row of each man, as an index into the rows that occur; `none` where he would not be listed. */
  cell: Uint32Array;
  fixed: Uint32Array;
  cells: Description[];
  names: string[];
}
const none = 0xffff_ffff;

/** Sizes in the whole country, of rosters and of the lists that an adversary may hold. */
const rosterSize = 10_000;
const smallRoster = 500;
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

/**
 * Releases that the adversary compares, and how finely they date a row. His list tells him, to the day, when each man
 * went missing, and rows appear without delay: the worst that can be.
 */
const series = [
  { name: 'one release', note: 'he sees no dates' },
  { name: '20 daily', note: 'every day shows the men of that day, as if all had been taken within 20 days' },
  { name: '20 daily, batched', note: 'rows change in the first release of a month only' },
  { name: '20 monthly', note: 'each month shows all men of that month, however few' },
  {
    name: '20 monthly, batched',
    note: 'as the rules say: at least minBatch changes together, else they wait',
  },
] as const;

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
  const slice = readSlice(country.populate(random, wanted), describe, partition.counts.initials, random);
  const seconds = (performance.now() - started) / 1000;
  const scale = slice.size / menInAll;
  const weights = Float64Array.from(slice.halfMonth, (half) => country.serviceWeight(half));
  const { minBatch } = policy;
  const setting = { slice, weights, scale, random, rounds: Number(values.rounds), minBatch };

  const attack = adversaries.map(({ who, list }) => ({ who, ...attackRows(setting, rosterSize, list) }));
  const small = adversaries
    .slice(2)
    .map(({ who, list }) => ({ who, ...attackRows(setting, smallRoster, list) }));
  const concentration = concentrationOf(setting, population);
  const hope = [rosterSize, largeRoster].map((rows) =>
    hopeOf(setting, rows, concentration, { population, policy }),
  );
  const risk = riskOfRows(setting, partition.k);
  const words = wordsOfRows(setting, partition.counts.initials);

  if (values.json === true) {
    const { maxRisk, margin } = policy;
    process.stdout.write(
      `${JSON.stringify({ men: slice.size, maxRisk, margin, attack, small, risk, words, hope })}\n`,
    );
    return;
  }
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const table = (
    results: readonly { who: string; fixed: Outcome[]; cells: Outcome[] }[],
    of: 'fixed' | 'cells',
  ) => [
    `${''.padEnd(24)}${series.map(({ name }) => name.padStart(21)).join('')}`,
    ...results.map(
      ({ who, ...outcomes }) =>
        who.padEnd(24) +
        outcomes[of].map(({ right, sure }) => `${percent(right)} (${percent(sure)})`.padStart(21)).join(''),
    ),
  ];
  const lines = [
    `${slice.size.toLocaleString('en')} men of a country of ${menInAll.toLocaleString('en')}, described in ${seconds.toFixed(0)} s; ${setting.rounds} rosters of ${rosterSize.toLocaleString('en')} rows (in the country)`,
    `maxRisk ${percent(policy.maxRisk)}, k ${partition.k}, margin ${policy.margin}, minBatch ${minBatch}; table error ${tableError}`,
    '',
    'Share of rows to which the adversary puts the right name (and how sure he is)',
    '',
    'The old fixed description: given name, initials and birth year for everybody',
    ...table(attack, 'fixed'),
    '',
    'Cells',
    ...table(attack, 'cells'),
    '',
    `Cells, a roster of ${smallRoster} rows in all (some ${smallRoster / releases} a month)`,
    ...table(small, 'cells'),
    '',
    ...series.map(({ name, note }) => `${name}: ${note}.`),
    '',
    'People in the register who have that very row (journalist risk is 1 ÷ that), which is what the minimality attack finds',
    `fixed description: median ${risk.fixed.median}, rows below ${partition.k}: ${percent(risk.fixed.below)}, mean risk ${percent(risk.fixed.mean)}`,
    `cells:             median ${risk.cells.median}, rows below ${partition.k}: ${percent(risk.cells.below)}, mean risk ${percent(risk.cells.mean)}`,
    `cells by their words alone, by somebody who does not know the method: median ${words.median}, mean risk ${percent(words.mean)}`,
    '',
    'False hope of men who are not in the roster, asked for with full details',
    ...hope.map(
      ({ rows, absent, bound, any, onlyFit, another, concentration }) =>
        `${rows.toLocaleString('en').padStart(8)} rows: a full match ${percent(absent)}; bound ${percent(bound)} (k ÷ margin, ρ ${concentration.toFixed(2)}), ratio ${(absent / bound).toFixed(2)}; counting rows of incomplete entries, which are possible fits at most: ${percent(any)}\n` +
        `${''.padStart(14)} present men with exactly one full match ${percent(onlyFit)}; by the bound ${percent(1 - bound)}; of ten who see one, ${(10 * another).toFixed(1)} find another man`,
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
  initials: readonly string[],
  random: Random,
): Slice {
  const columns = { given: [], patronymic: [], surname: [], half: [], cell: [], fixed: [] } as Record<
    'given' | 'patronymic' | 'surname' | 'half' | 'cell' | 'fixed',
    number[]
  >;
  const cells: Description[] = [];
  const indexes = {
    name: new Map<string, number>(),
    cell: new Map<string, number>(),
    fixed: new Map<string, number>(),
  };
  const indexOf = (index: Map<string, number>, key: string): number => {
    const known = index.get(key) ?? index.size;
    index.set(key, known);
    return known;
  };
  const letters = new Map(initials.map((letter, place) => [letter, place]));
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
    columns.given.push(indexOf(indexes.name, givenName));
    columns.patronymic.push(letters.get(patronymicInitial) as number);
    columns.surname.push(letters.get(surnameInitial) as number);
    columns.half.push(halfMonth);
    columns.fixed.push(
      indexOf(
        indexes.fixed,
        `${givenName} ${surnameInitial} ${patronymic} ${Math.floor(halfMonth / halfMonthsPerYear)}`,
      ),
    );
    const known = indexes.cell.size;
    const at = row === null ? none : indexOf(indexes.cell, Object.values(row).join(' '));
    if (row !== null && at === known) cells.push(row);
    columns.cell.push(at);
  }
  return {
    size: columns.half.length,
    givenName: Uint16Array.from(columns.given),
    patronymic: Uint8Array.from(columns.patronymic),
    surname: Uint8Array.from(columns.surname),
    halfMonth: Uint16Array.from(columns.half),
    cell: Uint32Array.from(columns.cell),
    fixed: Uint32Array.from(columns.fixed),
    cells,
    names: [...indexes.name.keys()],
  };
}

interface Setting {
  slice: Slice;
  /** How likely each man is to serve, which the adversary knows too. */
  weights: Float64Array;
  scale: number;
  random: Random;
  rounds: number;
  minBatch: number;
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

/** Shares of rows: to which he puts the right name, and how likely he holds the name that he puts. */
interface Outcome {
  right: number;
  sure: number;
}

/**
 * For each row, the candidates are the men of the list whose own row it is, and who went missing when it appeared. He
 * names the likeliest by age, without a list; on a list all are as likely.
 */
function attackRows(
  setting: Setting,
  rows: number,
  listSize: number,
): { fixed: Outcome[]; cells: Outcome[] } {
  const { slice, weights, scale, random, rounds } = setting;
  const sums = {
    fixed: series.map(() => ({ right: 0, sure: 0 })),
    cells: series.map(() => ({ right: 0, sure: 0 })),
  };
  const columns = { fixed: slice.fixed, cells: slice.cell };
  let named = 0;
  for (let round = 0; round < rounds; round += 1) {
    const roster = drawMen(setting, rows * scale, (man) => slice.cell[man] !== none);
    named += roster.size;
    const list = Number.isFinite(listSize) ? new Set(roster) : null;
    if (list !== null) {
      const draw = drawer(weights);
      while (list.size < listSize * scale) list.add(draw(random));
    }
    const dates = list === null ? null : datesOf(setting, roster, list);
    for (const description of ['fixed', 'cells'] as const) {
      series.forEach((_, at) => {
        const sum = sums[description][at] as Outcome;
        // Without a list the day on which a row appears points to nobody.
        if (dates === null && at > 0) Object.assign(sum, sums[description][0]);
        else {
          const guess = nameRows(setting, columns[description], roster, list, dates?.[at] ?? null);
          sum.right += guess.right;
          sum.sure += guess.sure;
        }
      });
    }
  }
  const shares = (outcomes: Outcome[]): Outcome[] =>
    outcomes.map(({ right, sure }) => ({ right: right / named, sure: sure / named }));
  return { fixed: shares(sums.fixed), cells: shares(sums.cells) };
}

/** How unevenly men go missing over the months: the standard deviation of the logarithm of a month's number. */
const unevenness = 0.8;

/** When each man of a list goes missing, as far as each series of releases tells it of a row. */
function datesOf(
  { slice, scale, random, minBatch }: Setting,
  roster: ReadonlySet<number>,
  list: ReadonlySet<number>,
): (Uint8Array | null)[] {
  const day = new Uint8Array(slice.size);
  const month = new Uint8Array(slice.size);
  const drawMonth = drawer(Array.from({ length: releases }, () => Math.exp(unevenness * random.normal())));
  for (const man of list) {
    day[man] = random.below(releases);
    month[man] = drawMonth(random);
  }
  const changes = new Array<number>(releases).fill(0);
  for (const man of roster) changes[month[man] as number] = (changes[month[man] as number] ?? 0) + 1;
  // What is too little for a release waits for the next; what is left at the end waits still, and is not attacked apart.
  const releaseOf: number[] = [];
  let [release, waiting] = [0, 0];
  for (const count of changes) {
    releaseOf.push(release);
    waiting += count;
    if (waiting < minBatch * scale) continue;
    release += 1;
    waiting = 0;
  }
  return [null, day, null, month, month.map((of) => releaseOf[of] as number)];
}

/** @param dates what the release tells of each man's date; null where it tells nothing */
function nameRows(
  { slice, weights, random }: Setting,
  rowOf: Uint32Array,
  roster: ReadonlySet<number>,
  list: ReadonlySet<number> | null,
  dates: Uint8Array | null,
): Outcome {
  const wanted = new Map<number, { total: number; best: number; bestMen: number[] }>();
  const keyOf = (man: number): number => (rowOf[man] as number) * releases + (dates?.[man] ?? 0);
  for (const man of roster) wanted.set(keyOf(man), { total: 0, best: 0, bestMen: [] });
  const take = (man: number): void => {
    const row = wanted.get(keyOf(man));
    if (row === undefined) return;
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
  const outcome = { right: 0, sure: 0 };
  for (const man of roster) {
    const row = wanted.get(keyOf(man)) as { total: number; best: number; bestMen: number[] };
    outcome.sure += row.best / row.total;
    if (row.bestMen[random.below(row.bestMen.length)] === man) outcome.right += 1;
  }
  return outcome;
}

/** How many men of the whole register have each row's row. */
function riskOfRows(
  setting: Setting,
  k: number,
): Record<'fixed' | 'cells', { median: number; below: number; mean: number }> {
  const { slice, scale } = setting;
  const roster = drawMen(setting, largeRoster * scale, (man) => slice.cell[man] !== none);
  const measure = (rowOf: Uint32Array) => {
    const sizes = new Map<number, number>();
    for (const row of rowOf) sizes.set(row, (sizes.get(row) ?? 0) + 1);
    const own = [...roster].map((man) => sizes.get(rowOf[man] as number) as number).sort((a, b) => a - b);
    return {
      median: own[own.length >> 1] as number,
      below: own.filter((size) => size < k).length / own.length,
      mean: own.reduce((sum, size) => sum + 1 / size, 0) / own.length,
    };
  };
  return { fixed: measure(slice.fixed), cells: measure(slice.cell) };
}

/** How many men fit the words of each row, for somebody who takes "another name in Б" for any name in Б. */
function wordsOfRows(setting: Setting, initials: readonly string[]): { median: number; mean: number } {
  const { slice, scale } = setting;
  const roster = drawMen(setting, rosterSize * scale, (man) => slice.cell[man] !== none);
  const place = new Map(initials.map((letter, at) => [letter, at]));
  const bySurname = initials.map((): number[] => []);
  for (let man = 0; man < slice.size; man += 1) bySurname[slice.surname[man] as number]?.push(man);
  const fits = (row: Description): number => {
    const { given_name, patronymic_initial } = row;
    const isRest = given_name.endsWith('…');
    const names = slice.names.map((name) =>
      isRest ? name.charAt(0) === given_name.charAt(0) : name === given_name,
    );
    const letter = place.get(patronymic_initial);
    const [from, to] = firstAndLast(row).map(halfMonthOfDay) as [number, number];
    let count = 0;
    for (const man of bySurname[place.get(row.surname_initial) as number] ?? []) {
      const half = slice.halfMonth[man] as number;
      if (half < from || half > to || !names[slice.givenName[man] as number]) continue;
      if (letter === undefined || slice.patronymic[man] === letter) count += 1;
    }
    return count;
  };
  const sizes = [...roster]
    .map((man) => fits(slice.cells[slice.cell[man] as number] as Description))
    .sort((a, b) => a - b);
  return {
    median: sizes[sizes.length >> 1] as number,
    mean: sizes.reduce((sum, size) => sum + 1 / size, 0) / sizes.length,
  };
}

/** ρ as the page would work it out of a roster of the whole country, which the slice's small ones cannot tell. */
function concentrationOf(setting: Setting, population: Population): number {
  const { slice, scale } = setting;
  const roster = drawMen(setting, largeRoster * scale, (man) => slice.cell[man] !== none);
  const days = [...roster].map((man) => firstAndLast(slice.cells[slice.cell[man] as number] as Description));
  const view = {
    size: roster.size,
    birthFrom: Uint32Array.from(days, ([from]) => from),
    birthTo: Uint32Array.from(days, ([, to]) => to),
  };
  return rosterConcentration(view, population.men);
}

/** Men who are not in the roster, asked for in each round. */
const asked = 20_000;

function hopeOf(
  setting: Setting,
  rows: number,
  concentration: number,
  { population, policy }: { population: Population; policy: Policy },
) {
  const { slice, weights, scale, random, rounds } = setting;
  const rowOf = (man: number): Description => slice.cells[slice.cell[man] as number] as Description;
  const nameOf = ({ given_name, surname_initial }: Description): string => given_name + surname_initial;
  // His mother knows everything; men whose own entry would be incomplete are asked for like all others.
  const isAskedFor = (man: number): boolean =>
    slice.cell[man] !== none && rowOf(man).patronymic_initial !== '?';
  const draw = drawer(weights);
  const sums = { absent: 0, full: 0, any: 0, present: 0, onlyFit: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const roster = drawMen(setting, rows * scale, (man) => slice.cell[man] !== none);
    const perCell = new Map<number, number>();
    /** Rows of men of whom something is missing: what they say of the name, and their half months. */
    const incomplete = new Map<string, [number, number][]>();
    for (const man of roster) {
      const cell = slice.cell[man] as number;
      if (isAskedFor(man)) perCell.set(cell, (perCell.get(cell) ?? 0) + 1);
      else {
        const name = nameOf(rowOf(man));
        const span = firstAndLast(rowOf(man)).map(halfMonthOfDay) as [number, number];
        incomplete.set(name, [...(incomplete.get(name) ?? []), span]);
      }
    }
    for (let left = asked; left > 0; ) {
      const man = draw(random);
      if (roster.has(man) || !isAskedFor(man)) continue;
      left -= 1;
      sums.absent += 1;
      const isFull = perCell.has(slice.cell[man] as number);
      const half = slice.halfMonth[man] as number;
      const spans = incomplete.get(nameOf(rowOf(man))) ?? [];
      if (isFull) sums.full += 1;
      if (isFull || spans.some(([from, to]) => from <= half && half <= to)) sums.any += 1;
    }
    for (const man of roster) {
      if (!isAskedFor(man)) continue;
      sums.present += 1;
      if (perCell.get(slice.cell[man] as number) === 1) sums.onlyFit += 1;
    }
  }
  const { maxRisk, margin, expectedShare } = policy;
  const menInAll = population.men.reduce((sum, { men }) => sum + men, 0);
  const figures = { rows, population: menInAll, k: smallestClass({ maxRisk }), margin, concentration };
  const fits = -Math.log(1 - sums.full / sums.absent);
  return {
    rows,
    absent: sums.full / sums.absent,
    any: sums.any / sums.absent,
    bound: falseHopeBound(figures),
    onlyFit: sums.onlyFit / sums.present,
    another: ((1 - expectedShare) * fits) / ((1 - expectedShare) * fits + expectedShare),
    concentration,
  };
}

/** First and last day of a row, as day numbers. */
function firstAndLast({ birth_from, birth_to }: Description): [number, number] {
  return [dayNumber(birth_from), dayNumber(birth_to)];
}

if (values.help === true) process.stdout.write(`${help}\n`);
else run();
