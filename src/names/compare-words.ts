import { oneSlip, slipsBetween, soundDistance } from './distance.ts';
import { languageOf, russianSpelling } from './east-slavic.ts';
import { foldCyrillic } from './fold.ts';
import type { GivenCandidate } from './given-names.ts';
import { formOf, isAdjective, isPossessive, stemOf } from './grammar.ts';
import { romanised } from './latin.ts';
import { bareLatin } from './latin-spelling.ts';
import { looksLikeSurname, type ReadToken } from './read-query.ts';
import type { NamePart, Reason, ReasonCode } from './reason.ts';
import { firstFold } from './word.ts';

/** Part of a name that two words are compared as. */
export type WordPart = Extract<NamePart, 'given_name' | 'surname' | 'patronymic'>;

/**
 * How two words compare. `cost` is 0 for the same spelling, below `ruleLimit` where known rules connect them, and
 * from 1 on for words that merely sound near: 1 + the distance by sound per letter.
 */
export interface WordComparison {
  readonly cost: number;
  readonly reason: Reason;
}

export const ruleLimit = 0.8;
/** Costs above this are no match at all. */
export const farthest = 1.45;

export const wordCosts = {
  equal: 0,
  script: 0.05,
  layout: 0.1,
  /** Of a given name or patronymic, which have few neighbours. */
  otherSpelling: 0.12,
  spelling: 0.16,
  feminine: 0.2,
  case: 0.25,
  colloquial: 0.3,
  initial: 0.4,
  half: 0.45,
  slip: 0.7,
  /** A slip to a letter that sounds otherwise: many surnames on papers are one letter apart. */
  otherLetter: 0.75,
} as const;

const longWord = 7;
/** Distance by sound up to which ears and schemes confuse two letters. */
const soundAlike = 0.5;

export function compareTokens(a: ReadToken, b: ReadToken, part: WordPart): WordComparison {
  const because = (code: ReasonCode, cost: number): WordComparison => ({
    cost,
    reason: { code, part, typed: a.word.text, means: b.word.text },
  });
  if (a.initial || b.initial)
    return initialOf(a, b) ? because('initial', wordCosts.initial) : because('differs', 9);
  if (spelled(a) === spelled(b)) return because('equal', wordCosts.equal);
  const oneScript = a.word.cyrillic === b.word.cyrillic;
  if (oneScript && !a.word.cyrillic && bareLatin(a.word.text) === bareLatin(b.word.text))
    return because('script', wordCosts.script);
  if (a.word.folds.some((fold) => b.word.folds.includes(fold))) {
    // Two Latin spellings of one Cyrillic name are two schemes; hardly any leaves out a doubled letter.
    const sameDoubles = part !== 'surname' || doubles(a) === doubles(b);
    if ((!oneScript || !a.word.cyrillic) && sameDoubles) return because('script', wordCosts.script);
    if (respelled(a, b)) return because('variant', wordCosts.script);
    return because('spelling', part === 'surname' ? wordCosts.spelling : wordCosts.otherSpelling);
  }
  const options: WordComparison[] = [];
  if (part === 'surname' && a.word.text.includes('-') !== b.word.text.includes('-') && halfAgrees(a, b)) {
    options.push(because('half', wordCosts.half));
  }
  if (part === 'surname' && halvesOf(a) !== null && halvesOf(a) === halvesOf(b))
    options.push(because('order', wordCosts.half));
  if (part === 'given_name') {
    const shared = sharedName(a.given, b.given);
    if (shared !== null) options.push(because(shared.code, shared.cost));
  }
  if (part === 'patronymic') {
    const father = sharedFather(a, b);
    if (father !== null) options.push(because(father.code, father.cost));
  }
  const form = formBetween(a, b, part);
  if (form !== null) options.push(because(form, form === 'feminine' ? wordCosts.feminine : wordCosts.case));
  if (options.length === 0) return bySound(a, b, part, because);
  return options.reduce((best, option) => (option.cost < best.cost ? option : best));
}

