import { settle } from './fold.ts';

/**
 * Latin spellings read as Cyrillic sounds. One reading follows the habits of one family of schemes (English and
 * passports, German, Polish, Czech and scientific, French, Ukrainian, Turkic, chats): reading by family keeps
 * "sch" from being ш in one syllable and сч in the next. The table is content/names/latin.tsv.
 */
export interface LatinTable {
  /** Sounds by letters and their place (`ch`, `^x`, `of$`, `c(e)`); shared rows are already merged in. */
  readonly readings: readonly { readonly name: string; readonly rows: ReadonlyMap<string, Sounds> }[];
  readonly longest: number;
}

/** What letters may sound like, the usual first. */
type Sounds = readonly string[];

/** How many spellings one reading may give: the options of the first few ambiguous letters. */
const mostReadings = 8;

/** `reading letters sound sound…` rows, one a line, as `compileNameTables` writes them. */
export function latinTable(lines: readonly string[]): LatinTable {
  const own = new Map<string, Map<string, Sounds>>();
  let longest = 1;
  for (const line of lines) {
    const [reading = '', letters = '', ...sounds] = line.split(' ');
    longest = Math.max(longest, letters.replace(/\(e\)|[$^]/g, '').length);
    const rows = own.get(reading) ?? new Map<string, Sounds>();
    own.set(reading, rows);
    rows.set(
      letters,
      sounds.map((sound) => (sound === '_' ? '' : sound)),
    );
  }
  const shared = own.get('*') ?? [];
  own.delete('*');
  const readings: { name: string; rows: ReadonlyMap<string, Sounds> }[] = [];
  own.forEach((rows, name) => {
    const all = new Map(shared);
    rows.forEach((sounds, letters) => {
      all.set(letters, sounds);
    });
    readings.push({ name, rows: all });
  });
  return { readings, longest };
}

/** A folded form of a Latin word, and the readings that give it. */
export interface LatinReading {
  readonly fold: string;
  readonly readings: readonly string[];
}

/** A patronymic in Czech spelling or ISO 9 whose marks somebody left out (Sevcenko Pavel Ivanovic). */
export const withoutMarks = /[eo]vic\b/;
/** The reading of letters whose marks somebody left out. */
export const flat = 'flat';

/**
 * Every folded form that a Latin word may stand for, the readings of English and of passports first.
 * @param isFlat whether letters may stand for those with marks: for fields that show it (`withoutMarks`)
 */
export function readLatin(word: string, table: LatinTable, isFlat = false): LatinReading[] {
  const letters = word.replace(/[^\u0061-\u007a\u00df-\u024fə\u1e00-\u1eff]/g, '');
  const found = new Map<string, string[]>();
  const add = (fold: string, reading: string): void => {
    if (fold === '') return;
    const there = found.get(fold);
    if (there === undefined) found.set(fold, [reading]);
    else if (!there.includes(reading)) there.push(reading);
  };
  for (const { name, rows } of table.readings) {
    if (name === flat && !isFlat) continue;
    for (const raw of readOnce(letters, rows, table.longest)) {
      // yo, io and jo are ё as often as two vowels (Pyotr, Fjodor; but Rodion).
      if (raw.includes('ио')) add(settle(raw.replace(/ио/g, 'е')), name);
      // After a hushing letter ё is o (Gorbachov, Chruschtschow).
      if (/[жшчщ]о/.test(raw)) add(settle(raw.replace(/([жшчщ])о/g, '$1е')), name);
      add(settle(raw), name);
    }
  }
  return Array.from(found, ([fold, readings]) => ({ fold, readings }));
}

/** What betrays the family of schemes that a whole name is written in, and what speaks against it. */
const families: readonly [sign: RegExp, against: RegExp | null, name: string][] = [
  [/tsch|schk|[aeiou]w|w[aeio]|sch[aeiou]/, /cz|sz|rz|ł/, 'de'],
  [/cz|sz|rz|[łżźśćńąę]|ów/, /v|x|tsch/, 'pl'],
  [/tch|ou|ine\b|guen|iou/, /[oae]u\b|zh/, 'fr'],
  [/[čšžřě]|ů/, null, 'sci'],
  [withoutMarks, null, flat],
  [/j.*y[aeou]|y[aeou].*j/, null, 'hard'],
  // Wapovalov: a chat's w is no в where в is v.
  [/w.*v|v.*w/, /sch|[cs]z/, 'hard'],
  [/[ov]ych|oleks|serh|[dlmrv]y[mrtk]|avich|iei|dz[mi]|[oae]u\b|mika/, null, 'uk'],
];

/** The families of readings that a name in Latin letters shows signs of; those of passports and English when none. */
export function familiesOf(text: string): string[] {
  const shown = families
    .filter(([sign, against]) => sign.test(text) && against?.test(text) !== true)
    .map(([, , name]) => name);
  const isDoubtful = shown.every((name) => name === 'hard' || (name === 'de' && !/sch/.test(text)));
  return isDoubtful ? ['en', ...shown] : shown;
}

function readOnce(letters: string, rows: ReadonlyMap<string, Sounds>, longest: number): string[] {
  let results = [''];
  for (let at = 0; at < letters.length; ) {
    const { sounds, length } = rowAt(letters, at, rows, longest);
    const longer: string[] = [];
    sounds.forEach((sound, option) => {
      for (const result of results)
        if (option === 0 || longer.length < mostReadings) longer.push(result + sound);
    });
    results = longer;
    at += length;
  }
  return results;
}

function rowAt(
  letters: string,
  at: number,
  rows: ReadonlyMap<string, Sounds>,
  longest: number,
): { sounds: Sounds; length: number } {
  for (let length = Math.min(longest, letters.length - at); length > 0; length -= 1) {
    const piece = letters.substr(at, length);
    const next = letters.charAt(at + length);
    const placed = [piece];
    if (next !== '' && 'eiyéěíýjë'.includes(next)) placed.unshift(`${piece}(e)`);
    if (at === 0) placed.unshift(`^${piece}`);
    if (next === '') placed.unshift(`${piece}$`);
    for (const key of placed) {
      const sounds = rows.get(key);
      if (sounds !== undefined) return { sounds, length };
    }
  }
  const bare = letters.charAt(at).normalize('NFD').charAt(0);
  return { sounds: rows.get(bare) ?? [''], length: 1 };
}

const romanSounds = 'a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia'
  .split(' ')
  .map((sound) => (sound === '_' ? '' : sound));

/** A Cyrillic word as passports write it in Latin (ICAO 9303), lower case. */
export function romanised(word: string): string {
  let result = '';
  for (const letter of word.toLowerCase().replace(/ё/g, 'е')) {
    result += romanSounds[letter.charCodeAt(0) - 0x430] ?? letter;
  }
  return result;
}
