import { parseArgs } from 'node:util';
import { todayIso } from './clock.ts';
import { exit, UsageError } from './exit.ts';
import { printProblems } from './problem-list.ts';
import { progressBar } from './progress.ts';
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
  const reading = await readRegister(register, { today: todayIso(), onProgress: bar.update });
  bar.done();
  printProblems(reading, { json: values.json, showValues: values['show-values'] });
  return reading.problems.length === 0 ? exit.fine : exit.problems;
}
