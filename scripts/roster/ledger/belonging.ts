import { Refusal } from '../exit.ts';
import { readRoster } from '../release-folder.ts';
import type { Ledger } from './ledger-file.ts';

/**
 * Whether a ledger made the release in a folder.
 * @param path of the ledger
 * @param exists whether there is a file of it
 * @returns the hash of the `roster.json` in the folder; null where there is no release yet
 * @throws Refusal when ledger and release folder cannot belong together
 */
export function checkBelonging(out: string, path: string, ledger: Ledger, exists: boolean): string | null {
  const found = readRoster(out);
  if (found === null) return null;
  if (!exists || !ledger.releases.some(({ roster }) => roster === found.sha256)) {
    const what = exists
      ? `The ledger ${path} does not know the release in ${out}`
      : `There is no ledger ${path}, but a release in ${out}`;
    throw new Refusal(
      `${what}. Without the ledger that made it, rows and codes would change for everyone. Restore the ledger from its backup, or name it with --ledger; to begin anew with another folder, use --out.`,
    );
  }
  return found.sha256;
}
