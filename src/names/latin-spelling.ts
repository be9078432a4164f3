import { familiesOf } from './latin.ts';
import type { Word } from './word.ts';

/** Letters with a stroke or of two letters, which do not decompose; as passports write them (ICAO 9303 part 3, table 6A). */
const stroked: Record<string, string> = { ł: 'l', đ: 'd', ø: 'o', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ə: 'a' };

/** A Latin word without the marks that keyboards and tickets leave out (Vučić, Vucic). */
export function bareLatin(latin: string): string {
  return latin
    .normalize('NFD')
    .replace(/[łđøıßæœə]/g, (letter) => stroked[letter] ?? letter)
    .replace(/[^a-z]/g, '');
}

/**
 * Whether a Latin spelling leaves no doubt which Cyrillic surname it is of, other than what Latin never shows (е and э;
 * ь where a scheme leaves it out; и and й in passports). Folding makes one of what any scheme writes alike, so that
 * here one family of schemes must do that the field shows signs of (`familiesOf`), and vowels that schemes tell apart
 * must be told apart: ы is y and never i, е is not ие (Рыбин is Rybin, Рибин Ribin; Калиев is Kaliev, Калев Kalev).
 * Source of the vowels: the tables of content/names/latin.tsv, read forwards.
 * @param field the whole Latin field
 */
export function isSpellingOf(latin: Word, cyrillic: Word, field: string): boolean {
  const shown = familiesShown(field);
  const isRead = latin.latin.some(
    ({ fold, readings }) => cyrillic.folds.includes(fold) && readings.some((name) => shown.includes(name)),
  );
  if (!isRead || !marksAgree(latin.text, cyrillic.text, field) || !consonantsAgree(latin, cyrillic, shown))
    return false;
  if (neighbourly.test(field)) return true;
  const spelled = shown.includes('fr') ? latin.text.replace(/(?<=in)e$/, '') : latin.text;
  return spellings(cyrillic.text, shown.includes('pl')).test(spelled);
}

function familiesShown(field: string): string[] {
  return [...familiesOf(field), ...(polishEnding.test(field) ? ['pl'] : [])];
}

/** ь that no vowel behind it shows, where Latin letters have no mark for it: Kulbatov may be Кулбатов. */
const hiddenSign = /(?<![сц](?=ьк))[ьъ](?![аеёиоуыэюяєії])/;

/**
 * Whether a Latin spelling that is read rightly hides what tells this surname from another: и behind a vowel or behind
 * ц (Воинов, Войнов), э inside (Лэнь, Лень), е behind ж, ч, ш, щ that is written o (Чеботарь, Чоботарь).
 * @param isAlone a surname without given name, of which ь is asked too
 */
