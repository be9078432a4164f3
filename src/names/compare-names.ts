import {
  areBothOnPapers,
  areInOneCase,
  compareAsBest,
  compareTokens,
  farthest,
  isCaseOf,
  mayBeSlip,
  ruleLimit,
  type WordComparison,
  type WordPart,
  wordCosts,
} from './compare-words.ts';
import { languageOf } from './east-slavic.ts';
import type { GivenNameIndex } from './given-names.ts';
import { inOtherLayouts } from './keyboard.ts';
import { areOneSpelling, hidesLetters, isSpellingOf } from './latin-spelling.ts';
import { isStrange, type ReadToken, readTokens } from './read-query.ts';
import type { Reason } from './reason.ts';
import type { NameTables } from './tables.ts';
import { longestText, plainText, wordsOf } from './text.ts';
import { type NameToken, readWholeName, titlesOf } from './whole-name.ts';

/**
 * How two names compare. `same`: spelling, script or case of the same name; `likely`: rules connect every part, but one
 * says less than the other, is a short form or has a slip of the finger, or both spellings stand on papers; `similar`:
 * near, and no rule connects them, or one part contradicts (brothers, father and son).
 */
export type NameFit = 'same' | 'likely' | 'similar' | 'different';

export interface NameComparison {
  readonly fit: NameFit;
  readonly reasons: readonly Reason[];
}

/** Costs from which a single word is no longer `same` and no longer `likely`. */
const sameWord = 0.15;
/** The same for one word among several. */
const likelyInName = 1.08;
const likelySound = { oneScript: 1.07, twoScripts: 1.2 };

/** Whichever comes first is compared first, so that `compare(a, b)` and `compare(b, a)` are one. */
function inOneOrder(a: string, b: string, compare: (a: string, b: string) => NameComparison): NameComparison {
  if (a <= b) return compare(a, b);
  const { fit, reasons } = compare(b, a);
  return { fit, reasons: reasons.map(turned) };
}

/** A reason read from the other side; what only one side has stays. */
function turned({ typed, means, ...reason }: Reason): Reason {
  if (typed === undefined || means === undefined) return typed === undefined ? reason : { ...reason, typed };
  return { ...reason, typed: means, means: typed };
}

/** Two single parts: a surname with a surname. */
export function comparePart(
  a: string,
  b: string,
  part: WordPart,
  tables: NameTables,
  names: GivenNameIndex,
): NameComparison {
  const read = (text: string): ReadToken | null => joinedToken(text, tables, names);
  return inOneOrder(a, b, (first, second) => comparePartsInOrder(first, second, part, read));
}

function comparePartsInOrder(
  a: string,
  b: string,
  part: WordPart,
  read: (text: string) => ReadToken | null,
): NameComparison {
  let best: { comparison: WordComparison; fit: NameFit } | null = null;
  for (const [first, second, layout] of layoutPairs(a, b)) {
    const [one, other] = [read(first), read(second)];
    if (one === null || other === null) continue;
    const found = compareTokens(one, other, part);
    if (layout && found.cost > wordCosts.script) continue;
    const comparison = layout
      ? { cost: wordCosts.layout, reason: { ...found.reason, code: 'layout' as const } }
      : found;
    if (best !== null && comparison.cost >= best.comparison.cost) continue;
    const fit = wordFit(comparison, one.word.cyrillic === other.word.cyrillic);
    const isOpen = part === 'surname' && fit === 'same' && !isSpelledBeyondDoubt(one, other, [one], [other]);
    best = { comparison, fit: isOpen ? 'likely' : fit };
  }
  if (best === null) return { fit: 'different', reasons: [] };
  return { fit: best.fit, reasons: [best.comparison.reason] };
}

function wordFit({ cost, reason }: WordComparison, oneScript: boolean): NameFit {
  if (reason.code === 'equal' && isOtherStart(reason)) return 'likely';
  if (cost <= sameWord && reason.code !== 'diminutive') return 'same';
  if (cost < wordCosts.slip) return 'likely';
  if (cost <= (oneScript ? likelySound.oneScript : likelySound.twoScripts))
    return oneScript ? 'similar' : 'likely';
  return cost <= farthest ? 'similar' : 'different';
}

