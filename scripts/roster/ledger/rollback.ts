import type { LedgerRecord, LedgerRelease } from '../../../src/schemas/ledger.ts';
import { Refusal } from '../exit.ts';
import type { Ledger } from './ledger-file.ts';

/** The row that is public now, undefined when there is none. */
export function currentListing(record: LedgerRecord): LedgerRecord['listings'][number] | undefined {
  const last = record.listings.at(-1);
  return last?.until === undefined ? last : undefined;
}

/** The release in force, as far as the ledger knows; releases that were only prepared don't count. */
export function lastRelease(ledger: Ledger): LedgerRelease | undefined {
  return ledger.releases.findLast((release) => ledger.published.has(release.number));
}

/** The number that the next release will have. Numbers of releases that never came into force are not used again. */
export function nextNumber(ledger: Ledger): number {
  return (ledger.releases.at(-1)?.number ?? 0) + 1;
}

/**
 * Brings a ledger in line with what is public. A release that was prepared when the program was killed either came
 * into force (its `roster.json` is there) or it did not: then its rows never were, and go back to waiting. Their refs
 * stay drawn, since a file may have been seen.
 * @param rosterHash sha256 of `roster.json` in the release folder, null when there is none
 * @param folder absolute path of the release folder
 * @returns whether the ledger changed
 * @throws Refusal when the release was prepared for another folder, where it may be in force
 */
export function settle(ledger: Ledger, rosterHash: string | null, folder: string): boolean {
  const pending = ledger.releases.at(-1);
  if (pending === undefined || ledger.published.has(pending.number)) return false;
  if (pending.roster === rosterHash) {
    ledger.published.add(pending.number);
    return true;
  }
  if (pending.folder !== undefined && pending.folder !== folder) {
    throw new Refusal(
      `A publication into ${pending.folder} was interrupted, and only that folder tells whether it came into force. Publish with --out ${pending.folder} first (if the folder was moved, with its new place), then into ${folder}.`,
    );
  }
  ledger.releases.pop();
  for (const record of ledger.records.values()) undo(record, pending.number);
  return true;
}

function undo(record: LedgerRecord, number: number): void {
  const added = record.listings.at(-1);
  if (added?.from === number) record.listings.pop();
  const ended = record.listings.at(-1);
  if (ended?.until === number) {
    delete ended.until;
    record.ref = ended.ref;
  }
}
