import { type RegisterColumn, requiredColumns } from '../../../src/schemas/register.ts';
import { type Problem, problem, type Warning } from './problem.ts';
import { plainHeader, type Words } from './words.ts';

/** Which cell of a row holds which column, and what the header leaves to say. */
export interface Header {
  /** What the columns are called, tidied. */
  names: readonly string[];
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

/** @param name of the column that nobody reads */
export function disclosureUnclear(row: number, name: string): Problem {
  return problem('disclosure_unclear', row, 'disclosure', undefined, `It is the column "${name}".`);
}

/** Stems by which a column may say who must be public and who must not, in any of the three languages. */
const disclosureStem =
  /раскры|разглаш|публик|розкри|розголо|оприлюд|публік|disclos|publish(?!er)|publica|\bpublic\b/;

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
  const names = row.map((cell) => cell.replace(/\s+/g, ' ').trim());
  const ignored = names.filter((name, index) => columns[index] === null && name !== '');
  for (const name of ignored) {
    if (disclosureStem.test(plainHeader(name))) problems.push(disclosureUnclear(1, name));
  }
  const warnings = ignored.map((name): Warning => {
    const message = `The column "${name}" is ignored; nothing of it is written anywhere.`;
    return { code: 'column_ignored', row: 1, column: name, message };
  });
  return { names, columns, problems, warnings };
}
