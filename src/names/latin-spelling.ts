import { familiesOf } from './latin.ts';
import type { Word } from './word.ts';

/**
 * Whether a Latin spelling leaves no doubt which Cyrillic surname it is of, other than what Latin never shows (е and э;
 * ь where a scheme leaves it out; и and й in passports). Folding makes one of what any scheme writes alike, so that
 * here one family of schemes must do that the field shows signs of (`familiesOf`), and vowels that schemes tell apart
 * must be told apart: ы is y and never i, е is not ие (Рыбин is Rybin, Рибин Ribin; Калиев is Kaliev, Калев Kalev).
 * Source of the vowels: the tables of content/names/latin.tsv, read forwards.
 * @param field the whole Latin field
 */
export function isSpellingOf(latin: Word, cyrillic: Word, field: string): boolean {
  const shown = [...familiesOf(field), ...(polishEnding.test(field) ? ['pl'] : [])];
  const isRead = latin.latin.some(
    ({ fold, readings }) => cyrillic.folds.includes(fold) && readings.some((name) => shown.includes(name)),
  );
  if (!isRead || !marksAgree(latin.text, cyrillic.text, field) || !consonantsAgree(latin, cyrillic, shown))
    return false;
  if (neighbourly.test(field)) return true;
  const spelled = shown.includes('fr') ? latin.text.replace(/(?<=in)e$/, '') : latin.text;
  return spellings(cyrillic.text, shown.includes('pl')).test(spelled);
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
const adjectiveEndings: Record<string, string> = { й: "(?:[iyjïĭýí']{1,4})", я: '(?:a|a[ijy]?a|aâ)' };

function spellings(cyrillic: string, isPolish: boolean): RegExp {
  let pattern = '';
  const ending = /(?:[иы]й|(?<=[сц]к)ая)$/.exec(cyrillic)?.[0] ?? '';
  const stem = cyrillic.slice(0, cyrillic.length - ending.length);
  for (let at = 0; at < stem.length; at += 1) {
    const letter = stem.charAt(at);
    const before = stem.charAt(at - 1);
    if (letter === 'ь') pattern += softSign;
    else if (letter === 'ъ' || letter === "'") pattern += hardSign;
    else if (vowels[letter] !== undefined) pattern += vowelAfter(before, letter, isPolish);
    else if (!pattern.endsWith(consonants)) pattern += consonants;
  }
  return new RegExp(`^${pattern}${adjectiveEndings[ending.at(-1) ?? ''] ?? ''}$`);
}

function vowelAfter(before: string, letter: string, isPolish: boolean): string {
  const usual = vowels[letter] ?? '';
  if ('ий'.includes(before) && before !== '') return behindIota[letter] ?? usual;
  if (before === '' || "ьъ'".includes(before) || vowels[before] !== undefined) return usual;
  if (isPolish) return inPolish[letter] ?? usual;
  if (before === 'ц') return behindTs[letter] ?? usual;
  return ('жчшщ'.includes(before) ? behindHushing[letter] : undefined) ?? behindConsonant[letter] ?? usual;
}
