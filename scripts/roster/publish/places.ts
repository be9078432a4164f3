import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stagingName } from '../../release/staging.ts';
import { Refusal, UsageError } from '../exit.ts';

/** What may lie in a release folder before its first release. */
const expected = new Set(['policy.yaml', 'README.md']);

/** The nearest thing on the way up that exists, when it is a file where a folder is wanted; null when all is well. */
export function fileInTheWay(folder: string): string | null {
  // ENOTDIR is what a path below a file gives: it does not exist, so the way leads up to that file.
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat !== undefined) return stat.isDirectory() ? null : folder;
  const parent = dirname(folder);
  return parent === folder ? null : fileInTheWay(parent);
}

/**
 * Looks at both places of a publication before anything is written to one of them.
 * @throws UsageError when a file is where a folder is wanted, or the other way round
 */
export function checkPlaces(out: string, ledger: string): void {
  const outFile = fileInTheWay(resolve(out));
  if (outFile !== null) throw new UsageError(`--out wants a folder; ${outFile} is a file.`);
  const stat = statSync(ledger, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isFile()) {
    const what = stat.isDirectory() ? 'a folder. Name the ledger in it.' : 'none.';
    throw new UsageError(`--ledger wants a file; ${ledger} is ${what}`);
  }
  const ledgerFolder = fileInTheWay(dirname(resolve(ledger)));
  if (ledgerFolder !== null) {
    throw new UsageError(`--ledger wants a file in a folder; ${ledgerFolder} is a file.`);
  }
}

/**
 * A first release takes over its folder, so nobody else's files may lie there.
 * @throws Refusal naming the first that does
 */
export function checkVacant(out: string): void {
  // A publication that was killed left files of its own: the next one that is no dry run cleans them up.
  if (!existsSync(out) || existsSync(join(out, 'roster.json')) || existsSync(join(out, stagingName))) return;
  const foreign = readdirSync(out).find((name) => !name.startsWith('.') && !expected.has(name));
  if (foreign === undefined) return;
  throw new Refusal(
    `There is no release in ${out}, but ${join(out, foreign)}: a publication would replace or keep what is not its own. Move it away, restore roster.json if it was lost, or name another folder with --out.`,
  );
}
