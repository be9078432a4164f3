/**
 * Runs of text within bytes that are no text: pictures, programs, sealed records. Most bytes that are searched are
 * such noise, so every search here looks at one byte of a stretch first that each run worth having must cross.
 */

/** Where a run of bytes lies; `to` is the first byte after it. */
export interface Run {
  from: number;
  to: number;
}

/** Bytes that a kind of text is made of: 1 for each. */
type ByteClass = Uint8Array;

function byteClass(pattern: RegExp): ByteClass {
  return Uint8Array.from({ length: 256 }, (_, byte) => (pattern.test(String.fromCharCode(byte)) ? 1 : 0));
}

const asciiLetters = byteClass(/[A-Za-z]/);
/** Dates and record ids. */
const signs = byteClass(/[0-9A-Za-z ./_-]/);
const ascii = byteClass(/[\x20-\x7e]/);
/** Letters, with the blanks between names, and printable bytes of windows-1251. */
const letters1251 = byteClass(/[ \xa8\xaa\xaf\xb2\xb3\xb8\xba\xbf\xc0-\xff]/);
const letters866 = byteClass(/[ \x80-\xaf\xe0-\xf7]/);
const printable1251 = byteClass(/[\t\r\n\x20-\x7e\xa8\xaa\xab\xaf\xb2\xb3\xb8-\xbb\xbf\xc0-\xff]/);
const utf8Bytes = byteClass(/[\x20-\x7e\x80-\xbf\xd0-\xd3\xe2]/);

/** Runs of at least `shortest` bytes of a class: one byte of every `shortest` lies in each of them. */
function* classRuns(bytes: Uint8Array, members: ByteClass, shortest: number): Generator<Run> {
  const end = bytes.length;
  for (let at = shortest - 1; at < end; at += shortest) {
    if (members[bytes[at] as number] === 0) continue;
    let from = at;
    while (from > 0 && members[bytes[from - 1] as number] === 1) from -= 1;
    let to = at + 1;
    while (to < end && members[bytes[to] as number] === 1) to += 1;
    if (to - from >= shortest) yield { from, to };
    // The loop adds `shortest`; the byte at `to` is of no run.
    at = to;
  }
}

const isLead = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xd0 && byte <= 0xd3;
const isTail = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte <= 0xbf;
const isPair = (bytes: Uint8Array, at: number): boolean => isLead(bytes[at]) && isTail(bytes[at + 1]);
/** Typographic signs: U+2000 to U+203F. */
const isSign = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && isTail(bytes[at + 2]);

/** Bytes of the character of a UTF-8 text that begins at a place, and of the one that ends before it; 0 for none. */
function utf8After(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) return 0;
  if (ascii[bytes[at] as number] === 1) return 1;
  if (isPair(bytes, at)) return 2;
  return isSign(bytes, at) ? 3 : 0;
}

function utf8Before(bytes: Uint8Array, at: number): number {
  if (at <= 0) return 0;
  if (ascii[bytes[at - 1] as number] === 1) return 1;
  if (isPair(bytes, at - 2)) return 2;
  return isSign(bytes, at - 3) ? 3 : 0;
}

/** The UTF-8 text of ASCII, Cyrillic and typographic signs around a run that is such a text. */
function utf8Around(bytes: Uint8Array, { from, to }: Run): Run {
  let first = from;
  for (let step = utf8Before(bytes, first); step > 0; step = utf8Before(bytes, first)) first -= step;
  let last = to;
  for (let step = utf8After(bytes, last); step > 0; step = utf8After(bytes, last)) last += step;
  return { from: first, to: last };
}

/** Runs of at least `shortest` Cyrillic letters of two bytes. Of two neighbouring bytes one is the first of a pair. */
function* pairRuns(bytes: Uint8Array, shortest: number): Generator<Run> {
  const step = 2 * shortest - 2;
  for (let at = step - 1; at < bytes.length; at += step) {
    const lead = isPair(bytes, at) ? at : isPair(bytes, at - 1) ? at - 1 : -1;
    if (lead < 0) continue;
    let from = lead;
    while (isPair(bytes, from - 2)) from -= 2;
    let to = lead + 2;
    while (isPair(bytes, to)) to += 2;
    if (to - from >= 2 * shortest) yield { from, to };
    at = Math.max(at, to - 1);
  }
}

/** Least numbers of characters with which something of a register has so many bits, at 7, 15 and 8 bits each. */
function leastLengths(bits: number): { latin: number; cyrillic: number; signs: number } {
  const least = (each: number): number => Math.max(3, Math.ceil(bits / each));
  return { latin: least(7), cyrillic: least(15), signs: least(8) };
}

/**
 * Runs of UTF-8 that hold enough letters or signs to be something of a register, or are too long for an accident.
 * @param bits that a find must have to count
 */
