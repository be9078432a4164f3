import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { readRelease } from '../../scripts/roster/release-folder.ts';
import { demonstrationRelease } from '../../scripts/site/release-location.ts';
import { formatEntries, sortEntries } from '../../src/roster/entries-csv.ts';
import { firstDayOf, lastDayOf } from '../../src/roster/half-month.ts';
import { type Cell, createPartition } from '../../src/roster/partition.ts';
import { createRef } from '../../src/roster/ref-code.ts';
import { isoOfDay } from '../../src/roster/roster-view.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import type { Roster } from '../../src/schemas/release.ts';

const refSpace = 2 ** 35;

/** As far apart as may be and never the same: an odd factor, below what a double holds exactly up to 3 million rows. */
function refOf(row: number): string {
  const number = (row * 2_654_435_761) % refSpace;
  const [high, low] = [Math.floor(number / 2 ** 25), number % 2 ** 25];
  return createRef(Uint8Array.of(high >>> 5, ((high & 31) << 3) | (low >>> 24), low >>> 16, low >>> 8, low));
}

function entryOf({ from, to, expected, ...names }: Cell, row: number): Entry {
  return {
    ref: refOf(row),
    ...names,
    birth_from: isoOfDay(firstDayOf(from)),
    birth_to: isoOfDay(lastDayOf(to)),
  };
}

/**
 * Writes a release of any size into a folder: a row for every so-many-th cell of the population, so that there is no
 * man behind any of them; no sealed records.
 */
export function writeSyntheticRelease(folder: string, rows: number): void {
  const { roster } = readRelease(demonstrationRelease);
  const cells = [...createPartition(readPopulation(), roster.policy).cells()];
  const entries = Array.from({ length: rows }, (_, row) =>
    entryOf(cells[Math.floor((row * cells.length) / rows)] as Cell, row),
  );
  const csv = Buffer.from(formatEntries(sortEntries(entries)));
  const sha256 = createHash('sha256').update(csv).digest('hex');
  const { sealed, ...rest } = roster;
  const release: Roster = {
    ...rest,
    counts: { entries: rows },
    files: { 'entries.csv': { bytes: csv.length, sha256 } },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'entries.csv'), csv);
  writeFileSync(join(folder, 'roster.json'), JSON.stringify(release));
}