/**
 * Inside a word papers leave the dots of ё out as they like; at its beginning they may tell two surnames apart
 * (Ежов, Ёжов), so that such a word alone is not beyond doubt.
 */
function isOtherStart({ part, typed = '', means = '' }: Reason): boolean {
  const first = typed.charAt(0);
  return part === 'surname' && first !== means.charAt(0) && 'её'.includes(first);
}

/** A field with one part as one token: Аль-Рашид, Абдул Рахман. */
function joinedToken(text: string, tables: NameTables, names: GivenNameIndex): ReadToken | null {
  const tokens = readTokens(text.replace(/\s+/g, '').toLowerCase(), tables, names);
  return tokens.length === 0 ? null : (tokens[0] ?? null);
}

/** The pair as it stands, then with one of them typed in another layout. */
function layoutPairs(a: string, b: string): [string, string, boolean][] {
  const pairs: [string, string, boolean][] = [[a, b, false]];
  for (const other of inOtherLayouts(a)) pairs.push([other, b, true]);
  for (const other of inOtherLayouts(b)) pairs.push([a, other, true]);
  return pairs;
}

/** Two whole names, with their parts in any order. */
export function compareNames(
  a: string,
  b: string,
  tables: NameTables,
  names: GivenNameIndex,
): NameComparison {
  return inOneOrder(a, b, (first, second) => compareInOrder(first, second, tables, names));
}

function compareInOrder(a: string, b: string, tables: NameTables, names: GivenNameIndex): NameComparison {
  const one = readWholeName(a, tables, names);
  const other = readWholeName(b, tables, names);
  const found = compareFields(one, other);
  const plain =
    found.fit === 'same' && ![...one, ...other].some(isSurnameWord)
      ? withTitles(found, titlesOf(a, tables, names), titlesOf(b, tables, names))
      : found;
  const haveHalf = plain.reasons.some(({ code }) => code === 'half');
  if (isTrusted(plain) && !haveHalf) return plain;
  // Магомед Али and Магомедали, Ива нов, Сер ге евич: words on one side are one on the other.
  for (const [words, facing] of [
    [one, other],
    [other, one],
  ] as const) {
    if (words.length < 2 || words.length < facing.length) continue;
    for (const joined of withJoinedWords(words, tables, names)) {
      const found = compareFields(joined, facing);
      if (found.fit === 'same' || (isTrusted(found) && !haveHalf)) return found;
    }
  }
  if (isTrusted(plain)) return plain;
  for (const [first, second] of [...barePairs(a, b), ...pairsWithoutDigits(a, b)]) {
    const found = compareFields(readWholeName(first, tables, names), readWholeName(second, tables, names));
    if (isTrusted(found)) return { fit: 'likely', reasons: found.reasons };
  }
  if (plain.fit === 'similar' || ![...one, ...other].some(isStrange)) return plain;
  let best = plain;
  for (const [first, second, layout] of layoutPairs(a, b)) {
    if (!layout) continue;
    const found = compareFields(readWholeName(first, tables, names), readWholeName(second, tables, names));
    if (found.fit === 'same' || (found.fit === 'likely' && best === plain))
      best = { fit: found.fit, reasons: [{ code: 'layout', part: 'name' }, ...found.reasons] };
  }
  return best;
}

function isSurnameWord({ patronymic, initial, given }: NameToken): boolean {
  return patronymic === null && !initial && given.length === 0;
}

/** Солдат Иван Петрович is not certainly Капитан Иван Петрович: where no surname is, ranks may be one. */
function withTitles(found: NameComparison, typed: string, means: string): NameComparison {
  if (typed === means || typed === '' || means === '') return found;
  return { fit: 'likely', reasons: [...found.reasons, { code: 'differs', part: 'name', typed, means }] };
}

function isTrusted({ fit }: NameComparison): boolean {
  return fit === 'same' || fit === 'likely';
}

/** More words than names have, to keep the choice of pairs small. */
const mostTokens = 8;

