import { readFile } from 'node:fs/promises';
import readWorkbook, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node';
import { unnamedError } from './cell-error.ts';
import { headerScore, headerThreshold } from './header.ts';
import { type Problem, problem, type Warning } from './problem.ts';
import { speakingWorkbook } from './sheet-cells.ts';
import type { Words } from './words.ts';

const searchedRows = 12;

/** A cell as text. Dates are days without a time zone: read-excel-file gives them in UTC. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? unnamedError : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

/**
 * The rows of the one sheet of an .xlsx workbook that holds a register. A formula cell counts by its cached value.
 * @returns rows from the first of the sheet on, or the problem that keeps it from being read
 */
export async function workbookRows(
  path: string,
  words: Words,
): Promise<{ rows: string[][]; warnings: Warning[] } | Problem> {
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = await readWorkbook(speakingWorkbook(await readFile(path)));
  } catch (error) {
    if (error instanceof InvalidInputError && error.code === 'XLS_FILE_NOT_SUPPORTED') {
      return problem('file_old_or_locked', 0, null);
    }
    // The reader throws errors of many kinds on a broken archive or broken XML; all mean the same to the officer.
    if (
      error instanceof InvalidInputError ||
      error instanceof InvalidSpreadsheetError ||
      error instanceof Error
    ) {
      return problem('file_damaged', 0, null);
    }
    throw error;
  }
  const texts = sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((row) => row.map(cellText)) }));
  const registers = texts.filter(({ rows }) =>
    rows.slice(0, searchedRows).some((row) => headerScore(row, words) >= headerThreshold),
  );
  if (registers.length > 1) return problem('sheet_choice', 0, null);
  const chosen = registers[0] ?? texts[0];
  if (chosen === undefined) return problem('file_empty', 0, null);
  const warnings = texts
    .filter((sheet) => sheet !== chosen && sheet.rows.some((row) => row.some((cell) => cell !== '')))
    .map(({ sheet }): Warning => {
      const message = `The sheet "${sheet}" is ignored: it has no header of a register.`;
      return { code: 'sheet_ignored', row: 0, column: null, message };
    });
  return { rows: chosen.rows, warnings };
}
