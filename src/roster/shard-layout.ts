import { dateOfDay, dayOf } from './roster-view.ts';

/**
 * Where a large roster is cut into shards. Rows lie on a line by surname initial and birth date; a row whose dates
 * cross a cut stands in every shard that they touch.
 *
 * With a million rows most would stand in several: a rare name's row spans decades, and 10,000 rows of one initial
 * begin within two years. So such a roster has two layers, each cut along the line: short spans in narrow bands, long
 * spans in wide ones. Every wide band is made of whole narrow ones, so that the wide shard which a check fetches follows
 * from the narrow one and tells the host nothing more.
 */
export interface Place {
  /** The line that surname initials share (`lineOf`). */
  line: string;
  /** `dayNumber` of the first birth date; 0 at the beginning of a line. */
  day: number;
}

export interface LinedRow {
  line: string;
  /** First and last birth date, as day numbers. */
  from: number;
  to: number;
}

export interface Layout {
  /** Where the shards of each layer begin, ascending; every beginning of the second layer is one of the first. */
  layers: Place[][];
  /** Rows whose dates span so many days belong to the second layer. */
  longSpan: number;
}

/** The fewest rows of a shard (DESIGN, section 4), and the fewest of them that stand in no shard before it. */
const fewestRows = 5_000;
const fewestOwnRows = 2_800;

/**
 * One layer answers more kinds of questions, and is kept while it writes so many copies of a row at most: then all
 * shards take less than 1.5 times the entropy of the rows (`tests/bench/encoding.ts`).
 */
const copiesOfOneLayer = 1.18;
const longSpans = [3, 5, 8].map((years) => years * 365);

/**
 * Letters that Latin spellings do not tell apart lie on one line, so that "E…" and "Y…" are answered from the same
 * shards; the others of these letters begin few surnames.
 */
const sharedLines = ['ЕЭ', 'ИЙЫЮЯ'];

export function lineOf(surnameInitial: string): string {
  return sharedLines.find((letters) => letters.includes(surnameInitial))?.charAt(0) ?? surnameInitial;
}

export function comparePlaces(a: Place, b: Place): number {
  if (a.line !== b.line) return a.line < b.line ? -1 : 1;
  return a.day - b.day;
}

export function isLong({ from, to }: LinedRow, longSpan: number): boolean {
  return to - from >= longSpan;
}

/** Most rows of a shard: of a layer that is alone; and of short and of long spans, of which the best are taken. */
export interface Capacities {
  alone: number;
  pairs: readonly { short: number; long: number }[];
}

/** The layout of fewest copies, in one layer where that does. */
export function layOut(rows: readonly LinedRow[], { alone, pairs }: Capacities): Layout {
  const places = placesOf(rows);
  const placed = placeRows(rows, places);
  const startsOf = (cuts: readonly number[]): Place[] =>
    cuts.map((at) => (at === 0 ? { line: '', day: 0 } : (places[at] as Place)));

  const one = cutAnyhow(stepsOf(placed, 0, Number.POSITIVE_INFINITY), alone);
  let best: Layout = { layers: [startsOf(one.cuts)], longSpan: Number.POSITIVE_INFINITY };
  let fewest = one.copies;
  if (fewest <= copiesOfOneLayer * rows.length) return best;
  for (const longSpan of longSpans) {
    const short = stepsOf(placed, 0, longSpan);
    const long = stepsOf(placed, longSpan, Number.POSITIVE_INFINITY);
    for (const most of pairs) {
      const found = cutBoth(short, long, most);
      if (found === null || found.copies >= fewest) continue;
      fewest = found.copies;
      best = { layers: [startsOf(found.narrow), startsOf(found.wide)], longSpan };
    }
  }
  return best;
}

/**
 * Where a shard may begin: at the beginning of a line, at New Year, so that a birth year lies in one shard, and within
 * years of so many rows that they may need more than one.
 */
