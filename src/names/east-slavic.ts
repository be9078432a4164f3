/**
 * Ukrainian and Belarusian spelling of a name turned into Russian, for words whose letters tell the language.
 * After the rules for personal names in the Ukrainian orthography of 2019 (§§ 144–146) and the Belarusian law of
 * 2008, read backwards: Ukrainian и is Russian ы, і and ї are и, є is е, ьо and йо are ё; Belarusian ў is в.
 */
export function russianSpelling(word: string): string {
  if (!/[іїєґў]|[бвдзлмнпрст][ьй]о/.test(word)) return word;
  const belarusian = /[ыўэё]/.test(word);
  return (belarusian ? word : word.replace(/и/g, 'ы'))
    .replace(/[ії]/g, 'и')
    .replace(/є/g, 'е')
    .replace(/ґ/g, 'г')
    .replace(/ў/g, 'в')
    .replace(/[ьй]о/g, 'е')
    .replace(/([сц])ьк/g, '$1к');
}

/** Belarusian letters and endings that no other language has. */
export const belarusianSign = /ў|[ае]віч|і\S*[ыэё]|[ыэё]\S*і/;

/** Belarusian soft ць and дзь, which papers in Russian write т and д: Цюцько, Дземскі. */
export function fromBelarusian(word: string): string {
  return word.replace(/ц(?=[еёіюяь])/g, 'т').replace(/дз(?=[еёіюяь])(?!е$)/g, 'д');
}

const ukrainianSign = /[іїєґ]/;
/** Belarusian in Latin letters: Aŭsiejeŭ, Mikalayevich, Siarhei Arlou, Aliehavič. */
const latinBelarusianSign = /ŭ|avi(ch|č)\b|[aeo]u\b|\bdz/;

/** What a field may show of how its letters are meant, beside the words themselves. */
export type FieldLanguage = 'uk' | 'be' | 'layout' | '';

/** First letters that Russian has in the place of others: Ukrainian and Belarusian ones, and those that stand on one key. */
const russianFirst: Record<FieldLanguage, Record<string, string>> = {
  uk: { е: 'Э', є: 'Э', й: 'Е', и: 'Ы' },
  be: { а: 'О', я: 'Е', у: 'В', ц: 'Т' },
  layout: { э: 'Е' },
  '': {},
};

/**
 * The language that a field shows, for `russianInitial`.
 * @param isLayout whether its letters were typed in another layout, where э and є are one key
 */
export function languageOf(text: string, isLayout = false): FieldLanguage {
  if (belarusianSign.test(text) || latinBelarusianSign.test(text)) return 'be';
  return ukrainianSign.test(text) ? 'uk' : isLayout ? 'layout' : '';
}

/** The capital that Russian papers may begin a word with that is written in another language: Ердман, Йолкін, Арлоў, Шчукін. */
export function russianInitial(word: string, language: FieldLanguage): string | undefined {
  if (word.startsWith('шч')) return 'Щ';
  if (language === 'be' && /^м[іи]кала/.test(word)) return 'Н';
  return russianFirst[language][word.charAt(0)];
}
