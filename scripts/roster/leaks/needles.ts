import { foldCyrillic } from '../../../src/names/fold.ts';
import { formOf, stemOf } from '../../../src/names/grammar.ts';
import type { Names } from '../../../src/names/names.ts';
import { plainText } from '../../../src/names/text.ts';
import { readWord } from '../../../src/names/word.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';

/** Ids count from six characters, messages from five words in a row (DESIGN, section 3). */
const shortestId = 6;
export const messageWords = 5;
/** A part of a double surname is looked for on its own from so many letters. */
const shortestPart = 4;
/**
 * A surname within a longer word is looked for from so many letters, where it ends as surnames do: shorter ones, and
 * those that are words (Правило in "правилом"), stand in ordinary words.
 */
const shortestWithin = 6;
/** Folded: ие is one letter then, and so are two of a kind. */
const shortestWithinFolded = 5;
const surnameEnding =
  /(?:[ое]в|[^аеиоу][иы]н|ск[аои]*и|[цт]ки|енко|[^аеиоу]ко|[^аеиоу]и?[ау]к|иан|швили|дзе|ович|евич)$/;
/** A surname in Belarusian spelling is looked for from so many letters. */
const shortestBelarusian = 5;

/** Most names are written in these letters alone, and need no reading of scripts and look-alikes. */
const plainCyrillic = /^[А-Яа-яЁё]+$/;

/** Letters of Cyrillic that look like Latin ones, in upper case: ids are typed in either script. */
const twins = new Map(
  [...'АВСЕНКМОРТХУІ'].map((letter, index) => [letter, 'ABCEHKMOPTXYI'[index] as string]),
);

/** Letters and digits of an id alone, so that `R-22`, `r 22` and `R22` are one. */
export function plainId(id: string): string {
  return id
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[АВСЕНКМОРТХУІ]/g, (letter) => twins.get(letter) ?? letter);
}

/** Latin `ts` and `tz` are ц as well as тс and тз (Мухаметзянов), so here the three are one. */
export function oneAffricate(fold: string): string {
  return fold.replace(/т[сз]/g, 'ц');
}

/**
 * What Russian and Belarusian spelling of a surname have in common (Дмитриев, Дзмітрыеў; Третьяков, Траццякоў): д and
 * дз, т and ц are one, so are о and а, е and я, е and а after р, and в after a vowel and ў.
 * @param fold after `oneAffricate`
 */
function belarusianKey(fold: string): string {
  return fold
    .replace(/дз/g, 'д')
    .replace(/ц/g, 'т')
    .replace(/(?<=[аеио])у(?=$|[^аеиоу])/g, 'в')
    .replace(/иа/g, 'е')
    .replace(/о|(?<=р)е/g, 'а');
}

