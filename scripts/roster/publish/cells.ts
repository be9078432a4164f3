import type { Describe } from '../../../src/roster/description.ts';
import { createPartition } from '../../../src/roster/partition.ts';
import { createRowClasses } from '../../../src/roster/row-classes.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import type { EntriesGrammar } from '../leaks/entries-grammar.ts';
import { grammarOf } from '../leaks/gate.ts';
import { readPopulation } from '../population-folder.ts';
import { editionOfToday } from './cell-editions.ts';

/** The cells that the tables of today make under a policy. */
export interface Cells {
  describe: Describe;
  grammar: EntriesGrammar;
  /** The tables as a release carries them; made when first asked for, in some seconds. */
  edition: () => Uint8Array;
}

const knownCells = new Map<string, Cells>();

/** The cells of the project's population under a policy, cut once in a process. */
export function cellsOf(policy: Policy): Cells {
  const { maxRisk, margin, regionalMultiplier } = policy;
  const key = JSON.stringify([maxRisk, margin, regionalMultiplier]);
  const known = knownCells.get(key);
  if (known !== undefined) return known;
  const population = readPopulation();
  const partition = createPartition(population, policy);
  let edition: Uint8Array | undefined;
  const cells: Cells = {
    describe: createRowClasses(population, policy, partition).describe,
    grammar: grammarOf(population),
    edition: () => {
      edition ??= editionOfToday(partition);
      return edition;
    },
  };
  knownCells.set(key, cells);
  return cells;
}
