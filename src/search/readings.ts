import { oneSlip } from '../names/distance.ts';
import { foldCyrillic, initialOfName } from '../names/fold.ts';
import type { GivenCandidate, GivenNameIndex } from '../names/given-names.ts';
import { familiesOf } from '../names/latin.ts';
import {
  type Assignment,
  assignments,
  isAsWritten,
  type ReadField,
  type ReadToken,
} from '../names/read-query.ts';
import type { Reason } from '../names/reason.ts';
import type { NameTables } from '../names/tables.ts';
import { initialsOf, readWord, type Word } from '../names/word.ts';
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

/** The ways to read a field that are near enough to its plainest one, that one first. */
export function readingsOf(field: ReadField, index: GivenNameIndex, tables: NameTables): Reading[] {
  const all = assignments(field.tokens);
  const families = familiesOf(field.tokens.map(({ word }) => word.text).join(' '));
  const best = all[0]?.cost ?? 0;
  return all
    .filter(({ cost }) => cost <= best + readingMargin)
    .slice(0, mostReadings)
    .map((assignment) => readingOf(field, assignment, { index, tables, families }, best))
    .filter(({ meanings, surnameInitials }) => meanings !== null || surnameInitials !== null);
}

/** What the words of a field are read with. */
interface Reader {
  readonly index: GivenNameIndex;
  readonly tables: NameTables;
  /** Families of readings that the whole field shows (`familiesOf`). */
  readonly families: readonly string[];
}

function readingOf(field: ReadField, assignment: Assignment, reader: Reader, best: number): Reading {
  const { families, tables } = reader;
  const token = assignment.given === null ? undefined : field.tokens[assignment.given];
  const father = assignment.patronymic === null ? undefined : field.tokens[assignment.patronymic];
  const surname = assignment.surname.map((at) => field.tokens[at]).filter((one) => one !== undefined);
  const reasons: Reason[] = [];
  if (field.layout) reasons.push({ code: 'layout', part: 'name' });
  if (father?.initial === true) {
    reasons.push({ code: 'initial', part: 'patronymic', typed: father.word.text });
  } else if (father?.patronymic?.colloquial === true) {
    reasons.push({ code: 'colloquial', part: 'patronymic', typed: father.word.text });
  }
  return {
    meanings:
      token === undefined ? null : meaningsOf(token, reader, (father?.patronymic?.fathers.length ?? 0) > 0),
    surnameInitials: surname.length === 0 ? null : initialsOfAll(surname, families, tables),
    patronymicInitials:
      father === undefined ? null : (father.patronymic?.initials ?? initialsOf(father.word, families)),
    cost: assignment.cost - best,
    trusted:
      assignment.cost <= best + trustedMargin &&
      token !== undefined &&
      surname.length > 0 &&
      !token.initial &&
      // Beside what nobody can pronounce only a name as it is written counts: Мкртчян Армен, not "фтбх юрка".
      (isAsWritten(token) || surname.every(({ word }) => isPronounceable(word))),
    reasons,
  };
}

/** Either half of a double-barrelled surname may be the one on paper. */
function initialsOfAll(
  tokens: readonly ReadToken[],
  families: readonly string[],
  tables: NameTables,
): string[] {
  const halves = tokens.flatMap(({ word }) =>
    word.text.includes('-') ? word.text.split('-').map((half) => readWord(half, tables)) : [word],
  );
  return Array.from(new Set(halves.flatMap((word) => initialsOf(word, families))));
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
      reasons: [{ code: 'initial', part: 'given_name', typed: word.text }],
    }));
  }
  if (token.given.length > 0) {
    const least = token.given[0]?.cost ?? 0;
    // Эдик and Гарик are names, and short for others.
    const near = token.given.filter(
      ({ cost, step }) => cost <= least + (least < 0.1 && step !== 'diminutive' ? 0.15 : 0.4),
    );
    const nearest = near.filter(({ cost }) => cost <= least + 0.05);
    // Марьян may be a tender form by its ending, or a name that no table knows.
    const doubtful = near[0]?.byRule === true && /[^аеиоук]$/.test(word.folds[0] ?? '');
    const meanings = near.map((candidate) =>
      meaningOf(candidate, token, !doubtful && nearest.length <= mostMeanings && nearest.includes(candidate)),
    );
    // Эдик and Рома stand in passports too, where they are short for nothing.
    const isShort = near.every(({ step, byRule }) => step === 'diminutive' || byRule);
    if (!doubtful && !isShort) return meanings;
    // Алескей is rather a slip in Алексей than a tender form of Александр.
    const slips = near.every(({ byRule }) => byRule) ? neighboursOf(token, index) : [];
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

/** Names that merely sound near; trusted where one slip in a long name leads to one of them alone. */
function neighboursOf(token: ReadToken, index: GivenNameIndex): Meaning[] {
  const { word } = token;
  const length = word.folds[0]?.length ?? 0;
  const limit = length <= 4 ? 1 : length <= 7 ? 1.4 : 2;
  const near = rankNeighbours(word, index.similar(word, limit));
  const slips = near.filter(({ via }) => isSlip(token, via));
  return near.map((candidate) => meaningOf(candidate, token, slips.length === 1 && slips[0] === candidate));
}

/** It may be a name that no table knows; then the row of the rare names of its initial may be his. */
function unknownNames(word: Word, { index, families }: Reader, trusted: boolean): Meaning[] {
  const name = index.canonical(word.text);
  return initialsOf(word, families).map((initial) => ({
    name: initialOfName(name) === initial ? name : initial,
    initial,
    cost: 1.5,
    trusted,
    reasons: [{ code: 'unknown_name', part: 'given_name', typed: word.text }],
  }));
}

/** Vowels among consonants as names have them. */
function isPronounceable({ folds: [fold = ''] }: Word): boolean {
  return /[аеиоу]/.test(fold) && !/[^аеиоу]{4}|[аеиоу]{5}/.test(fold);
}

function isSlip({ word }: ReadToken, via: string): boolean {
  const fold = foldCyrillic(via.toLowerCase());
  return fold.length >= longName && word.folds.some((typed) => oneSlip(typed, fold));
}

function meaningOf(candidate: GivenCandidate, token: ReadToken, trusted: boolean): Meaning {
  const { name, step, form, via, cost } = candidate;
  const typed = token.word.text;
  const reasons: Reason[] = [];
  if (form !== null) reasons.push({ code: form, part: 'given_name', typed, means: via });
  else if (!token.word.cyrillic) reasons.push({ code: 'script', part: 'given_name', typed, means: via });
  if (step === 'sound') {
    reasons.push({ code: trusted ? 'slip' : 'sound', part: 'given_name', typed, means: name });
  } else if (step !== 'same') reasons.push({ code: step, part: 'given_name', typed: via, means: name });
  return { name, initial: initialOfName(name), cost, trusted, reasons };
}
