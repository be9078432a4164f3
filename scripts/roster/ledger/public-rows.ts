import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../release/hash.ts';
import { Refusal } from '../exit.ts';
import { readRoster } from '../release-folder.ts';
import type { Ledger } from './ledger-file.ts';

const refLength = 8;

/** Refs of the rows that were public in release `number`. */
function refsOf(ledger: Ledger, number: number): Set<string> {
  const refs = new Set<string>();
  for (const { listings } of ledger.records.values()) {
    for (const { ref, from, until } of listings) {
      if (from <= number && (until === undefined || until > number)) refs.add(ref);
    }
  }
  return refs;
}

/** Refs of the rows in an `entries.csv` that is as it was written: they stand first, in eight characters. */
function* refsIn(csv: string): Generator<string> {
  for (let at = csv.indexOf('\n') + 1; at > 0 && at < csv.length; at = csv.indexOf('\n', at) + 1) {
    yield csv.slice(at, at + refLength);
  }
}

/**
 * Holds the release in a folder against the ledger that made it: a ledger that lost records would give the men behind
 * them new refs and codes, and nobody could see why. Rows that were changed are not read: they are written anew.
 * @throws Refusal when the ledger does not know each public row
 */
export function checkPublicRows(folder: string, ledger: Ledger): void {
  const found = readRoster(folder);
  const release = ledger.releases.find(({ roster }) => roster === found?.sha256);
  if (found === null || release === undefined) return;
  const path = join(folder, 'entries.csv');
  const csv = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (sha256(csv) !== found.roster.files['entries.csv']?.sha256) return;
  const known = refsOf(ledger, release.number);
  let rows = 0;
  let unknown = 0;
  for (const ref of refsIn(csv)) {
    rows += 1;
    if (!known.has(ref)) unknown += 1;
  }
  if (unknown === 0 && known.size === rows) return;
  throw new Refusal(
    `The ledger does not hold the rows that are public in ${folder} (${unknown} of ${rows} are unknown to it, it knows ${known.size}): it was damaged or cut off. Restore the ledger from its backup.`,
  );
}
