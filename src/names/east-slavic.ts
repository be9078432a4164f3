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
/** First letters that Ukrainian and Belarusian share with Russian, and what Russian may have in their place. */
const russianFirst: Record<string, Record<string, string>> = {
  uk: { е: 'Э', й: 'Е', и: 'Ы' },
  be: { а: 'О', я: 'Е', у: 'В' },
};

/** The language that a field in Cyrillic letters shows, for `russianInitials`. */
export function languageOf(text: string): string {
  return belarusianSign.test(text) ? 'be' : ukrainianSign.test(text) ? 'uk' : '';
}

/** The capital that Russian papers may begin a word with that is written in another language: Ердман, Йолкін, Арлоў. */
export function russianInitial(word: string, language: string): string | undefined {
  return russianFirst[language]?.[word.charAt(0)];
}
