import {
  type Birth,
  type Disclosure,
  longest,
  type RegisterColumn,
  type RegisterRecord,
  registerRecordSchema,
  type Status,
} from '../../../src/schemas/register.ts';
import { messageFits } from '../../../src/seal/news.ts';
import { isCellError } from './cell-error.ts';
import { firstDay, readDate } from './date.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';
import { plainWord, type Words } from './words.ts';

/** Values of one row by their canonical column; a column that the register lacks is absent. */
export type Cells = Partial<Record<RegisterColumn, string>>;

const earliestYear = 1920;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const nameCharacters = /^[\p{L}\p{M}\s\-‐‑–'’‘ʼ`´.,]+$/u;
const bareInitial = /^\p{L}\s*\.?$/u;

/** What a value is without what nobody meant to write: invisible marks, spaces around and doubled. */
function tidy(value: string): string {
  if (!/[\s\p{Cf}]/u.test(value)) return value.normalize('NFC');
  return value
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function tidyMessage(value: string): string {
  return value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/** Reads the columns of one row and gathers what is wrong with them. */
class RowReader {
  readonly problems: Problem[] = [];
  readonly row: number;
  private readonly cells: Cells;
  private readonly words: Words;

  constructor(row: number, cells: Cells, words: Words) {
    this.row = row;
    this.cells = cells;
    this.words = words;
  }

  report(code: ProblemCode, column: RegisterColumn): undefined {
    this.problems.push(problem(code, this.row, column, this.cells[column]));
    return undefined;
  }

  /** The tidy text of a column, undefined when there is none or when it is reported. */
  text(column: RegisterColumn, limit: number, missing?: ProblemCode): string | undefined {
    const raw = this.cells[column] ?? '';
    if (raw.includes('\ufffd')) return this.report('damaged_character', column);
    if (control.test(raw)) return this.report('control_character', column);
    const value = column === 'message' ? tidyMessage(raw) : tidy(raw);
    if (value === '' || (column !== 'disclosure' && this.words.isNothing(value))) {
      return missing === undefined ? undefined : this.report(missing, column);
    }
    if (isCellError(value)) return this.report('cell_error', column);
    if (/^[=@]/.test(value) || (column !== 'message' && value.startsWith('+'))) {
      return this.report('formula', column);
    }
    // Characters as people count them: an emoji is one, not two code units.
    if (value.length > limit && [...value].length > limit) return this.report('too_long', column);
    return value;
  }

  name(column: 'surname' | 'given_name' | 'patronymic', missing?: ProblemCode): string | undefined {
    const value = this.text(column, longest.name, missing);
    if (value === undefined) return undefined;
    if (/\p{N}/u.test(value)) return this.report('digits_in_name', column);
    if (!nameCharacters.test(value) || !/\p{L}/u.test(value)) return this.report('name_characters', column);
    return value;
  }

  birth(today: string): Birth | undefined {
    const value = this.text('birth_date', longest.name, 'birth_date_missing');
    if (value === undefined) return undefined;
    const reading = readDate(value);
    if (reading.kind !== 'date') return this.report(`birth_date_${reading.kind}`, 'birth_date');
    if (firstDay(reading.date) > today) return this.report('birth_date_future', 'birth_date');
    if (reading.date.year < earliestYear) return this.report('birth_date_early', 'birth_date');
    return reading.date;
  }

  statusDate(today: string, birth: Birth | undefined): string | undefined {
    const value = this.text('status_date', longest.name);
    if (value === undefined) return undefined;
    const reading = readDate(value);
    if (reading.kind !== 'date') return this.report(`status_date_${reading.kind}`, 'status_date');
    if (reading.date.day === undefined) return this.report('status_date_not_a_date', 'status_date');
    const date = firstDay(reading.date);
    if (date > today) return this.report('status_date_future', 'status_date');
    if (birth !== undefined && date < firstDay(birth)) {
      return this.report('status_date_before_birth', 'status_date');
    }
    // Sealed records tell a month from 1970 on.
    return date < '1970-01-01' ? this.report('status_date_early', 'status_date') : date;
  }

  status(): Status | undefined {
    const value = this.text('status', longest.name, 'status_missing');
    if (value === undefined) return undefined;
    return this.words.statuses.get(plainWord(value)) ?? this.report('status_unknown', 'status');
  }

  disclosure(): Disclosure | undefined {
    const before = this.problems.length;
    const value = this.text('disclosure', longest.name);
    if (value === undefined) return this.problems.length === before ? 'listed' : undefined;
    return this.words.disclosures.get(plainWord(value)) ?? this.report('disclosure_unknown', 'disclosure');
  }

  message(): string | undefined {
    const value = this.text('message', longest.message);
    if (value === undefined) return undefined;
    return messageFits(value).fits ? value : this.report('message_unfit', 'message');
  }

  codeVersion(): number | undefined {
    const before = this.problems.length;
    const value = this.text('code_version', longest.name);
    if (value === undefined) return this.problems.length === before ? 1 : undefined;
    const number = /^\d{1,4}(\.0+)?$/.test(value) ? Number(value) : 0;
    return number >= 1 ? number : this.report('code_version_not_a_number', 'code_version');
  }
}

/**
 * Reads one row of a register.
 * @param today ISO date; births and status dates after it are faults
 * @returns the record, or null and every problem of the row, with the record id as far as that is fine itself
 */
export function readRecord(
  row: number,
  cells: Cells,
  words: Words,
  today: string,
): { id: string | undefined } & (
  | { record: RegisterRecord; problems: readonly [] }
  | { record: null; problems: Problem[] }
) {
  const reader = new RowReader(row, cells, words);
  const record_id = reader.text('record_id', longest.record_id, 'record_id_missing');
  const surname = reader.name('surname', 'surname_missing');
  const given_name = reader.name('given_name', 'given_name_missing');
  const patronymic = reader.name('patronymic');
  const birth = reader.birth(today);
  const status = reader.status();
  const status_date = reader.statusDate(today, birth);
  const disclosure = reader.disclosure();
  const message = reader.message();
  const code_version = reader.codeVersion();
  if (given_name !== undefined && disclosure === 'listed' && bareInitial.test(given_name)) {
    reader.report('given_name_initial', 'given_name');
  }
  if (reader.problems.length > 0) return { id: record_id, record: null, problems: reader.problems };
  const record = registerRecordSchema.parse({
    record_id,
    surname,
    given_name,
    birth,
    status,
    disclosure,
    code_version,
    ...(patronymic === undefined ? {} : { patronymic }),
    ...(status_date === undefined ? {} : { status_date }),
    ...(message === undefined ? {} : { message }),
  });
  return { id: record_id, record, problems: [] };
}
