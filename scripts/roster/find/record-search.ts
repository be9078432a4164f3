import { areBothOnPapers, areInOneCase, isCaseOf } from '../../../src/names/compare-words.ts';
import { soundDistance } from '../../../src/names/distance.ts';
import { languageOf, russianSpelling } from '../../../src/names/east-slavic.ts';
import { foldCyrillic, initialOfName } from '../../../src/names/fold.ts';
import { type GivenCandidate, type GivenNameIndex, givenNameIndex } from '../../../src/names/given-names.ts';
import type { Names } from '../../../src/names/names.ts';
import {
  type Placement,
  placements,
  type ReadToken,
  readField,
  readTokens,
} from '../../../src/names/read-query.ts';
import type { Reason } from '../../../src/names/reason.ts';
import { plainText, wordsOf } from '../../../src/names/text.ts';
import { titlesOf } from '../../../src/names/whole-name.ts';
import { firstFold, initialsOf, readWord, type Word } from '../../../src/names/word.ts';
import type { Birth, RegisterRecord } from '../../../src/schemas/register.ts';
import { rankNeighbours } from '../../../src/search/rank.ts';

/** What search keeps of a record. */
export type SearchedRecord = Pick<
  RegisterRecord,
  'record_id' | 'surname' | 'given_name' | 'patronymic' | 'birth'
>;

/**
 * `strong`: surname and given name were given, and every part that was given agrees through known rules; a surname
 * that is merely spelled alike (Кирилов, Кириллов) or has a slip is `possible`, since both are on somebody's papers.
 */
export interface RecordMatch {
  readonly record: SearchedRecord;
  readonly fit: 'strong' | 'possible';
  readonly cost: number;
  readonly reasons: readonly Reason[];
}

export interface RecordAnswer {
  /** At most ten, best first. */
  readonly matches: readonly RecordMatch[];
  /** How many records fit. */
  readonly total: number;
}

export type RecordSearch = (name: string, birth: Partial<Birth>) => RecordAnswer;

const most = 10;
const margin = 0.5;
const mostReadings = 4;
/** Of a man whose surname is what was taken for a rank, where no other surname was given: he comes first. */
const titleCost = -0.5;
/** Surnames further away than this are not looked at. */
const surnameLimit = 2.2;

/** A part of the query and what it may stand for in the register: number of the word there → how near. */
interface Meant {
  readonly cost: number;
  readonly strong: boolean;
  readonly reasons: readonly Reason[];
}

/** A part of the query beside what it stands for in one record. */
interface AgreedPart {
  readonly token: ReadToken;
  readonly meant: Meant;
  /** A given name or patronymic as the record has it; empty for a surname. */
  readonly written: string;
}

function agreed(token: ReadToken | undefined, meant: Meant | null, written = ''): AgreedPart | null {
  return token === undefined || meant === null ? null : { token, meant, written };
}

function haveCode({ reasons }: Meant, wanted: Reason['code']): boolean {
  return reasons.some(({ code }) => code === wanted);
}

/** Distinct words of a column, and the records that have each. */
interface Column {
  readonly codes: Int32Array;
  readonly words: readonly string[];
  readonly rows: readonly number[][];
}

/**
 * Search over whole names in a private register, by the rules that the public search uses.
 * @param oneQuestion leaves for later what the first question may not need
 */
