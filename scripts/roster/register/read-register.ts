import { open } from 'node:fs/promises';
import type { RegisterRecord } from '../../../src/schemas/register.ts';
import { type CsvRow, csvRows, detectDialect } from './csv.ts';
import { disclosureUnclear, type Header, headerScore, headerThreshold, readHeader } from './header.ts';
import { type Problem, problem, type Warning } from './problem.ts';
import { type Cells, type RecordReading, recordReader } from './record.ts';
import { AlikeIds, alikeIds, nameSlips } from './slips.ts';
import { plainWord, registerWords } from './words.ts';

/** What reading a register says besides its records. */
export interface Reading {
  /** Records with and without problems; empty rows don't count. */
  rows: number;
  problems: Problem[];
  warnings: Warning[];
  /** Ids of rows that have faults, as far as they can be read; of two rows with one id, the earlier was handed out already. */
  badIds: string[];
  badRowsWithoutId: number;
  /** A column tells who must not be public; without it every man counts as listed. */
  hasDisclosure: boolean;
  /** A fault of the whole file: not even its clean rows can be trusted. */
  unusable: boolean;
}

export interface ReadOptions {
  /** ISO date: births and status dates after it are faults. */
  today: string;
  /** Called for every good record, in the order of the register. */
  onRecord?: (record: RegisterRecord, row: number) => void;
  /** Called for every other row, with its cells as they were written. */
  onFaulty?: (cells: Cells) => void;
  /** Called now and then with the number of rows read so far. */
  onProgress?: (rows: number) => void;
}

/** Rows above the header that are passed over: titles, dates of export. */
const searchedRows = 12;
const signatures = {
  zip: [0x50, 0x4b],
  compoundFile: [0xd0, 0xcf, 0x11, 0xe0],
  pdf: [0x25, 0x50, 0x44, 0x46],
} as const;

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** Rows, many at a time: to wait for each would take longer than to read it. */
type Rows = AsyncIterable<CsvRow[]> | Iterable<CsvRow[]>;

/** The rows of a file, chosen by its content; its name may lie. */
async function openRows(path: string): Promise<{ rows: Rows; warnings: Warning[] } | Problem> {
  const head = await headOf(path);
  const words = registerWords();
  if (head.length === 0) return problem('file_empty', 0, null);
  if (startsWith(head, signatures.compoundFile)) return problem('file_old_or_locked', 0, null);
  if (startsWith(head, signatures.zip)) {
    // Loaded only for workbooks: it takes a tenth of a second.
    const { workbookRows } = await import('./workbook.ts');
    const opened = await workbookRows(path, words);
    return 'code' in opened ? opened : { ...opened, rows: [opened.rows] };
  }
  if (
    startsWith(head, signatures.pdf) ||
    /^\s*<(?:!doctype|html|\?xml)/i.test(new TextDecoder().decode(head))
  ) {
    return problem('file_no_table', 0, null);
  }
  const dialect = await detectDialect(path, words);
  const warnings: Warning[] = [];
  if (dialect.encoding !== 'utf-8' && dialect.encoding !== 'windows-1251') {
    const message = `The file was read as ${dialect.encoding}; look whether the names are right.`;
    warnings.push({ code: 'encoding', row: 0, column: null, message });
  }
  return { rows: csvRows(path, dialect), warnings };
}

const isEmpty = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '');

function cellsOf(row: readonly string[], header: Header): Cells {
  const cells: Cells = {};
  header.columns.forEach((column, index) => {
    if (column !== null) cells[column] = row[index] ?? '';
  });
  return cells;
}

function emptyReading(problems: Problem[], warnings: readonly Warning[] = []): Reading {
  return {
    rows: 0,
    problems,
    warnings: [...warnings],
    badIds: [],
    badRowsWithoutId: 0,
    hasDisclosure: false,
    unusable: false,
  };
}

/**
 * Reads a register to its end and reports every problem of every row. Rows count as records do: the header is
 * row 1, a line break inside quotes does not count, titles above the header don't either.
 * @throws NodeJS.ErrnoException when the file cannot be read at all
 */
export async function readRegister(path: string, options: ReadOptions): Promise<Reading> {
  const opened = await openRows(path);
  if ('code' in opened) return emptyReading([opened]);
  const reading = emptyReading([], opened.warnings);
  const reader = new TableReader(reading, options);
  table: for await (const rows of opened.rows) {
    for (const row of rows) if (!reader.take(row)) break table;
  }
  reader.finish();
  return reading;
}

/** Takes rows one by one: first looks for the header, then reads records. */
class TableReader {
  private readonly reading: Reading;
  private readonly options: ReadOptions;
  private readonly words = registerWords();
  private readonly readRecord: ReturnType<typeof recordReader>;
  private readonly rowById = new Map<string, number>();
  private header: Header | null = null;
  private above = 0;
  private row = 1;
  private readonly alike = new AlikeIds();
  private broken = false;
  /** Positions of columns that nobody reads, as long as they may hold disclosures. */
  private doubtful: number[] = [];

