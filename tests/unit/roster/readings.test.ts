import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createNames } from '../../../src/names/names.ts';
import { compileNameTables, loadNameTables } from '../../../src/names/tables.ts';

interface Readings {
  /** A table of its own, so that only rules count: name, other spellings, whether it is an eastern name. */
  table: { name: string; variants: string[]; eastern: boolean }[];
  given_names: Record<string, string>;
  surname_initials: Record<string, string>;
  patronymic_initials: Record<string, string | null>;
}
const path = join(import.meta.dirname, '../../vectors/readings.json');
const known = JSON.parse(readFileSync(path, 'utf8')) as Readings; // our own file

/**
 * A release carries the tables that made its rows and not the rules of src/names: a rule that reads a name otherwise
 * hides rows that are public from the families of men who are called so, above all those that share a row of rare names
 * ("another name in Ж"). When this fails, keep the old reading beside the new one in the search, or take the change back;
 * when nothing is public yet, change the vectors. What only content/names changes is covered (`cells-in-force.ts`).
 */
it('names are read as they were when rows were made', () => {
  const givenNames = known.table.map((record) => ({ ...record, diminutives: [] }));
  const tables = compileNameTables({ latin: [], givenNames, titles: [], patronymicWords: ['оглы'] }, true);
  const { canonicalGivenName, canonicalInitial, patronymicInitial } = createNames(loadNameTables(tables));
  const readAgain = <Read>(of: Record<string, Read>, read: (word: string) => Read): Record<string, Read> =>
    Object.fromEntries(Object.keys(of).map((word) => [word, read(word)]));
  expect(readAgain(known.given_names, canonicalGivenName)).toEqual(known.given_names);
  expect(readAgain(known.surname_initials, canonicalInitial)).toEqual(known.surname_initials);
  expect(readAgain(known.patronymic_initials, patronymicInitial)).toEqual(known.patronymic_initials);
});
