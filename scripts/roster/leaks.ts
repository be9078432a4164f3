import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeCellEdition } from '../../src/roster/cell-edition.ts';
import { RosterDataError } from '../../src/roster/roster-data-error.ts';
import { names } from '../names/name-tables.ts';
import { todayIso } from './clock.ts';
import { exit, UsageError } from './exit.ts';
import { Baseline } from './leaks/baseline.ts';
import { needleOf } from './leaks/faulty-row.ts';
import { bytesOf, type FileScan, scanFiles } from './leaks/file-scan.ts';
import { walk } from './leaks/folder-walk.ts';
import { grammarOf } from './leaks/gate.ts';
import type { Hit } from './leaks/hit.ts';
import { Needles } from './leaks/needles.ts';
import { Scanner } from './leaks/scan.ts';
import { readPopulation } from './population-folder.ts';
import { progressBar } from './progress.ts';
import { grammarWith } from './publish/cell-editions.ts';
import { readRegister } from './register/read-register.ts';
import { registerWords } from './register/words.ts';
import { requireFile } from './register-file.ts';

export const help = `Searches files, folders, archives and built sites for anything of a register.

  npm run --silent roster -- leaks REGISTER DIR|FILE… [--baseline DIR] [--json]

  --baseline DIR  the same site built on an empty roster: what stands there too is a word of the pages, and the given
                  names of the roster are no finds (some are surnames too)
  --json          one JSON object a line: {"file","offset","record_id","kind"}

Looks for surnames and full names in every script and spelling, full birth dates in every format, record ids of six
characters and more, five words in a row of a message; in names of files and in text of any encoding, base64, hexadecimal
and escapes, zip, tar, gzip, brotli, zstd, in workbooks and pictures, behind links, and inside binary files. Looks also
for sealed records that are no cipher (kind "sealed") and rows out of their order (kind "order"), which name nobody.
Prints file, offset in bytes, record id and kind, never the value. A site of 300 files and 8 MB takes about 12 seconds of
one core; what is the same as in the baseline is passed over.
Exit: 0 nothing found, 1 finds, a faulty register, or something that cannot be looked into (encrypted, 7z, rar, xz,
bzip2, a dangling link: it is named as not searched), 2 usage.
`;

async function needlesOf(register: string): Promise<{ needles: Needles; faulty: number }> {
  const needles = new Needles(names());
  const bar = progressBar('reading the register');
  const reading = await readRegister(register, {
    today: todayIso(),
    onRecord: (record) => needles.add(record),
    onFaulty: (cells) => needles.add(needleOf(cells, registerWords())),
    onProgress: bar.update,
  });
  bar.done();
  return { needles, faulty: reading.problems.length };
}

/** Editions of the cells in releases among what is searched: their rows may bear names that no table has today. */
function editionsBelow(paths: readonly string[]): Uint8Array[] {
  const files = paths.flatMap((path) =>
    globSync('**/cells/*.bin', { cwd: path }).map((file) => join(path, file)),
  );
  return files.flatMap((file) => {
    const bytes = bytesOf(file);
    if (typeof bytes === 'string') return [];
    try {
      decodeCellEdition(bytes);
      return [bytes];
    } catch (error) {
      // Somebody else's file of that name; it is searched like all others.
      if (error instanceof RosterDataError) return [];
      throw error;
    }
  });
}

function line({ file, offset, record_id, kind }: Hit, json: boolean): string {
  return json
    ? JSON.stringify({ file, offset, record_id, kind })
    : `${file}\t${offset}\t${record_id}\t${kind}`;
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { baseline: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [register, ...paths] = positionals;
  if (register === undefined || paths.length === 0)
    throw new UsageError('Name a register and what to search.');
  requireFile(register);
  const missing = [...paths, ...(values.baseline === undefined ? [] : [values.baseline])].find(
    (path) => !existsSync(path),
  );
  if (missing !== undefined) throw new UsageError(`There is no file or folder ${missing}.`);

  const { needles, faulty } = await needlesOf(register);
  const grammar = grammarWith(grammarOf(readPopulation()), editionsBelow(paths));
  const scanner = new Scanner(needles, { vocabularyIsFine: values.baseline !== undefined, grammar });
  const baseline = values.baseline === undefined ? null : new Baseline(values.baseline);
  const scan: FileScan = {
    scanner,
    roots: paths,
    same: 0,
    bar: progressBar('searching'),
    ...(baseline && { known: baseline.sums }),
  };
  const files = walk(paths);
  let found = 0;
  const print = (hit: Hit): void => {
    found += 1;
    process.stdout.write(`${line(hit, values.json)}\n`);
  };
  const hits: Hit[] = [];
  for (const hit of scanFiles(files, scan)) {
    if (baseline === null) print(hit);
    else hits.push(hit);
  }
  for (const hit of baseline?.without(hits, paths, scanner, () => progressBar('baseline')) ?? []) {
    print(hit);
  }
  for (const { file, offset, what } of scanner.unreadable) {
    process.stderr.write(`${file}, offset ${offset}: ${what}: not searched.\n`);
  }
  if (faulty > 0) {
    process.stderr.write(
      `The register has ${faulty} problems; of its faulty rows only what can be read was searched for.\n`,
    );
  }
  const counted = (count: number, one: string): string =>
    `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
  const same = scan.same === 0 ? '' : `, ${scan.same.toLocaleString('en')} of them as in the baseline`;
  process.stderr.write(
    `${counted(found, 'find')} of ${counted(needles.size, 'record')} in ${counted(files.files.length, 'file')}${same}.\n`,
  );
  return found + faulty + scanner.unreadable.length > 0 ? exit.problems : exit.fine;
}
