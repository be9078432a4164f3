import type { EnginePort, FromEngine, ToEngine } from './messages.ts';
import type { SearchQuery, SearchResult } from './query.ts';

/** What the client needs of a worker. */
export interface EngineWorker {
  postMessage(message: ToEngine): void;
  onmessage: ((event: { data: FromEngine }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

/** The page's side of the engine: the same with a worker and without. Each call rejects when the engine fails. */
export interface SearchClient {
  /** @returns the number of rows; rejects when what was loaded cannot be read */
  load(data: Omit<Extract<ToEngine, { kind: 'load' }>, 'kind'>): Promise<number>;
  /** @returns null when a later question was asked meanwhile, so that only the newest answer is shown */
  search(query: SearchQuery): Promise<SearchResult | null>;
  /**
   * Numbers of the shards of a large roster that hold every row which can fit; null where that is more than one check
   * may fetch.
   */
  shardsFor(query: SearchQuery): Promise<readonly number[] | null>;
  /** Searches in these shards from now on; rejects when one of them cannot be read. */
  use(shards: Readonly<Record<number, string>>): Promise<number>;
}

/**
 * A worker stand-in that runs the engine on the caller's own thread, each message in a task of its own.
 * @param later begins tasks in the order in which it was given them
 */
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
  let newest = 0;
  const open = new Map<number, { resolve(answer: FromEngine): void; reject(error: Error): void }>();
  /** Loading has no number: it is asked once, before everything else. */
  const loading = 0;
  worker.onerror = () => {
    for (const { reject } of open.values()) reject(new Error('The search engine stopped.'));
    open.clear();
  };
  worker.onmessage = ({ data }) => {
    const question = open.get(data.id ?? loading);
    open.delete(data.id ?? loading);
    if (data.kind === 'failed') question?.reject(new Error(data.message));
    else question?.resolve(data);
  };
  const ask = <Kind extends FromEngine['kind']>(id: number, message: ToEngine, kind: Kind) =>
    new Promise<Extract<FromEngine, { kind: Kind }>>((resolve, reject) => {
      const settle = (answer: FromEngine): void => {
        if (answer.kind === kind)
          resolve(answer as Extract<FromEngine, { kind: Kind }>); // checked by its kind
        else reject(new Error('The search engine gave another answer than it was asked for.'));
      };
      open.set(id, { resolve: settle, reject });
      worker.postMessage(message);
    });
  const next = (): number => {
    asked += 1;
    return asked;
  };
  return {
    load: async (data) => (await ask(loading, { kind: 'load', ...data }, 'ready')).rows,
    async search(query) {
      const id = next();
      newest = id;
      const { result } = await ask(id, { kind: 'search', id, query }, 'result');
      return id === newest ? result : null;
    },
    async shardsFor(query) {
      const id = next();
      return (await ask(id, { kind: 'shards', id, query }, 'shards')).shards;
    },
    async use(shards) {
      const id = next();
      return (await ask(id, { kind: 'use', id, shards }, 'ready')).rows;
    },
  };
}
