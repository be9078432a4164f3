import { domainToUnicode } from 'node:url';
import { otherReadings } from './other-readings.ts';

/** Bytes or text that stand encoded within a text. `at` is the index of the first character of the code. */
export interface EncodedRun {
  at: number;
  kind: string;
  content: Uint8Array | string;
}

const base64 = /[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g;
const base32 =
  /(?<![A-Za-z0-9])(?:[A-V0-9]{16,}|[A-Z2-7]{16,}|(?=[a-z]{0,15}\d)[a-v0-9]{16,}|(?=[a-z]{0,15}\d)[a-z2-7]{16,})={0,6}(?![A-Za-z0-9])/g;
const hex = /(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}){3,}(?![0-9A-Za-z])/g;
const spacedHex =
  /(?<![0-9A-Za-z])(?:(?:0x|\\x|%|=)?[0-9A-Fa-f]{2}[\s,:;]{1,2}){3,}(?:0x|\\x|%|=)?[0-9A-Fa-f]{2}(?![0-9A-Za-z])/g;
const numbers = /(?<![\w.])(?:\d{1,5}[\s,;]{1,2}){3,}\d{1,5}(?![\w.])/g;
const escapedBytes =
  /(?:(?:\\x|\\'|%|=)[0-9A-Fa-f]{2}|\\[0-3][0-7]{2}){2,}(?:[A-Za-z0-9 ._-]|(?:\\x|\\'|%|=)[0-9A-Fa-f]{2}|\\[0-3][0-7]{2})*/g;
