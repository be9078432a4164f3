import type { EnginePort, FromEngine, ToEngine } from './messages.ts';
import type { SearchQuery, SearchResult } from './query.ts';

/** What the client needs of a worker. */
export interface EngineWorker {
  postMessage(message: ToEngine): void;
  onmessage: ((event: { data: FromEngine }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

/** The page's side of the engine: the same with a worker and without. */
export interface SearchClient {
  /** @returns the number of rows; rejects when what was loaded cannot be read */
  load(data: Omit<Extract<ToEngine, { kind: 'load' }>, 'kind'>): Promise<number>;
  /** @returns null when a later question was asked meanwhile, so that only the newest answer is shown */
  search(query: SearchQuery): Promise<SearchResult | null>;
}

/** A worker stand-in that runs the engine on the caller's own thread, each message in a task of its own. */
export function engineOnThisThread(
  startEngine: (port: EnginePort) => void,
  later: (task: () => void) => void,
): EngineWorker {
  const port: EnginePort = {
    postMessage: (message) => later(() => worker.onmessage?.({ data: message })),
    onmessage: null,
  };
  const worker: EngineWorker = {
    postMessage: (message) => later(() => port.onmessage?.({ data: message })),
    onmessage: null,
    onerror: null,
  };
  startEngine(port);
  return worker;
}

export function searchClient(worker: EngineWorker): SearchClient {
  let asked = 0;
  let load: { resolve(rows: number): void; reject(error: Error): void } | null = null;
  const open = new Map<number, { resolve(result: SearchResult | null): void; reject(error: Error): void }>();
  const failAll = (error: Error): void => {
    load?.reject(error);
    load = null;
    open.forEach(({ reject }) => {
      reject(error);
    });
    open.clear();
  };
  worker.onerror = () => failAll(new Error('The search engine stopped.'));
  worker.onmessage = ({ data }) => {
    if (data.kind === 'ready') {
      load?.resolve(data.rows);
      load = null;
    } else if (data.kind === 'failed' && data.id === null) {
      load?.reject(new Error(data.message));
      load = null;
    } else if (data.kind === 'failed') {
      const question = open.get(data.id ?? 0);
      open.delete(data.id ?? 0);
      question?.reject(new Error(data.message));
    } else {
      const question = open.get(data.id);
      open.delete(data.id);
      question?.resolve(data.id === asked ? data.result : null);
    }
  };
  return {
    load: (data) =>
      new Promise((resolve, reject) => {
        load = { resolve, reject };
        worker.postMessage({ kind: 'load', ...data });
      }),
    search: (query) =>
      new Promise((resolve, reject) => {
        asked += 1;
        open.set(asked, { resolve, reject });
        worker.postMessage({ kind: 'search', id: asked, query });
      }),
  };
}
