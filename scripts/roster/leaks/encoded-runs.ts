import { domainToUnicode } from 'node:url';

/** Bytes or text that stand encoded within a text. `at` is the index of the first character of the code. */
export interface EncodedRun {
  at: number;
  kind: string;
  content: Uint8Array | string;
}

const base64 = /[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g;
const base32 = /(?<![A-Z2-7a-z])[A-Z2-7]{16,}={0,6}(?![A-Za-z])/g;
const hex = /(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}){3,}(?![0-9A-Za-z])/g;
const spacedHex =
  /(?<![0-9A-Za-z])(?:(?:0x|\\x|%|=)?[0-9A-Fa-f]{2}[\s,:;]{1,2}){3,}(?:0x|\\x|%|=)?[0-9A-Fa-f]{2}(?![0-9A-Za-z])/g;
const numbers = /(?<![\w.])(?:\d{1,5}[\s,;]{1,2}){3,}\d{1,5}(?![\w.])/g;
const escapedBytes =
  /(?:(?:\\x|%|=)[0-9A-Fa-f]{2}|\\[0-3][0-7]{2}){2,}(?:[A-Za-z0-9 ._-]|(?:\\x|%|=)[0-9A-Fa-f]{2}|\\[0-3][0-7]{2})*/g;
const punycode = /(?<![\w-])xn--[a-z0-9-]+/gi;
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Longer runs of base64 are files, and begin where they begin. */
const shiftedUpTo = 4096;

function base32Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.replace(/=+$/, '')) {
    held = ((held << 5) | base32Alphabet.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
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

function percentBytes(run: string): Uint8Array {
  const latin1 = run.replace(
    /(?:\\x|%|=)([0-9A-Fa-f]{2})|\\([0-3][0-7]{2})/g,
    (_all, hexDigits: string | undefined, octal: string | undefined) =>
      String.fromCharCode(
        hexDigits === undefined ? Number.parseInt(octal ?? '0', 8) : Number.parseInt(hexDigits, 16),
      ),
  );
  return Buffer.from(latin1, 'latin1');
}

const namedEntities: Record<string, string> = {
  amp: '&',
  nbsp: ' ',
  shy: '',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  zwnj: '',
  zwj: '',
};

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_all, digits: string) => codePoint(Number.parseInt(digits, 16)))
    .replace(/&#(\d{1,7});?/g, (_all, digits: string) => codePoint(Number(digits)))
    .replace(/&(\w+);/g, (all, name: string) => namedEntities[name] ?? all)
    .replace(/\\u\{([0-9a-f]{1,6})\}/gi, (_all, digits: string) => codePoint(Number.parseInt(digits, 16)))
    .replace(/\\{1,2}u([0-9a-f]{4})/gi, (_all, digits: string) => codePoint(Number.parseInt(digits, 16)))
    .replace(/(?<!\\)U\+([0-9a-f]{4})[\s,]?/gi, (_all, digits: string) =>
      codePoint(Number.parseInt(digits, 16)),
    )
    .replace(/\\([0-9a-f]{4,6})\s?/gi, (_all, digits: string) => codePoint(Number.parseInt(digits, 16)));
}

function codePoint(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/** Everything in a text that decodes to something else. */
export function* encodedRuns(text: string): Generator<EncodedRun> {
  yield* base64Runs(text);
  yield* matches(text, base32, 'base32', base32Bytes);
  yield* matches(text, hex, 'hex', (run) => Buffer.from(run.replace(/^0x/, ''), 'hex'));
  yield* matches(text, spacedHex, 'hex', (run) => Buffer.from(run.replace(/0x|[^0-9A-Fa-f]/g, ''), 'hex'));
  yield* matches(text, numbers, 'numbers', numberList);
  if (/[%=\\]/.test(text)) yield* matches(text, escapedBytes, 'escapes', percentBytes);
  yield* matches(text, punycode, 'punycode', (run) => domainToUnicode(run.toLowerCase()));
  if (/&#?\w+;|\\u|\\[0-9a-f]{4}|U\+[0-9A-F]{4}/i.test(text)) {
    const plain = unescaped(text);
    if (plain !== text) yield { at: 0, kind: 'escapes', content: plain };
  }
  if (/[\uff10-\uff5a]|[\u{1d400}-\u{1d7ff}]/u.test(text)) {
    yield { at: 0, kind: 'escapes', content: text.normalize('NFKC') };
  }
  if (/\p{L}[-\u2010]\r?\n/u.test(text)) {
    const joined = text.replace(/(?<=\p{L})[-\u2010]\r?\n[ \t]*(?=\p{L})/gu, '');
    yield { at: 0, kind: 'markup', content: joined };
  }
  if (/<[a-z!/]/i.test(text)) {
    // Names cut by tags: Ива<b>нов</b>, Ива<wbr>нов.
    const joined = text.replace(/(?<=\p{L})(?:<[^>]{0,300}>|&shy;|\u00ad)+(?=\p{L})/gu, '');
    if (joined !== text) yield { at: 0, kind: 'markup', content: joined };
  }
}