/** Spelling without what no reader would call a difference: ё, apostrophes, hyphens. */
function spelled({ word }: ReadToken): string {
  return word.text.replace(/ё/g, 'е').replace(/['-]/g, '');
}

/** How many letters are doubled, but for ss, in which German and French write the s between vowels. */
function doubles({ word }: ReadToken): number {
  return word.text.match(/([бвгдзклмнпрстфbvgdzklmnprtf])\1/g)?.length ?? 0;
}

/** Whether one half of a double surname is the other surname. Halves are told apart in Cyrillic only. */
function halfAgrees(a: ReadToken, b: ReadToken): boolean {
  const [double, single] = a.word.text.includes('-') ? [a, b] : [b, a];
  if (!double.word.cyrillic) return false;
  return double.word.text.split('-').some((half) => single.word.folds.includes(foldCyrillic(half)));
}

/** The halves of a double surname in the order of the alphabet; papers turn them round. */
function halvesOf({ word }: ReadToken): string | null {
  if (!word.cyrillic || !word.text.includes('-')) return null;
  return word.text.split('-').map(foldCyrillic).sort().join('-');
}

/** Whether two Cyrillic words are one in Russian spelling (Ковальов, Ковалёв). */
function respelled(a: ReadToken, b: ReadToken): boolean {
  return russianSpelling(spelled(a)) === russianSpelling(spelled(b));
}

function initialOf(a: ReadToken, b: ReadToken): boolean {
  const [letter, word] = a.initial ? [a, b] : [b, a];
  if (letter.word.cyrillic === word.word.cyrillic && letter.word.text.charAt(0) === word.word.text.charAt(0))
    return true;
  // S. for Шамиль and Y. for Евгений, as his passport begins.
  if (word.word.cyrillic) {
    const begins = letter.word.text === 'y' ? /^[еёйюя]/.test(word.word.text) : false;
    if (begins || romanised(word.word.text).startsWith(letter.word.text)) return true;
  }
  const first = (token: ReadToken): string[] => token.word.folds.map((fold) => fold.charAt(0));
  return first(letter).some((sound) => first(word).includes(sound));
}

function sharedName(
  a: readonly GivenCandidate[],
  b: readonly GivenCandidate[],
): { code: ReasonCode; cost: number } | null {
  let best: { code: ReasonCode; cost: number } | null = null;
  for (const one of a) {
    for (const other of b) {
      if (one.name !== other.name) continue;
      const cost = Math.max(0.1, one.cost + other.cost);
      if (best !== null && best.cost <= cost) continue;
      const short = one.step === 'diminutive' || other.step === 'diminutive';
      const form = one.form ?? other.form;
      best = { code: short ? 'diminutive' : (form ?? 'variant'), cost };
    }
  }
  return best;
}

function sharedFather(a: ReadToken, b: ReadToken): { code: ReasonCode; cost: number } | null {
  const one = a.patronymic;
  const other = b.patronymic;
  if (one === null || other === null) return null;
  const father = one.fathers.find((name) => other.fathers.includes(name));
  if (father === undefined) return null;
  const colloquial = one.colloquial || other.colloquial;
  if (colloquial) return { code: 'colloquial', cost: wordCosts.colloquial };
  if (one.feminine !== other.feminine) return { code: 'feminine', cost: wordCosts.case };
  return { code: formBetween(a, b, 'patronymic') ?? 'variant', cost: wordCosts.case };
}

/** How given names and patronymics begin and end in Ukrainian where Russian has others: Олександр, Микола, Павло. */
const ukrainianShape = /^(?:олекс|мик|волод|костян|йос)|о$/;
/** What makes a patronymic of a father's name, which papers write apart, with a hyphen or in one word. */
const turkicEnding = /-?(?:[оу]гл[ыу]|ул[ыу]|[кг][ыи]з[ыи])$/;

/** A word without what makes a patronymic of a father's name, and as it is with й and ь of hasty typing (Сергеи, Игоръ). */
function plainlySpelled(token: ReadToken): string {
  return spelled(token).replace(turkicEnding, '').replace(/й$/, 'и').replace(/ъ/g, 'ь');
}

function areInOneLanguage(a: string, b: string): boolean {
  return languageOf(a) === languageOf(b) && ukrainianShape.test(a) === ukrainianShape.test(b);
}

/** Whether one given name or patronymic is the other in a case; Петро is Ukrainian and no case of Пётр. */
export function isCaseOf(a: ReadToken, b: ReadToken): boolean {
  // In Latin letters hardly anybody declines.
  if (!a.word.cyrillic || !b.word.cyrillic) return false;
  return areInOneLanguage(a.word.text, b.word.text) && formBetween(a, b, 'given_name') !== null;
}

/**
 * Whether two given names or patronymics that tables take for one stand on papers of two men as well: Данил and
 * Даниил, Намигович and Намиг оглы. A case of a name is none, nor is what another language makes of it.
 */
export function areBothOnPapers(a: ReadToken, b: ReadToken): boolean {
  const tokens = [a, b];
  if (!tokens.every(({ word, initial }) => word.cyrillic && !initial)) return false;
  if (tokens.some(({ patronymic }) => patronymic?.colloquial === true)) return false;
  const [one = '', other = ''] = tokens.map(plainlySpelled);
  if (one === other || respelled(a, b) || !areInOneLanguage(one, other)) return false;
  return !isCaseOf(a, b);
}

/** Words that no case changes: Шевченко, Белых, Али; and initials. */
const unchanging = /^.$|[оеёиыуюэ]$|[иы]х$/;

/** Whether no case changes it; Гасан оглы stays as it is, too. */
function isUnchanging({ word, patronymic }: ReadToken): boolean {
  return unchanging.test(word.text) || (patronymic !== null && !/[чн]/.test(firstFold(word).slice(-4)));
}

/** A part of a name, and whether it is one side's form of the other's. */
export interface FormedPart {
  readonly token: ReadToken;
  readonly isForm: boolean;
}

/** Whether the parts of a name stand in one case: what one part alone has is rather another name (Данила, Данил). */
export function areInOneCase(parts: readonly FormedPart[]): boolean {
  return (
    parts.every(({ isForm }) => !isForm) || parts.every(({ token, isForm }) => isForm || isUnchanging(token))
  );
}

function formBetween(a: ReadToken, b: ReadToken, part: WordPart): 'feminine' | 'case' | null {
  for (const fold of a.word.folds) {
    for (const other of b.word.folds) {
      const form = formOf(fold, other) ?? formOf(other, fold);
      if (form !== null) return form;
      if (part === 'surname' && bothForms(fold, other)) return 'case';
    }
  }
  return null;
}

/** Two oblique forms of one surname of the -ов, -ин, -ский family. */
function bothForms(a: string, b: string): boolean {
  const stem = stemOf(a);
  if (stem !== stemOf(b)) return false;
  const nominative = [a, b].map((fold) => /^(.*(?:[ое]в|ин))(?:а|у|ом|ем|им|е|ои|их)$/.exec(fold)?.[1] ?? '');
  if (nominative[0] === nominative[1] && isPossessive(nominative[0] ?? '')) return true;
  const adjective = [a, b].map(
    (fold) => /^(.*[сц]к)(?:и|ого|ому|им|ом|аиа|уиу|ои|их|а|у)$/.exec(fold)?.[1] ?? '',
  );
  return adjective[0] === adjective[1] && isAdjective(`${adjective[0]}и`);
}

/** Whether the tables know both words as names: then they are two names, and no slip leads from one to the other. */
function areTwoNames(a: ReadToken, b: ReadToken, part: WordPart): boolean {
  if (part === 'surname') return false;
  return [a, b].every(({ given, patronymic }) =>
    part === 'patronymic' ? (patronymic?.fathers.length ?? 0) > 0 : given[0]?.byRule === false,
  );
}

/** Shorter words are too often other names when one letter of them is. */
const slippedWord = 4;
/** So long a word may have two slips. */
const wordOfTwoSlips = { amongThree: 7, amongTwo: 10 };

/**
 * Whether a word of a whole name may be a slip in the other while all other words agree: one slip, two in a long
 * word. Two words that the tables know as names of two men are none, nor are a son's and a daughter's patronymic.
 * @param words how many other words agree
 */
export function mayBeSlip(a: ReadToken, b: ReadToken, words: number): boolean {
  if (areTwoNames(a, b, 'given_name') || areTwoNames(a, b, 'patronymic')) return false;
  if (a.patronymic !== null && b.patronymic !== null && a.patronymic.feminine !== b.patronymic.feminine)
    return false;
  const long = words > 1 ? wordOfTwoSlips.amongThree : wordOfTwoSlips.amongTwo;
  const slipped = (typed: string, other: string): boolean => {
    const length = Math.min(typed.length, other.length);
    if (length < slippedWord || Math.abs(typed.length - other.length) > 2) return false;
    return slipsBetween(typed, other) <= (length >= long && typed.charAt(0) === other.charAt(0) ? 2 : 1);
  };
  const inOneScript = a.word.cyrillic === b.word.cyrillic;
  if (inOneScript && slipped(asTyped(a), asTyped(b))) return true;
  return a.word.folds
    .slice(0, 4)
    .some((fold) =>
      b.word.folds
        .slice(0, 4)
        .some((other) =>
          inOneScript
            ? isOneSlip(fold, other, a.word.cyrillic ? slippedWord : longWord)
            : slipped(fold, other),
        ),
    );
}

/** The letters that a finger slips on; of Latin without marks. */
function asTyped(token: ReadToken): string {
  return token.word.cyrillic ? spelled(token) : bareLatin(token.word.text);
}

function isOneSlip(a: string, b: string, least = slippedWord): boolean {
  return Math.min(a.length, b.length) >= least && oneSlip(a, b);
}

function bySound(
  a: ReadToken,
  b: ReadToken,
  part: WordPart,
  because: (code: ReasonCode, cost: number) => WordComparison,
): WordComparison {
  const inCyrillic = a.word.cyrillic && b.word.cyrillic;
  const apart = areTwoNames(a, b, part);
  let best = Number.POSITIVE_INFINITY;
  let slip = Number.POSITIVE_INFINITY;
  for (const fold of a.word.folds.slice(0, 10)) {
    for (const other of b.word.folds.slice(0, 10)) {
      const longest = Math.max(fold.length, other.length);
      if (Math.abs(fold.length - other.length) > longest / 2) continue;
      const distance = soundDistance(fold, other, longest / 2);
      best = Math.min(best, distance / longest);
      if (!apart && Math.min(fold.length, other.length) >= longWord && oneSlip(fold, other))
        slip = Math.min(slip, distance);
    }
  }
  if (slip <= 1) {
    // Surnames on papers differ by a vowel alone (Керилюк, Кирилюк); between two scripts the schemes may differ.
    const near = part !== 'surname' || (!inCyrillic && slip <= soundAlike);
    return because('slip', near ? wordCosts.slip : wordCosts.otherLetter);
  }
  return because(1 + best > farthest ? 'differs' : 'sound', 1 + best);
}

/** Parts that a token of a whole name may be. */
export function partsOf(token: ReadToken): WordPart[] {
  const parts: WordPart[] = [];
  if (token.patronymic !== null) parts.push('patronymic');
  if (token.given.length > 0) parts.push('given_name');
  parts.push('surname');
  return parts;
}

/** Колышко and Колюшко are surnames, not tender forms of Коля. */
function areTenderByRule(a: ReadToken, b: ReadToken): boolean {
  return [a, b].every(
    ({ given, word }) => given[0]?.byRule === true && word.folds[0]?.endsWith('о') === true,
  );
}

/** A word that no table knows may be a slip of any part (Аднрей), unless it looks like a surname. */
function mayBe(token: ReadToken, part: WordPart): boolean {
  const isUnknown = token.given.length === 0 && token.patronymic === null && !token.initial;
  return partsOf(token).includes(part) || (isUnknown && !looksLikeSurname(token.word));
}

/** The best comparison of two tokens of whole names: as the part that both may be. */
export function compareAsBest(a: ReadToken, b: ReadToken): WordComparison {
  if (a.initial || b.initial) return compareTokens(a, b, partsOf(a.initial ? b : a)[0] ?? 'surname');
  const parts = new Set([...partsOf(a), ...partsOf(b)]);
  let best: WordComparison | null = null;
  for (const part of parts) {
    if (![a, b].every((token) => mayBe(token, part))) continue;
    if (part === 'given_name' && areTenderByRule(a, b)) continue;
    const found = compareTokens(a, b, part);
    if (best === null || found.cost < best.cost) best = found;
  }
  return best ?? compareTokens(a, b, 'surname');
}
