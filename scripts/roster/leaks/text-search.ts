import { asTypedInCyrillic, asTypedInLatin } from '../../../src/names/keyboard.ts';
import { plainText } from '../../../src/names/text.ts';
import { readWord } from '../../../src/names/word.ts';
import { parseRef } from '../../../src/roster/ref-code.ts';
import { isCellBound, writtenDates } from './birth-dates.ts';
import type { LetterBytes } from './byte-text.ts';
import {
  foldBits,
  type LetterBits,
  mostFoldBits,
  noiseLetterBits,
  opaqueLetterBits,
  signBits,
} from './chance.ts';
import type { TextHit } from './hit.ts';
import { messageWords, type Needles, oneAffricate, plainId } from './needles.ts';

/** How a text is to be searched. */
export interface SearchMode {
  /** How many bits a find must have to count, where the text may be noise: 0 in a real text. */
  minimalBits: number;
  letterBytes: LetterBytes;
  /** Bits that words in the opaque runs of a real text (base64, hashes) must have. */
  opaqueBits: number;
  /** In a site, the given names of its roster stand as words of their own; some are surnames too. */
  vocabularyIsFine: boolean;
}

interface Token {
  text: string;
  at: number;
  end: number;
}

/** A man whose surname stands with more of his name. */
interface FullName {
  record: number;
  token: string;
  near: readonly Token[];
}

/** Where a word may stand by accident: the bits that it must have, and those of a letter. */
interface Doubt {
  needed: number;
  bits: LetterBits;
}

/** A surname that a word may be, with the folded form that led there. */
interface Reading {
  folds: readonly string[];
  surnames: readonly number[];
  /** In noise: those of the surname. */
  bits?: number;
}

