import { initialOfName } from '../names/fold.ts';
import type { Population, ShareRow } from '../schemas/population.ts';

/**
 * Expected numbers of men by name, initials and year of birth, from the reference tables:
 *
 *   E(name, s, p, year) = Σ over groups g of men(year) · share(g | year) · P(name | g, year) · P(s | g) · P(p | g, year)
 *
 * Within a group and a year of birth the three are taken to be independent; between groups they are not, which is
 * what groups are for. Of a group whose peoples differ much in all three, only the share `believed` is counted.
 * Numbers stand in vectors of groups × years, group by group.
 */
export interface ExpectedCounts {
  readonly firstYear: number;
  readonly years: number;
  readonly groups: number;
  /** Surname initials that have a share; also the alphabet of given names and patronymics. */
  readonly initials: readonly string[];
  /** Given names of the tables, sorted, by their initial. */
  namesOf(initial: string): readonly string[];
  /** Men so named, group by group and year by year. `Б…` gives the names in Б that are not in the tables. */
  givenName(name: string): Float64Array;
  /** Share of each group's men whose surname begins so. */
  surnameInitial(initial: string): Float64Array;
  /** Share of men, group by group and year of the son's birth, whose patronymic begins so. */
  patronymicInitial(initial: string): Float64Array;
  /** Share of men whose patronymic begins with none of the initials; below 0 where rounding made the others too many. */
  readonly otherPatronymics: Float64Array;
}

/** Straight lines between the decades, level beyond them. */
function atYear(decades: readonly number[], shares: readonly number[], year: number): number {
  const last = decades.length - 1;
  if (year <= (decades[0] as number)) return shares[0] as number;
  for (let index = 1; index <= last; index += 1) {
    const end = decades[index] as number;
    if (year > end) continue;
    const start = decades[index - 1] as number;
    const part = (year - start) / (end - start);
    return (shares[index - 1] as number) * (1 - part) + (shares[index] as number) * part;
  }
  return shares[last] as number;
}

/** Expected numbers over the tables of a population. Vectors are computed when first asked for and kept. */
export function createExpectedCounts(population: Population): ExpectedCounts {
  const { file, men } = population;
  const firstYear = (men[0] as { year: number }).year;
  const years = men.length;
  const groupIds = file.groups.map(({ id }) => id);
  const groups = groupIds.length;
  const size = groups * years;

  const vector = (value: (group: number, year: number) => number): Float64Array => {
    const result = new Float64Array(size);
    for (let group = 0; group < groups; group += 1) {
      for (let year = 0; year < years; year += 1)
        result[group * years + year] = value(group, firstYear + year);
    }
    return result;
  };
  const ofGroup = (group: number) => file.groups[group] as (typeof file.groups)[number];
  const shareOfGroup = (group: number, year: number): number =>
    atYear(file.decades, ofGroup(group).share, year);
  const ownNames = (group: number, year: number): number =>
    atYear(file.decades, ofGroup(group).own_names, year);

  const menOfGroup = vector((group, year) => {
    let whole = 0;
    for (let index = 0; index < groups; index += 1) whole += shareOfGroup(index, year);
    const share = (shareOfGroup(group, year) / whole) * ofGroup(group).believed;
    return (men[year - firstYear] as { men: number }).men * share;
  });
  const givenRows = rowsByKey(population.givenNames.rows, groupIds);
  const patronymicRows = rowsByKey(population.patronymicInitials.rows, groupIds);
  const surnameRows = rowsByKey(population.surnameInitials, groupIds);

  /** P(key | group, year): the group's own names, and for the rest of its men those of the first group. */
  const mixed = (
    rows: ReadonlyMap<string, (ShareRow | undefined)[]>,
    decades: readonly number[],
    key: string,
    earlier: number,
  ): Float64Array => {
    const found = rows.get(key);
    if (found === undefined) return new Float64Array(size);
    return vector((group, year) => {
      const own = ownNames(group, year - earlier);
      const shareIn = (row: ShareRow | undefined): number =>
        row ? atYear(decades, row.shares, year - earlier) : 0;
      return own * shareIn(found[group]) + (1 - own) * shareIn(found[0]);
    });
  };
  const initials = [...surnameRows.keys()].sort();
  const names = new Map<string, string[]>(initials.map((initial) => [initial, []]));
  for (const name of [...givenRows.keys()].sort()) {
    if (!name.endsWith('…')) names.get(initialOfName(name))?.push(name);
  }
  const patronymicInitial = remembered((initial) =>
    mixed(patronymicRows, population.patronymicInitials.decades, initial, file.father_age),
  );
  const otherPatronymics = vector(() => 1);
  for (const initial of initials) {
    patronymicInitial(initial).forEach((share, index) => {
      otherPatronymics[index] = (otherPatronymics[index] as number) - share;
    });
  }
  return {
    firstYear,
    years,
    groups,
    initials,
    namesOf: (initial) => names.get(initial) ?? [],
    givenName: remembered((name) => {
      const shares = mixed(givenRows, population.givenNames.decades, name, 0);
      return shares.map((share, index) => share * (menOfGroup[index] as number));
    }),
    surnameInitial: remembered((initial) =>
      Float64Array.from(groupIds, (_, group) => surnameRows.get(initial)?.[group]?.shares[0] ?? 0),
    ),
    patronymicInitial,
    otherPatronymics,
  };
}

function rowsByKey(
  rows: readonly ShareRow[],
  groups: readonly string[],
): Map<string, (ShareRow | undefined)[]> {
  const result = new Map<string, (ShareRow | undefined)[]>();
  for (const row of rows) {
    const byGroup = result.get(row.key) ?? groups.map(() => undefined);
    byGroup[groups.indexOf(row.group)] = row;
    result.set(row.key, byGroup);
  }
  return result;
}

function remembered(compute: (key: string) => Float64Array): (key: string) => Float64Array {
  const known = new Map<string, Float64Array>();
  return (key) => {
    const found = known.get(key) ?? compute(key);
    known.set(key, found);
    return found;
  };
}
