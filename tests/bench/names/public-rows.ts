import { siteNames } from '../../../scripts/names/name-tables.ts';
import { readPopulation } from '../../../scripts/roster/population-folder.ts';
import { decodeCellIndex, encodeCellIndex } from '../../../src/roster/cell-index.ts';
import { cellVocabulary, createPartition } from '../../../src/roster/partition.ts';
import { createRef } from '../../../src/roster/ref-code.ts';
import { createRowClasses } from '../../../src/roster/row-classes.ts';
import type { Entry } from '../../../src/schemas/entry.ts';
import { policySchema } from '../../../src/schemas/policy.ts';
import type { Person } from './register.ts';

export type Row = Omit<Entry, 'ref'>;

/** The public roster of a register, as it would be published. */
export interface PublicRoster {
  readonly entries: readonly Entry[];
  /** The man behind each entry. */
  readonly men: readonly Person[];
  /** The table of cells as bytes (`encodeCellIndex`). */
  readonly cells: Uint8Array;
  /** What a row would say of him; null for a man who gets none. */
  rowOf(person: Person): Row | null;
}

export function publicRoster(register: readonly Person[]): PublicRoster {
  const names = siteNames();
  const population = readPopulation();
  const policy = policySchema.parse({});
  const partition = createPartition(population, policy);
  const { describe } = createRowClasses(population, policy, partition);
  const rowOf = ({ surname, given_name, patronymic, birth }: Person): Row | null =>
    describe({
      given_name: names.canonicalGivenName(given_name),
      surname_initial: names.canonicalInitial(surname),
      patronymic_initial: names.patronymicInitial(patronymic),
      birth,
    });
  const men: Person[] = [];
  const entries: Entry[] = [];
  for (const person of register) {
    const row = rowOf(person);
    if (row === null) continue;
    const at = men.push(person);
    entries.push({ ref: createRef(Uint8Array.of(9, at >>> 24, at >>> 16, at >>> 8, at)), ...row });
  }
  return { entries, men, rowOf, cells: encodeCellIndex(partition, cellVocabulary(partition)) };
}

/** Equal for rows that say the same: their men cannot be told apart. */
export function rowKey(row: Row): string {
  return [row.given_name, row.patronymic_initial, row.surname_initial, row.birth_from, row.birth_to].join();
}

export function cellIndexOf({ cells }: PublicRoster): ReturnType<typeof decodeCellIndex> {
  return decodeCellIndex(cells);
}
