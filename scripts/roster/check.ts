import { parseArgs } from 'node:util';
import { todayIso } from './clock.ts';
import { exit, UsageError } from './exit.ts';
import { probableDuplicates } from './find/duplicates.ts';
import type { SearchedRecord } from './find/record-search.ts';
import { printProblems } from './problem-list.ts';
import { progressBar } from './progress.ts';
import type { Warning } from './register/problem.ts';
import { readRegister } from './register/read-register.ts';
import { requireFile } from './register-file.ts';

export const help = `Checks a register and writes nothing.

  npm run --silent roster -- check REGISTER [--json] [--show-values]

  REGISTER       CSV (UTF-8, UTF-16 or windows-1251; comma, semicolon or tab) or .xlsx
  --json         {"rows":N,"problems":[{"code","row","column","message"}],"warnings":[…]} on stdout
  --show-values  prints the faulty values too (they are personal data: mind who can read the output)

Row 1 is the header; rows count records, a line break inside quotes does not count; row 0 is the file as a whole.
Exit: 0 clean, 1 problems in the register, 2 usage (also: no such file).
`;

/** The same man twice under two spellings is nobody's fault, and the publisher should know. */
function duplicateWarnings(men: readonly SearchedRecord[], rows: readonly number[]): Warning[] {
  return probableDuplicates(men).map(({ first, second }) => {
    const row = rows[second] ?? 0;
    const message = `Row ${row}: this may be the man of row ${rows[first]} under another spelling. Keep one record of him.`;
    return { code: 'probable_duplicate', row, column: null, message };
  });
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'show-values': { type: 'boolean', default: false },
    },
  });
  const [register, ...rest] = positionals;
  if (register === undefined || rest.length > 0) throw new UsageError('Name one register.');
  requireFile(register);
  const bar = progressBar('reading');
  const men: SearchedRecord[] = [];
  const rows: number[] = [];
  const reading = await readRegister(register, {
    today: todayIso(),
    onProgress: bar.update,
    onRecord(record, row) {
      men.push(record);
      rows.push(row);
    },
  });
  bar.done();
  reading.warnings.push(...duplicateWarnings(men, rows));
  printProblems(reading, { json: values.json, showValues: values['show-values'] });
  return reading.problems.length === 0 ? exit.fine : exit.problems;
}
