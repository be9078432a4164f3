import type { Description } from '../../../src/roster/description.ts';
import type { Population } from '../../../src/schemas/population.ts';
import { Refusal } from '../exit.ts';
import { type EntriesGrammar, foreignField } from './entries-grammar.ts';
import type { Hit } from './hit.ts';
import { enoughHits, type ReleaseSearch } from './release-search.ts';

/** Every token of a row that the tables of a population can produce. */
export function grammarOf({ givenNames, surnameInitials, patronymicInitials }: Population): EntriesGrammar {
  return {
    givenNames: new Set(givenNames.rows.map(({ key }) => key).filter((key) => !key.endsWith('…'))),
    initials: new Set([...surnameInitials, ...patronymicInitials.rows].map(({ key }) => key)),
  };
}

/** Finds that name nobody. */
const withoutRecord: Partial<Record<Hit['kind'], string>> = {
  sealed: 'a sealed record that is no cipher',
  order: 'a row that does not stand where its own words put it',
};

function refusal(hits: readonly Hit[]): Refusal {
  const lines = hits
    .slice(0, enoughHits)
    .map(
      ({ file, offset, record_id, kind }) =>
        `  ${file}, offset ${offset}: ${withoutRecord[kind] ?? `${kind} of record ${record_id}`}`,
    );
  return new Refusal(
    [
      `Nothing was published: something of the register would have become public (${hits.length} finds).`,
      ...lines,
      'If it stands in listing_basis of policy.yaml, reword that; else this is a fault of the program: report it, without the register.',
    ].join('\n'),
  );
}

/** The last look at a release before it comes into force. */
export class LeakGate {
  private readonly grammar: EntriesGrammar;
  private readonly releaseSearch: ReleaseSearch;

  /** @param releaseSearch with every needle in it */
  constructor(releaseSearch: ReleaseSearch, grammar: EntriesGrammar) {
    this.grammar = grammar;
    this.releaseSearch = releaseSearch;
    releaseSearch.begin(grammar);
  }

  /**
   * @param rows all of a release: a ledger may have been changed since a row passed the gate of its first one
   * @throws Refusal when a field is none that the tables alone could give
   */
  checkRows(rows: readonly Description[]): void {
    for (const row of rows) {
      const field = foreignField(row, this.grammar);
      if (field === null) continue;
      throw new Refusal(
        `Nothing was published: a row has a ${field} that no table can produce. Was the ledger changed by hand, or a table of content/population made shorter? Restore the one or the other; else this is a fault of the program: report it.`,
      );
    }
  }

  /**
   * Searches a file, or free words of the publisher.
   * @returns when the next may be given
   */
  search(file: string, bytes: Uint8Array): Promise<void> | undefined {
    return this.releaseSearch.search(file, bytes);
  }

  /** @throws Refusal with the place and the record id, never the value, of everything that would get out */
  async close(): Promise<void> {
    const { hits } = await this.releaseSearch.report();
    if (hits.length > 0) throw refusal(hits);
  }
}
