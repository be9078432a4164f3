import { settle } from './fold.ts';

/**
 * Cases and feminine forms, on folded words, so that Russian, Ukrainian and Latin spellings of a form are one.
 * Rules after A. A. Zaliznyak's classes of declension for Russian and the Ukrainian orthography of 2019
 * (§§ 79–108 for nouns, 137–141 for names); the endings are listed here as they look after folding.
 */

const list = (endings: string): string[] => endings.split(' ');

/** Endings after a stem, by what the nominative ends in. `и` stands for й, и, ы and і; `иа` for я. */
const endings = {
  /** Иванов, Петр, Мельник; soft ones too, since ь is nothing here: Игор(ь), Ковал(ь). */
  consonant: list('а у ом ем е и иа иу ови еви им о'),
  /** Сергей, Дмитрий, Гай: the stem is without the и. */
  iot: list('иа иу ем е и еви иеви иом '),
  /** Никита, Глинка, and women. */
  a: list('и е у ои оиу еи еиу о иеиу'),
  /** Илья, Мария. */
  ia: list('и е иу еи еиу ем ии '),
  /** Ukrainian declines Шевченко; Russian does not. */
  o: list('а у ом ови е и'),
  /** Белый, Толстой, Островский: the stem is without ий, ый, ой. */
  adjective: list('ого ому им ом аиа уиу ои ою их ими а у ии ога ега его ему ем оиу и е'),
  /** Women and families of Иванов and Пушкин. */
  possessive: list('а ои у оиу их им ими и ии'),
};

const vowels = 'аеиоу';

function isVowel(letter: string): boolean {
  return vowels.includes(letter);
}

/** Whether a surname is one of the -ов, -ев, -ин family, which has feminine forms of its own. */
export function isPossessive(folded: string): boolean {
  return /[ое]в$|[^аео]ин$|инин$/.test(folded) && folded.length > 3;
}

/** Whether a word looks like an adjective surname in the nominative (-ский, -цкий, -ый, -ой). */
export function isAdjective(folded: string): boolean {
  return /(ск|цк|н|в|р|л|г|к|х|т|д|ж|ш|щ|ч|м|б)(и|ои)$/.test(folded) && folded.length > 3;
}

/** The part of a folded word that no case changes: the key under which forms of one name meet. */
export function stemOf(folded: string): string {
  const ending = /(ого|ому|его|ему|ими|ови|еви|ога|ега|оиу|еиу|аиа|уиу|ом|ем|им|их)$/.exec(folded);
  let stem = ending !== null && ending.index > 2 ? folded.slice(0, ending.index) : folded;
  while (stem.length > 2 && isVowel(stem.charAt(stem.length - 1))) stem = stem.slice(0, -1);
  if (stem.length < 2) stem = folded;
  // Павел – Павла, Соколец – Сокольца, Орлёнок – Орлёнка.
  return stem.replace(/[ео](?=[^аеиоу]$)/, '');
}

/** Every form of a folded nominative. */
export function formsOf(nominative: string): string[] {
  const last = nominative.charAt(nominative.length - 1);
  const forms: string[] = [];
  const add = (stem: string, those: readonly string[]): void => {
    for (const ending of those) forms.push(joined(stem, ending));
  };
  if (nominative.length < 2) return forms;
  if (last === 'и') {
    add(nominative.slice(0, -1), endings.iot);
    if (isAdjective(nominative)) add(nominative.replace(/о?и$/, ''), endings.adjective);
  } else if (nominative.endsWith('иа')) {
    add(nominative.slice(0, -2), endings.ia);
  } else if (last === 'а') {
    add(nominative.slice(0, -1), endings.a);
  } else if (last === 'о') {
    add(nominative.slice(0, -1), endings.o);
  } else if (!isVowel(last)) {
    add(nominative, endings.consonant);
    if (isPossessive(nominative)) add(nominative, endings.possessive);
    const bare = nominative.replace(/[ео]([^аеиоу])$/, '$1');
    if (bare !== nominative && bare.length > 1 && /[лцкнв]$/.test(bare)) add(settle(bare), endings.consonant);
  }
  return forms;
}

/** Stem and ending with what folding does at the seam. */
function joined(stem: string, ending: string): string {
  const last = stem.charAt(stem.length - 1);
  const first = ending.charAt(0);
  if (last !== '' && last === first) return stem + ending.slice(1);
  if (last === 'и' && first === 'е') {
    const before = stem.slice(0, -1);
    return before.endsWith('е') ? before + ending.slice(1) : before + ending;
  }
  return stem + ending;
}

export type Form = 'feminine' | 'case';

/**
 * How `form` may come from `nominative`, or null. A woman's own surname (Иванова, Белая, Островская) is told apart
 * from a case, since that is what she is most likely to type.
 */
export function formOf(form: string, nominative: string): Form | null {
  if (form === nominative) return null;
  if (isPossessive(nominative) && form === `${nominative}а`) return 'feminine';
  if (isAdjective(nominative)) {
    const stem = nominative.replace(/о?и$/, '');
    if (form === `${stem}аиа` || form === `${stem}а`) return 'feminine';
  }
  // A form shares its beginning with the nominative, up to a letter that may flee.
  if (form.charAt(0) !== nominative.charAt(0)) return null;
  return formsOf(nominative).includes(form) ? 'case' : null;
}
