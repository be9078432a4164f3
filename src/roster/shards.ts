import type { Entry } from '../schemas/entry.ts';
import { atOnce, type Steps } from '../steps/steps.ts';
import { frameBytes, openFrame } from './byte-frame.ts';
import { encodeRoster, type PlacedRosterView, rosterSteps } from './columns.ts';
import { createDecoder, createEncoder, NumberModel } from './range-coder.ts';
import { RosterDataError, readOrDamaged } from './roster-data-error.ts';
import { dayNumber, type RosterView } from './roster-view.ts';
import {
  type Capacities,
  isLong,
  type Layout,
  type LinedRow,
  layOut,
  lineOf,
  type Place,
  placeAt,
} from './shard-layout.ts';
import { codeWordList } from './word-list.ts';

/**
 * A large roster in pieces: each is one line of surname initials and a band of birth dates, or several rare initials,
 * and mixes all given names and patronymics (`shard-layout.ts` says where they are cut). Which shard is fetched tells
 * the host no more than that. A full birth date and one initial need one shard of each layer: every such question about
 * a roster fetches as many.
 */
export interface ShardIndex {
  sequence: number;
  /**
   * Where the shards of each layer begin: the first of all lines and days for the first one. Ascending. Shards are
   * numbered through the layers. A row stands in one layer.
   */
  layers: readonly (readonly ShardStart[])[];
}

export interface ShardStart extends Place {
  /** How long the encoded shard is. */
  bytes: number;
}

/** What a check asks for: initials that the surname may have, and the days in which he may be born. */
export interface ShardQuery {
  surnameInitials: readonly string[];
  birthFrom: number;
  birthTo: number;
}

/** Bytes that one check may fetch: base64 and gzip add half a percent to them. */
export const bytesPerCheck = 99_000;

/** A check fetches at most so many shards; above that, the page asks for the missing part. */
export const shardsPerCheck = 2;

const magic = 'VRI2';
const maximumLayers = 2;
const maximumShards = 10_000;

/** Of what a check may fetch, the part of a shard of short spans; two shards of one layer have half each. */
const partsOfShort = [0.4, 0.45];
/** As few as a row takes in the largest rosters. What rows do take is seen when some shards have been written. */
const fewestBytesPerRow = 4.6;
const sampled = 8;
const mostTries = 4;

/** Cuts and encodes, so that any two shards that a check may want are within what it may fetch. */
export function encodeShards(
  entries: readonly Entry[],
  { sequence }: { sequence: number },
): { index: ShardIndex; shards: Uint8Array[] } {
  const rows = entries.map(
    (entry): LinedRow => ({
      line: lineOf(entry.surname_initial),
      from: dayNumber(entry.birth_from),
      to: dayNumber(entry.birth_to),
    }),
  );
  const source = { entries, rows, sequence };
  const guess = { alone: fewestBytesPerRow, short: fewestBytesPerRow, long: fewestBytesPerRow };
  const sample = encodeLayout(source, layOut(rows, capacities(guess)), sampled);
  let perRow = { ...guess, ...sample.perRow };
  for (let left = mostTries; ; left -= 1) {
    const encoded = encodeLayout(source, layOut(rows, capacities(perRow)), 1);
    const fits = couples(encoded.index).every((couple) => isOneCheck(encoded.index, couple));
    if (fits || left === 1) return encoded;
    perRow = { ...perRow, ...encoded.perRow };
  }
}

function capacities({ alone, short, long }: BytesPerRow): Capacities {
  return {
    alone: bytesPerCheck / 2 / alone,
    pairs: partsOfShort.map((part) => ({
      short: (part * bytesPerCheck) / short,
      long: ((1 - part) * bytesPerCheck) / long,
    })),
  };
}

/** What a row takes, by the shard in which it takes most. */
interface BytesPerRow {
  alone: number;
  short: number;
  long: number;
}

