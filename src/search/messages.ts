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
      /** `globalThis.vestochka.roster`: the whole roster, or '' for one in shards. */
      readonly roster: string;
      /** `globalThis.vestochka.shardIndex`; '' for a roster that is whole. */
      readonly shardIndex: string;
      /** Which names and initials have cells of their own; '' where every one has. */
      readonly cells: string;
    }
  /** Which shards hold every row that can fit; null where that is more than one check may fetch. */
  | { readonly kind: 'shards'; readonly id: number; readonly query: SearchQuery }
  /** From now on, search in these shards and no others: number and text of each. */
  | { readonly kind: 'use'; readonly id: number; readonly shards: Readonly<Record<number, string>> }
  | { readonly kind: 'search'; readonly id: number; readonly query: SearchQuery };

export type FromEngine =
  | { readonly kind: 'ready'; readonly id: number | null; readonly rows: number }
  | { readonly kind: 'shards'; readonly id: number; readonly shards: readonly number[] | null }
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
