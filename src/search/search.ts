import { givenNameSteps } from '../names/given-names.ts';
import { readField } from '../names/read-query.ts';
import type { Reason } from '../names/reason.ts';
import type { NameTables } from '../names/tables.ts';
import type { CellIndex } from '../roster/cell-index.ts';
import { entryOf, type RosterView } from '../roster/roster-view.ts';
import { atOnce, type Steps } from '../steps/steps.ts';
import { soundBirth } from './birth-window.ts';
import { type Fitting, rowFinder } from './fitting.ts';
import type { Match, MissingPart, SearchQuery, SearchResult } from './query.ts';
import { type Meaning, type Reading, readingsOf } from './readings.ts';

export interface SearchSource {
  readonly view: RosterView;
  readonly names: NameTables;
  readonly cells: CellIndex;
}

export type Search = (query: SearchQuery) => SearchResult;

/** Up to so many fit before the page asks for more. */
const few = 10;

/**
 * Search over a roster. Names are compared with the vocabulary of given names; rows are reached through postings,
 * so that a query costs as much as the rows of the names and initials that it may mean.
 */
export function createSearch(source: SearchSource): Search {
  return atOnce(searchSteps(source));
}

/** `createSearch` in steps. */
export function* searchSteps({ view, names: tables, cells }: SearchSource): Steps<Search> {
  // A name of earlier tables is reached through the name of today.
  const wholeNames = view.givenNames.filter(
    (name) => !name.endsWith('…') && cells.retiredNames?.has(name) !== true,
  );
  const index = yield* givenNameSteps(tables, [...wholeNames, ...(cells.givenNames ?? [])]);
  const listed = new Set(tables.givenNames.map(({ name }) => name));
  const find = rowFinder(view, cells);

  return (query) => {
    const birth = soundBirth(query.birth);
    const field = readField(query.name, tables, index);
    const readings = readingsOf(field, index, tables, (name) => listed.has(name));
    const { total, best } = find(readings, birth, few);
    return {
      outcome: readings.length === 0 ? 'idle' : total === 0 ? 'none' : total <= few ? 'few' : 'many',
      total,
      matches: best.map((one) => matchOf(one, view)),
      understood: { ...summary(readings), birth, layout: field.layout },
      missing: missingParts(readings, birth),
      anySurnameInitials: readings.some(({ surnameInitials }) => surnameInitials === null)
        ? null
        : Array.from(new Set(readings.flatMap(({ surnameInitials }) => surnameInitials ?? []))),
    };
  };
}

function matchOf({ row, strong, reading, meaning, rest }: Fitting, view: RosterView): Match {
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
  const meanings = best?.meanings ?? [];
  // Beside a name that is known, Сашу is no name of its own: what is compared is the row of the rare names in С.
  const isUnknown = ({ reasons }: Meaning): boolean => reasons.some(({ code }) => code === 'unknown_name');
  const given = meanings.map((meaning) =>
    meaning.name === null || meaning.name === meaning.initial || (meanings.length > 1 && isUnknown(meaning))
      ? `${meaning.initial}…`
      : meaning.name,
  );
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
