import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { SearchResult } from '../src/search/query.ts';
import { SiteError, siteSearch } from './names/site-search.ts';
import { runCommand, UsageError } from './usage.ts';

const usage = `Usage: npm run --silent check-name -- --site DIR < queries.jsonl

Searches the roster of a built site with the code that runs in the browser. Reads JSON lines from standard input,
  {"name": "Иванов Пётр", "birth": "1998-05-12"}     (birth may be left out, or be 1998 or 1998-05)
and prints one JSON line for each.

  --site DIR   folder of the built site
  --help       this text
`;

/** Whether a year, a month or a day exists: an answer to a slip of the pen would read as an answer about him. */
function isInCalendar(text: string): boolean {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const querySchema = z.object({
  name: z.string(),
  birth: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'expected 1998, 1998-05 or 1998-05-12')
    .refine(isInCalendar, 'there is no such day in the calendar')
    .optional(),
});

/** The answer as the contract of the command has it. */
function answer({ outcome, total, matches }: SearchResult): object {
  return {
    outcome: outcome === 'idle' ? 'none' : outcome,
    total,
    matches: matches.map(({ entry, fit }) => ({ ...entry, fit })),
  };
}

function birthOf(text: string | undefined): { year?: number; month?: number; day?: number } {
  const [year, month, day] = (text ?? '').split('-').filter(Boolean).map(Number);
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
  };
}

function readQuery(line: string, number: number): z.infer<typeof querySchema> {
  let json: unknown;
  try {
    // A shell of Windows may put a byte order mark before the first line.
    json = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    throw new SiteError(`Line ${number} is no JSON. Write one object a line: {"name": "Иванов Пётр"}.`);
  }
  const query = querySchema.safeParse(json);
  if (query.success) return query.data;
  const issue = query.error.issues[0];
  throw new SiteError(`Line ${number}: ${issue?.path.join('.') || 'the line'}: ${issue?.message}.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { site: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (values.site === undefined) throw new UsageError('--site is missing.');
  try {
    await answerLines(values.site);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function answerLines(site: string): Promise<void> {
  const search = siteSearch(site);
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      const query = readQuery(line, number);
      process.stdout.write(
        `${JSON.stringify(answer(search({ name: query.name, birth: birthOf(query.birth) })))}\n`,
      );
    } catch (error) {
      if (!(error instanceof SiteError)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
      process.exitCode = 1;
    }
  }
}

await runCommand(usage, main);