function placesOf(rows: readonly LinedRow[]): Place[] {
  const days = new Map<string, Map<number, number>>();
  for (const { line, from } of rows) {
    const ofLine = days.get(line) ?? new Map<number, number>();
    ofLine.set(from, (ofLine.get(from) ?? 0) + 1);
    days.set(line, ofLine);
  }
  const places: Place[] = [];
  for (const line of [...days.keys()].sort()) {
    const years = new Map<number, { rows: number; days: number[] }>();
    const ofLine = [...(days.get(line) as Map<number, number>)].sort(([a], [b]) => a - b);
    for (const [day, count] of ofLine) {
      const year = dateOfDay(day).getUTCFullYear();
      const known = years.get(year) ?? { rows: 0, days: [] };
      known.rows += count;
      known.days.push(day);
      years.set(year, known);
    }
    let isFirst = true;
    for (const [year, { rows: ofYear, days: within }] of years) {
      const newYear = isFirst ? 0 : dayOf(year, 0, 1);
      places.push({ line, day: newYear });
      if (ofYear > fewestOwnRows) {
        for (const day of within.slice(isFirst ? 1 : 0)) if (day > newYear) places.push({ line, day });
      }
      isFirst = false;
    }
  }
  return places;
}

/** The steps between places in which each row begins and ends. */
interface PlacedRows {
  places: readonly Place[];
  first: Uint32Array;
  last: Uint32Array;
  span: Uint32Array;
}

function placeRows(rows: readonly LinedRow[], places: readonly Place[]): PlacedRows {
  return {
    places,
    first: Uint32Array.from(rows, ({ line, from }) => placeAt(places, { line, day: from })),
    last: Uint32Array.from(rows, ({ line, to }) => placeAt(places, { line, day: to })),
    span: Uint32Array.from(rows, ({ from, to }) => to - from),
  };
}

/** The last place at or before another one; the first where there is none. */
export function placeAt(places: readonly Place[], place: Place): number {
  let low = 0;
  let high = places.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (comparePlaces(places[middle] as Place, place) <= 0) low = middle;
    else high = middle;
  }
  return low;
}

/** The rows of one layer, as shards count them. */
interface Steps {
  places: readonly Place[];
  /** How many rows begin before each place; one more than places. */
  begun: Uint32Array;
  /** How many rows begin before each place and reach it. */
  carried: Uint32Array;
}

/** Steps of the rows whose span is from `least` days to below `below`. */
function stepsOf({ places, first, last, span }: PlacedRows, least: number, below: number): Steps {
  const begun = new Uint32Array(places.length + 1);
  const change = new Int32Array(places.length + 2);
  span.forEach((days, row) => {
    if (days < least || days >= below) return;
    const [from, to] = [first[row] as number, last[row] as number];
    begun[from + 1] = (begun[from + 1] as number) + 1;
    change[from + 1] = (change[from + 1] as number) + 1;
    change[to + 1] = (change[to + 1] as number) - 1;
  });
  const carried = new Uint32Array(places.length);
  let reaching = 0;
  for (let at = 0; at < places.length; at += 1) {
    begun[at + 1] = (begun[at + 1] as number) + (begun[at] as number);
    reaching += change[at] as number;
    carried[at] = reaching;
  }
  return { places, begun, carried };
}

/** Shortest paths from one place to all after it; a path's steps are shards, its length is what their copies cost. */
interface Paths {
  from: number;
  /** By place, counted from `from`; infinite where no shards of the right sizes end there. */
  costs: number[];
  cameFrom: number[];
}

