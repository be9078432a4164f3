import { isUtf8 } from 'node:buffer';

/** A piece of text that bytes hold, in one encoding. */
export interface Piece {
  text: string;
  /** Byte offset of a character of the text, from the beginning of the bytes. */
  offsetOf: (index: number) => number;
  /** Whether the text may be noise that happens to look like letters. */
  noise: boolean;
  /** Bits by which a Cyrillic letter stands out from noise: of one byte 7, of two 15 (case is free). */
  cyrillicBits: 7 | 15;
}

/** A run of printable bytes this long is text and no accident: 0.4^24 is 2⁻³². */
const certainRun = 24;
/** The same for encodings of one byte a letter, where two of three bytes are printable: 0.62^48 is 2⁻³³. */
const certainSingleByte = 48;
const probe = 1 << 16;

/** Share of characters that no text has. */
function controlShare(text: string): number {
  const sample = text.slice(0, probe);
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return controls / Math.max(1, sample.length);
}

function utf8Piece(bytes: Uint8Array): Piece {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return {
    text,
    offsetOf: (index) => Buffer.byteLength(text.slice(0, index)),
    noise: false,
    cyrillicBits: 15,
  };
}

function singleBytePiece(bytes: Uint8Array, encoding: string): Piece {
  return {
    text: new TextDecoder(encoding).decode(bytes),
    offsetOf: (index) => index,
    noise: false,
    cyrillicBits: 7,
  };
}

function utf16Piece(bytes: Uint8Array, from: number, encoding: 'utf-16le' | 'utf-16be'): Piece {
  // The decoder swallows a byte order mark; offsets would shift by it.
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(from));
  return { text, offsetOf: (index) => from + 2 * index, noise: false, cyrillicBits: 15 };
}

/** UTF-32 has zeros in half of its bytes, at fixed places. */
function utf32Piece(bytes: Uint8Array): Piece | null {
  if (bytes.length < 8 || bytes.length % 4 !== 0) return null;
  const sample = bytes.subarray(0, probe);
  const zeros = (places: readonly number[]): boolean =>
    sample.every((byte, index) => byte === 0 || !places.includes(index % 4));
  const little = zeros([2, 3]);
  if (!little && !zeros([0, 1])) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters = Array.from({ length: bytes.length / 4 }, (_, index) =>
    String.fromCharCode(view.getUint32(index * 4, little)),
  );
  return { text: letters.join(''), offsetOf: (index) => index * 4, noise: false, cyrillicBits: 15 };
}

function isUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, probe);
  let high = [0, 0];
  for (let index = 0; index < sample.length; index += 1) {
    const byte = sample[index] as number;
    if (byte === 0 || byte === 4)
      high = index % 2 === 0 ? [(high[0] ?? 0) + 1, high[1] ?? 0] : [high[0] ?? 0, (high[1] ?? 0) + 1];
  }
  const half = sample.length / 2;
  if ((high[1] ?? 0) > 0.9 * half && (high[0] ?? 0) < 0.1 * half) return 'utf-16le';
  if ((high[0] ?? 0) > 0.9 * half && (high[1] ?? 0) < 0.1 * half) return 'utf-16be';
  return null;
}

/** Single-byte encodings of Cyrillic; a text in one of them reads as nonsense in the others. */
const singleByte = ['windows-1251', 'koi8-u', 'ibm866', 'x-mac-cyrillic', 'iso-8859-5'];

/** A text of one byte a letter: by the encoding in which it reads like Russian most, and, as noise, by the others. */
function* singleBytePieces(bytes: Uint8Array): Generator<Piece> {
  const pieces = singleByte.map((encoding) => singleBytePiece(bytes, encoding));
  // The commonest letters of Russian and Ukrainian make up half of any text.
  const common = ({ text }: Piece): number => text.slice(0, probe).match(/[оеаинтсрві]/g)?.length ?? 0;
  const best = Math.max(...pieces.map(common));
  for (const piece of pieces) yield common(piece) === best ? piece : { ...piece, noise: true };
}

/** Letters of Cyrillic, what a keyboard has, and the signs of typography. */
const ordinary = /[\t\r\n\x20-\x7e\u00a0\u0400-\u045f\u0490\u0491«»–—“”„…№]/g;