/** A field with two or three neighbouring words as one; initials and the only patronymic are words of their own. */
function withJoinedWords(
  words: readonly NameToken[],
  tables: NameTables,
  names: GivenNameIndex,
): NameToken[][] {
  const fields: NameToken[][] = [];
  for (const many of [2, 3]) {
    for (let at = 0; at + many <= Math.min(words.length, mostTokens); at += 1) {
      const pieces = words.slice(at, at + many);
      const isOnly = words.every((word) => word.patronymic === null || pieces.includes(word));
      if (pieces.some(({ initial, patronymic }) => initial || (patronymic !== null && isOnly))) continue;
      const text = pieces.map(({ word }) => word.text.replace(/-/g, '')).join('');
      fields.push([...words.slice(0, at), ...readWholeName(text, tables, names), ...words.slice(at + many)]);
    }
  }
  return fields;
}

/** A nickname or call sign between quotation marks. */
const nickname = /[«„“"][^«»„“”"]{2,}[»“”"]/g;
/** Latvian and Lithuanian endings, which their papers give to every name: Sergejs Lavrovs, Sergejus Lavrovas. */
const balticName = /^(?:[a-zčšžėēūį]{3,}s(?:\s+|$)){2,}$/i;

/** The pair without what only one of the papers adds to a name. */
function barePairs(a: string, b: string): [string, string][] {
  const texts = [a, b].map((text) => text.slice(0, longestText));
  const haveNicknames = texts.every((text) => text.search(nickname) >= 0);
  const bare = (text = ''): string => {
    const short = (haveNicknames ? text : text.replace(nickname, ' ')).trim();
    return balticName.test(short) ? short.replace(/[aiu]?s(?=\s|$)/gi, '') : short;
  };
  const pair: [string, string] = [bare(texts[0]), bare(texts[1])];
  return pair[0] === a.trim() && pair[1] === b.trim() ? [] : [pair];
}

/** The pair with the letters of one where the other has digits between letters: no name has any (Ig0r Sech1n). */
function pairsWithoutDigits(a: string, b: string): [string, string][] {
  const [one, other] = [a, b].map((text) => wordsOf(plainText(text))) as [string[], string[]]; // two in, two out
  const read = (words: readonly string[], facing: readonly string[]): string[] =>
    words.map((word) =>
      digit.test(word) ? (facing.find((letters) => isUnder(word, letters)) ?? word) : word,
    );
  if (![...one, ...other].some((word) => digit.test(word))) return [];
  return [[read(one, other).join(' '), read(other, one).join(' ')]];
}

const digit = /\d/;

/** Whether a word reads as another one once its digits, no more than its half, stand for any letter. */
function isUnder(word: string, letters: string): boolean {
  if (word.length !== letters.length || digit.test(letters)) return false;
  const agree = Array.from(word).filter((letter, at) => letter === letters.charAt(at)).length;
  const digits = word.replace(/\D/g, '').length;
  return agree + digits === word.length && digits <= agree;
}

interface Pairing {
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly comparison: WordComparison }[];
  readonly cost: number;
}

/** Cost of a word that has no counterpart, in the choice of pairs. */
const alone = 1.3;

function compareFields(first: readonly NameToken[], second: readonly NameToken[]): NameComparison {
  const one = first.slice(0, mostTokens);
  const other = second.slice(0, mostTokens);
  if (one.length === 0 || other.length === 0) return { fit: 'different', reasons: [] };
  const table = one.map((a) => other.map((b) => compareAsBest(a, b)));
  const { pairs } = bestPairing(table, other.length);
  const found = judge(one, other, pairs);
  const isWhole = first.length === one.length && second.length === other.length;
  if (isWhole || !isTrusted(found)) return found;
  // What lies beyond is not compared, unless it is the same.
  return textOf(first.slice(mostTokens)) === textOf(second.slice(mostTokens))
    ? found
    : { fit: 'similar', reasons: found.reasons };
}

function textOf(tokens: readonly ReadToken[]): string {
  return tokens.map(({ word }) => word.text).join(' ');
}

