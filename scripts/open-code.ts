import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SealedNews } from '../src/schemas/sealed.ts';
import { type CodeFault, parseFamilyCode } from '../src/seal/family-code.ts';
import { openRecord } from '../src/seal/open-record.ts';
import { SealError } from '../src/seal/seal-error.ts';
import { loadFromSite } from './roster/sealed-scripts.ts';
import { runCommand } from './usage.ts';

const usage = `Usage: npm run --silent open-code -- --site DIR [--json] CODE

Opens the record of a family code from the files of a built site, as the code page does in a browser.

  --site DIR  folder of the site
  --json      one line: {"status","month","message"}; null where nothing is told

Exit status: 0 opened, 1 no record opens with this code or the site's files are no good, 2 usage.
`;

/** Said of a wrong code, a void one and one of another publisher alike: the files do not tell them apart. */
const nothingOpens = 'No record opens with this code; check it. A newer copy of the site may know it.';

function faultText(fault: CodeFault): string {
  const where = (groups: readonly number[]): string =>
    groups.length === 0 ? 'Compare every group with the card.' : `Look at group ${groups.join(' and ')}.`;
  switch (fault.kind) {
    case 'empty':
      return 'There is no code: give it as the last argument.';
    case 'length':
      return `A family code has ${fault.expected} characters, this one has ${fault.characters}. ${where(fault.groups)}`;
    case 'characters':
      return `There are characters here that codes never have. ${where(fault.groups)}`;
    case 'mistyped':
      return `The code is mistyped. ${where(fault.groups)}`;
    case 'ambiguous':
      return 'These characters can be read as two codes. Type the code in Latin letters.';
  }
}

function newsText({ status, month, message }: SealedNews): string {
  if (status === 'call_us') return 'status: please call us\n';
  const lines = [`status: ${status}`, `month: ${month ?? 'not told'}`];
  return `${[...lines, ...(message === null ? [] : ['message:', message])].join('\n')}\n`;
}

function fail(status: 1 | 2, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = status;
}

async function open(site: string, text: string, json: boolean): Promise<void> {
  const parsed = parseFamilyCode(text);
  if (!parsed.ok) return fail(1, faultText(parsed.fault));
  try {
    const news = await openRecord(parsed.code, loadFromSite(site));
    if (news === null) return fail(1, nothingOpens);
    process.stdout.write(json ? `${JSON.stringify(news)}\n` : newsText(news));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    fail(1, error.message);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { site: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  // A code that was typed with spaces comes as several arguments.
  if (values.site === undefined || positionals.length === 0) return fail(2, usage);
  if (!statSync(values.site, { throwIfNoEntry: false })?.isDirectory()) {
    return fail(2, `${values.site} is no folder. Build the site first: npm run build`);
  }
  await open(values.site, positionals.join(' '), values.json ?? false);
}

await runCommand(usage, main);
