import { type RegisterColumn, requiredColumns } from '../../../src/schemas/register.ts';
import { type Problem, problem, type Warning } from './problem.ts';
import { plainHeader, type Words } from './words.ts';

/** Which cell of a row holds which column, and what the header leaves to say. */
export interface Header {
  /** Canonical column by position in the row; null where the column is ignored. */
  columns: readonly (RegisterColumn | null)[];
  problems: Problem[];
  warnings: Warning[];
}

/** How many different columns a row names; a title line names none or one. */
export function headerScore(row: readonly string[], words: Words): number {
  return new Set(row.map((cell) => words.columns.get(plainHeader(cell))).filter((name) => name !== undefined))
    .size;
}

/** A row is taken for the header from this score on: two columns named by chance are still no header. */
export const headerThreshold = 3;

export function readHeader(row: readonly string[], words: Words): Header {
  const columns = row.map((cell) => words.columns.get(plainHeader(cell)) ?? null);
  const problems: Problem[] = [];
  for (const column of requiredColumns) {
    if (!columns.includes(column)) problems.push(problem('column_missing', 1, column));
  }
  for (const column of new Set(columns)) {
    if (column !== null && columns.indexOf(column) !== columns.lastIndexOf(column)) {
      problems.push(problem('column_twice', 1, column));
    }
  }
  const warnings = row.flatMap((cell, index): Warning[] => {
    const name = cell.replace(/\s+/g, ' ').trim();
    if (columns[index] !== null || name === '') return [];
    const message = `The column "${name}" is ignored; nothing of it is written anywhere.`;
    return [{ code: 'column_ignored', row: 1, column: name, message }];
  });
  return { columns, problems, warnings };
}
