import { halfMonthOf, halfMonthsPerYear, shareOfYear } from '../../src/roster/half-month.ts';
import type { Cell, Partition } from '../../src/roster/partition.ts';
import type { Population } from '../../src/schemas/population.ts';
import { createRandom, drawer, type Random } from './random.ts';

/**
 * A country to test the partition against. It is built otherwise than the tables: every group of names falls into
 * peoples and regions, and these into families that keep their people's names and families that gave them up. Each
 * such class has names, patronymics and surnames of its own, so that within a group the three go together, as they do
 * in truth (an Armenian given name goes with an Armenian patronymic and surname); a father's name follows the naming
 * of his class a generation earlier; one son in fifty is called after his father; names come and go by the year, not
 * by the decade. Only the sums over a group's classes are those of the tables.
 *
 * `tableError` sets the tables off from this truth: every share of a name, patronymic and surname initial is wrong by
 * a factor with that standard deviation (of the logarithm).
 */
export interface CountryOptions {
  seed: number;
  tableError: number;
  /** How far the classes of a group differ: 1 as described in `peoples`, 0 not at all. */
  dependence: number;
}

export interface Citizen {
  group: number;
  givenName: string;
  surnameInitial: string;
  patronymicInitial: string;
  halfMonth: number;
}

export interface Country {
  readonly groupIds: readonly string[];
  /** A man of any age, or of the ages that a register has; of any group, or of one. */
  draw(random: Random, ages?: 'all' | 'soldiers', group?: number): Citizen;
  /** Every man whose given name and surname begin with a wanted pair of initials: a slice of the country at full density. */
  populate(
    random: Random,
    wanted: (givenInitial: string, surnameInitial: string) => boolean,
  ): Iterable<Citizen>;
  /** How likely, relative to others, a man of this half month is to be in a register. */
  serviceWeight(halfMonth: number): number;
  /** True men that a cell is expected to hold. */
  expected(cell: Cell): number;
}

/** Peoples or regions of a group by weight, and how much their namings differ (standard deviation of the logarithm). */
const peoples: Record<string, { weights: number[]; names: number; surnames: number; assimilated: number }> = {
  slavic: { weights: [0.45, 0.3, 0.15, 0.1], names: 0.25, surnames: 0.25, assimilated: 0 },
  volga: { weights: [0.6, 0.3, 0.1], names: 0.5, surnames: 0.35, assimilated: 0.3 },
  caucasus: { weights: [0.35, 0.2, 0.15, 0.15, 0.1, 0.05], names: 1.2, surnames: 0.5, assimilated: 0.25 },
  siberia: { weights: [0.35, 0.3, 0.2, 0.15], names: 1.2, surnames: 0.5, assimilated: 0.5 },
  central_asia: { weights: [0.4, 0.25, 0.2, 0.15], names: 0.9, surnames: 0.4, assimilated: 0.2 },
};

interface NamingClass {
  group: number;
  weight: number;
  /** Share of own names in this class, as a factor on the group's. */
  assimilated: boolean;
  peopleIndex: number;
}

