import type { Description } from '../../../src/roster/description.ts';
import { sortEntries } from '../../../src/roster/entries-csv.ts';
import { type Entry, entryColumns, refPattern } from '../../../src/schemas/entry.ts';

/** Every token that a field of `entries.csv` may be, by the tables alone: no register is needed to know them. */
export interface EntriesGrammar {
  givenNames: ReadonlySet<string>;
  initials: ReadonlySet<string>;
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

type End = 'from' | 'to';

/** Dates that are bounds: a release has some hundreds of them in a million rows. */
const knownBounds: Record<End, Set<string>> = { from: new Set(), to: new Set() };

function isBound(date: string, end: End): boolean {
  if (knownBounds[end].has(date)) return true;
  if (!readsAsBound(date, end)) return false;
  knownBounds[end].add(date);
  return true;
}

function readsAsBound(date: string, end: End): boolean {
  const match = datePattern.exec(date);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && (end === 'from' ? day === 1 || day === 16 : day === 15 || day === last);
}

/** The first field of a row that no table can produce, null when there is none. */
export function foreignField(row: Description, grammar: EntriesGrammar): keyof Description | null {
  const { given_name, patronymic_initial, surname_initial, birth_from, birth_to } = row;
  const rest = given_name.endsWith('…') && grammar.initials.has(given_name.slice(0, -1));
  if (!rest && !grammar.givenNames.has(given_name)) return 'given_name';
  if (!['', '…', '?'].includes(patronymic_initial) && !grammar.initials.has(patronymic_initial)) {
    return 'patronymic_initial';
  }
  if (!grammar.initials.has(surname_initial)) return 'surname_initial';
  if (!isBound(birth_from, 'from')) return 'birth_from';
  return isBound(birth_to, 'to') && birth_from <= birth_to ? null : 'birth_to';
}

export const entriesHeader = entryColumns.join(',');

function entryOf(fields: readonly string[]): Entry {
  const [
    ref = '',
    given_name = '',
    patronymic_initial = '',
    surname_initial = '',
    birth_from = '',
    birth_to = '',
  ] = fields;
  return { ref, given_name, patronymic_initial, surname_initial, birth_from, birth_to };
}

/**
 * The first of some lines of `entries.csv` that does not stand where its own words put it: an order of one's own could
 * tell anything.
 */
export function firstOutOfOrder(lines: readonly string[]): string | undefined {
  const entries = lines.map((line) => entryOf(line.split(',')));
  const sorted = sortEntries(entries);
  return lines.find((_, index) => entries[index] !== sorted[index]);
}

/** Whether a line of `entries.csv` consists of tokens of the grammar; such a line cannot carry anything else. */
export function isGrammatical(line: string, grammar: EntriesGrammar): boolean {
  const fields = line.split(',');
  const { ref, ...row } = entryOf(fields);
  return fields.length === entryColumns.length && refPattern.test(ref) && foreignField(row, grammar) === null;
}
