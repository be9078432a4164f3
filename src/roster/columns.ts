import type { Entry } from '../schemas/entry.ts';
import { atOnce, inPortions, type Steps } from '../steps/steps.ts';
import { frameBytes, openFrame } from './byte-frame.ts';
import { firstDayOf, halfMonthOfDay, halfMonthsPerYear, lastDayOf } from './half-month.ts';
import {
  BitCounts,
  type Coder,
  createDecoder,
  createEncoder,
  NumberModel,
  SymbolTree,
  symbolBits,
} from './range-coder.ts';
import { parseRef } from './ref-code.ts';
import { orDamaged, RosterDataError } from './roster-data-error.ts';
import { dayNumber, type RosterView, viewOfEntries } from './roster-view.ts';
import { wordListSteps } from './word-list.ts';

/**
 * The roster as the browser gets it: rows in the order of their random refs (so that order tells nothing), each
 * column coded as a whole by an adaptive range coder. What rows cost is within 1.5 times of their entropy:
 * `npm run bench` prints both.
 *
 * What helps: refs are sorted, so a row pays log2(n) bits less for its own; how wide a cell is follows from how
 * common its names are, so widths are coded in the context of the columns before them.
 */
export interface RosterPlace {
  /** The sequence number of the release. */
  sequence: number;
  /** Which shard of how many; 0 of 1 is the whole roster. */
  shard: number;
  shards: number;
}

/** A decoded roster knows what it is part of, so that files of two releases are never mixed. */
export interface PlacedRosterView extends RosterView, RosterPlace {
  /** The ref without its check character, as a number: what rows of two shards are told apart by. */
  refNumber(row: number): number;
}

const magic = 'VRO1';
const maximumRows = 0x100_0000;

/** Entries in any order; refs must be unique. Throws RangeError on rows that the schema would refuse. */
export function encodeRoster(
  entries: readonly Entry[],
  { sequence, shard = 0, shards = 1 }: Partial<RosterPlace> & { sequence: number },
): Uint8Array {
  const columns = columnsOf(entries);
  const encoder = createEncoder();
  atOnce(codeColumns(encoder, entries.length, columns));
  return frameBytes(magic, { head: [sequence, shard, shards, entries.length], body: encoder.finish() });
}

/** Throws RosterDataError on bytes that are damaged, cut short or something else: never a wrong row. */
export function decodeRoster(bytes: Uint8Array): PlacedRosterView {
  return atOnce(rosterSteps(bytes));
}

/** `decodeRoster` in steps. */
export function* rosterSteps(bytes: Uint8Array): Steps<PlacedRosterView> {
  const { head, body } = openFrame(magic, 4, bytes);
  const [sequence, shard, shards, size] = head as [number, number, number, number];
  if (size > maximumRows) throw new RosterDataError('damaged', 'The roster claims more rows than can be.');
  yield;
  const columns = yield* orDamaged(codeColumns(createDecoder(body), size, null));
  return { ...viewOfColumns(size, columns), sequence, shard, shards };
}

