import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPopulation } from '../../scripts/roster/population-folder.ts';
import { readRelease } from '../../scripts/roster/release-folder.ts';
import { demonstrationRelease } from '../../scripts/site/release-location.ts';
import { writeRosterData } from '../../scripts/site/roster-data.ts';
import { firstDayOf, lastDayOf } from '../../src/roster/half-month.ts';
import { type Cell, createPartition } from '../../src/roster/partition.ts';
import { createRef } from '../../src/roster/ref-code.ts';
import { isoOfDay } from '../../src/roster/roster-view.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { site } from './channels.ts';

/**
 * A copy of the site with a roster too large to come with the page: a row for every so-many-th cell of the
 * population, so there is no man behind any of them.
 */
export function siteWithLargeRoster(rows: number): { folder: string; entries: Entry[] } {
  const { roster } = readRelease(demonstrationRelease);
  const cells = [...createPartition(readPopulation(), roster.policy).cells()];
  const entries = Array.from({ length: rows }, (_, row) =>
    entryOfCell(cells[Math.floor((row * cells.length) / rows)] as Cell, row),
  );
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-large-'));
  cpSync(site, folder, { recursive: true });
  writeRosterData(folder, roster, entries);
  return { folder, entries };
}

function entryOfCell(
  { given_name, patronymic_initial, surname_initial, from, to }: Cell,
  row: number,
): Entry {
  return {
    ref: createRef(Uint8Array.of(7, row >>> 24, row >>> 16, row >>> 8, row)),
    given_name,
    patronymic_initial,
    surname_initial,
    birth_from: isoOfDay(firstDayOf(from)),
    birth_to: isoOfDay(lastDayOf(to)),
  };
}
