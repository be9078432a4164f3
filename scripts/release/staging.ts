import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isProcessAlive } from '../process-alive.ts';
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

/** What a release folder may have beside `roster.json`, as far as it is the release's own. */
const knownParts = ['cells', 'entries.csv', 'sealed'];

const partOf = (path: string): string => path.split('/')[0] as string;

const planSchema = z.object({
  roster: z.string(),
  pid: z.number(),
  host: z.string(),
  /** Things beside `roster.json` that are exchanged, and whether there was an old one. */
  parts: z.array(z.object({ name: z.string(), existed: z.boolean() })),
});

type StagingPlan = z.infer<typeof planSchema>;

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function writePlan(staging: string, plan: StagingPlan, disk: Disk): void {
  const fresh = join(staging, 'plan.new');
  disk.write(fresh, [JSON.stringify(plan)]);
  disk.sync(fresh);
  disk.rename(fresh, join(staging, 'plan.json'));
}

const owner = { pid: process.pid, host: hostname() };

/** A release that is being written beside the one in force, file by file, so that it need not be in memory whole. */
export class Staging {
  private readonly out: string;
  private readonly disk: Disk;
  private readonly fresh: string;
  private readonly folders: Set<string>;
  private readonly files: string[] = [];

  /** Begins: from here on, others see that a publication is running. */
  constructor(out: string, disk: Disk) {
    this.out = out;
    this.disk = disk;
    const staging = join(out, stagingName);
    this.fresh = join(staging, 'new');
    this.folders = new Set([this.fresh]);
    disk.mkdir(this.fresh);
    writePlan(staging, { ...owner, roster: '', parts: [] }, disk);
  }

  /** @param path of a file of the release, with `/` */
  add(path: string, bytes: Uint8Array | string): void {
    const file = join(this.fresh, path);
    const folder = dirname(file);
    if (!this.folders.has(folder)) this.disk.mkdir(folder);
    this.folders.add(folder);
    this.disk.write(file, [bytes]);
    this.files.push(path);
  }

  /**
   * Everything is written: waits until it is on the disk. `putInForce` comes next.
   * @param onProgress called with the number of files that are, and of all
   */
  finish(roster: string, onProgress?: (synced: number, files: number) => void): void {
    const { out, disk } = this;
    const names = [...new Set(this.files.map(partOf))].sort();
    const unknown = names.find((name) => !knownParts.includes(name));
    if (unknown !== undefined)
      throw new Error(`A release has no part ${unknown}: later ones would not replace it.`);
    // A part that the new release does not have goes away with the old release.
    const old = knownParts.filter((name) => exists(join(out, name)) && !names.includes(name));
    this.add('roster.json', roster);
    this.files.forEach((path, index) => {
      disk.sync(join(this.fresh, path));
      onProgress?.(index + 1, this.files.length);
    });
    for (const folder of this.folders) disk.syncFolder(folder);
    const parts = [...names, ...old].map((name) => ({ name, existed: exists(join(out, name)) }));
    writePlan(join(out, stagingName), { ...owner, roster: sha256(roster), parts }, disk);
    disk.syncFolder(join(out, stagingName));
  }

  /** Gives up: nothing was public yet. */
  discard(): void {
    this.disk.remove(join(this.out, stagingName));
  }
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
  return host === hostname() && pid !== process.pid && isProcessAlive(pid);
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
