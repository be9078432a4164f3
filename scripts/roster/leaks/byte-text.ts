import { isUtf8 } from 'node:buffer';
import {
  packedBits,
  packedRuns,
  printableRuns,
  type Run,
  singleByte866Runs,
  singleByteRuns,
  utf8Runs,
  utf16Runs,
} from './byte-runs.ts';

/** A piece of text that bytes hold, in one encoding. */
export interface Piece {
  text: string;
  /** Byte offset of a character of the text, from the beginning of the bytes. */
  offsetOf: (index: number) => number;
  /** Whether the text may be noise that happens to look like letters. */
  noise: boolean;
  /** Bytes a letter has in this encoding: noise spells letters of one byte 2⁸ times as often as those of two. */
  letterBytes: LetterBytes;
}

/** Bytes of a letter, by script. */
export interface LetterBytes {
  latin: 1 | 2;
  cyrillic: 1 | 2;
}

const oneByte: LetterBytes = { latin: 1, cyrillic: 1 };
const utf8Letters: LetterBytes = { latin: 1, cyrillic: 2 };
const twoBytes: LetterBytes = { latin: 2, cyrillic: 2 };

/** A run of printable bytes this long is text and no accident: 0.4^32 is 2⁻⁴², and a release has 2³⁰ bytes. */
const certainRun = 32;
/** The same for encodings of one byte a letter, where two of three bytes are printable: 0.62^64 is 2⁻⁴⁴. */
const certainSingleByte = 64;
/** And for words of 17 bits, of which one in 500 is a sign: 16 of them are 2⁻¹⁴⁰. */
const certainPacked = 16;
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
    letterBytes: utf8Letters,
  };
}

function singleBytePiece(bytes: Uint8Array, encoding: string): Piece {
  return {
    text: new TextDecoder(encoding).decode(bytes),
    offsetOf: (index) => index,
    noise: false,
    letterBytes: oneByte,
  };
}

function utf16Piece(bytes: Uint8Array, from: number, encoding: 'utf-16le' | 'utf-16be'): Piece {
  // The decoder swallows a byte order mark; offsets would shift by it.
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(from));
  return { text, offsetOf: (index) => from + 2 * index, noise: false, letterBytes: twoBytes };
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
  return { text: letters.join(''), offsetOf: (index) => index * 4, noise: false, letterBytes: twoBytes };
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

/** A short text that is no UTF-8, in every encoding that it may be of: of so little none reads best. */
export function otherDecodings(bytes: Uint8Array): string[] {
  return singleByte.map((encoding) => new TextDecoder(encoding).decode(bytes));
}

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

/** Runs of text within bytes that are no text as a whole. */
function* runPieces(bytes: Uint8Array, noiseBits: number): Generator<Piece> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const piece = ({ from, to }: Run, encoding: string, letterBytes: LetterBytes, certain: number): Piece => {
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(buffer.subarray(from, to));
    const offsetOf = (index: number): number =>
      from +
      (letterBytes === utf8Letters ? Buffer.byteLength(text.slice(0, index)) : index * letterBytes.cyrillic);
    return { text, offsetOf, noise: to - from < certain, letterBytes };
  };
  for (const run of utf8Runs(bytes, noiseBits, certainRun))
    yield piece(run, 'utf-8', utf8Letters, certainRun);
  for (const run of singleByteRuns(bytes, noiseBits)) {
    yield piece(run, 'windows-1251', oneByte, Number.POSITIVE_INFINITY);
  }
  for (const run of singleByte866Runs(bytes, noiseBits)) {
    yield piece(run, 'ibm866', oneByte, Number.POSITIVE_INFINITY);
  }
  for (const run of printableRuns(bytes, certainSingleByte)) {
    yield piece(run, 'windows-1251', oneByte, certainSingleByte);
  }
  for (const { high, ...run } of utf16Runs(bytes, noiseBits)) {
    yield piece(run, high === 'second' ? 'utf-16le' : 'utf-16be', twoBytes, certainRun);
  }
  for (const { text, bit } of packedRuns(bytes)) {
    yield {
      text,
      offsetOf: (index) => (bit + index * packedBits) >> 3,
      noise: text.length < certainPacked,
      letterBytes: twoBytes,
    };
  }
}

/** Whether a text that was guessed out of something is too short to be no accident. */
function isAccident(bytes: Uint8Array, { letterBytes }: Piece): boolean {
  return bytes.length < (letterBytes.cyrillic === 1 ? certainSingleByte : certainRun);
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
    whole ||= piece.letterBytes.cyrillic === 2;
    yield guessed && isAccident(bytes, piece) ? { ...piece, noise: true } : piece;
  }
  // A text of one byte a letter may be broken UTF-8 as well, so it is read as that too.
  if (!whole) yield* runPieces(bytes, noiseBits);
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
    // The same high bytes, if the text begins one byte further.
    yield utf16Piece(bytes, 1, wide === 'utf-16le' ? 'utf-16be' : 'utf-16le');
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