export function createRecordSearch(
  records: readonly SearchedRecord[],
  names: Names,
  oneQuestion = false,
): RecordSearch {
  const surnames = columnOf(records, ({ surname }) => surname, surnameWord);
  const given = columnOf(records, ({ given_name }) => given_name, names.canonicalGivenName);
  const patronymics = columnOf(records, ({ patronymic = '' }) => patronymic, plainText);
  const surnameIndex = givenNameIndex({ ...names.tables, givenNames: [] }, surnames.words, false);
  const givenIndex = givenNameIndex(names.tables, given.words);
  const surnameCodes = new Map(surnames.words.map((word, code) => [word, code]));
  const givenCodes = new Map(given.words.map((word, code) => [word, code]));
  const tokensRead = new Map<string, ReadToken | undefined>();
  /** A given name or patronymic of the register as a token: Руслан оглы is one word. */
  const tokenOf = (written: string): ReadToken | undefined => {
    if (!tokensRead.has(written)) tokensRead.set(written, readTokens(written, names.tables, names.index)[0]);
    return tokensRead.get(written);
  };
  // Builds the keys for neighbours now, not while the first caller waits.
  if (!oneQuestion) surnameIndex.similar(readWord('а', names.tables), 0);
  const halves = halvesOf(surnames.words);
  const givenHalves = halvesOf(given.words);

  return (text, birth) => {
    const field = readField(text, names.tables, givenIndex);
    const all = placements(field.tokens, names.tables, givenIndex);
    const least = all[0]?.cost ?? 0;
    const found = new Map<number, RecordMatch>();
    const titles = new Set(
      wordsOf(titlesOf(text, names.tables, givenIndex)).map((word) => surnameCodes.get(word)),
    );
    for (const placement of all.filter(({ cost }) => cost <= least + margin).slice(0, mostReadings)) {
      visit(placement, placement.cost - least);
    }
    if (field.tokens.length === 0 && birth.year !== undefined) visitBorn();
    const matches = Array.from(found.values())
      .sort((a, b) => Number(b.fit === 'strong') - Number(a.fit === 'strong') || a.cost - b.cost)
      .slice(0, most);
    return { matches, total: found.size };

    /** A date alone. */
    function visitBorn(): void {
      records.forEach((record, row) => {
        if (bornThen(record.birth, birth)) found.set(row, { record, fit: 'possible', cost: 0, reasons: [] });
      });
    }

    /**
     * Whether the parts stand in one case, and given name and patronymic are not such as stand on papers of two men:
     * who asks for Данил may mean a man who is not here, though a Даниил of this surname is. She may type her own
     * surname in any case.
     */
    function isBeyondDoubt(
      { surname, given_name, patronymic = '' }: SearchedRecord,
      parts: AgreedPart[],
    ): boolean {
      const inOneLanguage =
        languageOf(plainText(text)) === languageOf(plainText(`${surname} ${given_name} ${patronymic}`));
      const read = parts.map(({ token, meant, written }) => {
        const known =
          written === '' || !inOneLanguage || haveCode(meant, 'diminutive') ? undefined : tokenOf(written);
        const isForm = haveCode(meant, 'case') || (known !== undefined && isCaseOf(token, known));
        return { token, known, isForm, isFeminine: haveCode(meant, 'feminine') };
      });
      return (
        areInOneCase(read.filter(({ isFeminine }) => !isFeminine)) &&
        read.every(({ token, known }) => known === undefined || !areBothOnPapers(token, known))
      );
    }

    function visit({ given: first, patronymic, surname: last, tokens }: Placement, cost: number): void {
      const name = first === null ? null : givenMeant(tokens[first]);
      const father = patronymic === null ? undefined : tokens[patronymic];
      const surnameTokens = last.map((at) => tokens[at]).filter((token) => token !== undefined);
      const surname = surnameTokens.length === 0 ? null : surnameMeant(surnameTokens);
      if (name === null && surname === null) return;
      const rows = surname === null ? rowsOf(given, name) : rowsOf(surnames, surname);
      for (const row of rows) {
        const record = records[row];
        if (record === undefined || !bornThen(record.birth, birth)) continue;
        const bySurname = surname === null ? null : surname.get(surnames.codes[row] ?? -1);
        const byName = name === null ? null : name.get(given.codes[row] ?? -1);
        if (bySurname === undefined || byName === undefined) continue;
        const byFather =
          father === undefined
            ? null
            : patronymicMeant(father, patronymics.words[patronymics.codes[row] ?? 0] ?? '');
        if (byFather === undefined) continue;
        const parts = [bySurname, byName, byFather].filter((part) => part !== null);
        const strong =
          bySurname !== null &&
          byName !== null &&
          cost <= 0.15 &&
          parts.every((part) => part.strong) &&
          isBeyondDoubt(
            record,
            [
              agreed(surnameTokens[0], bySurname),
              agreed(tokens[first ?? -1], byName, record.given_name.replace(/\s+/g, '').toLowerCase()),
              agreed(father, byFather, record.patronymic),
            ].filter((part) => part !== null),
          );
        // Солдат, Майор and Мороз are surnames, too.
        const byTitle = surname === null && titles.has(surnames.codes[row]) ? titleCost : 0;
        const total = cost + byTitle + parts.reduce((sum, part) => sum + part.cost, 0);
        const before = found.get(row);
        if (before !== undefined && (before.cost <= total || (before.fit === 'strong' && !strong))) continue;
        const reasons = parts.flatMap((part) => part.reasons);
        if (field.layout) reasons.unshift({ code: 'layout', part: 'name' });
        found.set(row, { record, fit: strong ? 'strong' : 'possible', cost: total, reasons });
      }
    }
  };

  function givenMeant(token: ReadToken | undefined): Map<number, Meant> | null {
    if (token === undefined) return null;
    const meant = new Map<number, Meant>();
    const { word } = token;
    if (token.initial) {
      const initials = initialsOf(word);
      given.words.forEach((name, code) => {
        if (!initials.includes(initialOfName(name))) return;
        meant.set(code, {
          cost: 0.4,
          strong: false,
          reasons: [{ code: 'initial', part: 'given_name', typed: word.text }],
        });
      });
      return meant;
    }
    const candidates = token.given.length > 0 ? token.given : near(givenIndex, word, 2);
    for (const whole of givenHalves.get(firstFold(word)) ?? []) {
      meant.set(givenCodes.get(whole) ?? -1, {
        cost: 0.35,
        strong: false,
        reasons: [{ code: 'half', part: 'given_name', typed: word.text, means: whole }],
      });
    }
    const nearest = (candidates[0]?.cost ?? 0) + 0.05;
    for (const candidate of candidates) {
      const code = givenCodes.get(candidate.name);
      if (code === undefined) continue;
      const reasons = stepReasons(candidate, word, 'given_name');
      meant.set(code, {
        cost: candidate.cost,
        strong: candidate.step !== 'sound' && candidate.cost <= nearest,
        reasons,
      });
    }
    return meant;
  }

  function surnameMeant(tokens: readonly ReadToken[]): Map<number, Meant> {
    const meant = new Map<number, Meant>();
    const offer = (word: string, one: Meant): void => {
      const code = surnameCodes.get(word);
      if (code === undefined) return;
      const before = meant.get(code);
      if (before === undefined || one.cost < before.cost) meant.set(code, one);
    };
    const whole = tokens.map(({ word }) => word.text.replace(/-/g, '')).join('');
    const joined = readWord(whole, names.tables);
    // Of Петров-Водкин the register may have Водкин alone.
    const parts = tokens.flatMap(({ word }) =>
      word.text.includes('-') ? word.text.split('-').map((half) => readWord(half, names.tables)) : [word],
    );
    const words = parts.length === 1 ? [joined] : [joined, ...parts];
    words.forEach((word, order) => {
      const part = order === 0 ? 0 : 0.3;
      const rules = surnameIndex.find(word);
      for (const candidate of rules) {
        const spelledAlike =
          word.cyrillic &&
          candidate.form === null &&
          plainSurname(word.text) !== plainSurname(candidate.name);
        const reasons: readonly Reason[] = spelledAlike
          ? [{ code: 'spelling', part: 'surname', typed: word.text, means: candidate.name }]
          : stepReasons(candidate, word, 'surname');
        offer(candidate.name, {
          cost: candidate.cost + part + (spelledAlike ? 0.1 : 0),
          strong: !spelledAlike && order === 0,
          reasons,
        });
      }
      for (const half of halves.get(word.folds[0] ?? '') ?? []) {
        offer(half, {
          cost: 0.3 + part,
          strong: false,
          reasons: [{ code: 'half', part: 'surname', typed: word.text, means: half }],
        });
      }
      if (rules.length > 3 && order === 0) return;
      for (const candidate of near(surnameIndex, word, surnameLimit)) {
        offer(candidate.name, {
          cost: candidate.cost + part,
          strong: false,
          reasons: stepReasons(candidate, word, 'surname'),
        });
      }
    });
    return meant;
  }

  function patronymicMeant(token: ReadToken, written: string): Meant | undefined {
    const part = 'patronymic';
    const typed = token.word.text;
    if (written === '') return { cost: 0.2, strong: false, reasons: [{ code: 'missing', part, typed }] };
    const father = tokenOf(written);
    if (father === undefined) return undefined;
    const other = father.word;
    if (token.initial) {
      const agrees = initialsOf(token.word).some((initial) => initialsOf(other).includes(initial));
      return agrees
        ? { cost: 0.2, strong: true, reasons: [{ code: 'initial', part, typed, means: written }] }
        : undefined;
    }
    if (token.word.folds.some((fold) => other.folds.includes(fold)))
      return { cost: 0, strong: true, reasons: [] };
    const fathers = father.patronymic?.fathers ?? [];
    const asked = token.patronymic?.fathers ?? token.given.map(({ name }) => name);
    // Намиг оглы and Намигович are one, whether or not tables know Намиг.
    const stems = token.word.folds.map(fatherStem);
    if (asked.some((one) => fathers.includes(one)) || stems.includes(fatherStem(firstFold(other)))) {
      const code =
        token.patronymic?.colloquial === true ? 'colloquial' : isCaseOf(token, father) ? 'case' : 'variant';
      return {
        cost: 0.1,
        // A father's name alone may also be the second word of his own.
        strong: token.patronymic !== null,
        reasons: [{ code, part, typed, means: written }],
      };
    }
    const distance = soundDistance(firstFold(token.word), firstFold(other), 2);
    if (distance > 1.5) return undefined;
    return { cost: 0.6 + distance, strong: false, reasons: [{ code: 'sound', part, typed, means: written }] };
  }
}

