/**
 * Schemes that turn Cyrillic names into Latin, for making queries. They are written from the published tables,
 * apart from src/names, so that the engine is measured against the schemes and not against itself.
 *
 * A table gives the letters а…я in order, then ё; rules come first and see the neighbours.
 */
interface Scheme {
  readonly letters: string;
  readonly rules?: readonly (readonly [RegExp, string])[];
}

const vowels = 'аеёиоуыэюяь ъ'.replace(' ', '');
const afterVowel = new RegExp(`(^|[${vowels}])е`, 'g');
const afterVowelYo = new RegExp(`(^|[${vowels}])ё`, 'g');

const schemes: Record<string, Scheme> = {
  'ICAO 9303 (2013)': {
    letters: "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y ' e iu ia e",
  },
  'GOST R 52535.1': {
    letters: "a b v g d e zh z i i k l m n o p r s t u f kh tc ch sh shch ' y ' e iu ia e",
  },
  'MVD 310': {
    letters: "a b v g d e j z i i k l m n o p r s t ou f kh ts tch ch chtch ' y ' e iou ia e",
    rules: [
      [/ин$/, 'ине_'],
      [/([аеёиоуыэюя])с([аеёиоуыэюя])/g, '$1сс$2'],
    ],
  },
  'MVD 782': { letters: "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya ye" },
  'GOST 7.79 A, ISO 9': { letters: 'a b v g d e ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â ë' },
  'GOST 7.79 B': { letters: "a b v g d e zh z i j k l m n o p r s t u f x cz ch sh shh `` y' ` e' yu ya yo" },
  'BGN/PCGN': {
    letters: 'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya ё',
    rules: [
      [afterVowel, '$1йе'],
      [afterVowelYo, '$1йё'],
    ],
  },
  'ALA-LC': { letters: 'a b v g d e zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a ë' },
  scientific: { letters: 'a b v g d e ž z i j k l m n o p r s t u f x c č š šč ʺ y ʹ è ju ja ë' },
  press: {
    letters: 'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya yo',
    rules: [[/[иы]й$/, 'и']],
  },
  chat: {
    letters: "a b v g d e j z i i k l m n o p r s t u f h c 4 6 sch ' y ' e u ya yo",
    rules: [
      [/ю/g, 'йу'],
      [/[иы]й$/, 'и'],
    ],
  },
  German: {
    letters: 'a b w g d e sch s i i k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja jo',
    rules: [
      [afterVowel, '$1йе'],
      [/([аеёиоуыэюя])с([аеёиоуыэюя])/g, '$1сс$2'],
      [/кс/g, '\u0001'],
      [/й([еюя])/g, '\u0002$1'],
    ],
  },
  Polish: {
    letters: 'a b w g d ie ż z i j k ł m n o p r s t u f ch c cz sz szcz _ y _ e ju ja io',
    rules: [
      [/(^|[аеёиоуыэюяьъ])е/g, '$1\u0002э'],
      [/([жшчщц])е/g, '$1э'],
      [/ль/g, '\u0003'],
      [/ле/g, '\u0003э'],
      [/л(?=[июяё])/g, '\u0003'],
      [/([бвгдзкмнпрстфх])я/g, '$1иа'],
      [/([бвгдзкмнпрстфх])ю/g, '$1иу'],
      [/ск[иы]й$/, 'ски'],
    ],
  },
  Czech: {
    letters: 'a b v g d e ž z i j k l m n o p r s t u f ch c č š šč _ y _ e ju ja jo',
    rules: [[/[иы]й$/, 'ы']],
  },
  French: {
    letters: 'a b v g d e j z i ï k l m n o p r s t ou f kh ts tch ch chtch _ y _ e iou ia io',
    rules: [
      [/ин$/, 'ине_'],
      [/г([еиэ])/g, '\u0004$1'],
      [/([аеёиоуыэюя])с([аеёиоуыэюя])/g, '$1сс$2'],
      [/[иы]й$/, 'и'],
    ],
  },
};

/** Stand-ins that rules put in for letters that no table has. */
const standIns: Record<string, string> = { '\u0001': 'x', '\u0002': 'j', '\u0003': 'l', '\u0004': 'gu' };

export const schemeNames = Object.keys(schemes);

/** Schemes of newspapers, told apart in the table of results. */
export const newspaperSchemes = ['German', 'Polish', 'Czech', 'French'];

/** A Russian word in a scheme; capital where the word was. */
export function inScheme(word: string, name: string): string {
  const scheme = schemes[name];
  if (scheme === undefined) throw new RangeError(`No scheme is called ${name}.`);
  const letters = scheme.letters.split(' ').map((letter) => (letter === '_' ? '' : letter));
  let text = word.toLowerCase();
  for (const [pattern, replacement] of scheme.rules ?? []) text = text.replace(pattern, replacement);
  let result = '';
  for (const letter of text.replace('_', '')) {
    const at = letter === 'ё' ? 32 : letter.charCodeAt(0) - 0x430;
    result += standIns[letter] ?? letters[at] ?? letter;
  }
  return result.charAt(0).toUpperCase() + result.slice(1);
}
