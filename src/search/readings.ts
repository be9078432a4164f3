import { oneSlip } from '../names/distance.ts';
import { type FieldLanguage, languageOf } from '../names/east-slavic.ts';
import { foldCyrillic, initialOfName } from '../names/fold.ts';
import type { GivenCandidate, GivenNameIndex } from '../names/given-names.ts';
import { familiesOf, flat } from '../names/latin.ts';
import {
  hasFather,
  isAsWritten,
  isPronounceable,
  isSurnameShaped,
  type Placement,
  placements,
  type ReadField,
  type ReadToken,
} from '../names/read-query.ts';
import type { Reason } from '../names/reason.ts';
import type { NameTables } from '../names/tables.ts';
import { firstFold, initialsOf, readWord, titleCase, type Word } from '../names/word.ts';
import { rankNeighbours } from './rank.ts';

/** How far from the plainest reading of the field another reading may be to be tried, and to be trusted. */
const readingMargin = 0.35;
const trustedMargin = 0.15;
const mostReadings = 4;
/** A short form that stands for more names than this says too little for a strong fit. */
const mostMeanings = 2;
const longName = 7;

/** A given name that the query may mean, and how it came about. */
export interface Meaning {
  /** Canonical name; null when only its initial is known. */
  readonly name: string | null;
  readonly initial: string;
  readonly cost: number;
  readonly trusted: boolean;
  readonly reasons: readonly Reason[];
}

/** One way to read the query, as it is compared with rows. */
export interface Reading {
  readonly meanings: readonly Meaning[] | null;
  readonly surnameInitials: readonly string[] | null;
  readonly patronymicInitials: readonly string[] | null;
  readonly cost: number;
  readonly trusted: boolean;
  readonly reasons: readonly Reason[];
}

/**
 * The ways to read a field that are near enough to its plainest one, that one first.
 * @param isListed whether a canonical given name is in the tables, and not in the roster alone
 */
export function readingsOf(
  field: ReadField,
  index: GivenNameIndex,
  tables: NameTables,
  isListed: (name: string) => boolean,
): Reading[] {
  const all = placements(field.tokens, tables, index);
  const text = field.tokens.map(({ word }) => word.text).join(' ');
  const reader = {
    index,
    tables,
    isListed,
    families: familiesOf(text),
    language: languageOf(text, field.layout),
  };
  const best = Math.min(...all.map(({ cost }) => cost));
  return all
    .filter(({ cost }) => cost <= best + readingMargin)
    .slice(0, mostReadings)
    .map((placement) => readingOf(field, placement, reader, best))
    .filter(({ meanings, surnameInitials }) => meanings !== null || surnameInitials !== null);
}

/** What the words of a field are read with. */
interface Reader {
  readonly index: GivenNameIndex;
  readonly tables: NameTables;
  readonly isListed: (name: string) => boolean;
  /** Families of readings that the whole field shows (`familiesOf`). */
  readonly families: readonly string[];
  /** Language that it shows (`languageOf`). */
  readonly language: FieldLanguage;
}

function readingOf(field: ReadField, placement: Placement, reader: Reader, best: number): Reading {
  const { families, language } = reader;
  const { tokens, cost } = placement;
  const token = placement.given === null ? undefined : tokens[placement.given];
  const father = placement.patronymic === null ? undefined : tokens[placement.patronymic];
  const surname = placement.surname.map((at) => tokens[at]).filter((one) => one !== undefined);
  const patronymic = father === undefined ? null : father.patronymic;
  const vouched = hasFather(patronymic);
  const reasons: Reason[] = [];
  if (field.layout) reasons.push({ code: 'layout', part: 'name' });
  if (father !== undefined && (father.initial || patronymic?.colloquial === true)) {
    const code = father.initial ? 'initial' : 'colloquial';
    reasons.push({ code, part: 'patronymic', typed: titleCase(father.word.text) });
  }
  return {
    meanings: token === undefined ? null : meaningsOf(token, reader, vouched),
    surnameInitials: surname.length === 0 ? null : initialsOfAll(surname, reader),
    patronymicInitials:
      father === undefined
        ? null
        : Array.from(
            new Set([
              ...(patronymic?.initials ?? []),
              ...(vouched ? [] : initialsOf(father.word, families, language)),
            ]),
          ),
    cost: cost - best,
    trusted:
      cost <= best + trustedMargin &&
      token !== undefined &&
      surname.length > 0 &&
      !token.initial &&
      // Of two given names it is not certain which is the father's.
      (father === undefined || father.initial || patronymic !== null) &&
      // A name of two words is believed beside a patronymic alone.
      (tokens === field.tokens || patronymic !== null) &&
      surname.every((one) =>
        patronymic !== null
          ? isAsWritten(token) || isPronounceable(one.word)
          : isSurname(one) && one.word.cyrillic === token.word.cyrillic,
      ),
    reasons,
  };
}

/** Either half of a double-barrelled surname may be the one on paper. */
function initialsOfAll(tokens: readonly ReadToken[], { families, language, tables }: Reader): string[] {
  const halves = tokens.flatMap(({ word }) =>
    word.text.includes('-')
      ? word.text.split('-').map((half) => readWord(half, tables, families.includes(flat)))
      : [word],
  );
  return Array.from(new Set(halves.flatMap((word) => initialsOf(word, families, language))));
}