/** @param step encodes every so-many-th shard: 1 for all of them */
function encodeLayout(
  { entries, rows, sequence }: { entries: readonly Entry[]; rows: readonly LinedRow[]; sequence: number },
  { layers, longSpan }: Layout,
  step: number,
): { index: ShardIndex; shards: Uint8Array[]; perRow: Partial<BytesPerRow> } {
  const count = layers.reduce((sum, starts) => sum + starts.length, 0);
  const groups = layers.map((starts) => starts.map((): Entry[] => []));
  for (const [at, entry] of entries.entries()) {
    const row = rows[at] as LinedRow;
    const layer = isLong(row, longSpan) ? 1 : 0;
    const starts = layers[layer] as Place[];
    const last = placeAt(starts, { line: row.line, day: row.to });
    for (let shard = placeAt(starts, { line: row.line, day: row.from }); shard <= last; shard += 1) {
      groups[layer]?.[shard]?.push(entry);
    }
  }
  const most = layers.map(() => 0);
  const shards: Uint8Array[] = [];
  const sized = groups.map((ofLayer, layer) =>
    ofLayer.map((group, at): ShardStart => {
      const isLeftOut = at % step > 0;
      const shard = encodeRoster(isLeftOut ? [] : group, { sequence, shard: shards.length, shards: count });
      shards.push(shard);
      if (!isLeftOut) most[layer] = Math.max(most[layer] as number, shard.length / Math.max(1, group.length));
      return { ...((layers[layer] as Place[])[at] as Place), bytes: shard.length };
    }),
  );
  const [first = 0, second = 0] = most;
  const perRow = layers.length === 1 ? { alone: first } : { short: first, long: second };
  return { index: { sequence, layers: sized }, shards, perRow };
}

/** Shards that one check may want together: two of a layer that is alone, else a narrow one and the wide one above it. */
function couples({ layers }: ShardIndex): number[][] {
  const [narrow = [], wide] = layers;
  if (wide !== undefined) return narrow.map((start, at) => [at, narrow.length + placeAt(wide, start)]);
  const bySize = narrow.map((_, at) => at).sort((a, b) => bytesOf(narrow, b) - bytesOf(narrow, a));
  return [bySize.slice(0, shardsPerCheck)];
}

const bytesOf = (starts: readonly ShardStart[], at: number): number => starts[at]?.bytes ?? 0;

/** The numbers of the shards that hold every row which can fit, ascending. */
export function shardsFor({ layers }: ShardIndex, query: ShardQuery): number[] {
  const needed = new Set<number>();
  let first = 0;
  for (const starts of layers) {
    for (const line of query.surnameInitials.map(lineOf)) {
      const last = placeAt(starts, { line, day: query.birthTo });
      for (let shard = placeAt(starts, { line, day: query.birthFrom }); shard <= last; shard += 1) {
        needed.add(first + shard);
      }
    }
    first += starts.length;
  }
  return [...needed].sort((a, b) => a - b);
}

/** Whether a check may fetch all of these shards; where not, the page asks for the missing part. */
export function isOneCheck({ layers }: ShardIndex, numbers: readonly number[]): boolean {
  const starts = layers.flat();
  const bytes = numbers.reduce((sum, number) => sum + bytesOf(starts, number), 0);
  return numbers.length <= shardsPerCheck && bytes <= bytesPerCheck;
}

/** The index as bytes, some 600 for a million rows. */
export function encodeShardIndex({ sequence, layers }: ShardIndex): Uint8Array {
  const lines = [...new Set(layers.flat().map(({ line }) => line))].sort();
  const encoder = createEncoder();
  codeWordList(encoder, lines);
  const numbers = new NumberModel(4);
  for (const starts of layers) {
    numbers.code(encoder, starts.length, 3);
    for (const { line, day, bytes } of starts) {
      numbers.code(encoder, lines.indexOf(line), 0);
      numbers.code(encoder, day, 1);
      numbers.code(encoder, bytes, 2);
    }
  }
  return frameBytes(magic, { head: [sequence, layers.length], body: encoder.finish() });
}

/** Throws RosterDataError. */
export function decodeShardIndex(bytes: Uint8Array): ShardIndex {
  const { head, body } = openFrame(magic, 2, bytes);
  const [sequence, size] = head as [number, number];
  if (size > maximumLayers) throw new RosterDataError('damaged', 'The index claims more layers than can be.');
  const decoder = createDecoder(body);
  return readOrDamaged(() => {
    const lines = codeWordList(decoder, null);
    const numbers = new NumberModel(4);
    const layers = Array.from({ length: size }, () => {
      const count = numbers.code(decoder, 0, 3);
      if (count > maximumShards) throw new RangeError('The index claims more shards than can be.');
      return Array.from({ length: count }, () => {
        const line = lines[numbers.code(decoder, 0, 0)];
        if (line === undefined) throw new RangeError('The index names an initial that it has not.');
        const day = numbers.code(decoder, 0, 1);
        return { line, day, bytes: numbers.code(decoder, 0, 2) };
      });
    });
    return { sequence, layers };
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
    view.sequence === index.sequence && view.shard === number && view.shards === index.layers.flat().length;
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
