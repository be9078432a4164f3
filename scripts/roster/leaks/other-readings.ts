import { parseFragment } from 'parse5';

/**
 * A text as it reads after a program has taken it up: without escapes, without markup, with its pieces put together.
 * The text as it stands was searched already, so a reading holds only what may read otherwise, with what stands around.
 */
export interface Reading {
  kind: 'escapes' | 'markup' | 'strings';
  text: string;
}

/** Escapes stand within escapes: a string of JSON in a string of JSON, an address within an address. */
const deepestEscapes = 3;

/** Signs that join or part nothing a reader sees. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

const entities = new Map<string, string | null>();

/** What a named character reference of HTML stands for (`&nbsp;`, `&Icy;`); null for a name that means nothing. */
function entityOf(name: string): string | null {
  const known = entities.get(name);
  if (known !== undefined) return known;
  const [node] = parseFragment(`&${name};`).childNodes;
  const found = node !== undefined && 'value' in node ? node.value.replace(unseen, '') : '';
  const entity = found === `&${name};` ? null : found;
  entities.set(name, entity);
  return entity;
}

function codePoint(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

const fromHex = (_all: string, digits: string): string => codePoint(Number.parseInt(digits, 16));
const fromDecimal = (_all: string, digits: string): string => codePoint(Number(digits));

/** Bytes that stand as digits: UTF-8, or else what Windows of Russia and Ukraine writes. */
function decoded(digits: string): string {
  const bytes = Buffer.from(digits.replace(/[^0-9a-f]/gi, ''), 'hex');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

function unescapedOnce(text: string): string {
  return text
    .replace(/&#x0{0,20}([0-9a-f]{1,6});?/gi, fromHex)
    .replace(/&#0{0,20}(\d{1,7});?/g, fromDecimal)
    .replace(/&(\w{2,31});/g, (all, name: string) => entityOf(name) ?? all)
    .replace(/\\u(\d{3,5})\?/g, fromDecimal)
    .replace(/\\{1,8}u\{([0-9a-f]{1,6})\}/gi, fromHex)
    .replace(/\\{1,8}u([0-9a-f]{4})/gi, fromHex)
    .replace(/(?<!\\)U\+([0-9a-f]{4})[\s,]?/gi, fromHex)
    .replace(/\\([0-9a-f]{3,6})\s?/gi, fromHex)
    .replace(/%u([0-9a-f]{4})/gi, fromHex)
    .replace(/(?:%[0-9a-f]{2})+/gi, decoded);
}

const escapeSign = /&#?\w|\\{1,8}u|\\[0-9a-f]{3}|U\+[0-9A-F]{4}|%u?[0-9a-f]{2}/i;
const escapeSigns = new RegExp(escapeSign, 'gi');
const quotedSigns = /=(?:[0-9A-F]{2}|[ \t]*\r?\n)/gi;
const wideLetters = /[\uff10-\uff5a]|[\u{1d400}-\u{1d7ff}]/gu;
const cutAtLineEnd = /\p{L}[-\u2010]\r?\n/gu;
const lineEndInWord = /(?<=\p{L})[-\u2010]\r?\n[ \t]*(?=\p{L})/gu;

/** More than the rest of a name, a date or five words of a letter has. */
const windowAround = 120;
/** A window ends with a word or before a tag, if either is so near. */
const windowEnd = 200;

function widened(text: string, from: number, to: number): string {
  const start = Math.max(0, from - windowEnd);
  const before = text.slice(start, from);
  const border = Math.max(...[' ', '\n', '<'].map((sign) => before.lastIndexOf(sign)));
  const after = text.slice(to, to + windowEnd).search(/[\s<]/);
  return text.slice(border < 0 ? start : start + border, to + (after < 0 ? windowEnd : after));
}

/** The parts of a text around whatever a pattern finds, each on a line of its own. */
function windows(text: string, pattern: RegExp): string {
  const parts: string[] = [];
  let from = 0;
  let to = -1;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (index - windowAround > to) {
      if (to >= 0) parts.push(widened(text, from, to));
      from = Math.max(0, index - windowAround);
    }
    to = index + found.length + windowAround;
  }
  if (to >= 0) parts.push(widened(text, from, to));
  return parts.join('\n\n');
}

function unescaped(text: string): string {
  let plain = text;
  for (let depth = 0; depth < deepestEscapes && escapeSign.test(plain); depth += 1) {
    const next = unescapedOnce(plain);
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

/** Quoted-printable (RFC 2045, section 6.7): a line may end within a letter. */
function unquoted(text: string): string {
  return text.replace(/=[ \t]*\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/gi, decoded);
}

const inlineTags =
  /<\/?(?:a|b|bdi|bdo|em|font|i|mark|s|small|span|strong|sub|sup|tspan|u|wbr)(?:\s[^<>]{0,300})?\/?>|<!--(?:(?!-->)[\s\S]){0,300}-->/gi;
const tag = /<[^<>]{0,300}>/g;

/** Words that are cut by tags: Ива<b>нов</b>, Ива<wbr>нов, and by those of a word processor. */
const wordsAcrossTags =
  /(?<![\p{L}\p{M}])[\p{L}\p{M}'’-]{1,40}(?:(?:<[^>]{0,300}>|&shy;|\u00ad)+[\p{L}\p{M}'’-]{1,40})+/gu;
const joinedWords = (text: string): string =>
  (text.match(wordsAcrossTags) ?? []).map((cut) => cut.replace(/<[^>]{0,300}>|&shy;|\u00ad/g, '')).join('\n');

/** A run without tags that is longer was searched already, as it stands; its ends may still be parts of a name. */
const longRun = 400;
const endOfRun = 100;

/** What is read: tags of type are nothing, others end a line. */
function asRead(text: string): string {
  const lines = text.replace(inlineTags, '').replace(tag, '\n').split('\n');
  const ends = (line: string): string =>
    line.length > longRun && text.includes(line)
      ? `${line.slice(0, endOfRun)}\n\n${line.slice(-endOfRun)}`
      : line;
  return lines.map(ends).join('\n');
}

/** Strings that a program puts together: 'Ива' + 'нов', ["И","в"], (Ива)-20(нов) of a PDF. */
function joinedStrings(text: string): string {
  return text
    .replace(/\$\{\s*(["'`])([^"'`{}]{0,100})\1\s*\}/g, '$2')
    .replace(/(["'`])\s*[+.]\s*["'`]/g, '')
    .replace(/(?<=["']\p{L})["']\s*,\s*["'](?=\p{L}["'])/gu, '')
    .replace(/(?<=\p{L})\)\s*-?[\d.]+\s*\((?=\p{L})/gu, '')
    .replace(/(?<=[0-9a-f])>\s*-?[\d.]+\s*<(?=[0-9a-f])/gi, '');
}

const stringsApart =
  /["'`]\s*[+.]\s*["'`]|\$\{\s*["'`]|["']\p{L}["']\s*,\s*["']\p{L}["']|[)>]\s*-?[\d.]+\s*[(<]/gu;

const encoders = new Map<string, Map<string, number>>();

/** Bytes that a text has in an encoding of one byte a letter; null where it has letters that the encoding lacks. */
function encoded(text: string, encoding: string): Uint8Array | null {
  let table = encoders.get(encoding);
  if (table === undefined) {
    const decoder = new TextDecoder(encoding);
    table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
    // Bytes without a letter come through as the control characters of their number.
    for (let byte = 0; byte < 256; byte += 1) {
      if (!table.has(String.fromCharCode(byte))) table.set(String.fromCharCode(byte), byte);
    }
    encoders.set(encoding, table);
  }
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = table.get(text.charAt(at));
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}

/** Runs of text that was written in one encoding and read in another. */
const misread: readonly (readonly [run: RegExp, read: string, written: string])[] = [
  [
    /(?:[Â-ß][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122 -~]?[ -~]?){3,}/g,
    'windows-1252',
    'utf-8',
  ],
  [
    /(?:[РСТУ][\u0080-\u00bf\u0401-\u040f\u0451-\u045f\u0490\u0491\u2010-\u203a\u20ac\u2116\u2122°-ї][ -~]?){3,}/g,
    'windows-1251',
    'utf-8',
  ],
  [/[À-ÿ¨¸ª¯²³º¿][À-ÿ¨¸ª¯²³º¿ .,-]{3,}/g, 'windows-1252', 'windows-1251'],
  [/[А-яЁёЂ-џ][А-яЁёЂ-џ .,-]{4,}/g, 'koi8-u', 'windows-1251'],
  [/[А-яЁёЄєЇїЎў°-■─-╬][А-яЁёЄєЇїЎў°-■─-╬ .,-]{4,}/g, 'ibm866', 'windows-1251'],
];
/** Letters and signs that show each of them; ordinary pages of Russian have none. */
const signsOfMisreading = [
  /[ÐÑÃ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]/,
  /[РСТУ][\u0080-\u00bf\u0401-\u040f\u0452-\u045f\u0490\u0491\u2010-\u203a\u20ac\u2122°-·»-ї]/,
  /[À-ÿ]{4}/,
  /[а-яё][А-ЯЁ]{3}|[А-ЯЁ][а-яё][А-ЯЁ]{2}/,
  /[─-╬]{2}/,
];

function rereadable(text: string): string {
  let plain = text;
  misread.forEach(([run, read, written], index) => {
    if (!signsOfMisreading[index]?.test(plain)) return;
    plain = plain.replace(run, (found) => {
      const bytes = encoded(found, read);
      return bytes === null ? found : new TextDecoder(written).decode(bytes);
    });
  });
  return plain;
}

/** Every other way in which a text, or a part of it, may be read. */
export function* otherReadings(text: string): Generator<Reading> {
  const reading = function* (
    kind: Reading['kind'],
    from: string,
    read: (from: string) => string,
  ): Generator<Reading> {
    const other = read(from);
    if (other !== '' && other !== from) yield { kind, text: other };
  };
  yield* reading('escapes', windows(text, escapeSigns), unescaped);
  yield* reading('escapes', windows(text, quotedSigns), unquoted);
  yield* reading('escapes', windows(text, wideLetters), (from) => from.normalize('NFKC'));
  if (signsOfMisreading.some((sign) => sign.test(text))) {
    yield* reading('escapes', text, rereadable);
    // Misread twice.
    yield* reading('escapes', text, (from) => rereadable(rereadable(from)));
  }
  yield* reading('markup', windows(text, cutAtLineEnd), (from) => from.replace(lineEndInWord, ''));
  if (/<[a-z!/]/i.test(text)) {
    yield* reading('markup', text, joinedWords);
    yield* reading('markup', text, asRead);
  }
  yield* reading('strings', windows(text, stringsApart), joinedStrings);
}
