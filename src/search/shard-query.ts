import type { ShardQuery } from '../roster/shards.ts';
import { birthSpan } from './birth-window.ts';
import type { SearchResult } from './query.ts';

/** Every initial that a surname may have in a roster: what is asked for when she gave none. */
const everyInitial = Array.from('АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ');

/** What a query asks of the shards: initials that the surname has by any way to read it, and a span of days. */
export function shardQuery({ anySurnameInitials, understood }: SearchResult): ShardQuery {
  const [birthFrom, birthTo] = birthSpan(understood.birth);
  return { surnameInitials: anySurnameInitials ?? everyInitial, birthFrom, birthTo };
}
