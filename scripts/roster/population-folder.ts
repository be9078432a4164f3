import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { canonicalPopulation } from '../../src/roster/canonical-population.ts';
import { type Population, parsePopulation } from '../../src/schemas/population.ts';
import { siteNames } from '../names/name-tables.ts';

/** Where the reference population of this site stands. */
export const populationFolder = join(import.meta.dirname, '../../content/population');

/**
 * Reads and checks a reference population; its given names come in the spelling of the name engine.
 * @throws PopulationError when a table is not as it must be; the error of node:fs when a file is missing
 */
export function readPopulation(folder = populationFolder): Population {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const population = parsePopulation(parse(text('population.yaml')), text);
  return canonicalPopulation(population, siteNames().canonicalGivenName);
}
