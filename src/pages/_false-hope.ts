import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { anotherManShare, rosterConcentration } from '../roster/false-hope.ts';
import { dayNumber, type RosterView } from '../roster/roster-view.ts';
import { parsePopulation } from '../schemas/population.ts';
import { shownEntries, shownRelease } from './_release.ts';

const folder = join(process.cwd(), 'content/population');
let mistaken: number | null | undefined;

/**
 * Of ten families who see one full match in the roster that is shown, how many find that it is another man; `null`
 * where there are no rows to tell it from.
 */
export function familiesMistaken(): number | null {
  if (mistaken !== undefined) return mistaken;
  const { roster } = shownRelease();
  if (roster.counts.entries === 0) {
    mistaken = null;
    return mistaken;
  }
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const { men } = parsePopulation(parse(text('population.yaml')), text);
  const { k, margin, expectedShare } = roster.policy;
  const share = anotherManShare(
    {
      rows: fullRows(),
      population: men.reduce((sum, year) => sum + year.men, 0),
      k,
      margin,
      concentration: rosterConcentration(shownSpans(roster.counts.entries), men),
    },
    expectedShare,
  );
  mistaken = 10 * share;
  return mistaken;
}

/** Rows of men of whom nothing is missing: the others are never a full match. */
function fullRows(): number {
  let rows = 0;
  for (const { patronymic_initial } of shownEntries()) if (patronymic_initial !== '?') rows += 1;
  return rows;
}

/** The birth dates of the rows, without the rest of them. */
function shownSpans(size: number): Pick<RosterView, 'size' | 'birthFrom' | 'birthTo'> {
  const spans = { size, birthFrom: new Uint32Array(size), birthTo: new Uint32Array(size) };
  let row = 0;
  for (const { birth_from, birth_to } of shownEntries()) {
    spans.birthFrom[row] = dayNumber(birth_from);
    spans.birthTo[row] = dayNumber(birth_to);
    row += 1;
  }
  return spans;
}
