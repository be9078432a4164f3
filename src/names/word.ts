import { type FieldLanguage, russianInitial } from './east-slavic.ts';
import { cyrillicInitial, foldCyrillic, foldedInitials } from './fold.ts';
import { familiesOf, type LatinReading, readLatin } from './latin.ts';
import { oneScript } from './look-alikes.ts';
import type { NameTables } from './tables.ts';
import { isCyrillic, plainText } from './text.ts';

/** One word of a name with what it may sound like. */
export interface Word {
  /** Plain and in one script. */
  readonly text: string;
  readonly cyrillic: boolean;
  /** Folded forms, the likeliest first; one for Cyrillic. Empty when there is no letter in it. */
  readonly folds: readonly string[];
  /** For Latin: which family of schemes each form belongs to. */
  readonly latin: readonly LatinReading[];
}

/** The likeliest folded form; empty when there is no letter in it. */
export function firstFold({ folds: [fold = ''] }: Word): string {
  return fold;
}

/** @param isFlat see `readLatin` */
export function readWord(typed: string, tables: NameTables, isFlat = false): Word {
  const text = oneScript(typed);
  const cyrillic = [...text].some(isCyrillic);
  if (cyrillic)
    return { text, cyrillic, folds: [foldCyrillic(text)].filter((fold) => fold !== ''), latin: [] };
  const latin = readLatin(text, tables.latin, isFlat);
  return { text, cyrillic, folds: latin.map(({ fold }) => fold), latin };
}

/**
 * The capital letters that papers may begin this word with; the usual first.
 * @param families readings that count for Latin (`familiesOf`); all of them would let too many letters in
 * @param language of the field (`languageOf`)
 */
export function initialsOf(
  word: Word,
  families: readonly string[] = familiesOf(word.text),
  language: FieldLanguage = '',
): string[] {
  const initials = new Set<string>();
  const russian = (text: string): void => {
    const initial = russianInitial(text, language);
    if (initial !== undefined) initials.add(initial);
  };
  if (word.cyrillic) {
    initials.add(cyrillicInitial(word.text));
    russian(word.text);
    return Array.from(initials);
  }
  for (const { fold, readings } of word.latin) {
    if (!readings.some((reading) => families.includes(reading))) continue;
    for (const initial of foldedInitials(fold)) initials.add(initial);
    russian(fold.replace(/^иа/, 'я'));
  }
  return Array.from(initials);
}

/** The letter that a roster shows for a surname: Cyrillic, capital, Е for Ё. */
export function canonicalInitial(name: string, tables: NameTables): string {
  return initialsOf(readWord(plainText(name).replace(/[\s.,'-]/g, ''), tables))[0] ?? '';
}

export function titleCase(text: string): string {
  return text.replace(
    /(^|[\s-])(\S)/g,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
