import { oneSlip } from '../names/distance.ts';
import { foldCyrillic, initialOfName } from '../names/fold.ts';
import { type GivenCandidate, type GivenNameIndex, givenNameIndex } from '../names/given-names.ts';
import { familiesOf } from '../names/latin.ts';
import {
  type Assignment,
  assignments,
  isAsWritten,
  type ReadField,
  type ReadToken,
  readField,
} from '../names/read-query.ts';
import type { Reason } from '../names/reason.ts';
import type { NameTables } from '../names/tables.ts';
import { initialsOf, readWord, type Word } from '../names/word.ts';
import type { CellIndex } from '../roster/cell-index.ts';
import { entryOf, type RosterView } from '../roster/roster-view.ts';
import { type BirthWindow, birthWindow, soundBirth } from './birth-window.ts';
import { rowsByGivenName } from './postings.ts';
import type { Match, MissingPart, SearchQuery, SearchResult } from './query.ts';
import { rankNeighbours } from './rank.ts';

export interface SearchSource {
  readonly view: RosterView;
  readonly names: NameTables;
  readonly cells: CellIndex;
}

export type Search = (query: SearchQuery) => SearchResult;

/** Up to so many fit before the page asks for more. */
const few = 10;
/** How far from the plainest reading of the field another reading may be to be tried, and to be trusted. */
const readingMargin = 0.35;
const trustedMargin = 0.15;
const mostReadings = 4;
/** A short form that stands for more names than this says too little for a strong fit. */
const mostMeanings = 2;
const longName = 7;

/** A given name that the query may mean, and how it came about. */
interface Meaning {
  /** Canonical name; null when only its initial is known. */
  readonly name: string | null;
  readonly initial: string;
  readonly cost: number;
  readonly trusted: boolean;
  readonly reasons: readonly Reason[];
}

/** One way to read the query, as it is compared with rows. */
interface Reading {
  readonly meanings: readonly Meaning[] | null;
  readonly surnameInitials: readonly string[] | null;
  readonly patronymicInitials: readonly string[] | null;
  readonly cost: number;
  readonly trusted: boolean;
  readonly reasons: readonly Reason[];
}

interface Found {
  readonly row: number;
  readonly cost: number;
  readonly strong: boolean;
  readonly reading: Reading;
  readonly meaning: Meaning | null;
  readonly rest: boolean;
}

/**
 * Search over a roster. Names are compared with the vocabulary of given names; rows are reached through postings,
 * so that a query costs as much as the rows of the names that it may mean.
 */
export function createSearch({ view, names: tables, cells }: SearchSource): Search {
  // A name of earlier tables is reached through the name of today.
  const wholeNames = view.givenNames.filter(
    (name) => !name.endsWith('…') && cells.retiredNames?.has(name) !== true,
  );
  const index = givenNameIndex(tables, [...wholeNames, ...(cells.givenNames ?? [])]);
  const rows = rowsByGivenName(view);
  const codes = new Map<string, number>();
  view.givenNames.forEach((name, code) => {
    codes.set(name, code);
  });
  const roster: Roster = { view, cells, rows, codes };

  return (query) => {
    const birth = soundBirth(query.birth);
    const field = readField(query.name, tables, index);
    const readings = readingsOf(field, index, tables);
    const understood = { ...summary(readings), birth, layout: field.layout };
    const missing = missingParts(readings, birth);
    if (readings.length === 0) return { outcome: 'idle', total: 0, matches: [], understood, missing };
    const found = new Map<number, Found>();
    const born = birthWindow(birth);
    for (const reading of readings) collect(roster, reading, born, birth.year !== undefined, found);
    const best = bestOf(Array.from(found.values()), view);
    const total = found.size;
    return {
      outcome: total === 0 ? 'none' : total <= few ? 'few' : 'many',
      total,
      matches: best.map((one) => matchOf(one, view)),
      understood,
      missing,
    };
  };
}

interface Roster {
  readonly view: RosterView;
  readonly cells: CellIndex;
  readonly rows: readonly Uint32Array[];
  readonly codes: ReadonlyMap<string, number>;
}

