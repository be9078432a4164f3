import type { RegisterColumn } from '../../../src/schemas/register.ts';

/**
 * Everything that can be wrong with a register: what it says to the data officer, and how to mend it.
 * The keys are stable: they are printed by `--json` and may be relied upon. No text ever holds a value of the register.
 */
const problemTexts = {
  file_empty: ['The file is empty.', 'Export the register again.'],
  file_old_or_locked: [
    'This is an old .xls workbook or one with a password; neither can be read.',
    'Open it, remove the password, and save it as .xlsx or as CSV.',
  ],
  file_damaged: [
    'The workbook cannot be opened: it is damaged, or no .xlsx at all.',
    'Open it in the program it came from and save it as .xlsx or as CSV.',
  ],
  file_no_table: [
    'This is no table: neither CSV nor .xlsx.',
    'Export the register as .xlsx or as CSV in UTF-8.',
  ],
  header_not_found: [
    'No row with column names was found at the top.',
    'The first row must name the columns: record_id, surname, given_name, birth_date, status (or in Russian or Ukrainian; content/register/columns.yaml lists the names).',
  ],
  sheet_choice: [
    'More than one sheet of the workbook holds a register, so it is not clear which one counts.',
    'Leave one of them in the workbook.',
  ],
  column_missing: [
    'A required column is missing.',
    'Add it, or name it as content/register/columns.yaml does. Surname and given name must stand in columns of their own.',
  ],
  column_twice: ['Two columns have this meaning.', 'Remove or rename one of them.'],
  disclosure_unclear: [
    'This may say who must not be public, and it would be ignored.',
    'Name the column disclosure (one column only), or remove it where it means something else.',
  ],
  register_empty: ['There is a header and no record below it.', 'Export the register again.'],
  quote_not_closed: [
    'A quotation mark is opened in this row and never closed.',
    'Double every quotation mark inside a quoted value, and close the quotes.',
  ],
  row_too_long: [
    'The row is longer than any row can be; a quotation mark may be open.',
    'Close the quotation mark in this row or above it.',
  ],
  cells_extra: [
    'The row has more values than the header has columns.',
    'Put quotation marks around values that contain the separator.',
  ],
  cells_missing: [
    'The row ends before the column disclosure, so it does not say whether he may be listed.',
    'Export the register again with all columns in every row; an empty value lists him.',
  ],
  damaged_character: [
    'The value contains a damaged character (�); the file was written in another encoding than it says.',
    'Export the register again as UTF-8.',
  ],
  control_character: ['The value contains an invisible control character.', 'Type the value anew.'],
  cell_error: [
    'The value is an error of the spreadsheet program (such as #N/A or #REF!).',
    'Mend the formula, or replace it by the value.',
  ],
  formula: ['The value is a formula.', 'Replace the formula by its result.'],
  too_long: [
    'The value is too long.',
    'Shorten it: names have at most 100 characters, record ids 64, messages 300.',
  ],
  message_unfit: [
    'The message does not fit its place: rare characters (old ideographs, flags of regions) take the room of two.',
    'Shorten it, or leave out such characters.',
  ],
  record_id_missing: ['The record id is missing.', "Give the record the publisher's own key."],
  record_id_twice: ['This record id stands in an earlier row too.', 'Give each record an id of its own.'],
  surname_missing: ['The surname is missing.', 'Write it as in his papers.'],
  given_name_missing: ['The given name is missing.', 'Write it as in his papers.'],
  given_name_initial: [
    'The given name is an initial only, so no row can describe him.',
    'Write the full given name, or set disclosure to sealed.',
  ],
  digits_in_name: [
    'The name contains a digit.',
    'Correct the name (a letter may have been typed as a digit).',
  ],
  name_characters: [
    'The name contains a character that no name has.',
    'Write the name alone: letters, spaces, hyphens and apostrophes.',
  ],
  birth_date_missing: ['The birth date is missing.', 'Write YYYY-MM-DD or DD.MM.YYYY, or the year alone.'],
  birth_date_not_a_date: [
    'The birth date is not a date.',
    'Write YYYY-MM-DD or DD.MM.YYYY, or the year alone.',
  ],
  birth_date_impossible: [
    'There is no such day in the calendar.',
    'Correct the birth date; where the day is unknown, write the year alone.',
  ],
  birth_date_two_digit_year: ['The birth year has two digits.', 'Write the year with four digits.'],
  birth_date_future: ['The birth date is in the future.', 'Correct the year.'],
  birth_date_early: ['The birth year is too early for a man alive.', 'Correct the year.'],
  status_missing: [
    'The status is missing.',
    'Write one of reported, confirmed, hospital, transferred, released, repatriated, deceased.',
  ],
  status_unknown: [
    'The status is none that is known.',
    'Write one of reported, confirmed, hospital, transferred, released, repatriated, deceased, or a word of content/register/values.yaml.',
  ],
  status_date_not_a_date: ['The status date is not a date.', 'Write YYYY-MM-DD or DD.MM.YYYY, or nothing.'],
  status_date_impossible: ['There is no such day in the calendar.', 'Correct the status date.'],
  status_date_two_digit_year: ['The year of the status date has two digits.', 'Write it with four digits.'],
  status_date_future: ['The status date is in the future.', 'Correct the status date.'],
  status_date_early: ['The status date is before 1970.', 'Correct the status date.'],
  status_date_before_birth: ['The status date is before his birth.', 'Correct one of the two dates.'],
  disclosure_unknown: [
    'The disclosure is none that is known.',
    'Write one of listed, sealed, withheld, withdrawn, or a word of content/register/values.yaml.',
  ],
  code_version_not_a_number: [
    'The code version is not a whole number from 1 to 9999.',
    'Write 1, or a higher number to make a new family code.',
  ],
} as const satisfies Record<string, readonly [what: string, mend: string]>;

export type ProblemCode = keyof typeof problemTexts;

/**
 * Something to mend. `row` counts records, the header is row 1; it is 0 where the fault is in the file as a whole.
 * `column` is the canonical English name, null where the fault is not in one column.
 */
export interface Problem {
  code: ProblemCode;
  row: number;
  column: RegisterColumn | null;
  message: string;
  /** The value as it was read; printed only on `--show-values`. */
  value?: string;
}

export function problem(
  code: ProblemCode,
  row: number,
  column: RegisterColumn | null,
  value?: string,
  detail?: string,
): Problem {
  const [what, mend] = problemTexts[code];
  const message = detail === undefined ? `${what} ${mend}` : `${what} ${detail} ${mend}`;
  return value === undefined ? { code, row, column, message } : { code, row, column, message, value };
}

/** Something that was left out or taken for granted; nothing to mend. */
export interface Warning {
  code:
    | 'column_ignored'
    | 'no_disclosure_column'
    | 'probable_duplicate'
    | 'rows_above_header'
    | 'sheet_ignored'
    | 'encoding'
    | 'issued_ahead'
    | 'record_ids_alike'
    | 'names_swapped'
    | 'full_name';
  row: number;
  column: string | null;
  message: string;
}
