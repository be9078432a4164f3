import { belarusianSign, fromBelarusian } from './east-slavic.ts';
import type { GivenCandidate, GivenNameIndex } from './given-names.ts';
import { inOtherLayouts } from './keyboard.ts';
import { romanised, withoutMarks } from './latin.ts';
import { type Patronymic, readPatronymic, slippedPatronymic } from './patronymic.ts';
import type { NameTables } from './tables.ts';
import { plainText, wordsOf } from './text.ts';
import { readWord, type Word } from './word.ts';

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
  /([ое]в|[^аео]ин|ск|цк|енк|чук|ук|ак|ик|дз|шв[иі]л|иан|их|ич|вск|оглу)(а|о|е|и|ои|ом|у|им|ого|ому|аиа|уиу|ая)?$/;

/**
 * Reads a name field: as it stands and, where that gives nothing that tables know, as typed in another layout.
 */
export function readField(text: string, tables: NameTables, names: GivenNameIndex): ReadField {
  const plain = readTokens(text, tables, names);
  let best: ReadField = { tokens: plain, layout: false };
  let bestScore = evidence(plain);
  if (plain.length > 0 && plain.every((token) => !isStrange(token))) return best;
  for (const typed of inOtherLayouts(text)) {
    const tokens = readTokens(typed, tables, names);
    const score = makesSense(tokens) ? evidence(tokens) - (neverRussian.test(typed) ? 0.2 : 0) : 0;
    if (score > bestScore) {
      best = { tokens, layout: true };
      bestScore = score;
    }
  }
  return best;
}

export function readTokens(text: string, tables: NameTables, names: GivenNameIndex): ReadToken[] {
  const tokens: ReadToken[] = [];
  const plain = plainText(text);
  const belarusian = belarusianSign.test(plain);
  const isFlat = withoutMarks.test(plain);
  const words = wordsOf(plain);
  const [only = ''] = words;
  // Иванов-Пётр-Сергеевич in one word; two halves are a double surname.
  const parts = words.length === 1 && /-.*-/.test(only) ? only.split('-') : words;
  for (const typed of parts) {
    if (isTitle(typed, tables)) continue;
    if (tables.patronymicWords.has(typed)) {
      const father = tokens.pop();
      if (father !== undefined) tokens.push({ ...father, patronymic: fatherOnly(father), given: [] });
      continue;
    }
    let token = readToken(typed, tables, names, isFlat);
    if (token === null) continue;
    if (belarusian && isUnknown(token)) token = readToken(fromBelarusian(typed), tables, names) ?? token;
    tokens.push(token);
    if (tokens.length === mostTokens) break;
  }
  return repaired(tokens, tables, names);
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
  const isFather = patronymic !== null && patronymic.fathers.length > 0 && given[0]?.byRule === true;
  return { word, given: isFather ? [] : given, patronymic, initial };
}

/** Behind four letters at least: Ефрем is no ефр. */
const caseEnding = /^(.{4,}?)(ом|ем|[аеуюя])$/;

function isTitle(typed: string, { titles }: NameTables): boolean {
  return titles.has(typed) || titles.has(typed.replace(caseEnding, '$1'));
}

function isUnknown({ given, patronymic }: ReadToken): boolean {
  return given.length === 0 && patronymic === null;
}

/** What only the whole field can tell: ПС after a surname are two initials; a patronymic may have a slip in its ending. */
function repaired(tokens: ReadToken[], tables: NameTables, names: GivenNameIndex): ReadToken[] {
  const short = tokens.findIndex((token) => token.word.text.length === 2 && isUnknown(token));
  if (short >= 0 && tokens.length > 1 && tokens.every(({ given }) => given.length === 0)) {
    const both = Array.from(tokens[short]?.word.text ?? '', (letter) => readToken(letter, tables, names));
    tokens.splice(short, 1, ...both.filter((one) => one !== null));
  }
  if (tokens.length < 3 || tokens.some(({ patronymic }) => patronymic !== null)) return tokens;
  return tokens.map((token) =>
    token.initial || token.given.length > 0
      ? token
      : { ...token, patronymic: slippedPatronymic(token.word, names) },
  );
}

function fatherOnly({ given, word }: ReadToken): Patronymic {
  const fathers = given.map(({ name }) => name);
  const first = fathers[0]?.charAt(0) ?? word.text.charAt(0).toUpperCase();
  return { fathers, initials: [first], colloquial: false, feminine: false };
}

/**
 * Whether a field in another layout is a name: of several words one at most may be strange, and a given name or a
 * patronymic is among them; nonsense is no evidence for another layout.
 */
function makesSense(tokens: readonly ReadToken[]): boolean {
  const known = tokens.filter(({ given, patronymic }) => given.length > 0 || patronymic !== null).length;
  const strange = tokens.filter(isStrange).length;
  if (tokens.length === 1) return strange === 0;
  return known > 0 && strange <= (isNoName(tokens) ? 0 : 1);
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
    else if (token.patronymic !== null) score += 2;
    else if (looksLikeSurname(token.word)) score += 1;
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
  return given[0]?.byRule === true && looksLikeSurname(word);
}

export function looksLikeSurname(word: Word): boolean {
  const fold = word.folds[0] ?? '';
  return fold.length > 4 && surnameEnding.test(fold);
}

/** Every sensible way to tell the parts of a field apart, the plainest first. */
export function assignments(tokens: readonly ReadToken[]): Assignment[] {
  const found: Assignment[] = [];
  const knowsGiven = tokens.some((token) => token.given.length > 0 && !rulesOnSurname(token));
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
    if (name.initial) cost += tokens.filter(({ initial }) => !initial).length * 2 > tokens.length ? 0.7 : 0.1;
    else if (name.given.length > 0) cost += Math.min(0.3, name.given[0]?.cost ?? 0);
    else cost += knowsGiven ? 1.2 : 0.6;
    if (name.patronymic !== null && name.given.length === 0) cost += 1;
    if (name.given.length === 0 && looksLikeSurname(name.word)) cost += 0.3;
    if (rulesOnSurname(name)) cost += 0.5;
  } else cost += knowsGiven ? 1.5 : 0.9;
  if (father !== undefined) {
    if (father.patronymic === null && !father.initial) return null;
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
      const known = token.patronymic.fathers.length > 0 ? 0.6 : 0.4;
      cost += father === undefined && tokens.length > 2 ? known : 0.2;
    } else if (!looksLikeSurname(token.word)) cost += token.given.length > 0 ? 0.25 : 0.05;
  });
  if (surnames === 0 && tokens.length > 1) cost += 0.3;
  if (surnames > 2) cost += 0.5 * (surnames - 2);
  // Фамилия Имя and Имя Фамилия are both usual; between two words that could be either, the first is the surname.
  if (given === 0 && surnames > 0) cost += 0.04;
  return cost;
}