  constructor(reading: Reading, options: ReadOptions) {
    this.reading = reading;
    this.options = options;
    this.readRecord = recordReader(this.words, options.today);
  }

  /** @returns false when reading on would make no sense */
  take(row: CsvRow): boolean {
    if (this.header === null) return this.takeHeader(row, this.reading);
    this.row += 1;
    if (!Array.isArray(row)) {
      this.broken = true;
      this.reading.badRowsWithoutId += 1;
      this.reading.problems.push({ ...row, row: this.row });
      return true;
    }
    if (isEmpty(row)) return true;
    this.takeRecord(row, this.header);
    if (this.row % 1000 === 0) this.options.onProgress?.(this.row);
    return true;
  }

  private takeHeader(row: CsvRow, reading: Reading): boolean {
    if (Array.isArray(row) && headerScore(row, this.words) >= headerThreshold) {
      this.header = readHeader(row, this.words);
      reading.problems.push(...this.header.problems);
      if (this.above > 0) {
        const message = `${this.above} rows above the header are ignored; rows are counted from the header, which is row 1.`;
        reading.warnings.push({ code: 'rows_above_header', row: 0, column: null, message });
      }
      reading.warnings.push(...this.header.warnings);
      const { columns } = this.header;
      reading.hasDisclosure = columns.includes('disclosure');
      if (!reading.hasDisclosure) {
        this.doubtful = columns.flatMap((column, index) => (column === null ? [index] : []));
      }
      return this.header.problems.length === 0;
    }
    this.above += 1;
    return this.above < searchedRows;
  }

  private takeRecord(row: readonly string[], header: Header): void {
    const { problems } = this.reading;
    this.reading.rows += 1;
    const cells = cellsOf(row, header);
    const { id, record, problems: found } = this.readCells(row, cells, header);
    const earlier = id === undefined ? undefined : this.rowById.get(id);
    if (earlier !== undefined) {
      const detail = `It is in row ${earlier}.`;
      problems.push(problem('record_id_twice', this.row, 'record_id', id, detail));
    } else if (id !== undefined) {
      const alike = this.alike.take(id, this.row, (other) => this.rowById.get(other));
      if (alike !== undefined) this.reading.warnings.push(alikeIds(this.row, alike));
      this.rowById.set(id, this.row);
    }
    problems.push(...found);
    // Of two rows with one id neither is clean: the earlier may be another man's just as well.
    if (record === null || earlier !== undefined) {
      this.options.onFaulty?.(cells);
      if (id !== undefined) this.reading.badIds.push(id);
    }
    if (record !== null && earlier === undefined) {
      this.reading.warnings.push(...nameSlips(record, this.row));
      this.options.onRecord?.(record, this.row);
    }
  }

  /** A row with too many values may have any of them in a wrong column; its id can only make others doubtful. */
  private readCells(row: readonly string[], cells: Cells, header: Header): RecordReading {
    const reading = this.readRecord(this.row, cells);
    const isLonger =
      row.length > header.columns.length &&
      row.slice(header.columns.length).some((cell) => cell.trim() !== '');
    if (isLonger || reading.id === undefined) this.reading.badRowsWithoutId += 1;
    if (isLonger) return { id: reading.id, record: null, problems: [problem('cells_extra', this.row, null)] };
    this.lookForDisclosures(row, header);
    // An empty value lists a man, one that was cut off may have withheld him.
    const isCut = row.length <= header.columns.indexOf('disclosure');
    if (!isCut) return reading;
    const cut = problem('cells_missing', this.row, 'disclosure');
    return { id: reading.id, record: null, problems: [...reading.problems, cut] };
  }

  /** Words of disclosure where no column of disclosure is: whoever wrote them did not mean everybody to be listed. */
  private lookForDisclosures(row: readonly string[], { names }: Header): void {
    if (this.doubtful.length === 0) return;
    const found = this.doubtful.filter((index) => this.words.disclosures.has(plainWord(row[index] ?? '')));
    if (found.length === 0) return;
    this.doubtful = this.doubtful.filter((index) => !found.includes(index));
    this.reading.unusable = true;
    for (const index of found) {
      this.reading.problems.push(disclosureUnclear(this.row, names[index] || `number ${index + 1}`));
    }
  }

  finish(): void {
    const { problems, rows } = this.reading;
    if (this.header === null) {
      problems.push(this.above === 0 ? problem('file_empty', 0, null) : problem('header_not_found', 1, null));
    } else if (rows === 0 && this.header.problems.length === 0 && !this.broken) {
      problems.push(problem('register_empty', 0, null));
    } else if (rows > 0 && !this.reading.hasDisclosure && !this.reading.unusable) {
      const message = `There is no column of disclosure: all ${rows} rows would be listed.`;
      this.reading.warnings.push({ code: 'no_disclosure_column', row: 0, column: null, message });
    }
  }
}
