import {
  type Birth,
  type Disclosure,
  longest,
  type RegisterColumn,
  type RegisterRecord,
  type Status,
} from '../../../src/schemas/register.ts';
import { messageFits } from '../../../src/seal/news.ts';
import { isCellError } from './cell-error.ts';
import { type DateReading, firstDay, readDate } from './date.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';
import { plainWord, type Words } from './words.ts';

/** Values of one row by their canonical column; a column that the register lacks is absent. */
export type Cells = Partial<Record<RegisterColumn, string>>;

const earliestYear = 1920;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const nameCharacters = /^[\p{L}\p{M}\s\-‐‑–'’‘ʼ`´.,]+$/u;
const bareInitial = /^\p{L}\s*\.?$/u;
/** Letters that no rule below is about: composed, no control, no formula, no error of a spreadsheet. */
const plainValue = /^[0-9A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё-]*$/;
const plainName = /^[A-Za-zА-Яа-яЁё]+$/;

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

/** A birth date or a date of a status that is one. */
interface KnownDate {
  readonly date: Birth;
  readonly first: string;
}

/** Values that were read before and are fine, by what stands in the cell: of those of later rows few are new. */
class KnownValues {
  readonly dates = new Map<string, KnownDate>();
  readonly statuses = new Map<string, Status>();
  readonly disclosures = new Map<string, Disclosure>();
}

/** Reads the columns of one row and gathers what is wrong with them. */
class RowReader {
  readonly problems: Problem[] = [];
  readonly row: number;
  private readonly cells: Cells;
  private readonly words: Words;
  private readonly known: KnownValues;

  constructor(row: number, cells: Cells, words: Words, known: KnownValues) {
    this.row = row;
    this.cells = cells;
    this.words = words;
    this.known = known;
  }

  report(code: ProblemCode, column: RegisterColumn): undefined {
    this.problems.push(problem(code, this.row, column, this.cells[column]));
    return undefined;
  }

  /** The tidy text of a column, undefined when there is none or when it is reported. */
  text(column: RegisterColumn, limit: number, missing?: ProblemCode): string | undefined {
    const raw = this.cells[column] ?? '';
    if (raw.length <= limit && plainValue.test(raw) && !this.words.isNothing(raw)) return raw;
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

  /** The value of a cell, read once for all rows that say the same; a value that is reported is read in each. */
  private remembered<Value>(
    values: Map<string, Value>,
    column: RegisterColumn,
    read: () => Value | undefined,
  ): Value | undefined {
    const raw = this.cells[column];
    // An empty cell is read faster than it is looked up, and what it means depends on its column.
    if (raw === undefined || raw === '') return read();
    const known = values.get(raw);
    if (known !== undefined) return known;
    const value = read();
    if (value !== undefined) values.set(raw, value);
    return value;
  }

  name(column: 'surname' | 'given_name' | 'patronymic', missing?: ProblemCode): string | undefined {
    const value = this.text(column, longest.name, missing);
    if (value === undefined || plainName.test(value)) return value;
    if (/\p{N}/u.test(value)) return this.report('digits_in_name', column);
    if (!nameCharacters.test(value) || !/\p{L}/u.test(value)) return this.report('name_characters', column);
    return value;
  }

  private date(column: 'birth_date' | 'status_date', missing?: ProblemCode): KnownDate | undefined {
    return this.remembered(this.known.dates, column, () => {
      const value = this.text(column, longest.name, missing);
      if (value === undefined) return undefined;
      const reading: DateReading = readDate(value);
      if (reading.kind !== 'date') return this.report(`${column}_${reading.kind}`, column);
      return { date: reading.date, first: firstDay(reading.date) };
    });
  }

  birth(today: string): KnownDate | undefined {
    const birth = this.date('birth_date', 'birth_date_missing');
    if (birth === undefined) return undefined;
    if (birth.first > today) return this.report('birth_date_future', 'birth_date');
    if (birth.date.year < earliestYear) return this.report('birth_date_early', 'birth_date');
    return birth;
  }

  statusDate(today: string, birth: KnownDate | undefined): string | undefined {
    const status = this.date('status_date');
    if (status === undefined) return undefined;
    if (status.date.day === undefined) return this.report('status_date_not_a_date', 'status_date');
    if (status.first > today) return this.report('status_date_future', 'status_date');
    if (birth !== undefined && status.first < birth.first) {
      return this.report('status_date_before_birth', 'status_date');
    }
    // Sealed records tell a month from 1970 on.
    return status.first < '1970-01-01' ? this.report('status_date_early', 'status_date') : status.first;
  }

  status(): Status | undefined {
    return this.remembered(this.known.statuses, 'status', () => {
      const value = this.text('status', longest.name, 'status_missing');
      if (value === undefined) return undefined;
      return this.words.statuses.get(plainWord(value)) ?? this.report('status_unknown', 'status');
    });
  }

  disclosure(): Disclosure | undefined {
    return this.remembered(this.known.disclosures, 'disclosure', () => {
      const before = this.problems.length;
      const value = this.text('disclosure', longest.name);
      if (value === undefined) return this.problems.length === before ? 'listed' : undefined;
      return this.words.disclosures.get(plainWord(value)) ?? this.report('disclosure_unknown', 'disclosure');
    });
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

/** One row after reading: the record, or null and every problem; with the record id as far as that is fine itself. */
export type RecordReading = { id: string | undefined } & (
  | { record: RegisterRecord; problems: readonly [] }
  | { record: null; problems: Problem[] }
);

/**
 * Reads the rows of a register, one by one. A record is what `registerRecordSchema` describes: every value is made by
 * a rule above, and the tests hold the two together.
 * @param today ISO date; births and status dates after it are faults
 */
export function recordReader(words: Words, today: string): (row: number, cells: Cells) => RecordReading {
  const known = new KnownValues();
  return (row, cells) => {
    const reader = new RowReader(row, cells, words, known);
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
    const isWhole =
      record_id !== undefined &&
      surname !== undefined &&
      given_name !== undefined &&
      birth !== undefined &&
      status !== undefined &&
      disclosure !== undefined &&
      code_version !== undefined;
    if (reader.problems.length > 0 || !isWhole)
      return { id: record_id, record: null, problems: reader.problems };
    const record: RegisterRecord = {
      record_id,
      surname,
      given_name,
      ...(patronymic === undefined ? {} : { patronymic }),
      birth: birth.date,
      status,
      ...(status_date === undefined ? {} : { status_date }),
      disclosure,
      ...(message === undefined ? {} : { message }),
      code_version,
    };
    return { id: record_id, record, problems: [] };
  };
}
