import { oneScript } from '../../../src/names/look-alikes.ts';
import type { ManNames } from './man.ts';

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());
}

function initial(text: string): string {
  const letter = /\p{L}/u.exec(oneScript(text))?.[0]?.toUpperCase() ?? '';
  return letter === 'Ё' ? 'Е' : letter;
}

/** Spelling alone, without a table of names. */
export function nameEngine(): ManNames {
  return {
    canonicalGivenName: (text) => titleCase(oneScript(text).replaceAll('ё', 'е').replaceAll('Ё', 'Е')),
    canonicalInitial: initial,
    patronymicInitial: (text) => initial(text) || null,
  };
}
