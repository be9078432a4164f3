import { belarusianSign, fromBelarusian } from './east-slavic.ts';
import { initialOfName } from './fold.ts';
import type { GivenCandidate, GivenNameIndex } from './given-names.ts';
import { inOtherLayouts } from './keyboard.ts';
import { romanised, withoutMarks } from './latin.ts';
import { inCyrillicTwins, oneScript } from './look-alikes.ts';
import { type Patronymic, readPatronymic, slippedPatronymic } from './patronymic.ts';
import type { NameTables } from './tables.ts';
import { isCyrillic, plainText, spaced, wordsOf } from './text.ts';
import { firstFold, initialsOf, readWord, type Word } from './word.ts';

/** A word of a name field with the parts that it may be. */
export interface ReadToken {
  readonly word: Word;
  readonly given: readonly GivenCandidate[];
  readonly patronymic: Patronymic | null;
  /** A single letter. */
  readonly initial: boolean;
}

/** A name field as read in one keyboard layout. */
export interface ReadField {
  readonly tokens: readonly ReadToken[];
  /** Whether the keyboard was taken to have been set to the other script. */
  readonly layout: boolean;
}

/** Which token is which part. `surname` may be two words or none. */
export interface Assignment {
  readonly given: number | null;
  readonly patronymic: number | null;
  readonly surname: readonly number[];
  /** How unusual this reading is; 0 for the plainest. */
  readonly cost: number;
}

const mostTokens = 6;

/** Endings that hardly any given name has, on folded words. */
const surnameEnding =
  /([ое]в|[^аео]ин|ск|цк|енк|чук|ук|ак|ик|дз|шв[иі]л|иан|енок|их|ич|вск|оглу)(а|о|е|и|ои|ом|у|им|ого|ому|аиа|уиу|ая)?$/;

/**
 * Reads a name field: as it stands and, where that gives nothing that tables know, as typed in another layout.
 */
export function readField(text: string, tables: NameTables, names: GivenNameIndex): ReadField {
  const plain = readTokens(text, tables, names);
  let best: ReadField = { tokens: plain, layout: false };
  if (plain.length > 0 && plain.every((token) => !isStrange(token))) return best;
  // Beside words in Cyrillic a strange one in Latin letters is rather of another layout than of another script.
  const isMixed = plain.some(({ word }) => word.cyrillic) && plain.some(({ word }) => !word.cyrillic);
  let bestScore = evidence(plain) - (isMixed ? 0.1 : 0);
  const isSpoken = plain.every(({ initial, word }) => initial || isPronounceable(word));
  // What one can say in Cyrillic letters needs more to be Latin than a shape (Канлой Е. Г.).
  const needsKnown = isSpoken && plain.every(({ word }) => word.cyrillic);
  for (const typed of inOtherLayouts(text)) {
    const tokens = readTokens(typed, tables, names);
    const isName = makesSense(tokens, isSpoken) && !(needsKnown && tokens.every(isUnknown));
    const score = evidence(tokens) - (neverRussian.test(typed) ? 0.2 : 0);
    if (isName && score > bestScore) {
      best = { tokens, layout: true };
      bestScore = score;
    }
  }
  return best;
}

/** @param words of the text that are of the name (`wordsOfName`), where they are known already */
export function readTokens(
  text: string,
  tables: NameTables,
  names: GivenNameIndex,
  words?: readonly string[],
): ReadToken[] {
  const tokens: ReadToken[] = [];
  const plain = plainText(spaced(text));
  const belarusian = belarusianSign.test(plain);
  const isFlat = withoutMarks.test(plain);
  for (const typed of words ?? wordsOfName(plain, tables, names)) {
    let token = readToken(typed, tables, names, isFlat);
    if (token === null) continue;
    if (token.word.folds.some((fold) => tables.patronymicWords.has(fold))) {
      const father = tokens.pop();
      if (father !== undefined) {
        tokens.push({ ...father, patronymic: fatherOnly(father), given: [] });
        continue;
      }
    }
    if (belarusian && isUnknown(token)) token = readToken(fromBelarusian(typed), tables, names) ?? token;
    tokens.push(token);
    if (tokens.length === mostTokens) break;
  }
  return repaired(tokens, text, tables, names);
}

