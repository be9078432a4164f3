import { nameTableSteps } from '../names/tables.ts';
import type { CellIndex } from '../roster/cell-index.ts';
import { isOneCheck, joinShards, type ShardIndex, shardsFor } from '../roster/shards.ts';
import type { Steps } from '../steps/steps.ts';
import type { EnginePort, FromEngine, ToEngine } from './messages.ts';
import type { SearchResult } from './query.ts';
import { type Search, type SearchSource, searchSteps } from './search.ts';
import { shardQuery } from './shard-query.ts';
import { readCells, readRoster, readShardIndex, readShards } from './site-data.ts';

interface Loaded {
  readonly names: SearchSource['names'];
  readonly cells: CellIndex;
  readonly index: ShardIndex | null;
  readonly search: Search;
}

/**
 * Does work of several steps; `step` does the next one and says whether there are more. Works that overlap are done
 * one after the other.
 */
export type Drive = (step: () => boolean) => void;

const atOnce: Drive = (step) => {
  while (step());
};

/**
 * Runs the engine at one end of a port: in a worker (`startEngine(self)`), or on the page's own thread where
 * workers do not start. Every message is answered by one message.
 *
 * @param drive all steps at once, unless the page must stay alive meanwhile
 */
export function startEngine(port: EnginePort, drive: Drive = atOnce): void {
  let loaded: Loaded | null = null;
  port.onmessage = ({ data }) => {
    let steps: Steps<Answer> | undefined;
    drive(() => {
      try {
        steps ??= handle(data, loaded);
        const step = steps.next();
        if (step.done !== true) return true;
        loaded = step.value.loaded;
        port.postMessage(step.value.message);
      } catch (error) {
        const code = data.kind === 'load' || data.kind === 'use' ? 'damaged' : 'failed';
        port.postMessage(failure(data.kind === 'load' ? null : data.id, code, error));
      }
      return false;
    });
  };
}

interface Answer {
  readonly message: FromEngine;
  readonly loaded: Loaded;
}

function* handle(message: ToEngine, before: Loaded | null): Steps<Answer> {
  if (message.kind === 'load') {
    const names = yield* nameTableSteps(message.names);
    const cells = yield* readCells(message.cells);
    const index = message.shardIndex === '' ? null : readShardIndex(message.shardIndex);
    const view = index === null ? yield* readRoster(message.roster) : joinShards([]);
    const loaded = { names, cells, index, search: yield* searchSteps({ view, names, cells }) };
    return { message: { kind: 'ready', id: null, rows: view.size }, loaded };
  }
  if (before === null) throw new Error('Nothing is loaded yet.');
  const { id } = message;
  if (message.kind === 'search') {
    return { message: { kind: 'result', id, result: before.search(message.query) }, loaded: before };
  }
  if (before.index === null) throw new Error('The roster has no shards.');
  if (message.kind === 'shards') {
    const shards = shardsOf(before.index, before.search(message.query));
    return { message: { kind: 'shards', id, shards }, loaded: before };
  }
  const view = yield* readShards(before.index, message.shards);
  const search = yield* searchSteps({ view, names: before.names, cells: before.cells });
  return { message: { kind: 'ready', id, rows: view.size }, loaded: { ...before, search } };
}

/**
 * The shards of every way to read the name, or null where she can narrow the question by a missing part. Where nothing
 * is missing and that is too much for one check, the plainest initials must do: there is nothing left to ask her.
 */
function shardsOf(index: ShardIndex, result: SearchResult): readonly number[] | null {
  const all = shardsFor(index, shardQuery(result));
  if (isOneCheck(index, all)) return all;
  if (result.missing.length > 0) return null;
  const initials = result.understood.surnameInitials;
  for (let count = initials.length; count > 0; count -= 1) {
    const plainest = { ...result, anySurnameInitials: initials.slice(0, count) };
    const shards = shardsFor(index, shardQuery(plainest));
    if (isOneCheck(index, shards)) return shards;
  }
  return null;
}

function failure(id: number | null, code: 'damaged' | 'failed', error: unknown): FromEngine {
  return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
}
