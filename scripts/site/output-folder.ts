import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isProcessAlive } from '../process-alive.ts';

/** A file that every site of ours has and hardly any other folder. */
const marker = 'assets/check.js';

/** Thrown when the output folder holds something that a build would destroy. */
export class OutputRefused extends Error {}

/**
 * Builds into a folder beside the output and puts it in place at the end, so that a build that fails or is killed
 * leaves the old site whole. What killed builds left behind is removed first.
 *
 * @param output where the site shall stand
 * @param fill writes the site into the folder that it is given
 * @throws OutputRefused when `output` exists and is not a site of ours
 */
export async function replaceFolder(output: string, fill: (folder: string) => Promise<void>): Promise<void> {
  refuseForeign(output);
  removeLeftovers(output);
  const fresh = `${output}.building-${process.pid}`;
  try {
    await fill(fresh);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  const old = `${output}.old-${process.pid}`;
  if (existsSync(output)) renameSync(output, old);
  renameSync(fresh, output);
  rmSync(old, { recursive: true, force: true });
}

function refuseForeign(output: string): void {
  if (!existsSync(output)) return;
  if (!statSync(output).isDirectory()) {
    throw new OutputRefused(`${output} is a file. Name a folder for the site in SITE_OUT.`);
  }
  if (readdirSync(output).length === 0 || existsSync(join(output, marker))) return;
  throw new OutputRefused(
    `${output} is not empty and holds no site of ours, so it is left alone. Name another folder in SITE_OUT, or empty this one.`,
  );
}

function removeLeftovers(output: string): void {
  const parent = dirname(output);
  if (!existsSync(parent)) return;
  const leftover = new RegExp(
    `^${basename(output).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.(building|old)-(\\d+)$`,
  );
  for (const name of readdirSync(parent)) {
    const [, kind, pid] = leftover.exec(name) ?? [];
    if (pid === undefined || isProcessAlive(Number(pid))) continue;
    // Killed between the two renames: the old site is the only one there is.
    if (kind === 'old' && !existsSync(output)) renameSync(join(parent, name), output);
    else rmSync(join(parent, name), { recursive: true, force: true });
  }
}