/** One word of a field, or null when there is no letter in it. */
function readToken(
  typed: string,
  tables: NameTables,
  names: GivenNameIndex,
  isFlat = false,
): ReadToken | null {
  const word = readWord(typed, tables, isFlat);
  if (word.folds.length === 0) return null;
  const initial = word.text.length === 1;
  const patronymic = initial ? null : readPatronymic(word, names);
  const given = initial || /(.)\1\1/.test(word.text) ? [] : names.find(word);
  // Ильич is no tender form of Илья where it is a patronymic as well.
  const isFather = hasFather(patronymic) && given.every(({ byRule }) => byRule);
  const token = { word, given: isFather ? [] : given, patronymic, initial };
  // АЛ is rather two initials than a case of Али; Эд and Ян are names.
  return word.text.length === 2 && !isPlainName(token) ? { ...token, given: [] } : token;
}

/** Whether it is the patronymic of a father whom tables know. */
export function hasFather(patronymic: Patronymic | null): boolean {
  return patronymic !== null && patronymic.fathers.length > 0;
}

/**
 * Words of plain text without those that are no part of a name: ranks, kinship, the month of a date. A word that stands
 * alone is none of them.
 */
export function wordsOfName(plain: string, tables: NameTables, names: GivenNameIndex): string[] {
  const all = wordsOf(plain);
  const [only = ''] = all;
  // Иванов-Пётр-Сергеевич in one word; two halves are a double surname.
  const parts = all.length === 1 && /-.*-/.test(only) ? only.split('-') : all;
  // Артур typed wholly in letters that Latin has too, beside words that show the script.
  const isCyrillicField = all.some((word) => Array.from(word).some(isCyrillic));
  const words = isCyrillicField ? parts.map((word) => cyrillicTwin(word, tables, names)) : parts;
  const kinds = words.map((word) => titleKind(word, tables));
  const others = words.filter((_word, at) => kinds[at] === null);
  const isKept = (word: string, kind: TitleKind | null): boolean => {
    if (kind === null) return true;
    if (kind === 'month') return !isOfDate(word, plain, others.length);
    if (kind === 'title') return words.length === 1;
    if (others.length !== 2) return others.length < 2;
    return !others.some((other) => mayBeSurname(readToken(other, tables, names)));
  };
  return words.filter((word, at) => isKept(word, kinds[at] ?? null));
}

/** Aptyp beside Cyrillic words is Артур, but Khabib and Popitich are what they are in Latin letters. */
function cyrillicTwin(word: string, tables: NameTables, names: GivenNameIndex): string {
  const twin = inCyrillicTwins(word);
  if (twin === word) return word;
  const [latin, cyrillic] = [word, twin].map((one) => readToken(one, tables, names));
  const isLatinName = latin != null && !isStrange(latin) && (cyrillic == null || isStrange(cyrillic));
  return isLatinName ? word : twin;
}

/** A title, a place or a title that is a name as well, or a month (content/names/titles.txt). */
type TitleKind = 'title' | 'name' | 'month';

/** Мурманск, Белгород and Оренбург; Гинзбург is a surname. */
const isTown = /..(ск|город|град|бург)$/;

/** Behind four letters at least: Ефрем is no ефр. */
const caseEnding = /^(.{4,}?)(ом|ем|[аеуюя])$/;

function titleKind(typed: string, { titles }: NameTables): TitleKind | null {
  for (const word of new Set([typed, oneScript(typed)])) {
    if (titles.has(word) || titles.has(word.replace(caseEnding, '$1'))) return 'title';
    if (titles.has(`${word}?`) || isTown.test(word)) return 'name';
    if (titles.has(`${word}#`)) return 'month';
  }
  return null;
}

/** Whether a month stands behind a day, or before a year in a field that has a whole name without it. */
function isOfDate(month: string, plain: string, others: number): boolean {
  const near = plain.split(/[\s,.]+/);
  return near.some(
    (word, at) =>
      inCyrillicTwins(word) === month &&
      (/^\d/.test(near[at - 1] ?? '') || (others > 1 && /^\d{4}/.test(near[at + 1] ?? ''))),
  );
}

function mayBeSurname(token: ReadToken | null): boolean {
  return token !== null && !token.initial && isUnknown(token);
}

function isUnknown({ given, patronymic }: ReadToken): boolean {
  return given.length === 0 && patronymic === null;
}