const wordPattern =
  /[\p{L}\p{M}][\p{L}\p{M}'’ʼ`´\u00ad\u200b-\u200d\u2060]*(?:[-\u2010\u2011][\p{L}\p{M}][\p{L}\p{M}'’ʼ`´\u00ad\u200b-\u200d\u2060]*)*/gu;
/** Letters one by one: apart by a sign, by commas, down the page. */
const spacedPattern = /(?<![\p{L}\p{M}])(?:\p{L}(?:[ .\-_*·|]|[\s.,;]{1,3})){3,}\p{L}(?![\p{L}\p{M}])/gu;
/** Words of one letter may stand before and after; so many letters at most are tried as parts. */
const longestSpaced = 40;
const keyboardPattern = /[A-Za-z[\];',.`{}:"<>~]{4,}/g;
/** Chat spelling: 4 for ч, 6 for ш. */
const chatPattern = /(?<![\p{L}\p{N}])(?=[A-Za-z']*[46])[A-Za-z46']{5,40}(?![\p{L}\p{N}])/gu;
const opaquePattern = /[A-Za-z0-9+/=_-]{20,}/g;
const refPattern = /(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z])/g;
const neighbourDistance = 40;
const neighbourWords = 3;
const innerBorders = /[-\u2010\u2011]|(?<=\p{Ll})(?=\p{Lu})/u;
/** In noise, a letter of the other script may stand before or after a name by accident. */
const noiseBorders =
  /[-\u2010\u2011]|(?<=\p{L})(?=\p{Lu})|(?<=[A-Za-z])(?=[\u0400-\u052f])|(?<=[\u0400-\u052f])(?=[A-Za-z])/u;
const shortestLatin = 3;
const shortestLowerLatin = 5;
const shortestInWord = 4;
const shortestTurned = 5;
/** Words that may hold a surname and at least one letter more: an initial. */
const shortestAround = 7;
const longestAround = 60;
/** What only Belarusian spelling has, in either script. */
const belarusianSigns = /ў|дз[еёіюяь]|ц[еёіюяь]|[аеэыоу]ŭ|dz[ieyj]|ts?[ieyj]|c[ij]|[aeo]u$/iu;
const cacheLimit = 500_000;
/** Of men with one surname so many are compared with the words around it. */
const comparedRecords = 20_000;

const isCyrillicText = (text: string): boolean => /[\u0400-\u052f]/.test(text);
const scriptOf = (text: string): 'cyrillic' | 'latin' => (isCyrillicText(text) ? 'cyrillic' : 'latin');

/** Looks for the needles in texts; remembers the words that it has met. */
export class TextSearch {
  private readonly needles: Needles;
  private readonly cache = new Map<string, Reading>();
  private readonly turnedCache = new Map<string, Reading>();
  private readonly withinCache = new Map<string, Reading>();
  /** By the word as it is written, since its capitals part it; null for most words. */
  private readonly partsCache = new Map<string, Reading | null>();

  constructor(needles: Needles) {
    this.needles = needles;
  }

  private remember<Found extends Reading | null>(
    cache: Map<string, Found>,
    key: string,
    read: () => Found,
  ): Found {
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (cache.size >= cacheLimit) cache.clear();
    const reading = read();
    cache.set(key, reading);
    return reading;
  }

  private readFolds(text: string): string[] {
    const plain = plainText(text.normalize('NFKC')).replace(/[\s.,-]/g, '');
    const folds = readWord(plain, this.needles.names.tables).folds.map(oneAffricate);
    // Passports write тж as `tzh`, which reads as ц or з with х before anything else.
    const apart = folds.filter((fold) => fold.includes('цх')).map((fold) => fold.replace('цх', 'тж'));
    return [...folds, ...apart];
  }

  private surnamesAmong(folds: readonly string[]): number[] {
    return [...new Set(folds.flatMap((fold) => this.needles.surnamesOf(fold)))];
  }

  /** What a word may be, in any script and scheme of transliteration. */
  private read(word: string): Reading {
    return this.remember(this.cache, word.toLowerCase(), () => {
      const folds = this.readFolds(word);
      const surnames = this.surnamesAmong(folds);
      if (surnames.length > 0 || !belarusianSigns.test(word)) return { folds, surnames };
      return { folds, surnames: folds.flatMap((fold) => this.needles.belarusianSurnamesOf(fold)) };
    });
  }

  /** Of what a word may be, surnames in the nominative. */
  private readNominative(word: string): Reading {
    const { folds, surnames } = this.read(word);
    return { folds, surnames: surnames.filter((one) => folds.includes(this.needles.foldOf(one))) };
  }

  /** A surname within a longer word: `файлИвановфайл`, `photoivanovjpg`. */
  private readWithin(word: string): Reading | null {
    if (word.length < shortestAround || word.length > longestAround) return null;
    const reading = this.remember(this.withinCache, word.toLowerCase(), () => {
      const folds = this.readFolds(word);
      return { folds, surnames: folds.flatMap((fold) => this.needles.surnamesWithin(fold)) };
    });
    return reading.surnames.length > 0 ? reading : null;
  }

  /** Letters that stood one by one, as a whole or from one of them to another: nominatives, as ends are a guess. */
  private readSpaced(letters: string): readonly number[] {
    const { surnames } = this.read(letters);
    if (surnames.length > 0 || letters.length > longestSpaced) return surnames;
    for (let from = 0; from + shortestTurned <= letters.length; from += 1) {
      for (let to = from + shortestTurned; to <= letters.length; to += 1) {
        const folds = this.readFolds(letters.slice(from, to)).filter((fold) => this.needles.hasSurname(fold));
        if (folds.length > 0) return this.surnamesAmong(folds);
      }
    }
    return [];
  }

  /** What a word may be when read backwards, or typed on the other keyboard; only nominatives, as noise is near. */
  private readTurned(word: string): Reading {
    return this.remember(this.turnedCache, word.toLowerCase(), () => {
      const backwards = this.readFolds([...word.normalize('NFC')].reverse().join(''));
      const typed = isCyrillicText(word)
        ? this.readFolds(asTypedInLatin(word, 'ru'))
        : (['ru', 'uk', 'be'] as const).flatMap((layout) => this.readFolds(asTypedInCyrillic(word, layout)));
      const folds = [...backwards, ...typed].filter((fold) => this.needles.hasSurname(fold));
      return { folds, surnames: this.surnamesAmong(folds) };
    });
  }

  *search(text: string, mode: SearchMode): Generator<TextHit> {
    const words = tokens(text, wordPattern);
    // Noise is no text in which runs of code could be told from words.
    const opaque = mode.minimalBits > 0 ? [] : opaqueRuns(text);
    yield* this.findNames(text, words, opaque, mode);
    if (mode.minimalBits === 0) yield* this.findMessages(words, opaque);
    yield* this.findIds(text, mode);
    yield* this.findDates(text, mode);
  }

  private *findNames(
    text: string,
    words: readonly Token[],
    opaque: readonly Token[],
    mode: SearchMode,
  ): Generator<TextHit> {
    const isOpaque = opaqueTest(opaque);
    const inNoise: Doubt = { needed: mode.minimalBits, bits: noiseLetterBits(mode.letterBytes) };
    const inOpaque: Doubt = { needed: mode.opaqueBits, bits: opaqueLetterBits };
    for (let index = 0; index < words.length; index += 1) {
      const doubt = mode.minimalBits > 0 ? inNoise : isOpaque(words[index] as Token) ? inOpaque : null;
      const hit = this.findName(text, words, index, doubt, mode);
      if (hit !== null) yield hit;
    }
    if (mode.minimalBits > 0) return;
    for (const { text: spaced, at } of tokens(text, spacedPattern)) {
      const surnames = this.readSpaced(spaced.replace(/[^\p{L}]/gu, ''));
      if (surnames.length > 0) yield this.surnameHit(surnames, at, spaced);
    }
    for (const { text: typed, at } of outside(opaque, tokens(text, chatPattern))) {
      const { surnames } = this.readNominative(typed);
      if (surnames.length > 0) yield this.surnameHit(surnames, at, typed);
    }
    for (const { text: keys, at } of outside(opaque, tokens(text, keyboardPattern))) {
      const core = keys.replace(/^["']+|["']+$/g, '');
      if (core.length < shortestTurned) continue;
      const { surnames } = this.readTurned(core);
      if (surnames.length > 0) yield this.surnameHit(surnames, at, core);
    }
  }

  private surnameHit(surnames: readonly number[], at: number, token: string): TextHit {
    const [record = 0] = this.needles.recordsOf(surnames[0] as number);
    return { kind: 'surname', record, at, token: token.toLowerCase() };
  }

  private findName(
    text: string,
    words: readonly Token[],
    index: number,
    doubt: Doubt | null,
    mode: SearchMode,
  ): TextHit | null {
    const word = words[index] as Token;
    const cyrillic = isCyrillicText(word.text);
    const letters = word.text.length;
    const reading = doubt === null ? this.readParts(word.text) : this.readInNoise(word.text, doubt);
    if (reading === null) return null;
    const { surnames, folds, bits } = reading;
    const full = this.fullName(text, words, index, surnames);
    // The rest of his name makes up for what a short surname lacks.
    if (full !== null && (doubt === null || (bits ?? 0) + this.restBits(full, doubt) >= doubt.needed)) {
      return { kind: 'full_name', record: full.record, at: word.at, token: full.token };
    }
    if (doubt !== null && (bits ?? 0) < doubt.needed) return null;
    // Two Latin letters are a surname (Ли, Ан) only where the rest of his name stands beside them.
    if (!cyrillic && letters < shortestLatin) return null;
    if (!cyrillic && letters < shortestLowerLatin && word.text === word.text.toLowerCase()) return null;
    if (mode.vocabularyIsFine && folds.some((fold) => this.needles.isVocabulary(fold))) return null;
    return this.surnameHit(surnames, word.at, word.text);
  }

  /** Parts of identifiers are words of the language of programs (`min`, `share`), so of them only nominatives count. */
  private firstWithSurname(words: Iterable<string>): Reading | null {
    for (const word of words) {
      if (word.length < shortestInWord) continue;
      const reading = this.readNominative(word);
      if (reading.surnames.length > 0) return reading;
    }
    return null;
  }

  /** A word as it is, its parts at hyphens and capitals, two names run together, or turned round. */
  private readParts(word: string): Reading | null {
    return this.remember(this.partsCache, word, () => this.readPartsAnew(word));
  }

  private readPartsAnew(word: string): Reading | null {
    const whole = this.read(word);
    if (whole.surnames.length > 0) return whole;
    const parts = word.split(innerBorders);
    const finer = word.split(noiseBorders);
    const part = finer.length > 1 ? this.firstWithSurname(new Set([...parts, ...finer])) : null;
    if (part !== null || word.length < shortestTurned) return part;
    const turned = this.readTurned(word);
    return turned.surnames.length > 0 ? turned : (this.readJoined(word) ?? this.readWithin(word));
  }

  /** Before and after a name in noise, letters may stand by accident; what is left must still weigh enough. */
  private readInNoise(word: string, { needed, bits }: Doubt): Reading | null {
    // A word of both scripts has too many readings to be anything but noise here.
    const pieces = word.split(noiseBorders).map((piece) => piece.replace(/[^\p{L}]/gu, ''));
    const parts = pieces.filter((part) => /^(?:[A-Za-z]+|[\u0400-\u052f]+)$/.test(part));
    const trimmed = parts.flatMap((part) => [part, part.slice(1), part.slice(0, -1), part.slice(1, -1)]);
    let best: Reading | null = null;
    for (const part of new Set(trimmed)) {
      const script = scriptOf(part);
      if (mostFoldBits(part.length, bits, script) < needed / 2) continue;
      const { folds, surnames } = this.read(part);
      for (const surname of surnames) {
        // Many spellings fold to one name, so it is the name that must be rare, not what is written.
        const own = foldBits(this.needles.foldOf(surname), bits, script);
        if (own >= needed / 2 && own > (best?.bits ?? 0)) best = { folds, surnames: [surname], bits: own };
      }
    }
    return best;
  }

  /** Bits of the names beside a surname. */
  private restBits({ record, near }: FullName, { bits }: Doubt): number {
    const folds = near.map((token) => this.read(token.text).folds);
    return near.reduce((sum, token, at) => {
      const isName = this.needles.restOfName(record, [folds[at] as readonly string[]]) > 0;
      return isName ? sum + foldBits(folds[at]?.[0] ?? '', bits, scriptOf(token.text)) : sum;
    }, 0);
  }

  /** `ивановпетр`, `petrivanov`: a surname and the given name of a man who has it. */
  private readJoined(word: string): Reading | null {
    if (word.length < 8 || word.length > 40) return null;
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      for (const [surname, rest] of [
        [word.slice(0, cut), word.slice(cut)],
        [word.slice(cut), word.slice(0, cut)],
      ] as const) {
        const fold = this.read(rest).folds.find((one) => this.needles.isVocabulary(one));
        if (fold === undefined) continue;
        const reading = this.read(surname);
        const fits = reading.surnames.filter((one) => this.recordWith(one, [[fold]], 1) !== null);
        if (fits.length > 0) return { folds: reading.folds, surnames: fits };
      }
    }
    return null;
  }

  private recordWith(
    surname: number,
    neighbours: readonly (readonly string[])[],
    least: number,
  ): { record: number; fit: number } | null {
    let best: { record: number; fit: number } | null = null;
    let compared = 0;
    for (const record of this.needles.recordsOf(surname)) {
      if (++compared > comparedRecords) break;
      const fit = this.needles.restOfName(record, neighbours);
      if (fit >= least && fit > (best?.fit ?? 0)) best = { record, fit };
      if (fit === 2) break;
    }
    return best;
  }

  /** The man of this surname whose other names stand beside it. */
  private fullName(
    text: string,
    words: readonly Token[],
    index: number,
    surnames: readonly number[],
  ): FullName | null {
    const word = words[index] as Token;
    const near: Token[] = [];
    for (let step = -neighbourWords; step <= neighbourWords; step += 1) {
      const other = words[index + step];
      if (step === 0 || other === undefined) continue;
      const gap = step < 0 ? word.at - other.end : other.at - word.end;
      if (gap > neighbourDistance) continue;
      const between = step < 0 ? text.slice(other.end, word.at) : text.slice(word.end, other.at);
      // Words of different lines, table cells or tags are not one name.
      if (!/[<>\r\n{}]/.test(between)) near.push(other);
    }
    if (near.length === 0) return null;
    const neighbours = near.map((token) => this.read(token.text).folds);
    let best: { record: number; fit: number } | null = null;
    for (const surname of surnames) {
      const found = this.recordWith(surname, neighbours, 1);
      if (found !== null && found.fit > (best?.fit ?? 0)) best = found;
    }
    if (best === null) return null;
    const token = [word, ...near].map(({ text: part }) => part.toLowerCase()).join(' ');
    return { record: best.record, token, near };
  }

  private *findMessages(words: readonly Token[], opaque: readonly Token[]): Generator<TextHit> {
    const { messageVocabulary, shingles } = this.needles;
    if (shingles.size === 0) return;
    const isOpaque = opaqueTest(opaque);
    let run: number[] = [];
    for (const [index, word] of words.entries()) {
      if (isOpaque(word)) {
        run = [];
        continue;
      }
      // A hyphenated word of a text is one word of a message too.
      const numbers = word.text.split(/[-\u2010\u2011]/).map((part) => {
        const fold = this.read(part).folds.find((one) => messageVocabulary.has(one));
        return fold === undefined ? -1 : (messageVocabulary.get(fold) as number);
      });
      for (const number of numbers) run = number < 0 ? [] : [...run.slice(1 - messageWords), number];
      if (run.length < messageWords) continue;
      const record = shingles.get(run.join(' '));
      if (record === undefined) continue;
      const first = words[Math.max(0, index - messageWords + 1)] as Token;
      yield { kind: 'message', record, at: first.at, token: run.join(' ') };
    }
  }

  private *findIds(text: string, mode: SearchMode): Generator<TextHit> {
    const { ids, idLengths, idsHaveDigits } = this.needles;
    if (ids.size === 0) return;
    let parts: Token[] = [];
    for (const token of tokens(text, /[\p{L}\p{N}]+/gu)) {
      const last = parts.at(-1);
      const joins =
        last !== undefined && token.at - last.end === 1 && !/[\r\n,;"'<>]/.test(text.charAt(last.end));
      parts = joins ? [...parts.slice(-3), token] : [token];
      if (idsHaveDigits && !/\p{N}/u.test(parts.map((part) => part.text).join(''))) continue;
      let joined = '';
      for (let from = parts.length - 1; from >= 0; from -= 1) {
        joined = (parts[from] as Token).text + joined;
        if (joined.length > idLengths.longest + 4) break;
        if (joined.length < idLengths.shortest || signBits(joined) < mode.minimalBits) continue;
        const plain = plainId(joined);
        const record = ids.get(plain);
        if (record === undefined) continue;
        yield { kind: 'record_id', record, at: (parts[from] as Token).at, token: plain };
        break;
      }
    }
  }

  private *findDates(text: string, mode: SearchMode): Generator<TextHit> {
    const { births } = this.needles;
    if (births.size === 0) return;
    for (const date of writtenDates(text)) {
      const record = births.get(date.year * 10_000 + date.month * 100 + date.day);
      if (record === undefined) continue;
      const token = text.slice(date.at, date.end);
      if (signBits(token) < mode.minimalBits || isCellBound(text, date)) continue;
      yield { kind: 'birth_date', record, at: date.at, token };
    }
  }
}

function tokens(text: string, pattern: RegExp): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push({ text: match[0], at: match.index, end: match.index + match[0].length });
  }
  return found;
}

const wholeWord = /[A-Z]?[a-z]{2,}|[A-Z]{3,}(?![a-z])|(?<![A-Za-z0-9])\d{2,}(?![A-Za-z0-9])/g;

/** Whether a long run without spaces is a code: of paths and identifiers most is words, of base64 a third. */
function isCode(run: string): boolean {
  const inWords = (run.match(wholeWord) ?? []).reduce((sum, { length }) => sum + length, 0);
  return inWords < 0.6 * run.length || /^[0-9a-f]{20,}$/i.test(run);
}

/** Runs of a text that are no words: base64, hashes, reference codes. */
function opaqueRuns(text: string): Token[] {
  const runs = tokens(text, opaquePattern).filter(({ text: run }) => isCode(run));
  const refs = tokens(text, refPattern).filter(({ text: ref }) => parseRef(ref) !== null);
  return refs.length === 0 ? runs : [...runs, ...refs].sort((a, b) => a.at - b.at);
}

/** Tells of tokens, asked in the order of the text, whether they lie in an opaque run. */
function opaqueTest(runs: readonly Token[]): (token: Token) => boolean {
  let next = 0;
  return ({ at }) => {
    while (next < runs.length && (runs[next] as Token).end <= at) next += 1;
    return next < runs.length && (runs[next] as Token).at <= at;
  };
}

/** Those of some tokens that lie in none of the opaque runs. */
function outside(runs: readonly Token[], words: readonly Token[]): Token[] {
  const isOpaque = opaqueTest(runs);
  return words.filter((word) => !isOpaque(word));
}
