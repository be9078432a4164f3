import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Population, parsePopulation } from '../../src/schemas/population.ts';

/** Where the reference population of this site stands. */
export const populationFolder = join(import.meta.dirname, '../../content/population');

/**
 * Reads and checks a reference population.
 * @throws PopulationError when a table is not as it must be; the error of node:fs when a file is missing
 */
export function readPopulation(folder = populationFolder): Population {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return parsePopulation(parse(text('population.yaml')), text);
}