/**
 * A text of code page 866 or KOI8, whose letters lie where windows-1251 has signs: only the encoding in which nearly
 * everything is ordinary. 0.65 of the characters of noise are; 19 of 20 in 48 happen in one of 10⁵ files of it.
 */
function* otherCodePage(bytes: Uint8Array): Generator<Piece> {
  for (const piece of singleBytePieces(bytes)) {
    const sample = piece.text.slice(0, probe);
    const share = (sample.match(ordinary)?.length ?? 0) / sample.length;
    const isLong = bytes.length >= certainSingleByte;
    if (!piece.noise && share >= (isLong ? 0.95 : 1)) yield { ...piece, noise: !isLong };
  }
}

/** Printable bytes of windows-1251: letters, digits, signs; no letter of another alphabet. */
const printable1251 =
  /^[\t\r\n\x20-\x7e\x84\x85\x91-\x97\xa0\xa1\xa2\xa8\xaa\xab\xaf\xb2\xb3\xb4\xb8-\xbb\xbf-\xff]+$/;

/** Where a run of bytes lies. */
interface Run {
  from: number;
  to: number;
}

/** Bytes that a kind of text is made of. */
type ByteClass = Uint8Array;

function byteClass(pattern: RegExp): ByteClass {
  return Uint8Array.from({ length: 256 }, (_, byte) => (pattern.test(String.fromCharCode(byte)) ? 1 : 0));
}

/**
 * Runs of at least `shortest` bytes of a class. One byte of every `shortest` lies in each such run, so only those
 * are looked at first.
 */
function* byteRuns(bytes: Uint8Array, members: ByteClass, shortest: number): Generator<Run> {
  for (let at = shortest - 1; at < bytes.length; at += shortest) {
    if (members[bytes[at] as number] === 0) continue;
    let from = at;
    while (from > 0 && members[bytes[from - 1] as number] === 1) from -= 1;
    let to = at + 1;
    while (to < bytes.length && members[bytes[to] as number] === 1) to += 1;
    if (to - from >= shortest) yield { from, to };
    // The loop adds `shortest`; the byte at `to` is of no run.
    at = to;
  }
}

const printable = byteClass(/[\t\r\n\x20-\x7e\xa8\xaa\xab\xaf\xb2\xb3\xb8-\xbb\xbf\xc0-\xff]/);
const letters = byteClass(/[\xa8\xaa\xaf\xb2\xb3\xb8\xba\xbf\xc0-\xff]/);

/** How runs of text look in the bytes of one encoding. */
interface RunKind {
  find: (bytes: Uint8Array, latin1: string) => Iterable<Run>;
  /** What a run must hold to be worth a search, unless it is certain. */
  trigger: RegExp | null;
  decode: (bytes: Buffer) => string;
  /** Bytes a character; 0 where it varies. */
  width: 0 | 1 | 2;
  /** Runs of so many bytes are text and no accident. */
  certain: number;
}

const matching = (pattern: RegExp): RunKind['find'] =>
  function* (_bytes, latin1) {
    for (const match of latin1.matchAll(pattern))
      yield { from: match.index, to: match.index + match[0].length };
  };

const from1251 = (run: Buffer): string => new TextDecoder('windows-1251').decode(run);
const kindsByBits = new Map<number, readonly RunKind[]>();