function readingsOf(field: ReadField, index: GivenNameIndex, tables: NameTables): Reading[] {
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

/** Adds the rows that a reading fits; a row that is there already keeps its better fit. */
function collect(
  roster: Roster,
  reading: Reading,
  born: BirthWindow,
  yearGiven: boolean,
  found: Map<number, Found>,
): void {
  const { view, rows } = roster;
  const surnames = view.surnameInitials.map(
    (initial) => reading.surnameInitials === null || reading.surnameInitials.includes(initial),
  );
  const visit = (code: number, meaning: Meaning | null, rest: boolean, surname: string | null): void => {
    const list = rows[code];
    if (list === undefined) return;
    for (let at = 0; at < list.length; at += 1) {
      const row = list[at] ?? 0;
      const surnameCode = view.surname[row] ?? 0;
      if (surname === null ? !surnames[surnameCode] : view.surnameInitials[surnameCode] !== surname) continue;
      if (!born(view.birthFrom[row] ?? 0, view.birthTo[row] ?? 0)) continue;
      const patronymic = patronymicFit(roster, row, reading);
      if (patronymic === null) continue;
      const cost = reading.cost + (meaning?.cost ?? 1) + patronymic + (rest ? 0.05 : 0);
      const strong =
        yearGiven && reading.trusted && meaning?.trusted === true && patronymic < unknownPatronymic;
      const before = found.get(row);
      if (before !== undefined && (before.strong === strong ? before.cost <= cost : before.strong)) continue;
      found.set(row, { row, cost, strong, reading, meaning, rest });
    }
  };
  if (reading.meanings === null) {
    for (let code = 0; code < rows.length; code += 1) visit(code, null, false, null);
    return;
  }
  for (const meaning of reading.meanings) {
    if (meaning.name === null) {
      view.givenNames.forEach((name, code) => {
        if (name.charAt(0) === meaning.initial) visit(code, meaning, name.endsWith('…'), null);
      });
      continue;
    }
    for (const name of [meaning.name, ...(roster.cells.earlierNames?.get(meaning.name) ?? [])]) {
      const own = roster.codes.get(name);
      if (own !== undefined) visit(own, meaning, false, null);
      for (const surname of view.surnameInitials) {
        if (reading.surnameInitials !== null && !reading.surnameInitials.includes(surname)) continue;
        const token = roster.cells.givenToken(name, surname);
        if (token === name) continue;
        const code = roster.codes.get(token);
        if (code !== undefined) visit(code, meaning, true, surname);
      }
    }
  }
}

const unknownPatronymic = 0.3;

/** What the patronymic of a row adds to the cost; null when it contradicts. */
function patronymicFit({ view, cells }: Roster, row: number, reading: Reading): number | null {
  const token = view.patronymicInitials[view.patronymic[row] ?? 0] ?? '';
  if (token === '?') return unknownPatronymic;
  const asked = reading.patronymicInitials;
  if (asked === null || token === '') return 0.01;
  if (token !== '…') {
    const order = asked.indexOf(token);
    return order < 0 ? null : Math.min(order, 1) * 0.01;
  }
  const given = view.givenNames[view.given[row] ?? 0] ?? '';
  const surname = view.surnameInitials[view.surname[row] ?? 0] ?? '';
  return asked.some((initial) => cells.patronymicToken(given, surname, initial) === '…') ? 0.02 : null;
}

/** The ten best, without sorting thousands. */
function bestOf(found: Found[], view: RosterView): Found[] {
  const width = ({ row }: Found): number => (view.birthTo[row] ?? 0) - (view.birthFrom[row] ?? 0);
  const before = (a: Found, b: Found): number =>
    Number(b.strong) - Number(a.strong) || a.cost - b.cost || width(a) - width(b) || a.row - b.row;
  const best: Found[] = [];
  for (const one of found) {
    const last = best[few - 1];
    if (last !== undefined && before(one, last) >= 0) continue;
    let at = Math.min(best.length, few - 1);
    while (at > 0 && before(one, best[at - 1] as Found) < 0) at -= 1;
    best.splice(at, 0, one);
    if (best.length > few) best.pop();
  }
  return best;
}

function matchOf({ row, strong, reading, meaning, rest }: Found, view: RosterView): Match {
  const entry = entryOf(view, row);
  const reasons: Reason[] = [...reading.reasons, ...(meaning?.reasons ?? [])];
  if (rest) reasons.push({ code: 'rest_cell', part: 'given_name', means: entry.given_name });
  if (entry.patronymic_initial === '?') reasons.push({ code: 'missing', part: 'patronymic' });
  return { entry, fit: strong ? 'strong' : 'possible', reasons };
}

function summary(
  readings: readonly Reading[],
): Pick<SearchResult['understood'], 'givenNames' | 'surnameInitials' | 'patronymicInitials'> {
  const best = readings[0];
  const given = (best?.meanings ?? []).map(({ name, initial }) => name ?? `${initial}…`);
  return {
    givenNames: Array.from(new Set(given)),
    surnameInitials: best?.surnameInitials ?? [],
    patronymicInitials: best?.patronymicInitials ?? [],
  };
}

function missingParts(readings: readonly Reading[], birth: SearchQuery['birth']): MissingPart[] {
  const best = readings[0];
  const missing: MissingPart[] = [];
  if (best === undefined || best.meanings === null) missing.push('given_name');
  if (best === undefined || best.surnameInitials === null) missing.push('surname');
  if (best === undefined || best.patronymicInitials === null) missing.push('patronymic');
  if (birth.year === undefined || birth.month === undefined || birth.day === undefined)
    missing.push('birth_date');
  return missing;
}
