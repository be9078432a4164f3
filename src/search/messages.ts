import type { SearchQuery, SearchResult } from './query.ts';

/**
 * What passes between the page and the engine. All of it is plain data, so that it can be posted to a worker. The
 * page numbers its questions; an answer carries the number of its question, and an old answer is thrown away.
 */
export type ToEngine =
  | {
      readonly kind: 'load';
      /** Compact tables of names: `globalThis.vestochka.names`. */
      readonly names: string;
      /** The roster, or each shard that is at hand: `globalThis.vestochka.roster`, base64 of `encodeRoster`. */
      readonly rosters: readonly string[];
      /** Which names and initials have cells of their own; '' where every one has. */
      readonly cells: string;
    }
  | { readonly kind: 'search'; readonly id: number; readonly query: SearchQuery };

export type FromEngine =
  | { readonly kind: 'ready'; readonly rows: number }
  | { readonly kind: 'result'; readonly id: number; readonly result: SearchResult }
  /** `damaged`: what was loaded cannot be read; `failed`: a fault of the engine itself. */
  | {
      readonly kind: 'failed';
      readonly id: number | null;
      readonly code: 'damaged' | 'failed';
      readonly message: string;
    };

/** One end of a channel: a worker, the global scope of a worker, or a stand-in where there is no worker. */
export interface EnginePort {
  postMessage(message: FromEngine): void;
  onmessage: ((event: { data: ToEngine }) => void) | null;
}
