import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { names } from './names/name-tables.ts';
import { runCommand } from './usage.ts';

const usage = `Usage: npm run --silent compare-names < pairs.jsonl

Says how two names compare. Reads JSON lines from standard input,
  {"a": "Иванов Пётр", "b": "Ivanov Petr"}
  {"a": "Юсуп", "b": "Юсуф", "part": "given_name"}     (part: surname, given_name or patronymic; may be left out)
and prints one JSON line for each: {"fit": "same" | "likely" | "similar" | "different", "reasons": [...]}.

  same       spelling, script or case of the same name
  likely     rules connect every part, but one says less than the other, is a short form or has a slip of the
             finger, or both spellings stand on papers
  similar    near, and no rule connects them, or one part contradicts: brothers, father and son
  different  neither
Which of the two comes first makes no difference.

  --help   this text
`;

const pairSchema = z.object({
  a: z.string(),
  b: z.string(),
  part: z.enum(['surname', 'given_name', 'patronymic']).nullish(),
});

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const engine = names();
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    if (line.trim() === '') continue;
    const pair = readPair(line);
    if (typeof pair === 'string') {
      const error = `Line ${number}: ${pair}`;
      process.stderr.write(`${error}\n`);
      process.stdout.write(`${JSON.stringify({ error })}\n`);
      process.exitCode = 1;
      continue;
    }
    process.stdout.write(`${JSON.stringify(engine.compareNames(pair.a, pair.b, pair.part ?? undefined))}\n`);
  }
}

/** The pair, or what is wrong with the line. */
function readPair(line: string): z.infer<typeof pairSchema> | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'no JSON. Write one object a line: {"a": "Иванов Пётр", "b": "Ivanov Petr"}.';
  }
  const pair = pairSchema.safeParse(json);
  if (pair.success) return pair.data;
  const issue = pair.error.issues[0];
  return `${issue?.path.join('.') || 'the line'}: ${issue?.message}.`;
}

await runCommand(usage, main);
