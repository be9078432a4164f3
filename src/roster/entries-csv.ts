import { type Entry, entryColumns } from '../schemas/entry.ts';

const header = entryColumns.join(',');
const refPattern = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

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
  const keyed = entries.map((entry) => ({
    entry,
    key: `${entry.given_name}\t${entry.surname_initial}\t${entry.patronymic_initial}\t${entry.birth_from}\t${entry.birth_to}\t${entry.ref}`,
  }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}

/**
 * Reads `entries.csv`.
 * @throws EntriesError with the line of the first thing that is not as `formatEntries` writes it
 */
export function parseEntries(text: string): Entry[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new EntriesError(lines.length + 1, 'the file ends in the middle of a line.');
  if (lines[0] !== header) throw new EntriesError(1, `the header must be ${header}.`);
  return lines.slice(1).map((line, index) => parseEntry(line, index + 2));
}

function parseEntry(line: string, number: number): Entry {
  const fields = line.includes('"') ? quotedFields(line, number) : line.split(',');
  const [ref, given_name, patronymic_initial, surname_initial, birth_from, birth_to] = fields;
  if (birth_to === undefined || fields.length !== entryColumns.length) {
    throw new EntriesError(number, `${entryColumns.length} fields are needed, ${fields.length} are there.`);
  }
  const entry = { ref, given_name, patronymic_initial, surname_initial, birth_from, birth_to } as Entry;
  if (!refPattern.test(entry.ref)) throw new EntriesError(number, 'ref is no reference code.');
  if (entry.given_name === '') throw new EntriesError(number, 'given_name is empty.');
  if (entry.surname_initial.length !== 1)
    throw new EntriesError(number, 'surname_initial must be one letter.');
  if (entry.patronymic_initial.length > 1) {
    throw new EntriesError(number, 'patronymic_initial must be one letter, …, ? or empty.');
  }
  for (const column of ['birth_from', 'birth_to'] as const) {
    if (!datePattern.test(entry[column])) throw new EntriesError(number, `${column} is no ISO date.`);
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