/** A patronymic without what makes one of a father's name. */
function fatherStem(fold: string): string {
  return fold.replace(/([оеаи]вич|[оеаи]вна|[оу]?гл[иу]|ул[иу])[аеуо]?м?$/, '');
}

function near(index: GivenNameIndex, word: Word, limit: number): GivenCandidate[] {
  const length = word.folds[0]?.length ?? 0;
  return rankNeighbours(word, index.similar(word, Math.min(limit, length <= 4 ? 0.9 : length / 4)));
}

function stepReasons(
  { step, form, via, name }: GivenCandidate,
  word: Word,
  part: 'given_name' | 'surname',
): Reason[] {
  const reasons: Reason[] = [];
  const typed = word.text;
  if (form !== null) reasons.push({ code: form, part, typed, means: via });
  else if (!word.cyrillic) reasons.push({ code: 'script', part, typed, means: via });
  if (step === 'sound') reasons.push({ code: step, part, typed, means: name });
  else if (step !== 'same') reasons.push({ code: step, part, typed: via, means: name });
  return reasons;
}

function plainSurname(text: string): string {
  return russianSpelling(text.toLowerCase())
    .replace(/ё/g, 'е')
    .replace(/[^а-яіїєґў]/g, '');
}

const formerWords = new Set([
  'бывш',
  'бывшая',
  'бывший',
  'ранее',
  'урожденная',
  'урожденный',
  'урождённый',
  'ур',
  'девичья',
  'колишня',
]);