/** The pairing of least cost: the best of the words from `a` on, for each set of words that are taken on the other side. */
function bestPairing(table: readonly (readonly WordComparison[])[], width: number): Pairing {
  const known = new Map<number, Pairing>();
  const from = (a: number, taken: number): Pairing => {
    const key = (a << mostTokens) | taken;
    const found = known.get(key) ?? choose(a, taken);
    known.set(key, found);
    return found;
  };
  const choose = (a: number, taken: number): Pairing => {
    const row = table[a];
    if (row === undefined) return { pairs: [], cost: 0 };
    const skipped = from(a + 1, taken);
    let best: Pairing = { pairs: skipped.pairs, cost: skipped.cost + alone };
    for (let b = 0; b < width; b += 1) {
      const comparison = row[b];
      if (comparison === undefined || (taken & (1 << b)) !== 0 || comparison.cost > farthest) continue;
      const rest = from(a + 1, taken | (1 << b));
      const cost = comparison.cost + rest.cost;
      if (cost < best.cost) best = { pairs: [{ a, b, comparison }, ...rest.pairs], cost };
    }
    return best;
  };
  return from(0, 0);
}

function judge(
  one: readonly NameToken[],
  other: readonly NameToken[],
  pairs: Pairing['pairs'],
): NameComparison {
  const reasons: Reason[] = pairs
    .map(({ comparison }) => comparison.reason)
    .filter(({ code }) => code !== 'equal');
  const left = one.filter((_token, at) => !pairs.some(({ a }) => a === at));
  const right = other.filter((_token, at) => !pairs.some(({ b }) => b === at));
  if (left.length > 0 && right.length > 0) {
    const [typed, means] = [textOf(left), textOf(right)];
    if (isClipped(one, other, left, right, pairs))
      return {
        fit: 'likely',
        reasons: [...reasons, { code: 'diminutive', part: 'given_name', typed, means }],
      };
    return contradiction(pairs, [...reasons, { code: 'differs', part: 'name', typed, means }]);
  }
  const extra = [...left, ...right];
  for (const { word, patronymic } of extra) {
    reasons.push({ code: 'missing', part: patronymic === null ? 'name' : 'patronymic', typed: word.text });
  }
  const costs = pairs.map(({ comparison }) => comparison.cost);
  const worst = Math.max(...costs);
  const byRules = costs.filter((cost) => cost < ruleLimit).length;
  const words = pairs.filter(({ comparison }) => comparison.reason.code !== 'initial').length;
  if (pairs.length === 1) {
    const single = one.length === 1 && other.length === 1;
    if (single) return { fit: singleFit(pairs[0]?.comparison, one[0], other[0]), reasons };
    return { fit: worst < wordCosts.initial ? 'similar' : 'different', reasons };
  }
  if (worst > farthest) return { fit: 'different', reasons };
  if (initialsCross(pairs))
    return { fit: 'different', reasons: [...reasons, { code: 'differs', part: 'name' }] };
  if (fathersCross(one, other, pairs))
    return { fit: 'similar', reasons: [...reasons, { code: 'differs', part: 'patronymic' }] };
  if (isOtherSex(pairs)) return { fit: 'similar', reasons };
  if (hasOneSlip(one, other, pairs)) return { fit: 'likely', reasons };
  const surnameWords = extra.filter(isSurnameWord);
  if (worst < ruleLimit) {
    if (words === 0) return { fit: 'similar', reasons };
    const slips = costs.filter((cost) => cost >= wordCosts.slip).length;
    const otherSurname = pairs.some(
      ({ comparison: { cost, reason } }) => cost >= wordCosts.otherLetter && reason.part === 'surname',
    );
    if (slips > 0)
      return { fit: slips === 1 && pairs.length > 2 && !otherSurname ? 'likely' : 'similar', reasons };
    if (extra.length === 0 && worst < wordCosts.initial && nameHolds(one, other, pairs))
      return { fit: 'same', reasons };
    if (surnameWords.length > 1) return { fit: 'similar', reasons };
    return { fit: 'likely', reasons };
  }
  // One part merely sounds near; the others must carry it.
  const near = costs.filter((cost) => cost >= ruleLimit);
  const crossing = pairs.some(
    ({ a, b, comparison }) =>
      comparison.cost >= ruleLimit && one[a]?.word.cyrillic !== other[b]?.word.cyrillic,
  );
  if (
    near.length === 1 &&
    worst <= likelyInName &&
    byRules >= 1 &&
    extra.length === 0 &&
    (crossing || byRules >= 2)
  ) {
    return { fit: 'likely', reasons };
  }
  return { fit: near.length <= 2 && worst <= 1.25 ? 'similar' : 'different', reasons };
}

