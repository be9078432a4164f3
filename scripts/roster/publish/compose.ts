import { formatEntries, formatEntry, sortEntries } from '../../../src/roster/entries-csv.ts';
import type { Entry } from '../../../src/schemas/entry.ts';
import { type Policy, smallestClass } from '../../../src/schemas/policy.ts';
import { type Roster, rosterFormat } from '../../../src/schemas/release.ts';
import { sha256 } from '../../release/hash.ts';
import type { Ledger } from '../ledger/ledger-file.ts';
import { currentListing } from '../ledger/rollback.ts';

export const entriesPath = 'entries.csv';

/** Every row that is public by the ledger, in the order of `entries.csv`. */
export function publicEntries(ledger: Ledger): Entry[] {
  const entries: Entry[] = [];
  for (const record of ledger.records.values()) {
    const listing = currentListing(record);
    if (listing === undefined) continue;
    const { given_name, patronymic_initial, surname_initial, birth_from, birth_to } = listing.row;
    const { ref } = listing;
    entries.push({ ref, given_name, patronymic_initial, surname_initial, birth_from, birth_to });
  }
  return sortEntries(entries);
}

/** Rows that are a text before they are bytes. */
const rowsAtOnce = 10_000;

/** The bytes of `formatEntries`, without the text of a million rows in memory. */
export function entriesFile(entries: readonly Entry[]): Uint8Array {
  const parts = [Buffer.from(formatEntries([]))];
  for (let from = 0; from < entries.length; from += rowsAtOnce) {
    const rows = entries.slice(from, from + rowsAtOnce).map((entry) => `${formatEntry(entry)}\n`);
    parts.push(Buffer.from(rows.join('')));
  }
  return Buffer.concat(parts);
}

/** What `roster.json` says besides the hashes. */
export interface Statement {
  edition: Roster['edition'];
  sequence: number;
  issued: string;
  review_by: string;
  policy: Policy;
  entries: number;
  sealed: Roster['sealed'];
}

/** Length and hash of a file as `roster.json` names it. */
export type FileSum = Roster['files'][string];

export function fileSum(bytes: Uint8Array): FileSum {
  return { bytes: bytes.length, sha256: sha256(bytes) };
}

/** The text of `roster.json`; keys in a fixed order, files sorted by path. */
export function rosterFile(statement: Statement, files: ReadonlyMap<string, FileSum>): string {
  const { edition, sequence, issued, review_by, policy, entries, sealed } = statement;
  const roster: Roster = {
    format: rosterFormat,
    edition,
    sequence,
    issued,
    review_by,
    policy: { ...policy, k: smallestClass(policy) },
    counts: { entries },
    ...(sealed === undefined ? {} : { sealed }),
    files: Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${JSON.stringify(roster, null, 1)}\n`;
}