/** @param partition tells which names share a rest cell; the country itself does not depend on it */
export function createCountry(
  population: Population,
  partition: Partition,
  options: CountryOptions,
): Country {
  const { counts } = partition;
  const { years, groups, initials, firstYear } = counts;
  const random = createRandom(options.seed);
  const calledAfterFather = 0.02 * options.dependence;
  const groupIds = population.file.groups.map(({ id }) => id);
  const believed = population.file.groups.map((group) => group.believed);
  const classes: NamingClass[] = groupIds.flatMap((id, group) => {
    const { weights, assimilated } = peoples[id] ?? { weights: [1], assimilated: 0 };
    return weights.flatMap((weight, peopleIndex) =>
      assimilated === 0
        ? [{ group, weight, assimilated: false, peopleIndex }]
        : [
            { group, weight: weight * (1 - assimilated), assimilated: false, peopleIndex },
            { group, weight: weight * assimilated, assimilated: true, peopleIndex },
          ],
    );
  });
  const size = classes.length * years;
  const wrong = (): number => Math.exp(options.tableError * random.normal() - options.tableError ** 2 / 2);

  /** For each key, how much more often each class has it than its group: averages 1 over the group's classes. */
  const leaning = (spread: (id: string) => number): Float64Array => {
    const raw = groupIds.map((id) =>
      (peoples[id]?.weights ?? [1]).map(() => Math.exp(options.dependence * spread(id) * random.normal())),
    );
    const result = Float64Array.from(classes, ({ group, peopleIndex }) => raw[group]?.[peopleIndex] ?? 1);
    for (let group = 0; group < groups; group += 1) {
      let mean = 0;
      classes.forEach((of, index) => {
        if (of.group === group) mean += of.weight * (result[index] as number);
      });
      classes.forEach((of, index) => {
        if (of.group === group) result[index] = (result[index] as number) / mean;
      });
    }
    return result;
  };

  const names = initials.flatMap((initial) => [...counts.namesOf(initial), `${initial}…`]);
  const nameIndex = new Map(names.map((name, index) => [name, index]));
  const slavicNames = new Set(
    population.givenNames.rows.filter(({ group }) => group === groupIds[0]).map(({ key }) => key),
  );

  /**
   * Men by class and year with a name: the group's figure times the leaning of the class, and for a name of the first
   * group in another, more in families that gave up their people's names and fewer in the others.
   */
  const leanings = names.map(() => leaning((id) => peoples[id]?.names ?? 0));
  const keeping = (of: NamingClass, isSlavic: boolean): number => {
    const share = peoples[groupIds[of.group] as string]?.assimilated ?? 0;
    if (of.group === 0 || share === 0 || options.dependence === 0) return 1;
    const strength = of.assimilated === isSlavic ? (of.assimilated ? 2.4 : 1.25) : of.assimilated ? 0.3 : 0.4;
    const mean = share * (isSlavic ? 2.4 : 0.3) + (1 - share) * (isSlavic ? 0.4 : 1.25);
    return strength / mean;
  };
  const men = names.map((name, index) => {
    const table = counts
      .givenName(name)
      .map((count, place) => count / (believed[Math.floor(place / years)] as number));
    const error = wrong();
    const phase = random.next() * 2 * Math.PI;
    const isSlavic = slavicNames.has(name);
    const result = new Float64Array(size);
    classes.forEach((of, classIndex) => {
      const factor =
        of.weight * ((leanings[index] as Float64Array)[classIndex] as number) * keeping(of, isSlavic) * error;
      for (let year = 0; year < years; year += 1) {
        const fashion = 1 + 0.15 * options.dependence * Math.sin((2 * Math.PI * year) / 7 + phase);
        result[classIndex * years + year] = (table[of.group * years + year] as number) * factor * fashion;
      }
    });
    return result;
  });

  /** P(patronymic initial | class, year): the table's, leaning as the names of the class's fathers lean. */
  const fatherLeaning = initials.map((initial) => {
    const own = names.filter((name) => name.startsWith(initial)).map((name) => nameIndex.get(name) as number);
    return Float64Array.from(classes, (of, classIndex) => {
      let mine = 0;
      let all = 0;
      for (const index of own) {
        const name = names[index] as string;
        const weight = groupTotal(counts.givenName(name), of.group, years);
        all += weight;
        mine +=
          weight *
          ((leanings[index] as Float64Array)[classIndex] as number) *
          keeping(of, slavicNames.has(name));
      }
      return all === 0 ? 1 : mine / all;
    });
  });
  const patronymic = normalisedByClass(
    initials.map((initial, index) => {
      const table = counts.patronymicInitial(initial);
      const error = wrong();
      return Float64Array.from({ length: size }, (_, place) => {
        const classIndex = Math.floor(place / years);
        const share = table[(classes[classIndex] as NamingClass).group * years + (place % years)] as number;
        return share * ((fatherLeaning[index] as Float64Array)[classIndex] as number) * error;
      });
    }),
    size,
  );
  const surname = normalisedByClass(
    initials.map((initial) => {
      const table = counts.surnameInitial(initial);
      const lean = leaning((id) => peoples[id]?.surnames ?? 0);
      const error = wrong();
      return Float64Array.from(
        classes,
        ({ group }, index) => (table[group] as number) * (lean[index] as number) * error,
      );
    }),
    classes.length,
  );

  const initialIndex = new Map(initials.map((initial, index) => [initial, index]));
  const columnOf = (rows: readonly Float64Array[], place: number): Float64Array =>
    Float64Array.from(rows, (row) => row[place] as number);
  const perPlace = new Float64Array(size);
  for (const row of men)
    for (let place = 0; place < size; place += 1)
      perPlace[place] = (perPlace[place] as number) + (row[place] as number);
  const soldierWeight = (year: number): number => {
    const age = 2024 - (firstYear + year);
    return age < 18 || age > 62 ? 0.02 : Math.exp(-(((age - 31) / 12) ** 2));
  };
  const places = new Map<string, ReturnType<typeof drawer>>();
  const placesOf = (ages: 'all' | 'soldiers', group: number | undefined): ReturnType<typeof drawer> => {
    const key = `${ages} ${group}`;
    const weight = (count: number, place: number): number => {
      const outside = group !== undefined && classes[Math.floor(place / years)]?.group !== group;
      return outside ? 0 : count * (ages === 'all' ? 1 : soldierWeight(place % years));
    };
    const known = places.get(key) ?? drawer(perPlace.map(weight));
    places.set(key, known);
    return known;
  };
  const nameDrawers: (ReturnType<typeof drawer> | undefined)[] = [];
  const patronymicDrawers: (ReturnType<typeof drawer> | undefined)[] = [];
  const surnameDrawers = classes.map((_, index) => drawer(columnOf(surname, index)));
  const january = (year: number): number => halfMonthOf(firstYear + year, 1, 1);

  const withToken = new Map<string, Float64Array>();
  /** Men by class and year in a given cell: its own name, or all that have none. */
  const menOfToken = (token: string, surnameInitial: string): Float64Array => {
    const key = token + surnameInitial;
    const known = withToken.get(key);
    if (known !== undefined) return known;
    const initial = token.charAt(0);
    const members = token.endsWith('…')
      ? [...counts.namesOf(initial), token].filter(
          (name) => partition.givenToken(name, surnameInitial) === token,
        )
      : [token];
    const result = new Float64Array(size);
    for (const name of members) {
      const row = men[nameIndex.get(name) as number] as Float64Array;
      for (let place = 0; place < size; place += 1)
        result[place] = (result[place] as number) + (row[place] as number);
    }
    withToken.set(key, result);
    return result;
  };

  return {
    groupIds,
    draw(from, ages = 'all', group) {
      const place = placesOf(ages, group)(from);
      nameDrawers[place] ??= drawer(columnOf(men, place));
      patronymicDrawers[place] ??= drawer(columnOf(patronymic, place));
      const classIndex = Math.floor(place / years);
      const name = names[nameDrawers[place](from)] as string;
      const father = initials[patronymicDrawers[place](from)] as string;
      return {
        group: (classes[classIndex] as NamingClass).group,
        givenName: name,
        surnameInitial: initials[(surnameDrawers[classIndex] as ReturnType<typeof drawer>)(from)] as string,
        patronymicInitial: from.next() < calledAfterFather ? name.charAt(0) : father,
        halfMonth: january(place % years) + from.below(halfMonthsPerYear),
      };
    },
    serviceWeight: (halfMonth) => soldierWeight(Math.floor(halfMonth / halfMonthsPerYear) + 1900 - firstYear),
    *populate(from, wanted) {
      for (const [nameAt, name] of names.entries()) {
        const row = men[nameAt] as Float64Array;
        for (const [surnameAt, surnameInitial] of initials.entries()) {
          if (!wanted(name.charAt(0), surnameInitial)) continue;
          const shares = surname[surnameAt] as Float64Array;
          for (let place = 0; place < size; place += 1) {
            const classIndex = Math.floor(place / years);
            const mean = (row[place] as number) * (shares[classIndex] as number);
            if (mean <= 0) continue;
            const drawFather = patronymicDrawers[place] ?? drawer(columnOf(patronymic, place));
            patronymicDrawers[place] = drawFather;
            for (let left = from.poisson(mean); left > 0; left -= 1) {
              const father = initials[drawFather(from)] as string;
              yield {
                group: (classes[classIndex] as NamingClass).group,
                givenName: name,
                surnameInitial,
                patronymicInitial: from.next() < calledAfterFather ? name.charAt(0) : father,
                halfMonth: january(place % years) + from.below(halfMonthsPerYear),
              };
            }
          }
        }
      }
    },
    expected(cell) {
      const given = menOfToken(cell.given_name, cell.surname_initial);
      const surnameShare = surname[initialIndex.get(cell.surname_initial) as number] as Float64Array;
      const letters = initials.filter(
        (initial) =>
          partition.patronymicToken(cell.given_name, cell.surname_initial, initial) ===
          cell.patronymic_initial,
      );
      const after = letters.includes(cell.given_name.charAt(0)) ? calledAfterFather : 0;
      const rows = letters.map((letter) => patronymic[initialIndex.get(letter) as number] as Float64Array);
      let sum = 0;
      for (let half = cell.from; half <= cell.to; half += 1) {
        const year = Math.floor(half / halfMonthsPerYear) + 1900 - firstYear;
        let born = 0;
        for (let classIndex = 0; classIndex < classes.length; classIndex += 1) {
          const place = classIndex * years + year;
          let fathers = after;
          for (const row of rows) fathers += (1 - calledAfterFather) * (row[place] as number);
          born += (given[place] as number) * (surnameShare[classIndex] as number) * fathers;
        }
        sum += born * shareOfYear(half);
      }
      return sum;
    },
  };
}

function groupTotal(values: Float64Array, group: number, years: number): number {
  let sum = 0;
  for (let year = 0; year < years; year += 1) sum += values[group * years + year] as number;
  return sum;
}

/** Scales rows so that they add up to 1 at every place. */
function normalisedByClass(rows: Float64Array[], size: number): Float64Array[] {
  for (let place = 0; place < size; place += 1) {
    let sum = 0;
    for (const row of rows) sum += row[place] as number;
    if (sum > 0) for (const row of rows) row[place] = (row[place] as number) / sum;
  }
  return rows;
}
