import { loadNameTables } from '../names/tables.ts';
import type { CellIndex } from '../roster/cell-index.ts';
import { isOneCheck, joinShards, type ShardIndex, shardsFor } from '../roster/shards.ts';
import type { EnginePort, FromEngine, ToEngine } from './messages.ts';
import { createSearch, type Search, type SearchSource } from './search.ts';
import { shardQuery } from './shard-query.ts';
import { readCells, readRoster, readShardIndex, readShards } from './site-data.ts';

interface Loaded {
  readonly names: SearchSource['names'];
  readonly cells: CellIndex;
  readonly index: ShardIndex | null;
  readonly search: Search;
}

/**
 * Runs the engine at one end of a port: in a worker (`startEngine(self)`), or on the page's own thread where
 * workers do not start. Every message is answered by one message.
 */
export function startEngine(port: EnginePort): void {
  let loaded: Loaded | null = null;
  port.onmessage = ({ data }) => {
    try {
      const answer = handle(data, loaded);
      loaded = answer.loaded;
      port.postMessage(answer.message);
    } catch (error) {
      const code = data.kind === 'load' || data.kind === 'use' ? 'damaged' : 'failed';
      port.postMessage(failure(data.kind === 'load' ? null : data.id, code, error));
    }
  };
}

function handle(message: ToEngine, before: Loaded | null): { message: FromEngine; loaded: Loaded } {
  if (message.kind === 'load') {
    const names = loadNameTables(message.names);
    const cells = readCells(message.cells);
    const index = message.shardIndex === '' ? null : readShardIndex(message.shardIndex);
    const view = index === null ? readRoster(message.roster) : joinShards([]);
    const loaded = { names, cells, index, search: createSearch({ view, names, cells }) };
    return { message: { kind: 'ready', id: null, rows: view.size }, loaded };
  }
  if (before === null) throw new Error('Nothing is loaded yet.');
  const { id } = message;
  if (message.kind === 'search') {
    return { message: { kind: 'result', id, result: before.search(message.query) }, loaded: before };
  }
  if (before.index === null) throw new Error('This roster is whole and has no shards.');
  if (message.kind === 'shards') {
    const shards = shardsFor(before.index, shardQuery(before.search(message.query)));
    const allowed = isOneCheck(before.index, shards) ? shards : null;
    return { message: { kind: 'shards', id, shards: allowed }, loaded: before };
  }
  const view = readShards(before.index, message.shards);
  const search = createSearch({ view, names: before.names, cells: before.cells });
  return { message: { kind: 'ready', id, rows: view.size }, loaded: { ...before, search } };
}

function failure(id: number | null, code: 'damaged' | 'failed', error: unknown): FromEngine {
  return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
}
