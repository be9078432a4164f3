import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { populationFolder, readPopulation } from '../../../scripts/roster/population-folder.ts';
import { canonicalPopulation } from '../../../src/roster/canonical-population.ts';
import { createExpectedCounts } from '../../../src/roster/expected-counts.ts';
import { PopulationError, parsePopulation } from '../../../src/schemas/population.ts';

const text = (file: string): string => readFileSync(join(populationFolder, file), 'utf8');
const yaml = parse(text('population.yaml'));
const withText = (changes: Record<string, (text: string) => string>) => (file: string) =>
  (changes[file] ?? ((same: string) => same))(text(file));

describe('the reference population', () => {
  it('names a source and a caveat for every table', () => {
    const { file } = parsePopulation(yaml, text);
    for (const table of Object.values(file.tables)) {
      expect(table.source.length).toBeGreaterThan(40);
      expect(table.caveat.length).toBeGreaterThan(40);
    }
  });

  it('adds up: every man of the table has a name', () => {
    const population = readPopulation();
    const counts = createExpectedCounts(population);
    const names = counts.initials.flatMap((initial) => [...counts.namesOf(initial), `${initial}…`]);
    let named = 0;
    for (const name of names) for (const men of counts.givenName(name)) named += men;
    const men = population.men.reduce((sum, year) => sum + year.men, 0);
    expect(named).toBeLessThanOrEqual(men * 1.001);
    expect(named).toBeGreaterThan(men * 0.98);
  });

  it('says what is wrong, and where', () => {
    const faults: [string, Record<string, (text: string) => string>][] = [
      ['men.csv, line 1', { 'men.csv': (csv) => csv.replace('birth_year', 'year') }],
      ['men.csv, line 3', { 'men.csv': (csv) => csv.replace(/^1961,.*$/m, '1961,many') }],
      ['years must follow', { 'men.csv': (csv) => csv.replace(/^1970,.*\n/m, '') }],
      ['stands there twice', { 'surname-initials.csv': (csv) => csv.replace(/^Б,/m, 'А,') }],
      ['add up to', { 'surname-initials.csv': (csv) => csv.replace(/^К,.*\n/m, '') }],
      ['is no group', { 'given-names.csv': (csv) => csv.replace(/^slavic,/m, 'unknown,') }],
      ['fields are needed', { 'patronymic-initials.csv': (csv) => csv.replace(/^(slavic,Б),/m, '$1,0,') }],
    ];
    for (const [message, changes] of faults) {
      expect(() => parsePopulation(yaml, withText(changes))).toThrow(PopulationError);
      expect(() => parsePopulation(yaml, withText(changes))).toThrow(message);
    }
    expect(() => parsePopulation({ ...yaml, title: '' }, text)).toThrow('population.yaml');
    expect(() => parsePopulation({ ...yaml, decades: [1955, 1945] }, text)).toThrow('decades');
    const groups = yaml.groups.slice(1);
    expect(() => parsePopulation({ ...yaml, groups }, text)).toThrow('add up');
  });

  it('joins names that the engine takes for one', () => {
    const population = parsePopulation(yaml, text);
    const share = (of: typeof population, name: string): number =>
      of.givenNames.rows.find(({ group, key }) => group === 'slavic' && key === name)?.shares[5] ?? 0;
    const joined = canonicalPopulation(population, (name) => (name === 'Данила' ? 'Даниил' : name));
    expect(share(joined, 'Даниил')).toBeCloseTo(
      share(population, 'Даниил') + share(population, 'Данила'),
      12,
    );
    expect(share(joined, 'Данила')).toBe(0);
  });

  it('holds no list of surnames or patronymics', () => {
    for (const file of ['surname-initials.csv', 'patronymic-initials.csv']) {
      expect(text(file).split('\n').length).toBeLessThan(200);
    }
  });
});