/** Whether all words agree by rules but one, in which a finger slipped; never `same`, since both may be on papers. */
function hasOneSlip(
  one: readonly NameToken[],
  other: readonly NameToken[],
  pairs: Pairing['pairs'],
): boolean {
  const agree = pairs.filter(({ comparison }) => comparison.cost < wordCosts.initial).length;
  const [slipped, ...more] = pairs.filter(({ comparison }) => comparison.cost >= wordCosts.slip);
  if (slipped === undefined || more.length > 0 || agree === 0 || agree + 1 < pairs.length) return false;
  const [a, b] = [one[slipped.a], other[slipped.b]];
  return a !== undefined && b !== undefined && mayBeSlip(a, b, agree);
}

const shortestClipped = 3;

/**
 * Whether the given name of a foreigner is cut short (Max for Maximilian) while all else agrees. In Latin letters and
 * at the beginning only, as foreign papers write it, where no table knows both for names of their own.
 */
function isClipped(
  one: readonly NameToken[],
  other: readonly NameToken[],
  left: readonly NameToken[],
  right: readonly NameToken[],
  pairs: Pairing['pairs'],
): boolean {
  const [a, b] = [left[0], right[0]];
  if (a === undefined || b === undefined || left.length > 1 || right.length > 1) return false;
  if (a !== one[0] || b !== other[0] || a.word.cyrillic || b.word.cyrillic || a.sonOf || b.sonOf)
    return false;
  if (pairs.length === 0 || pairs.some(({ comparison }) => comparison.cost > wordCosts.script)) return false;
  if (a.given.length > 0 && b.given.length > 0) return false;
  const [short = '', long = ''] = [a.word.text, b.word.text].sort((x, y) => x.length - y.length);
  return short.length >= shortestClipped && long.startsWith(short) && !/a$/.test(long);
}

/** В. А. Горбачёв is no Александр Владимирович: of two initials the first is the given name's. */
function initialsCross(pairs: Pairing['pairs']): boolean {
  const [first, second] = pairs.filter(({ comparison }) => comparison.reason.code === 'initial');
  return first !== undefined && second !== undefined && first.a < second.a !== first.b < second.b;
}

/** Salman bin Muhammad is the father of Muhammad bin Salman, or his son; Али Гасан оглы of Гасан Али оглы. */
function fathersCross(
  one: readonly NameToken[],
  other: readonly NameToken[],
  pairs: Pairing['pairs'],
): boolean {
  const isFather = (token: NameToken | undefined): boolean =>
    token !== undefined && (token.sonOf || token.patronymic !== null);
  const fathers = pairs.map(({ a, b }) => [isFather(one[a]), isFather(other[b])] as const);
  return fathers.some(([a, b]) => a && !b) && fathers.some(([a, b]) => !a && b);
}

/** Her own patronymic is another person's, though she may type her own surname. */
function isOtherSex(pairs: Pairing['pairs']): boolean {
  return pairs.some(
    ({ comparison: { reason } }) => reason.part === 'patronymic' && reason.code === 'feminine',
  );
}

/**
 * Whether the name is beyond doubt. Many surnames on papers differ by a doubled letter, a soft sign or an ending
 * alone (Кирилов, Кириллов; Иванов, Иванова), so that counts only where another part stands in the same case.
 */
