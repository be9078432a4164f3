import { isCyrillic, isLatin } from './text.ts';

/**
 * Text typed while the keyboard was set to the other script. Layouts: the standard Russian (ЙЦУКЕН), Ukrainian and
 * Belarusian layouts of Windows over US QWERTY. Shifted signs count as their keys, since case is gone anyway.
 */
const keys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const ru = 'йцукенгшщзхъфывапролджэячсмитьбю';
const layouts = {
  ru: `${ru}ё`,
  uk: `${ru.replace('ъ', 'ї').replace('ы', 'і').replace('э', 'є')}'`,
  be: `${ru.replace('щ', 'ў').replace('ъ', "'").replace('и', 'і')}ё`,
};
const shifted = '{}:"<>~';
const unshifted = "[];',.`";

export type Layout = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as Layout[];

/** What the same keys give in a Cyrillic layout; letters that are Cyrillic already stay. */
export function asTypedInCyrillic(text: string, layout: Layout): string {
  return mapped(text.toLowerCase(), (character) => {
    const shift = shifted.indexOf(character);
    const at = keys.indexOf(shift < 0 ? character : unshifted.charAt(shift));
    return at < 0 ? character : layouts[layout].charAt(at);
  });
}

/** What the same keys give in a Latin layout. */
export function asTypedInLatin(text: string, layout: Layout): string {
  return mapped(text.toLowerCase(), (character) => {
    const at = layouts[layout].indexOf(character);
    return at < 0 ? character : keys.charAt(at);
  });
}

/** Longer text is no name; what is cut stays unread. */
const longest = 240;

/** What a text may be when the keyboard was set to the other script, the likelier first, for each layout that has all its letters. */
export function inOtherLayouts(text: string): string[] {
  const typed = text.slice(0, longest).toLowerCase();
  const others = new Set<string>();
  for (const layout of layoutNames) {
    for (const one of [withSigns(typed), typed]) {
      const letters = Array.from(one);
      if (letters.some(isLatin)) others.add(asTypedInCyrillic(one, layout));
      const latin = asTypedInLatin(one, layout);
      if (!letters.some(isLatin) && !Array.from(latin).some(isCyrillic)) others.add(latin);
    }
  }
  return Array.from(others);
}

/** Initials, alone or two before a surname: F.T, V.,Y., F.A.Ve[f. */
const initials = /^([^.,][.,]+)+[^.,]?$|^([^.,][.,]){2}(?=[^.,]{3})/;

/** Behind initials and at the end of a word a full stop and a comma are rather signs than ю and б. */
function withSigns(text: string): string {
  return text.replace(/\S+/g, (word) =>
    word.replace(initials, (all) => all.replace(/[.,]+/g, ' ')).replace(/[.,]+$/, ' '),
  );
}

function mapped(text: string, change: (character: string) => string): string {
  let result = '';
  for (const character of text) result += change(character);
  return result;
}
