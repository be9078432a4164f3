import type { RosterView } from '../roster/roster-view.ts';

/**
 * Rows by given name and surname initial: those of given name `g` and surname `s`, by their numbers in the view, are
 * `rows[starts[g * surnames + s]]` up to the next start, in row order.
 */
export interface Postings {
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

/** A counting sort: two passes over the rows. */
export function postingsOf({ size, given, surname, givenNames, surnameInitials }: RosterView): Postings {
  const lists = givenNames.length * surnameInitials.length;
  const starts = new Uint32Array(lists + 1);
  const listOf = (row: number): number =>
    (given[row] as number) * surnameInitials.length + (surname[row] as number);
  // Counted one place to the right of where they are read, so that filling moves each start to its place.
  for (let row = 0; row < size; row += 1) (starts[listOf(row) + 1] as number) += 1;
  for (let list = 0; list < lists; list += 1) (starts[list + 1] as number) += starts[list] as number;
  const next = starts.slice();
  const rows = new Uint32Array(size);
  for (let row = 0; row < size; row += 1) {
    const list = listOf(row);
    rows[next[list] as number] = row;
    (next[list] as number) += 1;
  }
  return { rows, starts };
}
