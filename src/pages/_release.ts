import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEntries, sortEntries } from '../roster/entries-csv.ts';
import type { Entry } from '../schemas/entry.ts';
import { type Roster, rosterSchema } from '../schemas/release.ts';

/** The build says which release it draws; `astro dev` draws the demonstration. */
const folder = process.env.VESTOCHKA_RELEASE ?? join(process.cwd(), 'tests/fixtures/demo/release');

let release: { roster: Roster; entries: readonly Entry[] } | undefined;

/** The release that the pages show. Its hashes were checked before the build of the pages began. */
export function shownRelease(): { roster: Roster; entries: readonly Entry[] } {
  release ??= {
    roster: rosterSchema.parse(JSON.parse(readFileSync(join(folder, 'roster.json'), 'utf8'))),
    entries: sortEntries(parseEntries(readFileSync(join(folder, 'entries.csv'), 'utf8'))),
  };
  return release;
}