/** @param vouched whether a patronymic that the tables know stands beside it, so that it is no nonsense */
function meaningsOf(token: ReadToken, reader: Reader, vouched: boolean): Meaning[] {
  const { word } = token;
  const { index, families } = reader;
  if (token.initial) {
    return initialsOf(word, families).map((initial) => ({
      name: null,
      initial,
      cost: 0.2,
      trusted: false,
      reasons: [{ code: 'initial', part: 'given_name', typed: titleCase(word.text) }],
    }));
  }
  if (token.given.length > 0) {
    const least = Math.min(...token.given.map(({ cost }) => cost));
    // Эдик and Гарик are names, and short for others.
    const near = token.given.filter(
      ({ cost, step }) => cost <= least + (least < 0.1 && step !== 'diminutive' ? 0.15 : 0.4),
    );
    const nearest = near.filter(({ cost }) => cost <= least + 0.05);
    // Марьян may be a tender form by its ending, or a name that no table knows.
    const onlyRules = near.every(({ byRule }) => byRule);
    const doubtful = onlyRules && /[^аеиоук]$/.test(firstFold(word));
    const meanings = near.map((candidate) =>
      meaningOf(
        candidate,
        token,
        !doubtful &&
          nearest.length <= mostMeanings &&
          nearest.includes(candidate) &&
          // Еду may be a case of Эд, and is a verb.
          (candidate.form === null || word.text.length > 3),
      ),
    );
    // Эдик and Рома stand in passports too, where they are short for nothing.
    const isShort = near.every(
      ({ step, byRule, form }, at) => step === 'diminutive' || byRule || (at > 0 && form !== null),
    );
    // Игнат is no case of Игнатий where it is a name of its own; cases end in other letters. What tables do not have
    // came with the roster, and other spellings of it are names of their own there.
    const isOwn =
      !isAsWritten(token) &&
      !near.some(({ byRule }) => byRule) &&
      (near.every(({ name }) => !reader.isListed(name)) || (word.cyrillic && !caseEnding.test(word.text)));
    if (!doubtful && !isShort && !isOwn) return meanings;
    // Алескей is rather a slip in Алексей than a tender form of Александр.
    const slips = onlyRules ? neighboursOf(token, index) : [];
    return [...meanings, ...slips, ...unknownNames(word, reader, false)];
  }
  const near = neighboursOf(token, index);
  return [
    ...near,
    ...unknownNames(
      word,
      reader,
      vouched && near.length === 0 && word.text.length > 3 && isPronounceable(word),
    ),
  ];
}

const caseEnding = /([уюеыиоэё]|[оеё][йм])$/;

/** Names that merely sound near; trusted where one slip in a long name leads to one of them alone. */
function neighboursOf(token: ReadToken, index: GivenNameIndex): Meaning[] {
  const { word } = token;
  const { length } = firstFold(word);
  const limit = length <= 4 ? 1 : length <= 7 ? 1.4 : 2;
  const near = rankNeighbours(word, index.similar(word, limit));
  const slips = near.filter(({ via }) => isSlip(token, via));
  // Михайлов is a surname, and no slip in Михайло.
  const isTrusted = slips.length === 1 && !/[ое]ва?$/.test(firstFold(word));
  return near.map((candidate) => meaningOf(candidate, token, isTrusted && slips[0] === candidate));
}

/** It may be a name that no table knows; then the row of the rare names of its initial may be his. */
function unknownNames(word: Word, { index, families, language }: Reader, trusted: boolean): Meaning[] {
  // Гаврил as it is written, and not the Гавриил that sounds alike, is what is unknown.
  const name = index.canonical(word.text);
  const isOwn = name.toLowerCase() === word.text;
  return initialsOf(word, families, language).map((initial) => ({
    name: isOwn && initialOfName(name) === initial ? name : initial,
    initial,
    cost: 1.5,
    trusted,
    reasons: [{ code: 'unknown_name', part: 'given_name', typed: titleCase(word.text) }],
  }));
}

/**
 * Whether a word that nothing else vouches for may be a surname and no noun or nonsense: Роман Белов, but not "Роман
 * пылесос" or "фтбх Юрий". Without a patronymic a surname of another shape (Роман Мороз) says too little for a strong
 * fit, and a patronymic or a given name (Роман Петрович, Роман Фридрих) is hardly one.
 */
function isSurname({ given, patronymic, word }: ReadToken): boolean {
  if (given.length > 0 || patronymic !== null) return false;
  return isSurnameShaped(word) && /иан|^[^аеиоу]{0,3}[аеиоу]/.test(firstFold(word));
}

function isSlip({ word }: ReadToken, via: string): boolean {
  const fold = foldCyrillic(via.toLowerCase());
  return fold.length >= longName && word.folds.some((typed) => oneSlip(typed, fold));
}

function meaningOf(candidate: GivenCandidate, token: ReadToken, trusted: boolean): Meaning {
  const { name, step, form, via, cost } = candidate;
  const typed = titleCase(token.word.text);
  const reasons: Reason[] = [];
  if (form !== null) reasons.push({ code: form, part: 'given_name', typed, means: via });
  else if (!token.word.cyrillic) reasons.push({ code: 'script', part: 'given_name', typed, means: via });
  if (step === 'sound') {
    reasons.push({ code: trusted ? 'slip' : 'sound', part: 'given_name', typed, means: name });
  } else if (step !== 'same') reasons.push({ code: step, part: 'given_name', typed: via, means: name });
  return { name, initial: initialOfName(name), cost, trusted, reasons };
}
