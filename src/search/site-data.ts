import { decodeBase64 } from '../bytes/base64.ts';
import { type CellIndex, cellIndexSteps, finestIndex } from '../roster/cell-index.ts';
import { type PlacedRosterView, rosterSteps } from '../roster/columns.ts';
import { RosterDataError } from '../roster/roster-data-error.ts';
import type { RosterView } from '../roster/roster-view.ts';
import { decodeShardIndex, joinShards, type ShardIndex, shardSteps } from '../roster/shards.ts';
import type { Steps } from '../steps/steps.ts';

/** What the scripts in `assets/` put into `globalThis.vestochka`: text that this file alone knows how to read. */
export interface SiteData {
  /** The whole roster: base64 of `encodeRoster`. */
  readonly roster?: string;
  /** Or the index of its shards: base64 of `encodeShardIndex`. */
  readonly shardIndex?: string;
  /** Shards by number, as far as they were fetched. */
  readonly shards?: Readonly<Record<number, string>>;
  readonly names?: string;
  readonly cells?: string;
}

/** @throws RosterDataError on text that is no whole roster */
export function* readRoster(text: string): Steps<RosterView> {
  const bytes = bytesOf(text);
  yield;
  return yield* rosterSteps(bytes);
}

/** @throws RosterDataError on text that is no index of shards */
export function readShardIndex(text: string): ShardIndex {
  return decodeShardIndex(bytesOf(text));
}

/**
 * Some shards as one roster.
 * @throws RosterDataError on text that is not that shard of that release
 */
export function* readShards(index: ShardIndex, shards: Readonly<Record<number, string>>): Steps<RosterView> {
  const views: PlacedRosterView[] = [];
  for (const number of Object.keys(shards).map(Number)) {
    const bytes = bytesOf(shards[number] ?? '');
    yield;
    views.push(yield* shardSteps(index, number, bytes));
  }
  yield;
  return joinShards(views);
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes === null) throw new RosterDataError('damaged', 'The roster is damaged.');
  return bytes;
}

/**
 * Which names and initials have cells of their own.
 * @param text '' where every one has
 * @throws RosterDataError
 */
export function* readCells(text: string): Steps<CellIndex> {
  return text === '' ? finestIndex : yield* cellIndexSteps(bytesOf(text));
}
