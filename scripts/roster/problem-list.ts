import type { Problem } from './register/problem.ts';
import type { Reading } from './register/read-register.ts';

interface Printing {
  json: boolean;
  showValues: boolean;
}

function visible({ value, ...rest }: Problem, showValues: boolean): Omit<Problem, 'value'> | Problem {
  return showValues && value !== undefined ? { ...rest, value } : rest;
}

/** A problem as a person reads it: where, what, how to mend it. */
export function problemLine({ code, row, column, message, value }: Problem, showValues: boolean): string {
  const where = row === 0 ? 'file' : column === null ? `row ${row}` : `row ${row}, ${column}`;
  return `${where}: ${message} [${code}]${showValues && value !== undefined ? ` ${JSON.stringify(value)}` : ''}`;
}

/** Problems on stdout, one a line or as one JSON object; warnings and the sum go to stderr unless in the JSON. */
export function printProblems({ rows, problems, warnings }: Reading, { json, showValues }: Printing): void {
  if (json) {
    const shown = problems.map((problem) => visible(problem, showValues));
    process.stdout.write(`${JSON.stringify({ rows, problems: shown, warnings })}\n`);
    return;
  }
  for (const warning of warnings) process.stderr.write(`note: ${warning.message}\n`);
  process.stdout.write(problems.map((problem) => `${problemLine(problem, showValues)}\n`).join(''));
  process.stderr.write(`${rows} records, ${problems.length} problems.\n`);
}
