import { type Entry, entryColumns, isoDatePattern, refPattern } from '../schemas/entry.ts';

const header = entryColumns.join(',');

/** `entries.csv` does not read as it should; `line` counts from 1, the header. */
export class EntriesError extends Error {
  readonly line: number;

  constructor(line: number, what: string) {
    super(`entries.csv, line ${line}: ${what}`);
    this.name = 'EntriesError';
    this.line = line;
  }
}

/** Quoted where RFC 4180 asks for it; the tokens of a row normally need none. */
function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The line of one row, without its line end. */
export function formatEntry(entry: Entry): string {
  return `${entry.ref},${field(entry.given_name)},${entry.patronymic_initial},${entry.surname_initial},${entry.birth_from},${entry.birth_to}`;
}

/** The text of `entries.csv`: header first, LF after every line, rows in the order given. */
export function formatEntries(entries: readonly Entry[]): string {
  return `${[header, ...entries.map(formatEntry)].join('\n')}\n`;
}

/**
 * Sorts rows by what they say and then by ref, which is random: the order tells nothing that the rows don't.
 * Code unit order, so that it is the same on every machine.
 */
export function sortEntries(entries: readonly Entry[]): Entry[] {
  // The first column sorts first, so rows of one name are sorted among themselves: many short sorts take half the time.
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) {
    const peers = byName.get(entry.given_name);
    if (peers === undefined) byName.set(entry.given_name, [entry]);
    else peers.push(entry);
  }
  // `sort` without a comparison is by code units, as `compareEntries` is.
  return [...byName.keys()].sort().flatMap((name) => (byName.get(name) ?? []).sort(compareEntries));
}

/** Columns in the order in which they sort rows. */
const sortColumns = [
  'given_name',
  'surname_initial',
  'patronymic_initial',
  'birth_from',
  'birth_to',
  'ref',
] as const satisfies readonly (keyof Entry)[];

function compareEntries(a: Entry, b: Entry): number {
  for (const column of sortColumns) {
    if (a[column] !== b[column]) return a[column] < b[column] ? -1 : 1;
  }
  return 0;
}

/**
 * Reads `entries.csv`.
 * @throws EntriesError with the line of the first thing that is not as `formatEntries` writes it
 */
export function parseEntries(text: string): Entry[] {
  return [...readEntries(text)];
}

/**
 * Reads `entries.csv` row by row, for whoever does not need a million rows at once. Whether the file ends as it
 * should is seen before the first row.
 * @throws EntriesError
 */
export function* readEntries(text: string): Generator<Entry> {
  if (!text.endsWith('\n')) {
    throw new EntriesError(text.split('\n').length, 'the file ends in the middle of a line.');
  }
  if (!text.startsWith(`${header}\n`)) throw new EntriesError(1, `the header must be ${header}.`);
  const shared = sharedTexts();
  let number = 2;
  for (let at = header.length + 1; at < text.length; number += 1) {
    const end = text.indexOf('\n', at);
    yield parseEntry(text.slice(at, end), number, shared);
    at = end + 1;
  }
}

/** One copy of each text that stands in many rows: all of a row but its ref. */
function sharedTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, text);
    return text;
  };
}

function parseEntry(line: string, number: number, shared: (text: string) => string): Entry {
  const fields = line.includes('"') ? quotedFields(line, number) : line.split(',');
  const [ref, given_name, patronymic_initial, surname_initial, birth_from, birth_to] = fields;
  if (birth_to === undefined || fields.length !== entryColumns.length) {
    throw new EntriesError(number, `${entryColumns.length} fields are needed, ${fields.length} are there.`);
  }
  const entry: Entry = {
    ref: ref as string, // there, since the last one is
    given_name: shared(given_name as string),
    patronymic_initial: shared(patronymic_initial as string),
    surname_initial: shared(surname_initial as string),
    birth_from: shared(birth_from as string),
    birth_to: shared(birth_to),
  };
  if (!refPattern.test(entry.ref)) throw new EntriesError(number, 'ref is no reference code.');
  if (entry.given_name === '') throw new EntriesError(number, 'given_name is empty.');
  if (entry.surname_initial.length !== 1)
    throw new EntriesError(number, 'surname_initial must be one letter.');
  if (entry.patronymic_initial.length > 1) {
    throw new EntriesError(number, 'patronymic_initial must be one letter, …, ? or empty.');
  }
  for (const column of ['birth_from', 'birth_to'] as const) {
    if (!isoDatePattern.test(entry[column])) throw new EntriesError(number, `${column} is no ISO date.`);
  }
  if (entry.birth_from > entry.birth_to) throw new EntriesError(number, 'birth_from is after birth_to.');
  return entry;
}

function quotedFields(line: string, number: number): string[] {
  const fields: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/y;
  while (pattern.lastIndex <= line.length) {
    const match = pattern.exec(line);
    if (match === null) throw new EntriesError(number, 'a quotation mark stands where none may be.');
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (!match[0].endsWith(',')) break;
  }
  return fields;
}
