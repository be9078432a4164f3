import { decodeBase64 } from '../bytes/base64.ts';
import { type CellIndex, decodeCellIndex, finestIndex } from '../roster/cell-index.ts';
import { decodeRoster } from '../roster/columns.ts';
import { RosterDataError } from '../roster/roster-data-error.ts';
import type { RosterView } from '../roster/roster-view.ts';
import { decodeShard, decodeShardIndex, joinShards, type ShardIndex } from '../roster/shards.ts';

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
export function readRoster(text: string): RosterView {
  return decodeRoster(bytesOf(text));
}

/** @throws RosterDataError on text that is no index of shards */
export function readShardIndex(text: string): ShardIndex {
  return decodeShardIndex(bytesOf(text));
}

/**
 * Some shards as one roster.
 * @throws RosterDataError on text that is not that shard of that release
 */
export function readShards(index: ShardIndex, shards: Readonly<Record<number, string>>): RosterView {
  return joinShards(
    Object.entries(shards).map(([number, text]) => decodeShard(index, Number(number), bytesOf(text))),
  );
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
export function readCells(text: string): CellIndex {
  return text === '' ? finestIndex : decodeCellIndex(bytesOf(text));
}
