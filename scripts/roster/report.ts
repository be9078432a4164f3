import { parseArgs } from 'node:util';
import { decodeCellEdition } from '../../src/roster/cell-edition.ts';
import { type CellIndex, decodeCellIndex } from '../../src/roster/cell-index.ts';
import { siteNames } from '../names/name-tables.ts';
import { todayIso } from './clock.ts';
import { exit, UsageError } from './exit.ts';
import { readLedger } from './ledger/ledger-file.ts';
import { currentListing } from './ledger/rollback.ts';
import { readPopulation } from './population-folder.ts';
import { checkPrivatePlace, writePrivateFile } from './private-file.ts';
import { progressBar } from './progress.ts';
import { defaultLedger, defaultOut, publishArguments } from './publish/arguments.ts';
import { createManOf } from './publish/man.ts';
import { readPolicy } from './publish/policy-file.ts';
import { nodeWorld, publish } from './publish/publication.ts';
import { readRegister } from './register/read-register.ts';
import { requireFile } from './register-file.ts';
import { readRoster } from './release-folder.ts';
import { createCollector } from './report/findings.ts';
import { reportPage } from './report/page.ts';

export const help = `Writes the risk report for the data officer: one HTML page, to be opened in any browser.

  npm run --silent roster -- report REGISTER [options]

  --out FILE         where to write it (private/report.html); readable by its owner only
  --release DIR      release folder to compare with (content/roster); its policy.yaml counts
  --ledger FILE      private ledger (private/ledger.jsonl)
  --issued DATE      as if published on that date (today)

It publishes nothing. Rows with faults are left out and counted.
Exit: 0 fine, 1 problems in the register (the report is written all the same, if any row is clean) or a refusal, 2 usage.
`;

/** @returns the exit status */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'private/report.html' },
      release: { type: 'string', default: defaultOut },
      ledger: { type: 'string', default: defaultLedger },
      issued: { type: 'string', default: todayIso() },
    },
  });
  const [register, ...rest] = positionals;
  if (register === undefined || rest.length > 0) throw new UsageError('Name one register.');
  requireFile(register);
  checkPrivatePlace(values.out);
  const { release: folder, ledger: ledgerPath, issued } = values;
  const options = publishArguments([
    register,
    ...['--out', folder, '--ledger', ledgerPath, '--issued', issued, '--dry-run', '--skip-bad'],
  ]);
  const { reading, release } = await publish(options, { ...nodeWorld, progress: progressBar });
  if (release === null) {
    process.stderr.write('No row of the register is without fault; roster -- check lists what to mend.\n');
    return exit.problems;
  }
  const population = readPopulation();
  const policy = readPolicy(folder);
  const collector = createCollector({ population, policy });
  const manOf = createManOf(siteNames());
  const { ledger } = await readLedger(ledgerPath);
  const tables = new Map<number | undefined, CellIndex>(
    Array.from(ledger.cells, ([number, edition]) => [
      number,
      decodeCellIndex(decodeCellEdition(Buffer.from(edition, 'base64')).cells),
    ]),
  );
  const bar = progressBar('measuring');
  await readRegister(register, {
    today: todayIso(),
    onProgress: bar.update,
    onRecord(record, place) {
      if (record.disclosure !== 'listed') return;
      const known = ledger.records.get(record.record_id);
      const listing = known && currentListing(known);
      const row = listing?.row ?? collector.describe(manOf(record));
      if (row !== null) collector.add(place, listing?.ref ?? null, row, tables.get(listing?.cells));
    },
  });
  bar.done();
  const page = reportPage({
    findings: collector.finish(),
    policy,
    population,
    release,
    before: readRoster(folder)?.roster ?? null,
    problems: reading.problems.length,
    rowsOfRegister: reading.rows,
    warnings: reading.warnings,
    issued,
  });
  writePrivateFile(values.out, page);
  process.stderr.write(
    `The report stands in ${values.out}. It names rows of the register: keep it private.\n`,
  );
  return reading.problems.length === 0 ? exit.fine : exit.problems;
}
