/**
 * A text as it reads after a program has taken it up: without escapes, without markup, with its pieces put together.
 * Each reading is the whole text, so it is made only where the text has what it takes away.
 */
export interface Reading {
  kind: 'escapes' | 'markup' | 'strings';
  text: string;
}

/** Escapes stand within escapes: a string of JSON in a string of JSON, an address within an address. */
const deepestEscapes = 3;

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
    .replace(/&#x([0-9a-f]{1,6});?/gi, fromHex)
    .replace(/&#(\d{1,7});?/g, fromDecimal)
    .replace(/&(\w+);/g, (all, name: string) => namedEntities[name] ?? all)
    .replace(/\\u(\d{3,5})\?/g, fromDecimal)
    .replace(/\\{1,8}u\{([0-9a-f]{1,6})\}/gi, fromHex)
    .replace(/\\{1,8}u([0-9a-f]{4})/gi, fromHex)
    .replace(/(?<!\\)U\+([0-9a-f]{4})[\s,]?/gi, fromHex)
    .replace(/\\([0-9a-f]{3,6})\s?/gi, fromHex)
    .replace(/%u([0-9a-f]{4})/gi, fromHex)
    .replace(/(?:%[0-9a-f]{2})+/gi, decoded);
}

const escapeSign = /&#?\w|\\{1,8}u|\\[0-9a-f]{3}|U\+[0-9A-F]{4}|%u?[0-9a-f]{2}/i;

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

/** Names that are cut by tags: Ива<b>нов</b>, Ива<wbr>нов, and by those of a word processor. */
const withoutTagsInWords = (text: string): string =>
  text.replace(/(?<=\p{L})(?:<[^>]{0,300}>|&shy;|\u00ad)+(?=\p{L})/gu, '');

/** What is read: tags of type are nothing, others end a line. */
const asRead = (text: string): string => text.replace(inlineTags, '').replace(tag, '\n');

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
  /["'`]\s*[+.]\s*["'`]|\$\{\s*["'`]|["']\p{L}["']\s*,\s*["']\p{L}["']|[)>]\s*-?[\d.]+\s*[(<]/u;

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

/** Every other way in which a text may be read, where it differs. */
export function* otherReadings(text: string): Generator<Reading> {
  const reading = function* (kind: Reading['kind'], read: (from: string) => string): Generator<Reading> {
    const other = read(text);
    if (other !== text) yield { kind, text: other };
  };
  if (escapeSign.test(text)) yield* reading('escapes', unescaped);
  if (/=(?:[0-9A-F]{2}|[ \t]*\r?\n)/i.test(text)) yield* reading('escapes', unquoted);
  if (/[\uff10-\uff5a]|[\u{1d400}-\u{1d7ff}]/u.test(text)) {
    yield* reading('escapes', (from) => from.normalize('NFKC'));
  }
  if (signsOfMisreading.some((sign) => sign.test(text))) {
    yield* reading('escapes', rereadable);
    // Misread twice.
    yield* reading('escapes', (from) => rereadable(rereadable(from)));
  }
  if (/\p{L}[-\u2010]\r?\n/u.test(text)) {
    yield* reading('markup', (from) => from.replace(/(?<=\p{L})[-\u2010]\r?\n[ \t]*(?=\p{L})/gu, ''));
  }
  if (/<[a-z!/]/i.test(text)) {
    yield* reading('markup', withoutTagsInWords);
    yield* reading('markup', asRead);
  }
  if (stringsApart.test(text)) yield* reading('strings', joinedStrings);
}
