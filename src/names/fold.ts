/**
 * The folded alphabet: what every scheme of transliteration, Russian, Ukrainian and Belarusian spelling have in
 * common. A folded word is made of а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ only:
 *
 * - й, ы, і, ї are и (ICAO 9303 writes й and и alike, BGN/PCGN й and ы);
 * - ё, э, є are е; ю and я are иу and иа, as two letters of Latin may stand for either;
 * - ъ, ь and apostrophes are nothing; doubled letters are one; ие is е (Васильев: Vasilev, Vasilyev, Vasiliev);
 * - щ is one letter for шч and сч, ц for тс (Советский: Sovetsky).
 */
const sounds: Record<string, string> = {};

function sound(letters: string, value: string): void {
  for (const letter of letters) sounds[letter] = value;
}
for (const letter of 'абвгджзиклмнопрстуфхцчшще') sound(letter, letter);
sound('йыіїѝјӣӥ', 'и');
sound('ёэєѐӭ', 'е');
sound('ґғҕӷ', 'г');
sound('қҡӄҝ', 'к');
sound('ңӈ', 'н');
sound('өӧ', 'о');
sound('үұӯӱ', 'у');
sound('ўԝ', 'в');
sound('ҳһ', 'х');
sound('җҗӂ', 'ж');
sound('ҙѕ', 'з');
sound('ҫ', 'с');
sound('әӓ', 'а');
sound('ҷћ', 'ч');
sound('ђ', 'дж');
sound('љ', 'л');
sound('њ', 'н');
sound('ю', 'иу');
sound('я', 'иа');

/** The folded form of a Cyrillic word; letters of other scripts fall out. */
export function foldCyrillic(word: string): string {
  let result = '';
  // Ukrainian writes ё as ьо and йо.
  for (const letter of word.replace(/[ьй]о/g, 'е')) result += sounds[letter] ?? '';
  return settle(result);
}

/** Applies the rules on neighbours to a string of the folded alphabet. Idempotent. */
export function settle(folded: string): string {
  let before = folded;
  for (let after = settleOnce(before); ; after = settleOnce(before)) {
    if (after === before) return after;
    before = after;
  }
}

function settleOnce(folded: string): string {
  let result = '';
  for (const letter of folded) {
    const last = result.charAt(result.length - 1);
    if (letter === last) continue;
    if (letter === 'е' && last === 'и') {
      result = result.slice(0, -1);
      if (result.endsWith('е')) continue;
    } else if (letter === 'ч' && (last === 'ш' || last === 'с' || last === 'щ')) {
      if (last !== 'щ') result = `${result.slice(0, -1)}щ`;
      continue;
    } else if (last === 'т' && 'сцч'.includes(letter)) {
      result = result.slice(0, -1);
      const hissing = letter === 'ч' ? 'ч' : 'ц';
      if (!result.endsWith(hissing)) result += hissing;
      continue;
    } else if (last === 'ц' && letter === 'с') {
      continue;
    } else if (last === 'с' && letter === 'щ') {
      result = result.slice(0, -1);
      if (result.endsWith('щ')) continue;
    }
    result += letter;
  }
  // Островская, Острівська and Ostrowska are one.
  return result.replace(/([сц]к)аиа$/, '$1а');
}

const capitals: Record<string, string> = {
  ё: 'е',
  є: 'е',
  ґ: 'г',
  і: 'и',
  ї: 'и',
  ў: 'у',
  ә: 'а',
  ө: 'о',
  ү: 'у',
};

/** The capital Cyrillic letter that papers in Russian would begin this Cyrillic word with. */
export function cyrillicInitial(word: string): string {
  const letter = word.charAt(0);
  return (capitals[letter] ?? letter).toUpperCase();
}

/** The initials that a folded word may have on paper; the usual first. */
export function foldedInitials(folded: string): string[] {
  if (folded.startsWith('иа')) return ['Я', 'И'];
  if (folded.startsWith('иу')) return ['Ю', 'И'];
  const first = folded.charAt(0).toUpperCase();
  if (first === 'Е') return ['Е', 'Э'];
  if (first === 'И') return ['И', 'Й', 'Ы'];
  return first === '' ? [] : [first];
}

/** The initial that a roster shows for a name in Cyrillic. */
export function initialOfName(name: string): string {
  return cyrillicInitial(name.toLowerCase());
}
