import { isCyrillic, isLatin } from './text.ts';

/**
 * Letters of one script that look like letters of the other, after the list of confusables of Unicode Technical
 * Standard 39, cut to lower case as `plainText` leaves it and to the letters whose capitals are alike too.
 */
const latinTwins = 'aceopxykmtbhië';
const cyrillicTwins = 'асеорхукмтвніё';

/** Digits that chats use for letters: 4 and 6 begin the words четыре and шесть; 3 and 0 look like з and о. */
const digits: Record<string, readonly [latin: string, cyrillic: string]> = {
  '0': ['o', 'о'],
  '1': ["'", ''],
  '3': ['z', 'з'],
  '4': ['ch', 'ч'],
  '6': ['sh', 'ш'],
};

/**
 * A word in one script. Where both occur, letters of the script that has fewer without a look-alike in the other, or
 * fewer at all, are taken for their twins; what is no look-alike stays and is dropped later.
 */
export function oneScript(word: string): string {
  let latin = 0;
  let cyrillic = 0;
  /** Letters that only Cyrillic has, less those that only Latin has. */
  let own = 0;
  for (const character of word) {
    if (isLatin(character)) {
      latin += 1;
      if (!latinTwins.includes(character)) own -= 1;
    } else if (isCyrillic(character)) {
      cyrillic += 1;
      if (!cyrillicTwins.includes(character)) own += 1;
    }
  }
  if (latin + cyrillic === 0) return word;
  const toCyrillic = cyrillic > 0 && (own === 0 ? cyrillic >= latin || onlyTwins(word) : own > 0);
  const mixed = latin > 0 && cyrillic > 0;
  let result = '';
  for (const character of word) {
    const digit = digits[character];
    if (digit !== undefined) result += digit[toCyrillic ? 1 : 0];
    else if (mixed && toCyrillic) result += swap(character, latinTwins, cyrillicTwins);
    else if (mixed) result += swap(character, cyrillicTwins, latinTwins);
    else result += character;
  }
  return result;
}

/** A word of Latin letters that all look like Cyrillic ones, as Cyrillic; any other as it is. */
export function inCyrillicTwins(word: string): string {
  return onlyTwins(word)
    ? Array.from(word, (letter) => swap(letter, latinTwins, cyrillicTwins)).join('')
    : word;
}

function onlyTwins(word: string): boolean {
  for (const character of word) if (isLatin(character) && !latinTwins.includes(character)) return false;
  return true;
}

function swap(character: string, from: string, to: string): string {
  const at = from.indexOf(character);
  return at < 0 ? character : to.charAt(at);
}