function nameHolds(one: readonly NameToken[], other: readonly NameToken[], pairs: Pairing['pairs']): boolean {
  const forms = pairs.filter(({ comparison }) => ['case', 'feminine'].includes(comparison.reason.code));
  const surnames = surnamesOf(pairs);
  if (mayBeWoman(forms)) return false;
  // Слава is short for Вячеслав and for Ярослав.
  if (pairs.some(({ comparison }) => comparison.reason.code === 'diminutive')) return false;
  const inOneLanguage = languageOf(textOf(one)) === languageOf(textOf(other));
  const parts = pairs.flatMap((pair) => {
    const [token, facing] = [one[pair.a], other[pair.b]];
    if (token === undefined || facing === undefined) return [];
    const isForm =
      forms.includes(pair) || (inOneLanguage && !surnames.includes(pair) && isCaseOf(token, facing));
    return [{ token, isForm }];
  });
  if (!areInOneCase(parts)) return false;
  return pairs.every((pair) => {
    const { cost, reason } = pair.comparison;
    if (!surnames.includes(pair)) {
      const [a, b] = [one[pair.a], other[pair.b]];
      if (inOneLanguage && a !== undefined && b !== undefined && areBothOnPapers(a, b)) return false;
      // A surname may look like a given name or a patronymic; then there are two of that part.
      const ofPart = pairs.filter(({ comparison }) => comparison.reason.part === reason.part);
      return cost <= wordCosts.script || ofPart.length === 1;
    }
    if (cost > wordCosts.script) return forms.length > 1 && forms.includes(pair);
    return isSpelledBeyondDoubt(one[pair.a], other[pair.b], one, other);
  });
}

const feminineEnding = /[аяa]$/;

/** Александра may be a case of Александр or a woman; only his patronymic in the same case tells. */
function mayBeWoman(forms: Pairing['pairs']): boolean {
  const ofPart = (part: WordPart) => forms.filter(({ comparison }) => comparison.reason.part === part);
  return (
    ofPart('patronymic').length === 0 &&
    ofPart('given_name').some(({ comparison: { reason } }) =>
      [reason.typed, reason.means].some((word = '') => feminineEnding.test(word)),
    )
  );
}

/** The words that may be the surname: those that are, or else any (Юркевич Максим). */
function surnamesOf(pairs: Pairing['pairs']): Pairing['pairs'] {
  const found = pairs.filter(({ comparison }) => comparison.reason.part === 'surname');
  return found.length > 0 ? found : pairs;
}

function isSpelledBeyondDoubt(
  a: ReadToken | undefined,
  b: ReadToken | undefined,
  one: readonly ReadToken[],
  other: readonly ReadToken[],
): boolean {
  if (a === undefined || b === undefined || (a.word.cyrillic && b.word.cyrillic)) return true;
  const fields = [textOf(one), textOf(other)] as const;
  if (!a.word.cyrillic && !b.word.cyrillic) return areOneSpelling([a.word, b.word], fields);
  const [latin, cyrillic, field] = a.word.cyrillic ? [b, a, fields[1]] : [a, b, fields[0]];
  const isAlone = one.length === 1 && other.length === 1;
  return isSpellingOf(latin.word, cyrillic.word, field) && !hidesLetters(latin.word, cyrillic.word, isAlone);
}

/** Something on each side has no counterpart on the other. */
function contradiction(pairs: Pairing['pairs'], reasons: Reason[]): NameComparison {
  const agreed = pairs.filter(({ comparison }) => comparison.cost < wordCosts.initial).length;
  return { fit: agreed >= 2 ? 'similar' : 'different', reasons };
}

/** A word alone may be a surname, so it is `same` only where it were that as a surname too (Тишко, Тышко). */
function singleFit(comparison: WordComparison | undefined, a?: NameToken, b?: NameToken): NameFit {
  if (comparison === undefined || a === undefined || b === undefined) return 'different';
  const fit = wordFit(comparison, a.word.cyrillic === b.word.cyrillic);
  return fit === 'same' && surnameFit(a, b) !== 'same' ? 'likely' : fit;
}

function surnameFit(a: ReadToken, b: ReadToken): NameFit {
  const fit = wordFit(compareTokens(a, b, 'surname'), a.word.cyrillic === b.word.cyrillic);
  return fit === 'same' && !isSpelledBeyondDoubt(a, b, [a], [b]) ? 'likely' : fit;
}