interface Columns {
  givenNames: readonly string[];
  patronymicInitials: readonly string[];
  surnameInitials: readonly string[];
  given: Uint32Array;
  patronymic: Uint8Array;
  surname: Uint8Array;
  birthFrom: Uint32Array;
  birthTo: Uint32Array;
  /** The first seven characters of each ref, as a number below 2^35, ascending. */
  refs: Float64Array;
  /** The eighth character of each ref; null when it is everywhere the check character of the other seven. */
  checks: Uint8Array | null;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const refBits = 35;

function columnsOf(entries: readonly Entry[]): Columns {
  for (const { ref, birth_from, birth_to } of entries) {
    const whole = dayNumber(birth_from) >= 0 && dayNumber(birth_to) >= dayNumber(birth_from);
    if (!whole) throw new RangeError(`The row ${ref} has no span of birth dates since 1900.`);
  }
  const sorted = [...entries].sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
  const view = viewOfEntries(sorted);
  const given = sortedDictionary(view.givenNames, view.given);
  const patronymic = sortedDictionary(view.patronymicInitials, view.patronymic);
  const surname = sortedDictionary(view.surnameInitials, view.surname);
  if (Math.max(patronymic.words.length, surname.words.length) > 256) {
    throw new RangeError('There are more initials than an alphabet has.');
  }
  const refs = Float64Array.from(sorted, ({ ref }) => refNumber(ref));
  for (let row = 1; row < refs.length; row += 1) {
    if (refs[row] === refs[row - 1])
      throw new RangeError(`Two rows share the reference code ${sorted[row]?.ref}.`);
  }
  return {
    givenNames: given.words,
    patronymicInitials: patronymic.words,
    surnameInitials: surname.words,
    given: given.codes,
    patronymic: Uint8Array.from(patronymic.codes),
    surname: Uint8Array.from(surname.codes),
    birthFrom: view.birthFrom,
    birthTo: view.birthTo,
    refs,
    checks: sorted.every(({ ref }) => parseRef(ref) === ref)
      ? null
      : Uint8Array.from(sorted, ({ ref }) => crockford.indexOf(ref.charAt(7))),
  };
}

function sortedDictionary(
  words: readonly string[],
  codes: ArrayLike<number>,
): { words: string[]; codes: Uint32Array } {
  const sorted = [...words].sort();
  const place = new Map(sorted.map((word, index) => [word, index]));
  return { words: sorted, codes: Uint32Array.from(codes, (code) => place.get(words[code] ?? '') as number) };
}

function refNumber(ref: string): number {
  let number = 0;
  for (let index = 0; index < 8; index += 1) {
    const value = ref.length === 8 ? crockford.indexOf(ref.charAt(index)) : -1;
    if (value < 0) throw new RangeError(`${ref} is no reference code.`);
    if (index < 7) number = number * 32 + value;
  }
  return number;
}

function refText(number: number, check: number | undefined): string {
  let seven = '';
  for (let index = 0, left = number; index < 7; index += 1, left = Math.floor(left / 32)) {
    seven = crockford.charAt(left % 32) + seven;
  }
  if (check !== undefined) return seven + crockford.charAt(check);
  // The check character is the one that makes a reference code of it; only rows that are shown need theirs.
  for (const character of crockford) if (parseRef(seven + character) !== null) return seven + character;
  throw new RangeError(`${seven} has no check character.`);
}

/** So many rows of a column make a step. */
const rowsOfStep = 512;

/** Writes `columns`, or reads them when there are none. */
function* codeColumns(coder: Coder, size: number, columns: Columns | null): Steps<Columns> {
  const givenNames = yield* wordListSteps(coder, columns?.givenNames ?? null);
  const patronymicInitials = yield* wordListSteps(coder, columns?.patronymicInitials ?? null);
  const surnameInitials = yield* wordListSteps(coder, columns?.surnameInitials ?? null);
  const words = { givenNames, patronymicInitials, surnameInitials };

  const refs = yield* codeRefs(coder, size, columns?.refs);
  const checks = codeChecks(coder, size, columns?.checks);
  const surname = yield* codeSymbols(coder, size, surnameInitials.length, columns?.surname);
  const given = yield* codeSymbols(coder, size, givenNames.length, columns?.given);
  const pairs = yield* rarityOf(size, [
    { codes: surname, words: surnameInitials.length },
    { codes: given, words: givenNames.length },
  ]);
  const patronymic = yield* codeSymbols(coder, size, patronymicInitials.length, columns?.patronymic, pairs);
  const triples = yield* rarityOf(size, [
    { codes: surname, words: surnameInitials.length },
    { codes: given, words: givenNames.length },
    { codes: patronymic, words: patronymicInitials.length },
  ]);
  const sameNames = (row: number): number =>
    ((given[row] as number) * patronymicInitials.length + (patronymic[row] as number)) *
      surnameInitials.length +
    (surname[row] as number);
  const births = yield* codeBirths(coder, size, columns, triples, sameNames);
  return {
    ...words,
    ...births,
    given,
    surname: Uint8Array.from(surname),
    patronymic: Uint8Array.from(patronymic),
    refs,
    checks,
  };
}

/** Sorted random numbers: the high part of each gap by counts, the low part raw. */
function* codeRefs(coder: Coder, size: number, known: Float64Array | undefined): Steps<Float64Array> {
  const refs = new Float64Array(size);
  const lowBits = Math.max(0, refBits - symbolBits(size) - 1);
  const scale = 2 ** lowBits;
  const gaps = new NumberModel();
  let before = -1;
  yield* inPortions(size, rowsOfStep, (row) => {
    const gap = (known?.[row] ?? 0) - before - 1;
    let result = gaps.code(coder, Math.max(0, Math.floor(gap / scale)));
    for (let left = lowBits; left > 0; ) {
      const step = Math.min(left, 12);
      left -= step;
      result = result * 2 ** step + coder.direct(step, Math.max(0, Math.floor(gap / 2 ** left)) % 2 ** step);
    }
    before += result + 1;
    refs[row] = before;
  });
  if (before >= 2 ** refBits) throw new RangeError('A reference code is too large.');
  return refs;
}

function codeChecks(coder: Coder, size: number, known: Uint8Array | null | undefined): Uint8Array | null {
  if (coder.direct(1, known ? 1 : 0) === 0) return null;
  const checks = new Uint8Array(size);
  for (let row = 0; row < size; row += 1) checks[row] = coder.direct(5, known?.[row] ?? 0);
  return checks;
}

function* codeSymbols(
  coder: Coder,
  size: number,
  words: number,
  known: ArrayLike<number> | undefined,
  contexts?: Uint8Array,
): Steps<Uint32Array> {
  const tree = new SymbolTree(symbolBits(words), contexts === undefined ? 1 : rarityLevels);
  const codes = new Uint32Array(size);
  yield* inPortions(size, rowsOfStep, (row) => {
    const code = tree.code(coder, known?.[row] ?? 0, contexts?.[row] ?? 0);
    if (code >= words) throw new RangeError('A row names a word that is not in the list.');
    codes[row] = code;
  });
  return codes;
}

const rarityLevels = 64;

/**
 * How rare each row's combination would be if its columns were independent, in half steps of log2: 0 is what
 * one row in two has. Both sides compute it from columns that they have already.
 */
function* rarityOf(
  size: number,
  columns: readonly { codes: Uint32Array; words: number }[],
): Steps<Uint8Array> {
  const counts = columns.map(({ codes, words }) => {
    const count = new Float64Array(words);
    for (const code of codes) count[code] = (count[code] as number) + 1;
    return count;
  });
  const levels = new Uint8Array(size);
  yield* inPortions(size, rowsOfStep, (row) => {
    // Products and comparisons only: Math.log2 may differ between engines in the last digit.
    let share = 1;
    columns.forEach(({ codes }, column) => {
      share *= (counts[column] as Float64Array)[codes[row] as number] as number;
      share /= size;
    });
    let level = 0;
    for (; share < 0.5 && level < rarityLevels - 2; level += 2) share *= 2;
    levels[row] = share < Math.SQRT1_2 ? level + 1 : level;
  });
  return levels;
}

/**
 * Birth spans. Those that begin and end with a half month, which is every span of a cell, are told by what rows of the
 * same names had before: the same span again, or one that ends or begins where a known one begins or ends, since the
 * spans of one name and two initials tile the years. A span that is neither costs its width, in the context of how
 * rare the names are, and the year and half month of its beginning. Any other span is written in days.
 */
function* codeBirths(
  coder: Coder,
  size: number,
  known: Columns | null,
  rarity: Uint8Array,
  sameNames: (row: number) => number,
): Steps<Pick<Columns, 'birthFrom' | 'birthTo'>> {
  const birthFrom = new Uint32Array(size);
  const birthTo = new Uint32Array(size);
  const spansByNames = new Map<number, KnownSpans>();
  const odd = new BitCounts(1);
  const days = new NumberModel(2);
  const models = spanModels();

  yield* inPortions(size, rowsOfStep, (row) => {
    const from = known?.birthFrom[row] ?? 0;
    const to = known?.birthTo[row] ?? 0;
    const first = known === null ? 0 : halfMonthOfDay(from);
    const last = known === null ? 0 : halfMonthOfDay(to);
    const whole =
      known === null || (first >= 0 && last >= first && firstDayOf(first) === from && lastDayOf(last) === to);
    if (odd.code(coder, 0, whole ? 0 : 1) === 1) {
      birthFrom[row] = days.code(coder, from, 0);
      birthTo[row] = (birthFrom[row] as number) + days.code(coder, to - from, 1);
      return;
    }
    const names = sameNames(row);
    const spans = spansByNames.get(names) ?? [];
    spansByNames.set(names, spans);
    const span = codeSpan(coder, models, spans, rarity[row] ?? 0, { first, last });
    birthFrom[row] = firstDayOf(span.first);
    birthTo[row] = lastDayOf(span.last);
  });
  return { birthFrom, birthTo };
}

interface HalfMonthSpan {
  first: number;
  last: number;
}

/** Distinct spans of one name and two initials, the one met last in front. */
type KnownSpans = HalfMonthSpan[];

const knownLevels = 8;

function spanModels() {
  return {
    isKnown: new BitCounts(rarityLevels * knownLevels),
    which: new NumberModel(knownLevels),
    isNext: new BitCounts(knownLevels),
    side: new BitCounts(1),
    widths: new NumberModel(rarityLevels),
    widthsNext: new NumberModel(32),
    years: new SymbolTree(8, 4),
    halves: new SymbolTree(5, 4),
  };
}

function codeSpan(
  coder: Coder,
  models: ReturnType<typeof spanModels>,
  spans: KnownSpans,
  rarity: number,
  { first, last }: HalfMonthSpan,
): HalfMonthSpan {
  const level = Math.min(spans.length, knownLevels - 1);
  if (level > 0) {
    const place = spans.findIndex((span) => span.first === first && span.last === last);
    if (models.isKnown.code(coder, rarity * knownLevels + level, place >= 0 ? 1 : 0) === 1) {
      const at = models.which.code(coder, Math.max(0, place), level);
      const [span] = spans.splice(at, 1);
      if (span === undefined) throw new RangeError('A row repeats a span that is not there.');
      spans.unshift(span);
      return span;
    }
    const before = spans.findIndex((span) => span.last + 1 === first);
    const neighbour = before >= 0 ? before : spans.findIndex((span) => span.first === last + 1);
    if (models.isNext.code(coder, level, neighbour >= 0 ? 1 : 0) === 1) {
      const at = models.which.code(coder, Math.max(0, neighbour), 0);
      const beside = spans[at];
      if (beside === undefined) throw new RangeError('A row is beside a span that is not there.');
      const isAfter = models.side.code(coder, 0, before >= 0 ? 0 : 1) === 0;
      const context = 31 - Math.clz32(beside.last - beside.first + 1);
      const width = models.widthsNext.code(coder, last - first, context);
      const start = isAfter ? beside.last + 1 : beside.first - 1 - width;
      return remember(spans, { first: start, last: start + width });
    }
  }
  const width = models.widths.code(coder, last - first, rarity);
  const breadth = width < 4 ? 0 : width < 24 ? 1 : width < 120 ? 2 : 3;
  const year = models.years.code(coder, Math.floor(first / halfMonthsPerYear), breadth);
  const start = year * halfMonthsPerYear + models.halves.code(coder, first % halfMonthsPerYear, breadth);
  return remember(spans, { first: start, last: start + width });
}

function remember(spans: KnownSpans, span: HalfMonthSpan): HalfMonthSpan {
  spans.unshift(span);
  return span;
}

function viewOfColumns(size: number, columns: Columns): Omit<PlacedRosterView, keyof RosterPlace> {
  const { refs, checks, ...rest } = columns;
  const refNumber = (row: number): number => {
    const number = refs[row];
    if (number === undefined) throw new RangeError(`The roster has no row ${row}.`);
    return number;
  };
  return {
    size,
    ...rest,
    ref: (row) => refText(refNumber(row), checks?.[row]),
    refNumber,
  };
}
