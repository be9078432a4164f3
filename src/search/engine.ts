import { loadNameTables } from '../names/tables.ts';
import type { EnginePort, FromEngine, ToEngine } from './messages.ts';
import { createSearch, type Search } from './search.ts';
import { readCells, readRosters } from './site-data.ts';

/**
 * Runs the engine at one end of a port: in a worker (`startEngine(self)`), or on the page's own thread where
 * workers do not start. Every message is answered by one message.
 */
export function startEngine(port: EnginePort): void {
  let search: Search | null = null;
  port.onmessage = ({ data }) => {
    const answer = handle(data, search);
    if (answer.search !== undefined) search = answer.search;
    port.postMessage(answer.message);
  };
}

function handle(message: ToEngine, search: Search | null): { message: FromEngine; search?: Search } {
  if (message.kind === 'load') {
    try {
      const view = readRosters(message.rosters);
      const loaded = createSearch({
        view,
        names: loadNameTables(message.names),
        cells: readCells(message.cells),
      });
      return { message: { kind: 'ready', rows: view.size }, search: loaded };
    } catch (error) {
      return { message: failure(null, 'damaged', error) };
    }
  }
  try {
    if (search === null) throw new Error('Nothing is loaded yet.');
    return { message: { kind: 'result', id: message.id, result: search(message.query) } };
  } catch (error) {
    return { message: failure(message.id, 'failed', error) };
  }
}

function failure(id: number | null, code: 'damaged' | 'failed', error: unknown): FromEngine {
  return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
}
