import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Disk, nodeDisk } from './disk.ts';
import { sha256 } from './hash.ts';

/**
 * How a release comes into force, so that a kill at any moment leaves the old one in force:
 *
 * 1. everything new is written and synced under `.staging/new/`, with `.staging/plan.json` beside it;
 * 2. what it replaces is moved to `.staging/previous/`, the new things take its place;
 * 3. `roster.json` is renamed into place: from now on the new release is the release;
 * 4. `.staging/` is removed.
 *
 * Whoever finds a `.staging/` left by a dead process looks at `roster.json`: is it the planned one, the folder is
 * complete; is it not, what was moved away goes back.
 */
export const stagingName = '.staging';

const planSchema = z.object({
  roster: z.string(),
  pid: z.number(),
  host: z.string(),
  /** Things beside `roster.json` that are exchanged, and whether there was an old one. */
  parts: z.array(z.object({ name: z.string(), existed: z.boolean() })),
});

type StagingPlan = z.infer<typeof planSchema>;

/** Files of a release by their path with `/`; `roster.json` apart, since it is written last. */
export interface ReleaseFiles {
  files: ReadonlyMap<string, Uint8Array>;
  roster: string;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function partNames(files: Iterable<string>): string[] {
  return [...new Set([...files].map((path) => path.split('/')[0] as string))].sort();
}

/** Writes a release beside the one in force. Nothing public changes yet. */
export function stageRelease(out: string, { files, roster }: ReleaseFiles, disk: Disk): void {
  const staging = join(out, stagingName);
  const fresh = join(staging, 'new');
  disk.mkdir(fresh);
  const names = partNames(files.keys());
  // A part that the new release does not have goes away with the old release.
  const old = readRosterParts(out).filter((name) => !names.includes(name));
  const plan: StagingPlan = {
    roster: sha256(roster),
    pid: process.pid,
    host: hostname(),
    parts: [...names, ...old].map((name) => ({ name, existed: exists(join(out, name)) })),
  };
  disk.write(join(staging, 'plan.json'), [JSON.stringify(plan)]);
  disk.sync(join(staging, 'plan.json'));
  const folders = new Set<string>([fresh]);
  for (const [path, bytes] of files) {
    const folder = join(fresh, path, '..');
    if (!folders.has(folder)) disk.mkdir(folder);
    folders.add(folder);
    disk.write(join(fresh, path), [bytes]);
  }
  disk.write(join(fresh, 'roster.json'), [roster]);
  for (const path of [...files.keys(), 'roster.json']) disk.sync(join(fresh, path));
  for (const folder of folders) disk.syncFolder(folder);
  disk.syncFolder(staging);
}

function readRosterParts(out: string): string[] {
  return ['entries.csv', 'sealed'].filter((name) => exists(join(out, name)));
}

/** Puts the staged release in force. */
export function putInForce(out: string, disk: Disk): void {
  const staging = join(out, stagingName);
  const plan = planSchema.parse(JSON.parse(readFileSync(join(staging, 'plan.json'), 'utf8')));
  const previous = join(staging, 'previous');
  disk.mkdir(previous);
  disk.syncFolder(staging);
  for (const { name, existed } of plan.parts) {
    if (existed) disk.rename(join(out, name), join(previous, name));
    if (exists(join(staging, 'new', name))) disk.rename(join(staging, 'new', name), join(out, name));
  }
  disk.syncFolder(previous);
  disk.syncFolder(out);
  disk.rename(join(staging, 'new', 'roster.json'), join(out, 'roster.json'));
  disk.syncFolder(out);
  disk.remove(staging);
}

function isRunning({ pid, host }: StagingPlan): boolean {
  if (host !== hostname() || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readPlan(staging: string): StagingPlan | null {
  try {
    return planSchema.parse(JSON.parse(readFileSync(join(staging, 'plan.json'), 'utf8')));
  } catch {
    // Killed before the plan was complete: nothing was moved yet.
    return null;
  }
}

/**
 * Cleans up after a publication that was killed: the release that `roster.json` names is whole afterwards.
 * @returns false when a publication is running in this very moment, and nothing was touched
 */
export function recoverRelease(out: string, disk: Disk = nodeDisk): boolean {
  const staging = join(out, stagingName);
  if (!existsSync(staging)) return true;
  const plan = readPlan(staging);
  if (plan !== null && isRunning(plan)) return false;
  const rosterPath = join(out, 'roster.json');
  const inForce = existsSync(rosterPath) ? sha256(readFileSync(rosterPath)) : null;
  if (plan !== null && inForce !== plan.roster && existsSync(join(staging, 'previous'))) {
    const moved = new Set(readdirSync(join(staging, 'previous')));
    for (const { name, existed } of plan.parts) {
      if (moved.has(name)) {
        disk.remove(join(out, name));
        disk.rename(join(staging, 'previous', name), join(out, name));
      } else if (!existed) disk.remove(join(out, name));
    }
    disk.syncFolder(out);
  }
  disk.remove(staging);
  return true;
}
