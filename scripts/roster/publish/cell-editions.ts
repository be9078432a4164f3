import { decodeCellEdition, encodeCellEdition } from '../../../src/roster/cell-edition.ts';
import { decodeCellIndex, encodeCellIndex } from '../../../src/roster/cell-index.ts';
import { cellVocabulary, type Partition } from '../../../src/roster/partition.ts';
import { siteNameTables } from '../../names/name-tables.ts';
import { Refusal } from '../exit.ts';
import type { EntriesGrammar } from '../leaks/entries-grammar.ts';
import type { Ledger } from '../ledger/ledger-file.ts';
import { currentListing } from '../ledger/rollback.ts';

/**
 * Editions of the cells. A published man keeps his row for ever, and a row is read with the tables that made it: which
 * names had cells of their own, which spellings were one name. So the ledger keeps each such edition, a listing names
 * the one that it was cut under, and a release carries those of its rows (`editionPath`).
 */

/** The edition that the tables of today make: content/population, content/names and the policy. */
export function editionOfToday(partition: Partition): Uint8Array {
  const cells = encodeCellIndex(partition, cellVocabulary(partition));
  return encodeCellEdition({ names: siteNameTables(), cells });
}

/** The number of an edition in a ledger, which takes it up when it is new there. */
export function editionNumber(ledger: Ledger, edition: Uint8Array): number {
  const cells = Buffer.from(edition).toString('base64');
  for (const [number, known] of ledger.cells) if (known === cells) return number;
  const number = Math.max(0, ...ledger.cells.keys()) + 1;
  ledger.cells.set(number, cells);
  return number;
}

/**
 * Editions under which the rows that are public were cut, by ascending number.
 * @throws Refusal when the ledger has lost one
 */
export function editionsInForce(ledger: Ledger): Map<number, Uint8Array> {
  const numbers = new Set<number>();
  for (const record of ledger.records.values()) {
    const number = currentListing(record)?.cells;
    if (number !== undefined) numbers.add(number);
  }
  return new Map(
    [...numbers]
      .sort((a, b) => a - b)
      .map((number) => {
        const cells = ledger.cells.get(number);
        if (cells === undefined) {
          throw new Refusal(
            `The ledger has lost the tables (${number}) under which rows that are public were made. Restore the ledger from its backup.`,
          );
        }
        return [number, Buffer.from(cells, 'base64')];
      }),
  );
}

/** A grammar that takes the tokens of earlier tables too. */
export function grammarWith(grammar: EntriesGrammar, editions: Iterable<Uint8Array>): EntriesGrammar {
  const givenNames = new Set(grammar.givenNames);
  const initials = new Set(grammar.initials);
  for (const edition of editions) {
    const { vocabulary } = decodeCellIndex(decodeCellEdition(edition).cells);
    for (const name of vocabulary.givenNames) givenNames.add(name);
    for (const letter of [...vocabulary.surnameInitials, ...vocabulary.patronymicInitials])
      initials.add(letter);
  }
  return { givenNames, initials };
}