const latinVowel = /[aeiouy]/;

/**
 * Whether two letters are two initials: Xi, Ri and da are words, and in Latin letters only a surname beside them, two
 * capitals or their place behind it (kim av) show that they are none.
 */
function areInitials(at: number, tokens: readonly ReadToken[], text: string): boolean {
  const letters = tokens[at]?.word.text ?? '';
  const isClear = tokens.some(({ word }) => word.cyrillic || looksLikeSurname(word));
  if (isClear || !latinVowel.test(letters)) return true;
  // Ryba A. Ye. and Feldman V. Ju. have the initials of two letters that schemes make of Е and Ю.
  if (/^[ijy][aeou]/.test(letters) && tokens.some(({ initial }) => initial)) return true;
  const written = text.split(/[^a-z]+/i).find((word) => word.toLowerCase() === letters) ?? letters;
  const isLast = at === tokens.length - 1;
  if (/^[A-Z]{2}/.test(written) && /[a-z]/.test(text)) return true;
  return isLast && !/^[A-Z][a-z]/.test(written);
}

/** What only the whole field can tell: ПС after a surname are two initials; a patronymic may have a slip in its ending. */
function repaired(tokens: ReadToken[], text: string, tables: NameTables, names: GivenNameIndex): ReadToken[] {
  const short = tokens.findIndex(
    (token, at) => token.word.text.length === 2 && isUnknown(token) && areInitials(at, tokens, text),
  );
  if (short >= 0 && tokens.length > 1 && !tokens.some(isKnown)) {
    const both = tokens.slice(short, short + 1).flatMap(({ word }) => Array.from(word.text));
    const initials = both.map((letter) => readToken(letter, tables, names));
    tokens.splice(short, 1, ...initials.filter((one) => one !== null));
  }
  if (tokens.length < 3 || tokens.some(({ patronymic }) => patronymic !== null)) return tokens;
  return tokens.map((token) =>
    token.initial || token.given.length > 0
      ? token
      : { ...token, patronymic: slippedPatronymic(token.word, names) },
  );
}

/** Papers write the father's name of Айбек улы as it is spoken; Ойбек is one way to spell it. */
function fatherOnly({ given, word }: ReadToken): Patronymic {
  const fathers = given.map(({ name }) => name);
  const initials = Array.from(new Set([...initialsOf(word), ...fathers.slice(0, 1).map(initialOfName)]));
  return { fathers, initials, colloquial: false, feminine: false };
}

/**
 * Whether a field in another layout is a name: of several words one at most may be strange, two where one can say
 * them, and a given name or a patronymic is among them, or a surname where one can say all; nonsense is no evidence
 * for another layout.
 * @param isPlainSpoken whether one can say the words as they stand
 */
function makesSense(tokens: readonly ReadToken[], isPlainSpoken: boolean): boolean {
  const known = tokens.filter(({ given, patronymic }) => given.length > 0 || patronymic !== null).length;
  const strange = tokens.filter(isStrange);
  if (tokens.length === 1) return strange.length === 0;
  const isSpoken = strange.every(({ word }) => isPronounceable(word));
  if (known === 0) return isSpoken && strange.length < tokens.length;
  return strange.length <= (isNoName(tokens) && isPlainSpoken ? 0 : isSpoken ? 2 : 1);
}

/** Vowels among consonants as names have them. */
export function isPronounceable(word: Word): boolean {
  const fold = firstFold(word);
  return /[аеиоу]/.test(fold) && !/[^аеиоу]{4}|[аеиоу]{5}/.test(fold);
}

/** A word that neither tables nor shapes of names explain. */
export function isStrange({ initial, given, patronymic, word }: ReadToken): boolean {
  return !initial && given.length === 0 && patronymic === null && !looksLikeSurname(word);
}

/** How much of the field the tables and the shapes of names explain. */
function evidence(tokens: readonly ReadToken[]): number {
  let score = 0;
  for (const token of tokens) {
    if (token.given.length > 0) score += isAsWritten(token) ? 2.1 : 2;
    else if (token.patronymic !== null) score += hasFather(token.patronymic) ? 2.1 : 2;
    else if (looksLikeSurname(token.word)) score += 1;
    else if (!token.initial && !isPronounceable(token.word)) score -= 0.15;
  }
  return score;
}

