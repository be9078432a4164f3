import { exit, Refusal } from './exit.ts';
import { printProblems } from './problem-list.ts';
import { progressBar } from './progress.ts';
import { type PublishArguments, publishArguments } from './publish/arguments.ts';
import { TooManyMissing } from './publish/missing.ts';
import { type Outcome, waitingCount } from './publish/outcome.ts';
import { nodeWorld, publish } from './publish/publication.ts';
import type { WaitReason } from './publish/waiting.ts';
import { requireFile } from './register-file.ts';

export const help = `Turns a register into a release: entries.csv, the tables that made its rows (cells/), the sealed records and roster.json.

  npm run --silent roster -- publish REGISTER [options]

  --out DIR          release folder (content/roster); its policy.yaml counts, else the project's
  --ledger FILE      private ledger (private/ledger.jsonl); made on first use. Back it up after every run
  --issued DATE      date of the release (today); never before the last one
  --review-by DATE   when it must be looked through again (35 days later)
  --sequence N       number of the release (the next one where anything changed); never goes back
  --dry-run          writes nothing and prints what the public would see change
  --skip-bad         publishes the clean rows and lists the rest (exit 1); a faulty row of a published man changes
                     nothing, and of two rows with one id neither is clean
  --accept-missing   withdraws rows even where more than 50 men and a tenth of those listed are not in the register
  --production       for real use: wants listing_basis in policy.yaml
  --json             the outcome as JSON on stdout; of a refusal, {"refused":"why"}

Rows change only in a month's first release and only minBatch of them together; until then they wait.
An encrypted ledger: set VESTOCHKA_LEDGER_PASSPHRASE, or VESTOCHKA_LEDGER_PASSPHRASE_FILE to a file that holds it.
Exit: 0 fine, 1 problems in the register (also where --skip-bad published the rest) or a refusal, 2 usage.
`;

const reasons: Record<WaitReason, string> = {
  not_first_of_month: 'this month had its release already; rows change only in the first one',
  below_min_batch: 'they are fewer than minBatch in policy.yaml',
};

function text({ reading, release, diff }: Outcome, dryRun: boolean): string {
  if (release === null) return '';
  const { waiting, records, news } = release;
  const lines = [
    `${dryRun ? 'Would publish' : release.unchanged ? 'Nothing changed:' : 'Published'} release ${release.sequence} of ${release.issued}, review by ${release.review_by}`,
    `rows           ${release.entries} (${release.added} added, ${release.withdrawn} withdrawn, ${release.corrected} corrected)`,
    `waiting        ${waitingCount(release)}${waiting.why === null ? '' : ` (${waiting.additions} additions, ${waiting.withdrawals} withdrawals, ${waiting.corrections} corrections: ${reasons[waiting.why]})`}`,
    `records        ${records.listed} listed, ${records.sealed} sealed, ${records.withheld} withheld, ${records.withdrawn} withdrawn`,
    `family codes   ${news.new} new, ${news.changed} open to something else than before (status, month or letter)`,
    `too rare       ${records.too_rare} (sealed record only: no cell is large enough)`,
    `not in register any more  ${records.missing}${records.missing > 0 && reading.badRowsWithoutId > 0 ? ' (their rows stay: a faulty row has no record id that can be relied on, and may be theirs)' : ''}`,
  ];
  for (const [file, changes] of Object.entries(diff ?? {})) lines.push('', `--- ${file}`, ...changes);
  return `${lines.join('\n')}\n`;
}

/** Publishes; with `--json` a refusal goes to stdout too, before the caller prints it for people. */
async function published(options: PublishArguments): Promise<Outcome> {
  try {
    return await publish(options, { ...nodeWorld, progress: progressBar });
  } catch (error) {
    if (options.json && error instanceof Refusal) {
      const counts =
        error instanceof TooManyMissing ? { missing: error.missing, listed: error.listed } : undefined;
      process.stdout.write(`${JSON.stringify({ refused: error.message, ...counts })}\n`);
    }
    throw error;
  }
}

export async function run(args: string[]): Promise<number> {
  const options = publishArguments(args);
  requireFile(options.register);
  const outcome = await published(options);
  const { reading, release, diff } = outcome;
  if (release === null) {
    printProblems(reading, { json: options.json, showValues: false });
    const way = options.skipBad ? '' : ', or publish its clean rows with --skip-bad';
    process.stderr.write(`Nothing was written. Mend the register${way}.\n`);
    return exit.problems;
  }
  if (options.json) {
    const problems = reading.problems.map(({ value: _, ...rest }) => rest);
    const shown = {
      dry_run: options.dryRun,
      rows: reading.rows,
      ...release,
      problems,
      warnings: reading.warnings,
    };
    process.stdout.write(`${JSON.stringify(diff === undefined ? shown : { ...shown, diff })}\n`);
  } else {
    if (reading.problems.length > 0) printProblems(reading, { json: false, showValues: false });
    else for (const warning of reading.warnings) process.stderr.write(`note: ${warning.message}\n`);
    process.stdout.write(text(outcome, options.dryRun));
    if (!options.dryRun && !release.unchanged) {
      process.stderr.write(`Now back up ${options.ledger}: without it nothing can be published any more.\n`);
    }
  }
  return reading.problems.length === 0 ? exit.fine : exit.problems;
}