const hexList = /(?<![\w.])(?:0x[0-9a-f]{2,6}[\s,;]{1,2}){3,}0x[0-9a-f]{2,6}(?!\w)/gi;
const binary = /(?<!\w)(?:[01]{8}[\s,;]?){4,}(?!\w)/g;
const ascii85 = /<~[!-uz\s]{5,100000}~>/g;
const uuencoded = /^begin \d{3} .*\r?\n(?:[ -`]+\r?\n)+/gm;
const dump = /(?:^[ \t]{0,8}[0-9a-f]{4,16}:?[ \t]{1,4}(?:[0-9a-f]{2,8} {1,2}){2,}.*(?:\r?\n|$))+/gim;
const punycode = /(?<![\w-])xn--[a-z0-9-]+/gi;
/** RFC 4648, sections 6 and 7. */
const base32Alphabets = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', '0123456789ABCDEFGHIJKLMNOPQRSTUV'] as const;
/** Longer runs of base64 are files, and begin where they begin. */
const shiftedUpTo = 4096;

function base32Bytes(text: string, alphabet: string): Uint8Array | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replace(/=+$/, '')) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** Five signs for four bytes, `z` for four zeros (Adobe's Ascii85). */
function ascii85Bytes(run: string): Uint8Array {
  const digits = run.slice(2, -2).replace(/\s/g, '').replaceAll('z', '!!!!!');
  const bytes: number[] = [];
  for (let at = 0; at < digits.length; at += 5) {
    const group = digits.slice(at, at + 5);
    let value = 0;
    for (const digit of group.padEnd(5, 'u')) value = (value * 85 + digit.charCodeAt(0) - 33) % 2 ** 32;
    const four = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) & 255);
    bytes.push(...four.slice(0, group.length - 1));
  }
  return Uint8Array.from(bytes);
}

/** Lines of 45 bytes: their length, then six bits a sign (`uuencode`). */
function uuBytes(run: string): Uint8Array {
  const six = (line: string, at: number): number => (line.charCodeAt(at) - 32) & 63;
  const bytes: number[] = [];
  for (const line of run.split(/\r?\n/).slice(1)) {
    const length = six(line, 0);
    const decoded: number[] = [];
    for (let at = 1; at + 3 < line.length + 3 && decoded.length < length; at += 4) {
      const [a, b, c, d] = [0, 1, 2, 3].map((step) => six(line.padEnd(at + 4), at + step)) as [
        number,
        number,
        number,
        number,
      ];
      decoded.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    bytes.push(...decoded.slice(0, length));
  }
  return Uint8Array.from(bytes);
}

/** What `xxd` and `hexdump -C` print: places, bytes, and what can be read of them. */
function dumpBytes(run: string): Uint8Array {
  const digits = run.split(/\r?\n/).map((line) => {
    const [, columns = ''] = /^\s*[0-9a-f]{4,}:?\s+((?:[0-9a-f]{2,8} {0,2})+)/i.exec(line) ?? [];
    return columns.replace(/[^0-9a-f]/gi, '');
  });
  return Buffer.from(digits.join(''), 'hex');
}

function* matches(
  text: string,
  pattern: RegExp,
  kind: string,
  decode: (run: string) => Uint8Array | string | null,
): Generator<EncodedRun> {
  for (const match of text.matchAll(pattern)) {
    const content = decode(match[0]);
    if (content !== null && content.length > 1) yield { at: match.index, kind, content };
  }
}

function* base64Runs(text: string): Generator<EncodedRun> {
  for (const match of text.matchAll(base64)) {
    const run = match[0].replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
    // A path or a word may stand right before it, since it is of the same letters.
    const shifts = run.length <= shiftedUpTo ? [0, 1, 2, 3] : [0];
    for (const shift of shifts) {
      yield { at: match.index + shift, kind: 'base64', content: Buffer.from(run.slice(shift), 'base64') };
    }
  }
}

function numberList(run: string): Uint8Array | string | null {
  const values = run.split(/[\s,;]+/).map(Number);
  if (values.every((value) => value < 256)) return Uint8Array.from(values);
  if (values.every((value) => value < 0x3000)) return String.fromCodePoint(...values);
  return null;
}

const hexListText = (run: string): Uint8Array | string | null =>
  numberList(run.replace(/0x[0-9a-f]+/gi, (digits) => String(Number(digits))));

const binaryBytes = (run: string): Uint8Array =>
  Uint8Array.from(run.match(/[01]{8}/g) ?? [], (bits) => Number.parseInt(bits, 2));

function percentBytes(run: string): Uint8Array {
  const latin1 = run.replace(
    /(?:\\x|\\'|%|=)([0-9A-Fa-f]{2})|\\([0-3][0-7]{2})/g,
    (_all, hexDigits: string | undefined, octal: string | undefined) =>
      String.fromCharCode(
        hexDigits === undefined ? Number.parseInt(octal ?? '0', 8) : Number.parseInt(hexDigits, 16),
      ),
  );
  return Buffer.from(latin1, 'latin1');
}

/** Everything in a text that decodes to something else. */
export function* encodedRuns(text: string): Generator<EncodedRun> {
  yield* base64Runs(text);
  for (const alphabet of base32Alphabets) {
    yield* matches(text, base32, 'base32', (run) => base32Bytes(run, alphabet));
  }
  yield* matches(text, hex, 'hex', (run) => Buffer.from(run.replace(/^0x/, ''), 'hex'));
  yield* matches(text, spacedHex, 'hex', (run) => Buffer.from(run.replace(/0x|[^0-9A-Fa-f]/g, ''), 'hex'));
  yield* matches(text, numbers, 'numbers', numberList);
  if (text.includes('0x')) yield* matches(text, hexList, 'numbers', hexListText);
  yield* matches(text, binary, 'binary', binaryBytes);
  if (text.includes('<~')) yield* matches(text, ascii85, 'ascii85', ascii85Bytes);
  if (text.includes('begin ')) yield* matches(text, uuencoded, 'uuencode', uuBytes);
  if (/^[ \t]{0,8}[0-9a-f]{4,16}:?[ \t]{1,4}[0-9a-f]{2}/im.test(text))
    yield* matches(text, dump, 'dump', dumpBytes);
  if (/[%=\\]/.test(text)) yield* matches(text, escapedBytes, 'escapes', percentBytes);
  yield* matches(text, punycode, 'punycode', (run) => domainToUnicode(run.toLowerCase()));
  for (const { kind, text: plain } of otherReadings(text)) yield { at: 0, kind, content: plain };
}
