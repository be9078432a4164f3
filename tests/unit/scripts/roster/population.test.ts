import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { populationFolder, readPopulation } from '../../../../scripts/roster/population-folder.ts';

const root = resolve(import.meta.dirname, '../../../..');
const lists = resolve(root, '../shared');

it('the tables of the population are what the script makes of its inputs', () => {
  if (!existsSync(join(lists, 'names/given_names.tsv'))) {
    console.info('skipped: the lists of names are not on this machine');
    return;
  }
  const out = mkdtempSync(join(tmpdir(), 'population-'));
  try {
    cpSync(populationFolder, out, { recursive: true });
    for (const file of ['men.csv', 'surname-initials.csv', 'given-names.csv']) rmSync(join(out, file));
    execFileSync(process.execPath, [join(root, 'scripts/roster/population.ts'), lists, '--out', out], {
      stdio: 'pipe',
    });
    for (const file of ['men.csv', 'surname-initials.csv']) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(join(populationFolder, file), 'utf8'));
    }
    // Given names follow the name engine, which may have learned a spelling since; the men are the same.
    const men = (folder: string): number =>
      readPopulation(folder).givenNames.rows.reduce((sum, { shares }) => sum + (shares[0] ?? 0), 0);
    expect(men(out)).toBeCloseTo(men(populationFolder), 2);
  } finally {
    rmSync(out, { recursive: true });
  }
});
