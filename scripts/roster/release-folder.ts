import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type CellEdition, decodeCellEdition } from '../../src/roster/cell-edition.ts';
import { parseEntries } from '../../src/roster/entries-csv.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { type Roster, rosterSchema } from '../../src/schemas/release.ts';
import { sha256 } from '../release/hash.ts';
import { recoverRelease } from '../release/staging.ts';

/** A release folder does not hold what its `roster.json` names. The message says what to do. */
export class ReleaseError extends Error {
  override name = 'ReleaseError';
}

/** What may lie in a release folder without being part of the release. */
const beside = new Set(['roster.json', 'policy.yaml', 'README.md']);

/** `roster.json` of a release folder, or null when there is no release in it. */
export function readRoster(folder: string): { roster: Roster; sha256: string } | null {
  const path = join(folder, 'roster.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    // A missing folder and a missing file both mean: no release yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ReleaseError(`${path} is damaged (no JSON). Restore the folder from git or a backup.`);
  }
  const parsed = rosterSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ReleaseError(
      `${path} is no roster that this version reads: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`,
    );
  }
  return { roster: parsed.data, sha256: sha256(text) };
}

/** Files below a folder that could belong to a release, as `a/b` paths, sorted; names that begin with a dot are ours and left out. */
function releaseFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')) && !beside.has(path))
    .sort();
}

/** What in a release folder is not as its `roster.json` says; null when all is. */
export function releaseFault(folder: string, { files }: Roster): string | null {
  for (const [path, { bytes, sha256: expected }] of Object.entries(files)) {
    const file = join(folder, path);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) return `${file} is named by roster.json and missing.`;
    if (size !== bytes || sha256(readFileSync(file)) !== expected) {
      return `${file} is not the file that roster.json names: it was changed.`;
    }
  }
  const extra = releaseFiles(folder).find((path) => !(path in files));
  return extra === undefined ? null : `${join(folder, extra)} is not named by roster.json.`;
}

/** The place in a release of an edition of the cells, the tables under which some of its rows were cut. */
export function editionPath(number: number): string {
  return `cells/${number}.bin`;
}

const editionFile = /^cells\/\d+\.bin$/;

/** The editions of the cells that a release carries; none where it has no rows. Throws RosterDataError. */
export function readEditions(folder: string, { files }: Roster): CellEdition[] {
  return Object.keys(files)
    .filter((path) => editionFile.test(path))
    .map((path) => decodeCellEdition(readFileSync(join(folder, path))));
}

/**
 * Reads the release in a folder and compares every file with its hash in `roster.json`. What a killed publication
 * left behind is cleaned up first.
 * @throws ReleaseError when there is none, or a file is missing, extra or changed
 */
export function readRelease(folder: string): { roster: Roster; entries: Entry[] } {
  if (!recoverRelease(folder)) {
    throw new ReleaseError(`A publication into ${folder} is running. Wait until it is done, then try again.`);
  }
  const found = readRoster(folder);
  if (found === null) {
    throw new ReleaseError(
      `There is no release in ${folder} (no roster.json). Publish one: npm run roster -- publish REGISTER --out ${folder}`,
    );
  }
  const { roster } = found;
  const fault = releaseFault(folder, roster);
  if (fault !== null) throw new ReleaseError(`${fault} Publish again, or restore ${folder} from git.`);
  if (!('entries.csv' in roster.files)) throw new ReleaseError(`${folder}/roster.json names no entries.csv.`);
  const entries = parseEntries(readFileSync(join(folder, 'entries.csv'), 'utf8'));
  if (entries.length !== roster.counts.entries) {
    throw new ReleaseError(
      `${folder}: roster.json counts ${roster.counts.entries} rows, entries.csv has ${entries.length}.`,
    );
  }
  return { roster, entries };
}