export function hidesLetters(latin: Word, cyrillic: Word, isAlone: boolean): boolean {
  const [typed, text] = [latin.text, cyrillic.text];
  if (isAlone && hiddenSign.test(text) && !/['`ʹ]/.test(typed)) return true;
  if (/[аеёоуыэюя]и/.test(text) && !/[aeou][ij]i|ï/.test(typed)) return true;
  if (/цы/.test(text) && !/(?:c|s|z)y/.test(typed)) return true;
  if (/[^аеиоуюя]э/.test(text) && !/[èėé]|e['h]/.test(typed)) return true;
  return /[жчшщ]е/.test(text) && !text.includes('ё') && /(?:h|č|š|ž|zc|sz|cz)o(?!v)/.test(typed);
}

/**
 * Whether two Latin spellings of a surname leave no doubt that they are of one name: each is read by a family of
 * schemes that its field shows, both come out alike, and so do their vowels (Iwanow, Ivanov; but Rybin, Ribin).
 * @param fields the whole Latin fields
 */
export function areOneSpelling(words: readonly [Word, Word], fields: readonly [string, string]): boolean {
  const [one, other] = words;
  const [first = '', second = ''] = words.map(({ text }) => text.replace(softMarks, '`'));
  // Who marks ь marks it everywhere; without marks it may be left out or not there.
  if (first.split('`').length !== second.split('`').length) return false;
  if (bareLatin(first) === bareLatin(second)) return true;
  const [shown, facing] = fields.map(familiesShown) as [string[], string[]]; // two fields
  const isRead = one.latin.some(
    ({ fold, readings }) =>
      readings.some((name) => shown.includes(name)) &&
      other.latin.some(
        (facingRead) => facingRead.fold === fold && facingRead.readings.some((name) => facing.includes(name)),
      ),
  );
  // ч is tch in French and before 2000 in passports, and тч in others.
  if (one.text.includes('tch') !== other.text.includes('tch') && !/t?sch/.test(one.text + other.text))
    return false;
  const doublesS = [...shown, ...facing].some((name) => name === 'de' || name === 'fr');
  if (!doublesS && one.text.includes('ss') !== other.text.includes('ss')) return false;
  return isRead && vowelsOf(one.text) === vowelsOf(other.text);
}

/** The vowels of a Latin word as one alphabet has them, with a full stop for the consonants between. */
function vowelsOf(latin: string): string {
  return bareLatin(latin.replace(/û/g, 'iu').replace(/â/g, 'ia'))
    .replace(/(?<=[sc]k)[ijy]+$|(?<=[^aeouy])i[jy]?$/, 'ii')
    .replace(/(?<=[^aeiou])y[ijy]?$/, 'yi')
    .replace(/(?<=[scr]z)y/g, 'i')
    .replace(/ou|oo/g, 'u')
    .replace(/(^|[aeou])[ijy]+e/g, '$1e')
    .replace(/[ijy](?=[aeou])/g, 'j')
    .replace(/([aeou])j/g, '$1y')
    .replace(/([^aeiouyj])j(?![aeou])/g, '$1')
    .replace(/[^aeiouyj]+/g, '.');
}

/** What Polish surnames end in: c is ц and ie е in them. */
const polishEnding = /ck[ia]\b|w.*sk[ia]\b|owicz\b/;

/** Ukrainian и is y, and Belarusian papers write unstressed vowels as they sound: what only their names show. */
const neighbourly = /[oeiv]vych\b|ivna\b|oleks|serh|avi[chč]|iei|dz[mi]|[oae][uŭ]\b|mika/;

/** Doubled s where no scheme doubles it, -off for -ов and h for г where nothing else is Ukrainian. */
function consonantsAgree(latin: Word, cyrillic: Word, shown: readonly string[]): boolean {
  const doublesS = shown.includes('de') || shown.includes('fr');
  if (!doublesS && latin.text.includes('ss') !== cyrillic.text.includes('сс')) return false;
  if (/ff?$/.test(latin.text) && cyrillic.text.endsWith('в')) return false;
  return !(latin.text.startsWith('h') && cyrillic.text.startsWith('г')) || shown.includes('uk');
}

/** Behind a vowel the mark is one of GOST 7.79 B, which tells э and ы by it. */
const softMark = /[^aeiouy]'/;
const softMarks = /(?<=[^aeiouy])'/g;

/** A scheme that marks ь marks it everywhere. */
function marksAgree(latin: string, cyrillic: string, field: string): boolean {
  return !softMark.test(field) || softMark.test(latin) === /[ьъ']/.test(cyrillic);
}

/** What may stand for a vowel behind a vowel or at the beginning. */
const vowels: Record<string, string> = {
  а: '[aáäə]',
  е: '(?:[ijyý]?[eéèêëę]|[ijy]o)',
  ё: '(?:[ijy]?[eéèêëoö])',
  и: '(?:[iïíî]|[yj]i)',
  й: '(?:[ijyïĭý]|jj)',
  о: '[oóōą]',
  у: '(?:ou|oo|[uúůó])',
  ы: "(?:y'?|ı)",
  э: "[eéèêė](?:h|')?",
  ю: '(?:[ijy]o?u|[ûü])',
  я: '(?:[ijy]a|[âä])',
  і: '[iïí]',
  ї: '[yj]?[iïí]',
  є: '[ijy]?e',
  ў: '[uŭwv]',
};
/** The same behind a consonant, where it is another. */
const behindConsonant: Record<string, string> = { е: '(?:[eéèêëęə]|[ijy]o)', и: '[iïíî]' };
/** ц is hard, so that и and ы sound alike behind it: Голицын, Golitsin. */
const behindTs: Record<string, string> = { ...behindConsonant, ы: "(?:y'?|i)" };
const behindHushing: Record<string, string> = { е: '(?:[eéèêë]|[ijy]?o)' };
/** Polish softens before е with i and writes y behind consonants that it takes for hard. */
const inPolish: Record<string, string> = {
  ...behindConsonant,
  е: 'i?[eéo]',
  и: '[iy]',
  ю: '[ij]?u',
  я: '[ij]?a',
};
const behindIota: Record<string, string> = { я: '(?:[ijy]?a|â)', ю: '(?:[ijy]?o?u|û)' };

const consonants = '(?:[^aeiouyáäâéèêëėïíĭóöúůûüýŭ]|(?<=[gq])u)+';
const softSign = "[ijy'`]?";
const hardSign = '(?:ie|[ijy\'`"]*)';
const anyIot = "[iyjïĭýí']";
const adjectiveEndings: readonly [RegExp, string][] = [
  [/[кгхжшчщц]ий$/, `${anyIot}{1,4}`],
  [/ий$/, `(?:[iïíĭ]${anyIot}{0,3}|[yý])`],
  [/ый$/, `(?:[yý]${anyIot}{0,3}|i)`],
  [/[сц]кая$/, '(?:a|a[ijy]?a|aâ)'],
];

function spellings(cyrillic: string, isPolish: boolean): RegExp {
  let pattern = '';
  const ending = adjectiveEndings.find(([shape]) => shape.test(cyrillic))?.[1];
  const stem = ending === undefined ? cyrillic : cyrillic.slice(0, -2);
  for (let at = 0; at < stem.length; at += 1) {
    const letter = stem.charAt(at);
    const before = stem.charAt(at - 1);
    if (letter === 'ь') pattern += softSign;
    else if (letter === 'ъ' || letter === "'") pattern += hardSign;
    else if (vowels[letter] !== undefined) pattern += vowelAfter(before, letter, isPolish);
    else if (!pattern.endsWith(consonants)) pattern += consonants;
  }
  return new RegExp(`^${pattern}${ending ?? ''}$`);
}

function vowelAfter(before: string, letter: string, isPolish: boolean): string {
  const usual = vowels[letter] ?? '';
  if ('ий'.includes(before) && before !== '') return behindIota[letter] ?? usual;
  if (before === '' || "ьъ'".includes(before) || vowels[before] !== undefined) return usual;
  if (isPolish) return inPolish[letter] ?? usual;
  if (before === 'ц') return behindTs[letter] ?? usual;
  return ('жчшщ'.includes(before) ? behindHushing[letter] : undefined) ?? behindConsonant[letter] ?? usual;
}
