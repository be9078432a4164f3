import type { Description } from '../../../src/roster/describe.ts';
import type { Population } from '../../../src/schemas/population.ts';
import { Refusal } from '../exit.ts';
import { type EntriesGrammar, foreignField } from './entries-grammar.ts';
import type { Hit } from './hit.ts';
import type { Needles } from './needles.ts';
import { Scanner } from './scan.ts';

/** Every token of a row that the tables of a population can produce. */
export function grammarOf({ givenNames, surnameInitials, patronymicInitials }: Population): EntriesGrammar {
  return {
    givenNames: new Set(givenNames.rows.map(({ key }) => key).filter((key) => !key.endsWith('…'))),
    initials: new Set([...surnameInitials, ...patronymicInitials.rows].map(({ key }) => key)),
  };
}

/** What is about to be written, as far as it is not made of tokens of the tables. */
export interface Outgoing {
  /** Rows that were not public before; those that were passed the gate of their own release. */
  newRows: readonly Description[];
  /** Free words of the publisher in `roster.json`. */
  words: string;
  /** Other files by their path. */
  files: Iterable<readonly [path: string, bytes: Uint8Array]>;
}

const shownHits = 20;

function refusal(hits: readonly Hit[]): Refusal {
  const lines = hits
    .slice(0, shownHits)
    .map(
      ({ file, offset, record_id, kind }) => `  ${file}, offset ${offset}: ${kind} of record ${record_id}`,
    );
  return new Refusal(
    [
      `Nothing was published: something of the register would have become public (${hits.length} finds).`,
      ...lines,
      'If it stands in listing_basis of policy.yaml, reword that; else this is a fault of the program: report it, without the register.',
    ].join('\n'),
  );
}

/**
 * The last look at a release before it is written.
 * @throws Refusal with the place and the record id, never the value, of everything that would get out
 */
export function refuseLeaks(needles: Needles, grammar: EntriesGrammar, outgoing: Outgoing): void {
  for (const row of outgoing.newRows) {
    const field = foreignField(row, grammar);
    if (field !== null) {
      throw new Refusal(
        `Nothing was published: a new row has a ${field} that no table can produce. This is a fault of the program or of content/population: report it.`,
      );
    }
  }
  const scanner = new Scanner(needles, { vocabularyIsFine: false, grammar });
  const hits: Hit[] = [...scanner.scan('policy.yaml (listing_basis)', Buffer.from(outgoing.words))];
  for (const [path, bytes] of outgoing.files) {
    for (const hit of scanner.scan(path, bytes)) hits.push(hit);
    if (hits.length >= shownHits) break;
  }
  if (hits.length > 0) throw refusal(hits);
}
