import type { Entry } from '../schemas/entry.ts';
import { atOnce, type Steps } from '../steps/steps.ts';
import { frameBytes, openFrame } from './byte-frame.ts';
import { encodeRoster, type PlacedRosterView, rosterSteps } from './columns.ts';
import { createDecoder, createEncoder, NumberModel } from './range-coder.ts';
import { RosterDataError, readOrDamaged } from './roster-data-error.ts';
import { dayNumber, type RosterView } from './roster-view.ts';
import { codeWordList } from './word-list.ts';

/**
 * A large roster in pieces. Rows are laid out by surname initial and birth date, and the line is cut into pieces
 * of nearly one size; so a shard is one initial and a band of birth dates, or several rare initials, and mixes
 * all given names and patronymics. Which shard is fetched tells the host no more than that. A row whose dates
 * cross a cut stands in every shard that they touch, so a full birth date and one initial need one shard.
 */
export interface ShardIndex {
  sequence: number;
  /** Where each shard begins: the first of all initials and days for the first one. Ascending. */
  starts: readonly ShardStart[];
}

export interface ShardStart {
  surnameInitial: string;
  /** `dayNumber` of the first birth date. */
  day: number;
  /** How long the encoded shard is. */
  bytes: number;
}

/** What a check asks for: initials that the surname may have, and the days in which he may be born. */
export interface ShardQuery {
  surnameInitials: readonly string[];
  birthFrom: number;
  birthTo: number;
}

/** The fewest rows of a shard (DESIGN, section 4), and the fewest of them that stand in no shard before it. */
const fewestRows = 5_000;
const fewestOwnRows = 2_800;

/** Bytes that one check may fetch: base64 and gzip add half a percent to them. */
export const bytesPerCheck = 99_000;

/** A check fetches at most so many shards; above that, the page asks for the missing part. */
export const shardsPerCheck = 2;

const magic = 'VRI1';
const maximumShards = 10_000;

/** Cuts and encodes. A roster below 10,000 rows may be one shard. */
export function encodeShards(
  entries: readonly Entry[],
  { sequence }: { sequence: number },
): { index: ShardIndex; shards: Uint8Array[] } {
  const uncounted = cutRoster(entries, sequence);
  const groups: Entry[][] = uncounted.starts.map(() => []);
  for (const entry of entries) {
    const touched = shardsFor(uncounted, {
      surnameInitials: [entry.surname_initial],
      birthFrom: dayNumber(entry.birth_from),
      birthTo: dayNumber(entry.birth_to),
    });
    for (const shard of touched) groups[shard]?.push(entry);
  }
  const shards = groups.map((rows, shard) => encodeRoster(rows, { sequence, shard, shards: groups.length }));
  const starts = uncounted.starts.map((start, shard) => ({
    ...start,
    bytes: (shards[shard] as Uint8Array).length,
  }));
  return { index: { sequence, starts }, shards };
}

/**
 * Goes along the line and begins a shard as soon as the one before holds enough: rows that begin in it, and rows of
 * the same initial that began earlier and reach into it.
 */
function cutRoster(entries: readonly Entry[], sequence: number): ShardIndex {
  const line = entries
    .map((entry) => ({
      surnameInitial: entry.surname_initial,
      day: dayNumber(entry.birth_from),
      to: dayNumber(entry.birth_to),
    }))
    .sort(compareStarts);
  const starts: ShardStart[] = [{ surnameInitial: '', day: 0, bytes: 0 }];
  let [own, carried, sameInitial] = [0, 0, 0];
  let lastRows = 0;
  for (const [index, row] of line.entries()) {
    const before = line[index - 1];
    if (before?.surnameInitial !== row.surnameInitial) sameInitial = index;
    const isCut = before !== undefined && compareStarts(before, row) < 0;
    if (isCut && own >= fewestOwnRows && own + carried >= fewestRows) {
      starts.push({ surnameInitial: row.surnameInitial, day: row.day, bytes: 0 });
      own = 0;
      carried = 0;
      for (let earlier = sameInitial; earlier < index; earlier += 1) {
        if ((line[earlier] as { to: number }).to >= row.day) carried += 1;
      }
    }
    own += 1;
    lastRows = own + carried;
  }
  // What is left at the end of the line may be too little for a shard.
  if (lastRows < fewestRows && starts.length > 1) starts.pop();
  return { sequence, starts };
}

type Place = Pick<ShardStart, 'surnameInitial' | 'day'>;

function compareStarts(a: Place, b: Place): number {
  if (a.surnameInitial !== b.surnameInitial) return a.surnameInitial < b.surnameInitial ? -1 : 1;
  return a.day - b.day;
}

/** The numbers of the shards that hold every row which can fit, ascending. */
export function shardsFor({ starts }: ShardIndex, query: ShardQuery): number[] {
  const needed = new Set<number>();
  for (const surnameInitial of query.surnameInitials) {
    const last = shardAt(starts, { surnameInitial, day: query.birthTo });
    for (let shard = shardAt(starts, { surnameInitial, day: query.birthFrom }); shard <= last; shard += 1) {
      needed.add(shard);
    }
  }
  return [...needed].sort((a, b) => a - b);
}

