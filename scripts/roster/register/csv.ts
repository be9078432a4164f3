import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import {
  decodedChunks,
  type Encoding,
  eightBitEncodings,
  hasUtf8Mark,
  looksLikeUtf8,
  markedEncoding,
} from './encoding.ts';
import { headerScore } from './header.ts';
import { PlainCsv } from './plain-csv.ts';
import { type Problem, problem } from './problem.ts';
import type { Words } from './words.ts';

/** How the text of a register is written. */
export interface Dialect {
  encoding: Encoding;
  delimiter: string;
  /** `sep=;`, Excel's own first line, is there and no row. */
  separatorLine: boolean;
}

const delimiters = [',', ';', '\t', '|'] as const;
const longestRow = 1_000_000;
const headBytes = 1 << 16;
const separatorLine = /^sep=(.)\r?\n/i;

const tolerant = {
  relax_column_count: true,
  relax_quotes: true,
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

function bestScore(text: string, delimiter: string, words: Words): number {
  try {
    const rows = parseSync(text, { ...tolerant, delimiter, to: 12 }) as string[][];
    return Math.max(0, ...rows.map((row) => headerScore(row, words)));
  } catch {
    // A quotation mark left open in the head: the header itself is in the first lines all the same.
    const lines = text.split(/\r\n|\n|\r/).slice(0, 12);
    return Math.max(0, ...lines.map((line) => headerScore(line.split(delimiter), words)));
  }
}

/** Finds encoding and delimiter by the header: the pair that names most columns wins. */
export async function detectDialect(path: string, words: Words): Promise<Dialect> {
  const file = await open(path);
  const buffer = new Uint8Array(headBytes);
  const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
  await file.close();
  const head = buffer.subarray(0, bytesRead);
  const marked = markedEncoding(head);
  const encodings: readonly Encoding[] =
    marked !== null ? [marked] : (await looksLikeUtf8(path)) ? ['utf-8'] : eightBitEncodings;
  let best: Dialect & { score: number } = {
    encoding: encodings[0] ?? 'utf-8',
    delimiter: ',',
    separatorLine: false,
    score: -1,
  };
  for (const encoding of encodings) {
    const text = new TextDecoder(encoding).decode(hasUtf8Mark(head) ? head.subarray(3) : head);
    const told = separatorLine.exec(text)?.[1];
    for (const delimiter of told === undefined ? delimiters : [told]) {
      const score = bestScore(told === undefined ? text : text.slice(6), delimiter, words);
      if (score > best.score) best = { encoding, delimiter, separatorLine: told !== undefined, score };
    }
  }
  return best;
}

/** A cell that swallowed the rows below it, because its quotation mark was closed only there. */
function swallowsRows(row: readonly string[], delimiter: string, columns: number): boolean {
  return row.some(
    (cell) =>
      cell.includes('\n') &&
      cell.split('\n').some((line) => line.split(delimiter).length >= Math.max(4, columns)),
  );
}

async function* textOf(path: string, { encoding, separatorLine: isTold }: Dialect): AsyncGenerator<string> {
  let first = isTold;
  for await (const chunk of decodedChunks(path, encoding)) {
    yield first ? chunk.replace(separatorLine, '') : chunk;
    first = false;
  }
}

/** A row that cannot be cut into cells, or its cells. Row numbers are counted by whoever reads them. */
export type CsvRow = string[] | Problem;

/**
 * The rows of a CSV file in order, many at a time; blank lines are rows too, so that row numbers are those of a
 * spreadsheet. After a row that never ends there is no more.
 */
export async function* csvRows(path: string, dialect: Dialect): AsyncGenerator<CsvRow[]> {
  let columns = 0;
  const checked = (cells: string[]): CsvRow => {
    columns = Math.max(columns, cells.length);
    return swallowsRows(cells, dialect.delimiter, columns) ? problem('quote_not_closed', 0, null) : cells;
  };
  const text = textOf(path, dialect);
  const csv = new PlainCsv(dialect.delimiter);
  try {
    for (;;) {
      const { value = '', done = false } = await text.next();
      const { rows, plain } = csv.take(value, done);
      yield rows.map(checked);
      if (!plain) {
        yield* tolerantRows(continued(csv.rest, text), dialect.delimiter, checked);
        return;
      }
      if (done) return;
    }
  } finally {
    await text.return(undefined);
  }
}

async function* continued(rest: string, text: AsyncIterable<string>): AsyncGenerator<string> {
  yield rest;
  yield* text;
}

/** What csv-parse makes of text that is not as RFC 4180 has it. */
async function* tolerantRows(
  chunks: AsyncIterable<string>,
  delimiter: string,
  checked: (cells: string[]) => CsvRow,
): AsyncGenerator<CsvRow[]> {
  const text = Readable.from(chunks);
  const parser = parse({ ...tolerant, delimiter, max_record_size: longestRow });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const record of parser) yield [checked(record as string[])];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'quote_not_closed' : 'row_too_long';
    yield [problem(code, 0, null)];
  } finally {
    text.destroy();
  }
}
