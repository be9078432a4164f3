import type { RosterView } from '../roster/roster-view.ts';

/** Rows of each given name (or rest cell), by its number in `view.givenNames`; each list in row order. */
export function rowsByGivenName(view: RosterView): Uint32Array[] {
  const counts = new Uint32Array(view.givenNames.length);
  for (let row = 0; row < view.size; row += 1)
    counts[view.given[row] ?? 0] = (counts[view.given[row] ?? 0] ?? 0) + 1;
  const lists = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(view.givenNames.length);
  for (let row = 0; row < view.size; row += 1) {
    const name = view.given[row] ?? 0;
    const at = filled[name] ?? 0;
    const list = lists[name];
    if (list !== undefined) list[at] = row;
    filled[name] = at + 1;
  }
  return lists;
}
