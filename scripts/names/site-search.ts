import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { loadNameTables } from '../../src/names/tables.ts';
import type { RosterView } from '../../src/roster/roster-view.ts';
import { createSearch, type Search } from '../../src/search/search.ts';
import {
  readCells,
  readRoster,
  readShardIndex,
  readShards,
  type SiteData,
} from '../../src/search/site-data.ts';
import { atOnce } from '../../src/steps/steps.ts';

/** A built site lacks what search needs. The message says what to do. */
export class SiteError extends Error {
  override name = 'SiteError';
}

/**
 * The search of a built site, over the files that a browser would load: `assets/names.js`, `assets/roster.js` and,
 * for large rosters, every shard under `assets/roster/`. Each is a classic script that fills `globalThis.vestochka`.
 */
export function siteSearch(site: string): Search {
  const assets = join(site, 'assets');
  const files = ['names.js', 'roster.js'].filter((file) => existsSync(join(assets, file)));
  const shards = globSync('roster/*.js', { cwd: assets }).sort();
  const scope = createContext({ vestochka: {} });
  for (const file of [...files, ...shards]) runInContext(readFileSync(join(assets, file), 'utf8'), scope);
  const data = scope.vestochka as SiteData; // the scripts are ours; each field is checked below
  if (typeof data.names !== 'string') throw missing(site, 'assets/names.js');
  return createSearch({
    view: rosterOf(data, site),
    names: loadNameTables(data.names),
    cells: atOnce(readCells(data.cells ?? '')),
  });
}

function rosterOf({ roster, shardIndex, shards }: SiteData, site: string): RosterView {
  if (typeof roster === 'string') return atOnce(readRoster(roster));
  if (typeof shardIndex !== 'string') throw missing(site, 'assets/roster.js');
  return atOnce(readShards(readShardIndex(shardIndex), shards ?? {}));
}

function missing(site: string, file: string): SiteError {
  return new SiteError(`${site} has no ${file}. Build the site first (npm run build), or name its folder.`);
}
