import { describe, expect, it } from 'vitest';
import { siteNameTables } from '../../../scripts/names/name-tables.ts';
import { readPopulation } from '../../../scripts/roster/population-folder.ts';
import { loadNameTables } from '../../../src/names/tables.ts';
import { decodeCellEdition, encodeCellEdition } from '../../../src/roster/cell-edition.ts';
import { decodeCellIndex, encodeCellIndex } from '../../../src/roster/cell-index.ts';
import { cellsInForce } from '../../../src/roster/cells-in-force.ts';
import { cellVocabulary, createPartition } from '../../../src/roster/partition.ts';
import { RosterDataError } from '../../../src/roster/roster-data-error.ts';

const population = readPopulation();
const names = loadNameTables(siteNameTables());
const cellsOf = (margin: number): Uint8Array => {
  const partition = createPartition(population, { maxRisk: 0.03, margin, regionalMultiplier: 1 });
  return encodeCellIndex(partition, cellVocabulary(partition));
};
const [fine, coarse] = [cellsOf(0.7), cellsOf(0.5)];

describe('an edition of the cells', () => {
  const edition = { names: siteNameTables(), cells: fine };
  const bytes = encodeCellEdition(edition);

  it('comes back as it went, in less than 15 kB', () => {
    expect(decodeCellEdition(bytes)).toEqual(edition);
    expect(bytes.length).toBeLessThan(15_000);
    expect(encodeCellEdition(edition)).toEqual(bytes);
  });

  it('has no name in plain text, which a search for leaks might take for somebody’s', () => {
    // Роман, in the letters of `compileNameTables`.
    expect(edition.names).toContain('qoman');
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('qoman');
  });

  it('gives a typed error for bytes that are damaged or cut short', () => {
    for (const at of [0, 3, 6, 500, 9_000, bytes.length - 1]) {
      const broken = bytes.slice();
      broken[at] = (broken[at] as number) ^ 1;
      expect(() => decodeCellEdition(broken)).toThrow(RosterDataError);
    }
    expect(() => decodeCellEdition(bytes.slice(0, -1))).toThrow(RosterDataError);
  });
});

describe('one table for several editions', () => {
  const editions = [fine, coarse].map((cells) => ({ names, cells: decodeCellIndex(cells) }));
  const { index, vocabulary } = cellsInForce(editions, names, []);
  const bytes = encodeCellIndex(index, vocabulary);
  const joint = decodeCellIndex(bytes);

  it('is hardly larger than that of one', () => {
    expect(bytes.length).toBeLessThan(1.1 * fine.length);
  });

  it('fits wherever one of them fits, and nowhere else', () => {
    const { givenNames, surnameInitials, patronymicInitials } = vocabulary;
    const faults: string[] = [];
    let [shared, parted] = [0, 0];
    for (const name of givenNames) {
      for (const surname of surnameInitials) {
        const isRest = editions.some(({ cells }) => cells.givenToken(name, surname) !== name);
        if ((joint.givenToken(name, surname) !== name) !== isRest) faults.push(`${name} ${surname}`);
        const own = editions.filter(({ cells }) => cells.hasOwnCell(name, surname));
        if (isRest && own.length > 0) shared += 1;
        for (const letter of own.length === 0 ? [] : patronymicInitials) {
          const tokens = own.map(({ cells }) => cells.patronymicToken(name, surname, letter));
          const isOther = tokens.includes('…');
          if (isOther && tokens.includes(letter)) parted += 1;
          if ((joint.patronymicToken(name, surname, letter) === '…') !== isOther) {
            faults.push(`${name} ${surname} ${letter}`);
          }
        }
      }
    }
    expect(faults).toEqual([]);
    // The editions do differ, in names and in letters.
    expect(Math.min(shared, parted)).toBeGreaterThan(50);
  });

  it('of one edition alone says what it says', () => {
    const one = cellsInForce(editions.slice(0, 1), names, []);
    expect(one.index.earlierNames?.size).toBe(0);
    const again = decodeCellIndex(encodeCellIndex(one.index, one.vocabulary));
    for (const name of one.vocabulary.givenNames) {
      for (const surname of one.vocabulary.surnameInitials) {
        expect(again.givenToken(name, surname)).toBe(editions[0]?.cells.givenToken(name, surname));
      }
    }
  });
});