/** Ы where it never stands: the layout was the Ukrainian one, with і on its key. */
const neverRussian = /(^|\s)ы|ы[аеиоуэюящ]/;

/** Whether the table has the very spelling: Олексій was typed in the Ukrainian layout, Олексый in none. */
export function isAsWritten({ given, word }: ReadToken): boolean {
  const typed = word.text.replace(/[ії]/g, 'и').replace(/[є]/g, 'е').replace(/ў/g, 'в');
  return given.some(({ via }) => via.toLowerCase() === typed);
}

/** Севоян could be a tender form of Сева by its ending, and is a surname. */
function rulesOnSurname({ given, word }: ReadToken): boolean {
  return given.length > 0 && given.every(({ byRule }) => byRule) && looksLikeSurname(word);
}

/** Запиров beside Вовик: the one is a surname, so that the other is the given name. */
function isOnlySurname({ given, patronymic, word }: ReadToken): boolean {
  return given.length === 0 && patronymic === null && isSurnameShaped(word);
}

/** Endings of surnames that many other words have: праздник, Мурманск, кино. */
const commonEnding = /(([аи]|[^чи]у)к[аеиоу]?м?|[сц]к|[ое]во|ино|ич[аеу]?м?)$/;

/** Whether a word ends as surnames do and hardly anything else. */
export function isSurnameShaped(word: Word): boolean {
  return looksLikeSurname(word) && !commonEnding.test(firstFold(word)) && !/[оеё]вь[ею]?$/.test(word.text);
}

export function looksLikeSurname(word: Word): boolean {
  const fold = firstFold(word);
  // Коленька is no Коленко.
  return fold.length > 4 && surnameEnding.test(fold) && !/(еньк|очк)[аеиоу]/.test(word.text);
}

/** An assignment and the tokens that its numbers are of: those of the field, or two of them as one. */
export interface Placement extends Assignment {
  readonly tokens: readonly ReadToken[];
}

/** A given name of two words costs so much more than one; with a word that no table knows, as much again. */
const twoWords = 0.1;

/** Every sensible way to tell the parts of a field apart, also with a given name of two words (Магомед Расул); the plainest first. */
export function placements(
  tokens: readonly ReadToken[],
  tables: NameTables,
  names: GivenNameIndex,
): Placement[] {
  const found: Placement[] = assignments(tokens).map((one) => ({ ...one, tokens }));
  tokens.forEach((first, at) => {
    const second = tokens[at + 1];
    if (second === undefined || ![first, second].every(mayBeGiven) || ![first, second].some(isKnown)) return;
    const joined = joinedName(first, second, tables, names);
    const more = [first, second].every(isKnown) ? twoWords : 2 * twoWords;
    const merged = tokens.filter((_token, other) => other !== at);
    merged[at] = joined;
    for (const one of assignments(merged)) {
      if (one.given === at && one.surname.length > 0)
        found.push({ ...one, cost: one.cost + more, tokens: merged });
    }
  });
  return found.sort((a, b) => a.cost - b.cost);
}

/** Whether tables know it as a given name. */
function isKnown({ given }: ReadToken): boolean {
  return given.some(({ byRule }) => !byRule);
}

function mayBeGiven(token: ReadToken): boolean {
  return isKnown(token) || (isUnknown(token) && !token.initial && !looksLikeSurname(token.word));
}

/** Магомед Расул may stand on other papers as Магомедрасул; where no table has that, it is a name of its own. */
function joinedName(
  first: ReadToken,
  second: ReadToken,
  tables: NameTables,
  names: GivenNameIndex,
): ReadToken {
  const halves = [first, second].map(({ word, given }) => (word.cyrillic ? word.text : given[0]?.name));
  const word = readWord(halves.join('').toLowerCase(), tables);
  const given = names.find(word).filter(({ byRule }) => !byRule);
  const name = names.canonical(word.text);
  if (given.length === 0) given.push({ name, step: 'same', via: name, form: null, byRule: false, cost: 0 });
  return { word, given, patronymic: null, initial: false };
}

