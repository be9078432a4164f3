import { loadNameTables } from '../../src/names/tables.ts';
import type { CellEdition } from '../../src/roster/cell-edition.ts';
import { decodeCellIndex, encodeCellIndex } from '../../src/roster/cell-index.ts';
import { cellsInForce } from '../../src/roster/cells-in-force.ts';
import { cellVocabulary, createPartition } from '../../src/roster/partition.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import type { Policy } from '../../src/schemas/policy.ts';
import { siteNameTables } from '../names/name-tables.ts';
import { readPopulation } from '../roster/population-folder.ts';

/**
 * The table of cells that a browser reads rows by: that of the release. Where rows were cut under several tables, or
 * content/names has changed since, one table for all of them (`cellsInForce`). A release without rows carries none;
 * then it is that of today.
 */
export function cellTable(
  policy: Policy,
  entries: readonly Entry[],
  editions: readonly CellEdition[],
): Uint8Array {
  const [first] = editions;
  if (first === undefined) {
    const partition = createPartition(readPopulation(), policy);
    return encodeCellIndex(partition, cellVocabulary(partition));
  }
  const today = siteNameTables();
  if (editions.length === 1 && first.names === today) return first.cells;
  const { index, vocabulary } = cellsInForce(
    editions.map(({ names, cells }) => ({ names: loadNameTables(names), cells: decodeCellIndex(cells) })),
    loadNameTables(today),
    [...new Set(entries.map(({ given_name }) => given_name))],
  );
  return encodeCellIndex(index, vocabulary);
}
