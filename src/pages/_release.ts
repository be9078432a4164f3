import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEntries } from '../roster/entries-csv.ts';
import type { Entry } from '../schemas/entry.ts';
import { type Roster, rosterSchema } from '../schemas/release.ts';

/** The build says which release it draws; `astro dev` draws the demonstration. */
const folder = process.env.VESTOCHKA_RELEASE ?? join(process.cwd(), 'tests/fixtures/demo/release');

let roster: Roster | undefined;

/** The release that the pages show. Its hashes were checked before the build of the pages began. */
export function shownRelease(): { roster: Roster } {
  roster ??= rosterSchema.parse(JSON.parse(readFileSync(join(folder, 'roster.json'), 'utf8')));
  return { roster };
}

/** Its rows, read anew at every call and one after another: a million of them are not kept while pages are drawn. */
export function shownEntries(): Iterable<Entry> {
  return readEntries(readFileSync(join(folder, 'entries.csv'), 'utf8'));
}

let names: string[] | undefined;

/** The given names of its rows, in the order of the list; sorted once for the pages of all languages. */
export function shownNames(): readonly string[] {
  names ??= Array.from(shownEntries(), (entry) => entry.given_name).sort();
  return names;
}
