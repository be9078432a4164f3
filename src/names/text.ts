/**
 * Text as it is typed or pasted, before anything is known of names: one case, one form of each letter, no
 * marks that papers leave out.
 */

/** Longer input is cut: no name is longer, and every later step stays linear. */
export const longestText = 240;

const apostrophes = /['"`´‘’‛“”„ʹʺʻʼʽˈ′″‴]/g;
/** Zero-width marks, soft hyphens, the ties of ALA-LC (U+0361, U+FE20) and the dot of BGN/PCGN. */
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff\u00b7]|\u0361|\ufe20|\ufe21/g;
/** Accents that mark stress over Cyrillic; over Latin they are part of the letter. */
const stress = /([\u0400-\u052f])(?:\u0300|\u0301)/g;
const dashes = /[\u2010-\u2015\u2212]/g;
/** Words of a birth date in a field: д.р. 12.05.1998; 98 г.р.; 98 года рождения; 25 лет. */
const beforeNumber = /д\.?\s?р\.?(?=[:\s]*\d)/g;
const afterNumber = /(\d)\s*(г(\.?\s*[рp]|од\S*)?|[рp](\.?\s*н|о[ік]\S*)|лет|years?)(?![а-яёіa-z])/g;
/** Where he comes from, lives or serves is no part of his name: from the first such word that stands behind two others. */
const whence =
  /^(\s*\S+\s+\S.*?)[\s,]+((из|родом|позывной|в\/ч)\s|(гор|дер|пос|[гсдп])\.\s?(?=[а-яё]{3})|\S+(ая обл|ий край))[\s\S]*/;
/** Words before a name: есть ли в плену, (в девичестве Петрова), (по отцу Жук). */
const before = /^\s*(есть|нет) ли в \S+|(\()[а-яё]{1,2}\s\S+\s+(?=\S)/g;

/** Words that were written in one (ИвановПётр) apart, and letters that were written apart (И в а н о в) in one. */
export function spaced(text: string): string {
  return text
    .slice(0, longestText)
    .replace(/([a-zа-яё]{2})(?=[A-ZА-ЯЁ][a-zа-яё]{2})/g, '$1 ')
    .replace(/(^|\s)[а-яё](\s[а-яё]){3,}(?=\s)/gi, (letters) => ` ${letters.replace(/\s/g, '')}`);
}

/** Lower case, composed, without invisible marks; apostrophes and dashes of every kind become `'` and `-`. */
export function plainText(text: string): string {
  return text
    .slice(0, longestText)
    .normalize('NFD')
    .replace(unseen, '')
    .replace(stress, '$1')
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(apostrophes, "'")
    .replace(dashes, '-');
}

/** Words of plain text: whatever stands between spaces and signs. A full stop ends a word ("П.С." are two). */
export function wordsOf(plain: string): string[] {
  return plain
    .replace(whence, '$1')
    .replace(before, ' $2')
    .replace(beforeNumber, '')
    .replace(afterNumber, '$1 ')
    .replace(/([^\s\d])\(/g, '$1 (')
    .split(/[\s.,;:!?()[\]{}<>/\\|+*=&%$#@^~«»№…_]+/)
    .map((word) => word.replace(/^['-]+|[-]+$/g, ''))
    .filter((word) => /[^'\d-]/.test(word) && !/\d\d/.test(word));
}

export function isCyrillic(character: string): boolean {
  return character >= '\u0400' && character <= '\u052f';
}

export function isLatin(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= '\u00df' && character <= '\u024f') ||
    isExtended(character)
  );
}

/** Latin letters beyond the common blocks that tables of transliteration use (ə, ḥ, ẑ). */
function isExtended(character: string): boolean {
  return character === 'ə' || (character >= '\u1e00' && character <= '\u1eff');
}
