import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { parseEntries } from '../../src/roster/entries-csv.ts';
import type { Roster } from '../../src/schemas/release.ts';
import { readEditions } from '../roster/release-folder.ts';
import { writeSealedScripts } from '../roster/sealed-scripts.ts';
import { writeRosterData } from './roster-data.ts';

/** What the thread is given: a release whose hashes were checked, and the site's folder. */
export interface RosterDataTask {
  folder: string;
  releaseFolder: string;
  roster: Roster;
}

const { folder, releaseFolder, roster } = workerData as RosterDataTask; // what build.ts hands over
const entries = parseEntries(readFileSync(join(releaseFolder, 'entries.csv'), 'utf8'));
writeRosterData(folder, roster, entries, readEditions(releaseFolder, roster));
writeSealedScripts(releaseFolder, folder);