/** As most registers write them: what `plainText` and `wordsOf` make of it is the same in lower case. */
const plainlyWritten = /^[А-Яа-яЁё]+$/;

/** A surname as one word; halves and former surnames are joined by hyphens: `салтыков-щедрин`. */
function surnameWord(surname: string): string {
  const lower = surname.toLowerCase();
  if (plainlyWritten.test(surname) && !formerWords.has(lower)) return lower;
  return wordsOf(plainText(surname))
    .filter((word) => !formerWords.has(word))
    .join('-');
}

/** Double surnames and given names of two words, by the folded form of each half. */
function halvesOf(words: readonly string[]): Map<string, string[]> {
  const halves = new Map<string, string[]>();
  for (const word of words) {
    if (!/[-\s]/.test(word)) continue;
    for (const half of word.split(/[-\s]/)) {
      const fold = foldCyrillic(half.toLowerCase());
      halves.set(fold, [...(halves.get(fold) ?? []), word]);
    }
  }
  return halves;
}

/** @param read what a value is searched as; many records share a value, so each is read once */
function columnOf(
  records: readonly SearchedRecord[],
  value: (record: SearchedRecord) => string,
  read: (value: string) => string,
): Column {
  const codeOfValue = new Map<string, number>();
  const codeOfWord = new Map<string, number>();
  const words: string[] = [];
  const rows: number[][] = [];
  const codes = new Int32Array(records.length);
  const newCode = (word: string): number => {
    const code = codeOfWord.get(word) ?? words.push(word) - 1;
    codeOfWord.set(word, code);
    rows[code] ??= [];
    return code;
  };
  records.forEach((record, row) => {
    const written = value(record);
    let code = codeOfValue.get(written);
    if (code === undefined) {
      code = newCode(read(written));
      codeOfValue.set(written, code);
    }
    codes[row] = code;
    rows[code]?.push(row);
  });
  return { codes, words, rows };
}

function rowsOf(column: Column, meant: ReadonlyMap<number, Meant> | null): number[] {
  const rows: number[] = [];
  for (const code of meant?.keys() ?? []) for (const row of column.rows[code] ?? []) rows.push(row);
  return rows;
}

function bornThen(birth: Birth, asked: Partial<Birth>): boolean {
  const agrees = (one?: number, other?: number): boolean =>
    one === undefined || other === undefined || one === other;
  return agrees(birth.year, asked.year) && agrees(birth.month, asked.month) && agrees(birth.day, asked.day);
}
