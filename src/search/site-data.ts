import { type CellIndex, finestIndex } from '../roster/cell-index.ts';
import { decodeRoster } from '../roster/columns.ts';
import { RosterDataError } from '../roster/roster-data-error.ts';
import type { RosterView } from '../roster/roster-view.ts';
import { textToBytes } from '../roster/transport.ts';

/** What the scripts in `assets/` put into `globalThis.vestochka`: text that this file alone knows how to read. */
export interface SiteData {
  /** The whole roster: base64 of `encodeRoster`. */
  readonly roster?: string;
  /** Or its shards by number, as far as they were fetched. */
  readonly shards?: Readonly<Record<string, string>>;
  readonly names?: string;
  readonly cells?: string;
}

/** @throws RosterDataError on text that is no roster */
export function readRosters(texts: readonly string[]): RosterView {
  const views = texts.map((text) => {
    const bytes = textToBytes(text);
    if (bytes === null) throw new RosterDataError('damaged', 'The roster is damaged.');
    return decodeRoster(bytes);
  });
  const [first] = views;
  if (first === undefined) throw new RosterDataError('damaged', 'There is no roster.');
  return views.length === 1 ? first : joinRosters(views);
}

/** Shards as one roster. A row whose dates cross a cut stands in two shards and is taken once. */
function joinRosters(views: readonly RosterView[]): RosterView {
  const seen = new Set<string>();
  const places: { view: RosterView; row: number; ref: string }[] = [];
  for (const view of views) {
    for (let row = 0; row < view.size; row += 1) {
      const ref = view.ref(row);
      if (seen.has(ref)) continue;
      seen.add(ref);
      places.push({ view, row, ref });
    }
  }
  const size = places.length;
  const column = (
    words: (view: RosterView) => readonly string[],
    codes: (view: RosterView) => ArrayLike<number>,
  ) => {
    const known = new Map<string, number>();
    const result = new Uint32Array(size);
    places.forEach(({ view, row }, at) => {
      const word = words(view)[codes(view)[row] ?? 0] ?? '';
      const code = known.get(word) ?? known.size;
      known.set(word, code);
      result[at] = code;
    });
    return { words: Array.from(known.keys()), codes: result };
  };
  const given = column(
    (view) => view.givenNames,
    (view) => view.given,
  );
  const patronymic = column(
    (view) => view.patronymicInitials,
    (view) => view.patronymic,
  );
  const surname = column(
    (view) => view.surnameInitials,
    (view) => view.surname,
  );
  return {
    size,
    givenNames: given.words,
    given: given.codes,
    patronymicInitials: patronymic.words,
    patronymic: Uint8Array.from(patronymic.codes),
    surnameInitials: surname.words,
    surname: Uint8Array.from(surname.codes),
    birthFrom: Uint32Array.from(places, ({ view, row }) => view.birthFrom[row] ?? 0),
    birthTo: Uint32Array.from(places, ({ view, row }) => view.birthTo[row] ?? 0),
    ref: (row) => places[row]?.ref ?? '',
  };
}

/** @param text '' where every name and initial has a cell of its own */
export function readCells(text: string): CellIndex {
  if (text === '') return finestIndex;
  throw new RosterDataError('damaged', 'This version reads no table of cells.');
}
