import type { Population, ShareRow } from '../schemas/population.ts';

/**
 * The tables in the words of the name engine: names that it takes for one (Данил and Даниил, Артем and Артём) become
 * one row, since a register, a query and a table must mean the same men by a name.
 */
export function canonicalPopulation(
  population: Population,
  canonicalGivenName: (name: string) => string,
): Population {
  const rows = new Map<string, ShareRow>();
  for (const row of population.givenNames.rows) {
    const key = row.key.endsWith('…') ? row.key : canonicalGivenName(row.key);
    const same = rows.get(`${row.group} ${key}`);
    const shares = row.shares.map((share, index) => share + (same?.shares[index] ?? 0));
    rows.set(`${row.group} ${key}`, { group: row.group, key, shares });
  }
  return { ...population, givenNames: { ...population.givenNames, rows: [...rows.values()] } };
}
