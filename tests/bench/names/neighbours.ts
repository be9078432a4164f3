import { capital } from './register.ts';

/**
 * Russian names as Ukrainian and Belarusian papers spell them, in Cyrillic and in Latin. Written from the published
 * rules (Ukrainian orthography of 2019, table of the Ukrainian government of 2010; Belarusian law of 2008, tables of
 * 2007 and of passports), apart from src/names, so that the engine is not measured against itself.
 */

/** A Russian surname or patronymic as Ukrainian papers respell it. */
export function inUkrainian(word: string): string {
  return capital(
    word
      .toLowerCase()
      .replace(/[еь]евич$/, 'ійович')
      .replace(/и/g, 'і')
      .replace(/ы/g, 'и')
      .replace(/(^|[аеєиіїоуюя'ьъ])е/g, '$1є')
      .replace(/э/g, 'е')
      .replace(/([аеєиіоуюя])ё/g, '$1йо')
      .replace(/ё/g, 'ьо')
      .replace(/ъ/g, "'")
      .replace(/([цс])кій$/, '$1ький')
      .replace(/([бвмпф])ь?([яюєї])/g, "$1'$2"),
  );
}

/** The same in Belarusian, but for unstressed vowels, which only dictionaries know. */
export function inBelarusian(word: string): string {
  return capital(
    word
      .toLowerCase()
      .replace(/ович$/, 'авич')
      .replace(/щ/g, 'шч')
      .replace(/и/g, 'і')
      .replace(/[ъь](?=[еёюяі])/g, "'")
      .replace(/т(?=[еёюяіь])/g, 'ц')
      .replace(/д(?=[еёюяіь])/g, 'дз')
      .replace(/(?<=[жшчр])і/g, 'ы')
      .replace(/(?<=[жшчр])е/g, 'э')
      .replace(/([сц]к)ій$/, '$1і')
      .replace(/(?<=[аеёіоуыэюя])в(?![аеёіоуыэюя'ь])/g, 'ў'),
  );
}

interface Table {
  readonly letters: string;
  /** й and the iotated vowels at the beginning and behind vowels. */
  readonly first: string;
  readonly behindConsonant: string;
}

const iotated = 'йеєёюяї';

const tables: Record<string, Table> = {
  'Ukrainian 2010': {
    letters:
      'а:a б:b в:v г:h ґ:g д:d ж:zh з:z и:y і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch е:e',
    first: 'й:y є:ye ю:yu я:ya ї:yi е:e',
    behindConsonant: 'й:i є:ie ю:iu я:ia ї:i е:e',
  },
  'Belarusian passports': {
    letters:
      'а:a б:b в:v г:h д:d ж:zh з:z і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u ф:f х:kh ц:ts ч:ch ш:sh ы:y э:e',
    first: 'й:y е:ye ё:yo ю:yu я:ya',
    behindConsonant: 'й:i е:ie ё:io ю:iu я:ia',
  },
  'Belarusian 2007': {
    letters:
      'а:a б:b в:v г:h д:d ж:ž з:z і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:ŭ ф:f х:ch ц:c ч:č ш:š ы:y э:e',
    first: 'й:j е:je ё:jo ю:ju я:ja',
    behindConsonant: 'й:j е:ie ё:io ю:iu я:ia',
  },
};

const vowels = 'аеєёіиїоуўыэюя';

function row(pairs: string): Map<string, string> {
  return new Map(pairs.split(' ').map((pair) => pair.split(':') as [string, string])); // written above as pairs
}

/** A Ukrainian or Belarusian word in Latin letters. */
export function inNeighbourLatin(word: string, scheme: keyof typeof tables): string {
  const table = tables[scheme];
  if (table === undefined) throw new RangeError(`No scheme is called ${scheme}.`);
  const [letters, first, behind] = [table.letters, table.first, table.behindConsonant].map(row);
  // Ukrainian has й and vowels as at the beginning there only, Belarusian behind vowels too.
  const isUkrainian = scheme === 'Ukrainian 2010';
  let result = '';
  let before = '';
  for (const letter of word
    .toLowerCase()
    .replace(/[ь']/g, '')
    .replace(/зг/g, isUkrainian ? 'zgh' : 'зг')) {
    const opens = before === '' || (!isUkrainian && vowels.includes(before));
    const options = iotated.includes(letter) ? (opens ? first : behind) : letters;
    result += options?.get(letter) ?? letter;
    before = letter;
  }
  return capital(result);
}
