import { createNames } from '../names/names.ts';
import type { NameTables } from '../names/tables.ts';
import type { CellIndex, CellVocabulary, DecodedCellIndex } from './cell-index.ts';

/** The tables of one edition, read. */
export interface EditionInForce {
  names: NameTables;
  cells: DecodedCellIndex;
}

/** The index by which all rows in force can be read, and what it is encoded with. */
export interface CellsInForce {
  index: CellIndex;
  vocabulary: CellVocabulary;
}

/** What one edition calls a man, and where such men are. */
interface Edition {
  canonical: (name: string) => string;
  cells: DecodedCellIndex;
}

/**
 * One index for rows that were cut under several tables. A man's row was made by the tables of his release, and nobody
 * but the ledger knows which those were; so a row fits where it fits under any edition in force:
 *
 * - a name shares a rest cell if it did so in any edition; a row that bears the name itself always fits;
 * - a patronymic letter belongs to `…` if it did so in any edition in which the cell was divided;
 * - a name of today stands for every name by which an edition called a man whose papers are spelled so.
 *
 * It errs towards one fit too many, never towards "none fits" for a man who is listed. Editions count for a name only
 * where they use it: one that knows Данил as a spelling of Даниил has no say about rows that bear Данил.
 *
 * @param today the tables with which a query is read
 * @param rowNames `given_name` of rows, so that a name that no edition explains is found too
 */
export function cellsInForce(
  editions: readonly EditionInForce[],
  today: NameTables,
  rowNames: readonly string[],
): CellsInForce {
  const inForce = editions.map(
    ({ names, cells }): Edition => ({ canonical: remembered(createNames(names).canonicalGivenName), cells }),
  );
  const canonicalToday = remembered(createNames(today).canonicalGivenName);
  const own = new Set([
    ...editions.flatMap(({ cells }) => cells.vocabulary.givenNames),
    ...rowNames.filter((name) => !name.endsWith('…')),
  ]);
  const forms = new Set(own);
  for (const tables of [today, ...editions.map(({ names }) => names)]) {
    for (const { name, variants } of tables.givenNames)
      for (const form of [name, ...variants]) forms.add(form);
  }

  const earlier = new Map<string, Set<string>>();
  const call = (name: string, before: string): void => {
    if (name !== before) earlier.set(name, (earlier.get(name) ?? new Set()).add(before));
  };
  for (const form of forms) {
    const name = canonicalToday(form);
    for (const { canonical } of inForce) call(name, canonical(form));
    if (own.has(form)) call(name, form);
  }
  const earlierNames = new Map(
    [...earlier.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, before]) => [name, [...before].sort()]),
  );
  const calledSo = [...earlierNames.values()].flat();
  const names = [...new Set([...own, ...earlierNames.keys(), ...calledSo])].sort();

  const saying = remembered((name: string) => inForce.filter(({ canonical }) => canonical(name) === name));
  const index: CellIndex = {
    earlierNames,
    retiredNames: new Set(calledSo.filter((name) => canonicalToday(name) !== name)),
    givenToken: (name, surname) =>
      saying(name)
        .find(({ cells }) => cells.givenToken(name, surname) !== name)
        ?.cells.givenToken(name, surname) ?? name,
    hasOwnCell: (name, surname) => inForce.some(({ cells }) => cells.givenToken(name, surname) === name),
    patronymicToken(name, surname, letter) {
      let told = '';
      for (const { cells } of inForce) {
        if (!name.endsWith('…') && !cells.hasOwnCell(name, surname)) continue;
        const token = cells.patronymicToken(name, surname, letter);
        if (token === '…') return token;
        if (token !== '') told = token;
      }
      return told;
    },
  };
  return {
    index,
    vocabulary: {
      givenNames: names,
      surnameInitials: joined(editions.map(({ cells }) => cells.vocabulary.surnameInitials)),
      patronymicInitials: joined(editions.map(({ cells }) => cells.vocabulary.patronymicInitials)),
    },
  };
}

/** All letters of some orders: those of the last first, as they stand there. */
function joined(orders: readonly (readonly string[])[]): string[] {
  return [...new Set([...orders].reverse().flat())];
}

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