/** @param bits that a name must have to count in this noise */
function runKinds(bits: number): readonly RunKind[] {
  const latin = Math.max(3, Math.ceil(bits / 7));
  const wide = Math.max(3, Math.ceil(bits / 15));
  const signs = Math.max(5, Math.ceil(bits / 6));
  const key = signs * 100 + latin;
  const known = kindsByBits.get(key);
  if (known !== undefined) return known;
  const shortest = Math.min(latin, wide, signs);
  const cyrillic = '[\\xd0-\\xd3][\\x80-\\xbf]';
  const kinds: readonly RunKind[] = [
    {
      find: matching(new RegExp(`(?:[\\x20-\\x7e]|${cyrillic}|\\xe2\\x80[\\x80-\\xbf]){${shortest},}`, 'g')),
      trigger: new RegExp(
        `[A-Za-z]{${latin}}|(?:${cyrillic}){${wide}}|[0-9A-Za-z][0-9A-Za-z ./_-]{${signs - 1}}`,
      ),
      decode: (run) => run.toString('utf8'),
      width: 0,
      certain: certainRun,
    },
    {
      find: (bytes) => byteRuns(bytes, letters, latin),
      trigger: null,
      decode: from1251,
      width: 1,
      certain: Number.POSITIVE_INFINITY,
    },
    {
      find: (bytes) => byteRuns(bytes, printable, certainSingleByte),
      trigger: null,
      decode: from1251,
      width: 1,
      certain: certainSingleByte,
    },
    {
      find: matching(/(?:[\x20-\x7e]\x00|[\x01-\x5f\x90-\x93]\x04|\x19\x20){3,}/g),
      trigger: null,
      decode: (run) => run.toString('utf16le'),
      width: 2,
      certain: certainRun,
    },
    {
      find: matching(/(?:\x00[\x20-\x7e]|\x04[\x01-\x5f\x90-\x93]|\x20\x19){3,}/g),
      trigger: null,
      decode: (run) => new TextDecoder('utf-16be').decode(run),
      width: 2,
      certain: certainRun,
    },
  ];
  kindsByBits.set(key, kinds);
  return kinds;
}

/** Runs of text within bytes that are no text as a whole. */
function* runs(bytes: Uint8Array, bits: number): Generator<Piece> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const latin1 = buffer.toString('latin1');
  for (const { find, trigger, decode, width, certain } of runKinds(bits)) {
    for (const { from, to } of find(bytes, latin1)) {
      const noise = to - from < certain;
      if (noise && trigger !== null && !trigger.test(latin1.slice(from, to))) continue;
      const text = decode(buffer.subarray(from, to));
      const offsetOf = (index: number): number =>
        from + (width === 0 ? Buffer.byteLength(text.slice(0, index)) : index * width);
      yield { text, offsetOf, noise, cyrillicBits: width === 1 ? 7 : 15 };
    }
  }
}

/** Whether a text that was guessed out of something is too short to be no accident. */
function isAccident(bytes: Uint8Array, { cyrillicBits }: Piece): boolean {
  return bytes.length < (cyrillicBits === 7 ? certainSingleByte : certainRun);
}

/**
 * The text that bytes hold: one piece for a text file, many for a binary one.
 * @param guessed the bytes came out of something that may have been no code at all; then a short text may be noise
 * @param noiseBits that a name must have to count in noise; runs in which none can have so many are left out
 */
export function* piecesOf(bytes: Uint8Array, guessed: boolean, noiseBits: number): Generator<Piece> {
  if (bytes.length === 0) return;
  let whole = false;
  for (const piece of wholePieces(bytes, guessed)) {
    whole ||= piece.cyrillicBits === 15;
    yield guessed && isAccident(bytes, piece) ? { ...piece, noise: true } : piece;
  }
  // A text of one byte a letter may be broken UTF-8 as well, so it is read as that too.
  if (!whole) yield* runs(bytes, noiseBits);
}

function* wholePieces(bytes: Uint8Array, guessed: boolean): Generator<Piece> {
  const widest = utf32Piece(bytes);
  if (widest !== null) {
    yield widest;
    return;
  }
  const wide = isUtf16(bytes);
  if (wide !== null) {
    yield utf16Piece(bytes, 0, wide);
    return;
  }
  if (isUtf8(bytes)) {
    const piece = utf8Piece(bytes);
    if (controlShare(piece.text) < 0.02) yield piece;
    return;
  }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, probe)).toString(
    'latin1',
  );
  if (/[\x00-\x08\x0e-\x1f]/.test(head)) return;
  const highBytes = head.match(/[\x80-\xff]/g)?.length ?? 0;
  if (printable1251.test(head) || (!guessed && highBytes < head.length / 2)) yield* singleBytePieces(bytes);
  else if (!guessed || bytes.length >= certainSingleByte) yield* otherCodePage(bytes);
}