/** Whether a check may fetch all of these shards; where not, the page asks for the missing part. */
export function isOneCheck({ starts }: ShardIndex, numbers: readonly number[]): boolean {
  const bytes = numbers.reduce((sum, number) => sum + (starts[number]?.bytes ?? 0), 0);
  return numbers.length <= shardsPerCheck && bytes <= bytesPerCheck;
}

/** The last shard that begins at or before a place on the line. */
function shardAt(starts: readonly ShardStart[], place: Place): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (compareStarts(starts[middle] as ShardStart, place) <= 0) low = middle;
    else high = middle;
  }
  return low;
}

/** The index as bytes, some 1,500 for a million rows. */
export function encodeShardIndex({ sequence, starts }: ShardIndex): Uint8Array {
  const initials = [...new Set(starts.map(({ surnameInitial }) => surnameInitial))].sort();
  const encoder = createEncoder();
  codeWordList(encoder, initials);
  const numbers = new NumberModel(3);
  for (const { surnameInitial, day, bytes } of starts) {
    numbers.code(encoder, initials.indexOf(surnameInitial), 0);
    numbers.code(encoder, day, 1);
    numbers.code(encoder, bytes, 2);
  }
  return frameBytes(magic, { head: [sequence, starts.length], body: encoder.finish() });
}

/** Throws RosterDataError. */
export function decodeShardIndex(bytes: Uint8Array): ShardIndex {
  const { head, body } = openFrame(magic, 2, bytes);
  const [sequence, size] = head as [number, number];
  if (size > maximumShards) throw new RosterDataError('damaged', 'The index claims more shards than can be.');
  const decoder = createDecoder(body);
  return readOrDamaged(() => {
    const initials = codeWordList(decoder, null);
    const numbers = new NumberModel(3);
    const starts = Array.from({ length: size }, () => {
      const surnameInitial = initials[numbers.code(decoder, 0, 0)];
      if (surnameInitial === undefined) throw new RangeError('The index names an initial that it has not.');
      const day = numbers.code(decoder, 0, 1);
      return { surnameInitial, day, bytes: numbers.code(decoder, 0, 2) };
    });
    return { sequence, starts };
  });
}

/** Decodes shard `number`, which must be that one of that index. Throws RosterDataError. */
export function decodeShard(index: ShardIndex, number: number, bytes: Uint8Array): PlacedRosterView {
  return atOnce(shardSteps(index, number, bytes));
}

/** `decodeShard` in steps. */
export function* shardSteps(index: ShardIndex, number: number, bytes: Uint8Array): Steps<PlacedRosterView> {
  const view = yield* rosterSteps(bytes);
  const fits =
    view.sequence === index.sequence && view.shard === number && view.shards === index.starts.length;
  if (!fits) {
    throw new RosterDataError('misplaced', 'This piece of the roster belongs to another release or place.');
  }
  return view;
}

/** Shards as one roster to search; a row that stands in several counts once. */
export function joinShards(views: readonly PlacedRosterView[]): RosterView {
  const [only] = views;
  if (only !== undefined && views.length === 1) return only;
  const seen = new Set<number>();
  const rows: { view: PlacedRosterView; row: number }[] = [];
  for (const view of views) {
    for (let row = 0; row < view.size; row += 1) {
      const number = view.refNumber(row);
      if (seen.has(number)) continue;
      seen.add(number);
      rows.push({ view, row });
    }
  }
  const column = (words: keyof WordColumns, codes: keyof CodeColumns) =>
    joinColumn(views, rows, words, codes);
  const given = column('givenNames', 'given');
  const patronymic = column('patronymicInitials', 'patronymic');
  const surname = column('surnameInitials', 'surname');
  return {
    size: rows.length,
    givenNames: given.words,
    given: Uint32Array.from(given.codes),
    patronymicInitials: patronymic.words,
    patronymic: Uint8Array.from(patronymic.codes),
    surnameInitials: surname.words,
    surname: Uint8Array.from(surname.codes),
    birthFrom: Uint32Array.from(rows, ({ view, row }) => view.birthFrom[row] as number),
    birthTo: Uint32Array.from(rows, ({ view, row }) => view.birthTo[row] as number),
    ref(row) {
      const place = rows[row];
      if (place === undefined) throw new RangeError(`The roster has no row ${row}.`);
      return place.view.ref(place.row);
    },
  };
}

type WordColumns = Pick<RosterView, 'givenNames' | 'patronymicInitials' | 'surnameInitials'>;
type CodeColumns = Pick<RosterView, 'given' | 'patronymic' | 'surname'>;

function joinColumn(
  views: readonly RosterView[],
  rows: readonly { view: RosterView; row: number }[],
  wordColumn: keyof WordColumns,
  codeColumn: keyof CodeColumns,
): { words: string[]; codes: number[] } {
  const known = new Set<string>();
  for (const view of views) for (const word of view[wordColumn]) known.add(word);
  const words = [...known];
  const place = new Map(words.map((word, index) => [word, index]));
  const codes = rows.map(
    ({ view, row }) => place.get(view[wordColumn][view[codeColumn][row] as number] as string) as number,
  );
  return { words, codes };
}
