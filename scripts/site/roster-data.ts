import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64 } from '../../src/bytes/base64.ts';
import type { CellEdition } from '../../src/roster/cell-edition.ts';
import { encodeRoster } from '../../src/roster/columns.ts';
import { bytesPerCheck, encodeShardIndex, encodeShards } from '../../src/roster/shards.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import type { Roster } from '../../src/schemas/release.ts';
import type { SiteData } from '../../src/search/site-data.ts';
import { compiledNameTables } from '../names/name-tables.ts';
import { cellTable } from './cell-table.ts';

/**
 * So many rows need not be encoded to see that they are more than one check may fetch: their refs alone are 105 kB, 35
 * random bits each less what their order saves, log2(40,000!) in all.
 */
const tooMany = 40_000;

/**
 * Writes what search needs, as classic scripts that fill `globalThis.vestochka`: `assets/names.js`,
 * `assets/roster.js` with the table of cells that its rows are read by, and for a large roster its shards, `assets/roster/NUMBER.js`.
 * @param editions the tables under which the release says that its rows were cut
 */
export function writeRosterData(
  folder: string,
  roster: Roster,
  entries: readonly Entry[],
  editions: readonly CellEdition[] = [],
): void {
  const assets = join(folder, 'assets');
  mkdirSync(assets, { recursive: true });
  const write = (name: string, fields: SiteData): void =>
    writeFileSync(join(assets, name), dataScript(fields));

  write('names.js', { names: compiledNameTables() });
  const cells = encodeBase64(cellTable(roster.policy, entries, editions));
  const whole = entries.length < tooMany ? encodeRoster(entries, { sequence: roster.sequence }) : null;
  // What one check may fetch comes with the page, so that nothing that is fetched depends on her.
  if (whole !== null && whole.length <= bytesPerCheck) {
    write('roster.js', { cells, roster: encodeBase64(whole) });
    return;
  }
  const { index, shards } = encodeShards(entries, { sequence: roster.sequence });
  write('roster.js', { cells, shardIndex: encodeBase64(encodeShardIndex(index)) });
  mkdirSync(join(assets, 'roster'), { recursive: true });
  shards.forEach((shard, number) => {
    const text = `globalThis.vestochka.shards=Object.assign(globalThis.vestochka.shards||{},{${number}:"${encodeBase64(shard)}"});`;
    writeFileSync(join(assets, `roster/${number}.js`), text);
  });
}

function dataScript(fields: SiteData): string {
  return `globalThis.vestochka=Object.assign(globalThis.vestochka||{},${JSON.stringify(fields)});`;
}