/** Words of a message as they are compared. */
function messageTokens(message: string): string[] {
  return message.match(/[\p{L}\p{M}'’ʼ]+/gu) ?? [];
}

/** A surname as it is looked for. `first` begins the chain of records that have it. */
interface SurnameNeedle {
  fold: string;
  /** Whether it is looked for within longer words. */
  isWithin: boolean;
  first: number;
}

/** What of a record is looked for. */
export type Needle = Pick<RegisterRecord, 'record_id'> &
  Partial<Pick<RegisterRecord, 'surname' | 'given_name' | 'patronymic' | 'birth' | 'message'>>;

function put(index: Map<string, number[]>, key: string, surname: number): void {
  const peers = index.get(key);
  if (peers === undefined) index.set(key, [surname]);
  else peers.push(surname);
}

/** Everything of a register that must not come out, made for being looked up word by word. */
export class Needles {
  readonly names: Names;
  readonly recordIds: string[] = [];
  readonly ids = new Map<string, number>();
  readonly idLengths = { shortest: Number.POSITIVE_INFINITY, longest: 0 };
  /** Whether every id has a digit, which spares most lookups. */
  idsHaveDigits = true;
  /** Full birth dates as year × 10,000 + month × 100 + day, with a record of that date. */
  readonly births = new Map<number, number>();
  readonly messageVocabulary = new Map<string, number>();
  readonly shingles = new Map<string, number>();
  private readonly surnames: SurnameNeedle[] = [];
  private readonly surnameByFold = new Map<string, number>();
  private readonly surnamesByBelarusianKey = new Map<string, number[]>();
  private readonly surnamesByStem = new Map<string, number[]>();
  /** Chain of records with one surname needle: pairs of record and index of the next pair. */
  private readonly chain: number[] = [];
  private readonly givenFolds: string[] = [];
  private readonly patronymicFolds: string[] = [];
  private readonly vocabulary = new Set<string>();
  private readonly foldCache = new Map<string, string>();
  private readonly knownMessages = new Set<string>();

  constructor(names: Names) {
    this.names = names;
    for (const { name, variants } of names.tables.givenNames) {
      for (const form of [name, ...variants]) {
        this.vocabulary.add(oneAffricate(foldCyrillic(form.toLowerCase())));
      }
    }
  }

  get size(): number {
    return this.recordIds.length;
  }

  get surnameCount(): number {
    return this.surnames.length;
  }

  private fold(text: string): string {
    const known = this.foldCache.get(text);
    if (known !== undefined) return known;
    const fold = oneAffricate(
      plainCyrillic.test(text) ? foldCyrillic(text.toLowerCase()) : this.readFold(text),
    );
    this.foldCache.set(text, fold);
    return fold;
  }

  private readFold(text: string): string {
    return readWord(plainText(text).replace(/[\s.,-]/g, ''), this.names.tables).folds[0] ?? '';
  }

  /** Adds a man, or as much of him as could be read of a row with faults. */
  add(record: Needle): void {
    const index = this.recordIds.push(record.record_id) - 1;
    this.givenFolds.push(record.given_name === undefined ? '' : this.fold(record.given_name));
    this.patronymicFolds.push(record.patronymic === undefined ? '' : this.fold(record.patronymic));
    if (record.surname !== undefined) this.addSurname(record.surname, index);
    this.addId(record.record_id, index);
    const { year, month, day } = record.birth ?? {};
    if (year !== undefined && month !== undefined && day !== undefined) {
      const date = year * 10_000 + month * 100 + day;
      if (!this.births.has(date)) this.births.set(date, index);
    }
    if (record.message !== undefined) this.addMessage(record.message, index);
  }

  private addSurname(surname: string, record: number): void {
    const parts = surname.split(/[\s-]+/).filter((part) => part.length >= shortestPart);
    for (const text of [surname, ...(parts.length > 1 ? parts : [])]) {
      const fold = this.fold(text);
      if (fold === '') continue;
      let at = this.surnameByFold.get(fold);
      if (at === undefined) {
        at = this.surnames.push({ fold, isWithin: false, first: -1 }) - 1;
        this.surnameByFold.set(fold, at);
        put(this.surnamesByStem, stemOf(fold), at);
        if (fold.length >= shortestBelarusian) put(this.surnamesByBelarusianKey, belarusianKey(fold), at);
      }
      const needle = this.surnames[at] as SurnameNeedle;
      needle.isWithin ||= text.length >= shortestWithin && surnameEnding.test(fold);
      const place = this.chain.push(record, needle.first) - 2;
      needle.first = place;
    }
  }

  private addId(id: string, record: number): void {
    const plain = plainId(id);
    if ([...id].length < shortestId || plain === '') return;
    if (!this.ids.has(plain)) this.ids.set(plain, record);
    this.idLengths.shortest = Math.min(this.idLengths.shortest, plain.length);
    this.idLengths.longest = Math.max(this.idLengths.longest, plain.length);
    if (!/\p{N}/u.test(plain)) this.idsHaveDigits = false;
  }

  /** Folds of a message's words are numbered, so that a text is compared number by number. */
  private addMessage(message: string, record: number): void {
    if (this.knownMessages.has(message)) return;
    this.knownMessages.add(message);
    const numbers = messageTokens(message).map((word) => {
      const fold = this.fold(word);
      const known = this.messageVocabulary.get(fold);
      if (known !== undefined) return known;
      this.messageVocabulary.set(fold, this.messageVocabulary.size);
      return this.messageVocabulary.size - 1;
    });
    for (let at = 0; at + messageWords <= numbers.length; at += 1) {
      const shingle = numbers.slice(at, at + messageWords).join(' ');
      if (!this.shingles.has(shingle)) this.shingles.set(shingle, record);
    }
  }

  /** Surnames that a folded word is, or is a case or feminine form of. */
  surnamesOf(fold: string): number[] {
    const found: number[] = [];
    for (const at of this.surnamesByStem.get(stemOf(fold)) ?? []) {
      const { fold: nominative } = this.surnames[at] as SurnameNeedle;
      if (nominative === fold || formOf(fold, nominative) !== null) found.push(at);
    }
    return found;
  }

  /** Surnames whose Belarusian spelling a folded word is. */
  belarusianSurnamesOf(fold: string): readonly number[] {
    return this.surnamesByBelarusianKey.get(belarusianKey(fold)) ?? [];
  }

  /** Surnames of six letters and more that stand within a longer folded word, by their nominative. */
  surnamesWithin(fold: string): number[] {
    const found: number[] = [];
    for (let from = 0; from + shortestWithinFolded <= fold.length; from += 1) {
      for (let to = from + shortestWithinFolded; to <= fold.length; to += 1) {
        const at = this.surnameByFold.get(fold.slice(from, to));
        if (at !== undefined && this.surnames[at]?.isWithin === true) found.push(at);
      }
    }
    return found;
  }

  /** A surname of `surnamesOf`, folded. */
  foldOf(surname: number): string {
    return (this.surnames[surname] as SurnameNeedle).fold;
  }

  hasSurname(fold: string): boolean {
    return this.surnameByFold.has(fold);
  }

  isVocabulary(fold: string): boolean {
    return this.vocabulary.has(fold);
  }

  /** The records of a surname, newest first. */
  *recordsOf(surname: number): Generator<number> {
    let place = (this.surnames[surname] as SurnameNeedle).first;
    while (place >= 0) {
      yield this.chain[place] as number;
      place = this.chain[place + 1] as number;
    }
  }

  /** How much of the rest of a man's name stands among some folded words: 0 none, 1 a part, 2 all of it. */
  restOfName(record: number, neighbours: readonly (readonly string[])[]): number {
    const stands = (name: string): boolean =>
      name !== '' &&
      neighbours.some((folds) => folds.some((fold) => fold === name || formOf(fold, name) !== null));
    return (
      (stands(this.givenFolds[record] as string) ? 1 : 0) +
      (stands(this.patronymicFolds[record] as string) ? 1 : 0)
    );
  }
}