export function* utf8Runs(bytes: Uint8Array, bits: number, certain: number): Generator<Run> {
  const least = leastLengths(bits);
  const cores = [
    ...classRuns(bytes, asciiLetters, least.latin),
    ...pairRuns(bytes, least.cyrillic),
    ...classRuns(bytes, signs, least.signs),
  ];
  for (const { from, to } of classRuns(bytes, utf8Bytes, certain)) {
    // The class holds more than such texts; those that are long enough are found from any of their characters.
    for (let at = from; at < to; ) {
      const step = utf8After(bytes, at);
      if (step === 0) {
        at += 1;
        continue;
      }
      const run = utf8Around(bytes, { from: at, to: at + step });
      if (run.to - run.from >= certain) cores.push({ from: at, to: at + step });
      at = Math.max(run.to, at + step);
    }
  }
  cores.sort((a, b) => a.from - b.from);
  let end = -1;
  for (const core of cores) {
    if (core.to <= end) continue;
    const run = utf8Around(bytes, core);
    end = run.to;
    yield run;
  }
}

/** Runs of letters of windows-1251; in code page 866, KOI8 and their like most letters are letters of it too. */
export function singleByteRuns(bytes: Uint8Array, bits: number): Iterable<Run> {
  return classRuns(bytes, letters1251, leastLengths(bits).latin);
}

/** Runs of letters of code page 866, which lie elsewhere. */
export function singleByte866Runs(bytes: Uint8Array, bits: number): Iterable<Run> {
  return classRuns(bytes, letters866, leastLengths(bits).latin);
}

/** Runs of anything printable in windows-1251. */
export function printableRuns(bytes: Uint8Array, shortest: number): Iterable<Run> {
  return classRuns(bytes, printable1251, shortest);
}

/** Whether two bytes are a character of UTF-16: ASCII, Cyrillic, or an apostrophe of typography. */
function isWide(low: number | undefined, high: number | undefined): boolean {
  if (low === undefined) return false;
  if (high === 0) return low >= 0x20 && low <= 0x7e;
  if (high === 4) return (low >= 1 && low <= 0x5f) || (low >= 0x90 && low <= 0x93);
  return high === 0x20 && low === 0x19;
}

/** Runs of UTF-16, and whether the high byte of a character is its first or its second. */
export function* utf16Runs(bytes: Uint8Array, bits: number): Generator<Run & { high: 'first' | 'second' }> {
  const shortest = 2 * leastLengths(bits).cyrillic;
  const step = shortest - 2;
  const isHigh = (byte: number | undefined): boolean => byte === 0 || byte === 4 || byte === 0x20;
  // Cyrillic letters of one order of bytes are such letters in the other too, one byte further.
  const ends = { first: 0, second: 0 };
  for (let at = step; at < bytes.length; at += step) {
    if (!isHigh(bytes[at]) && !isHigh(bytes[at - 1])) continue;
    for (const place of [at, at - 1]) {
      for (const high of ['second', 'first'] as const) {
        const begin = high === 'second' ? place - 1 : place;
        const isUnit = (from: number): boolean =>
          high === 'second'
            ? from >= 0 && isWide(bytes[from], bytes[from + 1])
            : from >= 0 && isWide(bytes[from + 1], bytes[from]);
        if (begin < ends[high] || !isUnit(begin)) continue;
        let from = begin;
        while (isUnit(from - 2)) from -= 2;
        let to = begin + 2;
        while (isUnit(to)) to += 2;
        if (to - from < shortest) continue;
        ends[high] = to;
        yield { from, to, high };
      }
    }
  }
}

/** Words of 17 bits in which letters are sealed (src/seal/packed-text.ts). */
export const packedBits = 17;
/** Every eighth word of a packed text begins with a byte, and a run must hold one of them. */
const shortestPacked = 8;

/** The word that begins at a bit; -1 where the bytes end before it does. */
function packedWord(bytes: Uint8Array, bit: number): number {
  const at = bit >> 3;
  if (bit < 0 || bit + packedBits > 8 * bytes.length) return -1;
  const three = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] ?? 0);
  return (three >> (7 - (bit & 7))) & 0x1ffff;
}

/** Letters of Latin and Cyrillic, digits and signs: of noise, one word in 500. */
function isPackedSign(word: number): boolean {
  return (
    (word >= 0x20 && word <= 0x7e) ||
    (word >= 0x400 && word <= 0x491) ||
    word === 0x0a ||
    word === 0x0d ||
    word === 0xa0 ||
    word === 0xab ||
    word === 0xbb ||
    (word >= 0x2010 && word <= 0x2026)
  );
}

/** A text in words of 17 bits: what a sealed record holds before it is enciphered. */
export interface PackedRun {
  text: string;
  /** Offset in bits of its first word. */
  bit: number;
}

/** Runs of at least eight signs in words of 17 bits. */
export function* packedRuns(bytes: Uint8Array): Generator<PackedRun> {
  // The first byte of a letter or sign is 0, 1 or 2 here, or 16 where typography begins: no byte of a plain text.
  let end = 0;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    const first = bytes[at] as number;
    if (first > 2 && first !== 16) continue;
    const bit = 8 * at;
    if (bit < end || !isPackedSign(packedWord(bytes, bit))) continue;
    let from = bit;
    while (from - packedBits >= end && isPackedSign(packedWord(bytes, from - packedBits))) from -= packedBits;
    let to = bit + packedBits;
    while (isPackedSign(packedWord(bytes, to))) to += packedBits;
    if (to - from < shortestPacked * packedBits) continue;
    const words = Array.from({ length: (to - from) / packedBits }, (_, index) =>
      packedWord(bytes, from + index * packedBits),
    );
    yield { text: String.fromCodePoint(...words), bit: from };
    end = to;
  }
}
