import type { ShardQuery } from '../roster/shards.ts';
import { birthSpan } from './birth-window.ts';
import type { SearchResult } from './query.ts';

/** Every initial that a surname may have in a roster: what is asked for when she gave none. */
const everyInitial = Array.from('АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ');

/** What a query, as it was understood, asks of the shards: initials of the surname and a span of days. */
export function shardQuery({ surnameInitials, birth }: SearchResult['understood']): ShardQuery {
  const [birthFrom, birthTo] = birthSpan(birth);
  return { surnameInitials: surnameInitials.length > 0 ? surnameInitials : everyInitial, birthFrom, birthTo };
}