/** @param end the last place that matters */
function pathsFrom({ places, begun, carried }: Steps, from: number, end: number, most: number): Paths {
  const costs = [0];
  const cameFrom = [from];
  for (let to = from + 1; to <= end; to += 1) {
    let best = Number.POSITIVE_INFINITY;
    let before = from;
    for (let start = to - 1; start >= from; start -= 1) {
      const own = (begun[to] as number) - (begun[start] as number);
      if (own > most) break;
      const reaching = carried[start] as number;
      const isSized = own + reaching <= most && own + reaching >= fewestRows;
      if (!isSized || (own < fewestOwnRows && start > 0)) continue;
      const sum = (costs[start - from] as number) + reaching + costOfPlace(places[start] as Place);
      if (sum >= best) continue;
      best = sum;
      before = start;
    }
    costs.push(best);
    cameFrom.push(before);
  }
  return { from, costs, cameFrom };
}

/** A cut within a year costs those who know no more than the year; as much as a shard's own rows. */
function costOfPlace(place: Place): number {
  return isNewYear(place) ? 0 : 2 * fewestRows;
}

/** Where the shards of a path begin. */
function cutsTo({ from, cameFrom }: Paths, end: number): number[] {
  const cuts: number[] = [];
  for (let at = end; at > from; at = cameFrom[at - from] as number) cuts.push(cameFrom[at - from] as number);
  return cuts.reverse();
}

/** Both layers at once: a path of wide shards, each of which costs the path of narrow ones that fill it. */
function cutBoth(
  short: Steps,
  long: Steps,
  most: Capacities['pairs'][number],
): { narrow: number[]; wide: number[]; copies: number } | null {
  const { places } = long;
  const end = places.length;
  const costs = new Array<number>(end + 1).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Array<number>(end + 1).fill(0);
  costs[0] = 0;
  const mayCut = (at: number): boolean => at === end || isNewYear(places[at] as Place);
  const pathsOf = (from: number): Paths => {
    let last = from;
    while (last < end && sizeOf(long, from, last + 1) <= most.long) last += 1;
    return pathsFrom(short, from, last, most.short);
  };
  for (let from = 0; from < end; from += 1) {
    if (costs[from] === Number.POSITIVE_INFINITY) continue;
    const narrow = pathsOf(from);
    const before = (costs[from] as number) + (long.carried[from] as number);
    for (let to = from + 1; to < from + narrow.costs.length; to += 1) {
      if (!mayCut(to) || sizeOf(long, from, to) < fewestRows) continue;
      const sum = before + (narrow.costs[to - from] as number);
      if (sum >= (costs[to] as number)) continue;
      costs[to] = sum;
      cameFrom[to] = from;
    }
  }
  if (costs[end] === Number.POSITIVE_INFINITY) return null;
  const wide: number[] = [];
  for (let at = end; at > 0; at = cameFrom[at] as number) wide.push(cameFrom[at] as number);
  wide.reverse();
  const narrow = wide.flatMap((from, at) => cutsTo(pathsOf(from), wide[at + 1] ?? end));
  return { narrow, wide, copies: copiesIn(short, narrow) + copiesIn(long, wide) };
}

/** One layer alone; with larger shards where there is no other way. */
function cutAnyhow(steps: Steps, capacity: number): { cuts: number[]; copies: number } {
  const end = steps.places.length;
  const rows = steps.begun[end] as number;
  for (let most = capacity; most < rows; most *= 1.05) {
    const paths = pathsFrom(steps, 0, end, most);
    if (paths.costs[end] === Number.POSITIVE_INFINITY) continue;
    const cuts = cutsTo(paths, end);
    return { cuts, copies: copiesIn(steps, cuts) };
  }
  return { cuts: [0], copies: rows };
}

/** Rows of a shard from one place to another. */
function sizeOf({ begun, carried }: Steps, from: number, to: number): number {
  return (begun[to] as number) - (begun[from] as number) + (carried[from] as number);
}

function copiesIn(steps: Steps, cuts: readonly number[]): number {
  return cuts.reduce((sum, from, at) => sum + sizeOf(steps, from, cuts[at + 1] ?? steps.places.length), 0);
}

function isNewYear({ day }: Place): boolean {
  if (day === 0) return true;
  const date = dateOfDay(day);
  return date.getUTCMonth() === 0 && date.getUTCDate() === 1;
}