/** Every sensible way to tell the parts of a field apart, the plainest first. */
export function assignments(tokens: readonly ReadToken[]): Assignment[] {
  const found: Assignment[] = [];
  const knowsGiven = tokens.some((token) => isKnown(token));
  for (let given = -1; given < tokens.length; given += 1) {
    for (let patronymic = -1; patronymic < tokens.length; patronymic += 1) {
      if (patronymic >= 0 && patronymic === given) continue;
      const cost = costOf(tokens, given, patronymic, knowsGiven);
      if (cost === null) continue;
      const surname = tokens.map((_token, at) => at).filter((at) => at !== given && at !== patronymic);
      found.push({
        given: given < 0 ? null : given,
        patronymic: patronymic < 0 ? null : patronymic,
        surname,
        cost,
      });
    }
  }
  found.sort((a, b) => a.cost - b.cost);
  const [plainest] = found;
  if (plainest !== undefined && isNoName(tokens))
    found.unshift({ given: null, patronymic: null, surname: [], cost: plainest.cost - noNameMargin });
  return found;
}

/** So much plainer than any other is the reading of nonsense as no name at all: what fits others is not trusted. */
const noNameMargin = 0.16;

/**
 * Whether a field is rather no name at all: no word ends as patronymics and surnames do, and none is a given name but
 * by way of cases, tender forms and far readings of Latin letters ("вилка рынок", "here he").
 */
function isNoName(tokens: readonly ReadToken[]): boolean {
  return tokens.every(
    (token) => token.patronymic === null && !looksLikeSurname(token.word) && !isPlainName(token),
  );
}

function isPlainName(token: ReadToken): boolean {
  const { given, word } = token;
  if (isAsWritten(token)) return true;
  return given.some(({ byRule, form, step, via }) => {
    if (byRule || step === 'sound') return false;
    const isLong = word.text.length > 4;
    return word.cyrillic
      ? isLong && step !== 'diminutive'
      : form === null && (isLong || romanised(via) === word.text);
  });
}

function costOf(
  tokens: readonly ReadToken[],
  given: number,
  patronymic: number,
  knowsGiven: boolean,
): number | null {
  let cost = 0;
  const name = tokens[given];
  const father = tokens[patronymic];
  if (name !== undefined) {
    // Of two words and one letter, the letter is the patronymic's (Живушко Адель И.).
    if (name.initial) cost += tokens.filter(({ initial }) => !initial).length * 2 > tokens.length ? 1.1 : 0.1;
    else if (name.given.length > 0) cost += Math.min(0.3, ...name.given.map(({ cost }) => cost));
    else cost += knowsGiven ? 1.2 : 0.6;
    if (name.patronymic !== null && name.given.length === 0) cost += 1;
    // Double-barrelled surnames are more usual than unknown names with a hyphen.
    if (name.given.length === 0 && (looksLikeSurname(name.word) || name.word.text.includes('-'))) cost += 0.3;
    if (rulesOnSurname(name) && !tokens.some((token) => token !== name && isOnlySurname(token))) cost += 0.5;
  } else cost += knowsGiven ? 1.5 : 0.9;
  if (father !== undefined) {
    // Мамедов Эльчин Рауф: the father's name alone, without its оглы.
    const isBare = isKnown(father) && patronymic === given + 1 && tokens.length > 2;
    if (father.patronymic === null && !father.initial && !isBare) return null;
    if (father.patronymic === null && isBare) cost += 0.2;
    if (father.initial && (name === undefined || patronymic < given)) return null;
    if (name === undefined) cost += 0.1;
    else if (patronymic < given) cost += 0.25;
    else if (patronymic !== given + 1) cost += 0.1;
  }
  let surnames = 0;
  tokens.forEach((token, at) => {
    if (at === given || at === patronymic) return;
    surnames += 1;
    if (token.initial) cost += 0.8;
    else if (token.patronymic !== null) {
      // Петрович and Абрамович are surnames too, but rarely where nothing else is the patronymic.
      const known = hasFather(token.patronymic) ? 0.6 : 0.4;
      cost += father === undefined && tokens.length > 2 ? known : 0.2;
    } else if (!looksLikeSurname(token.word)) cost += token.given.length > 0 ? 0.25 : 0.05;
  });
  if (surnames === 0 && tokens.length > 1) cost += 0.3;
  if (surnames > 2) cost += 0.5 * (surnames - 2);
  // Фамилия Имя and Имя Фамилия are both usual; between two words that could be either, the first is the surname.
  if (given === 0 && surnames > 0) cost += 0.04;
  return cost;
}
