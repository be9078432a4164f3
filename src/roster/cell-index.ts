import { initialOfName } from '../names/fold.ts';
import { atOnce, type Steps } from '../steps/steps.ts';
import { frameBytes, openFrame } from './byte-frame.ts';
import { BitCounts, type Coder, createDecoder, createEncoder, NumberModel } from './range-coder.ts';
import { orDamaged } from './roster-data-error.ts';
import { codeWordList, wordListSteps } from './word-list.ts';

/**
 * Which given names and patronymic initials have cells of their own: the part of the partition that a browser
 * must know to read a row as its publisher meant it. A row that says `Б…` means the names in Б that have no
 * cell of their own with that surname initial, and only those; read as "any name in Б" it would triple the
 * number of families who see another man's row (DESIGN, section 3).
 *
 * Initials and given names are canonical, as the name engine gives them.
 */
export interface CellIndex {
  /** Names that may have cells of their own, so that search knows them without a row of theirs. */
  readonly givenNames?: readonly string[];
  /**
   * By a name of today, the names by which rows of earlier tables call the same men. Rows in force may have been cut
   * under several tables (`cells-in-force.ts`); absent where all were cut under one.
   */
  readonly earlierNames?: ReadonlyMap<string, readonly string[]>;
  /** Those of them by which nobody is called today. */
  readonly retiredNames?: ReadonlySet<string>;
  /**
   * What `given_name` says of a man so named: the name itself, or its initial and `…`. Where tables disagree it is the
   * latter: his row may be either, and a row that bears his name always fits.
   */
  givenToken(givenName: string, surnameInitial: string): string;
  /** Whether any row may bear the name itself; as `givenToken` says where one table alone is in force. */
  hasOwnCell?(givenName: string, surnameInitial: string): boolean;
  /**
   * What `patronymic_initial` says in rows of this given name or of this rest cell: '' where none is divided by
   * patronymic, the letter, or `…` where a row with `…` may mean it. A row with `?` fits every patronymic and is never
   * more than a possible fit.
   * @param givenName a given name, or `given_name` of a row
   */
  patronymicToken(givenName: string, surnameInitial: string, patronymicInitial: string): string;
}

/** The index of a partition that gives every name and every initial a cell of its own: for tests. */
export const finestIndex: CellIndex = {
  givenToken: (givenName) => givenName,
  patronymicToken: (_givenName, _surnameInitial, patronymicInitial) => patronymicInitial,
};

/**
 * The vocabulary of an index. The order of initials is part of it: from the commonest to the rarest, since those that
 * have cells of their own then stand together.
 */
export interface CellVocabulary {
  /** Sorted names that may have cells of their own. */
  givenNames: readonly string[];
  surnameInitials: readonly string[];
  patronymicInitials: readonly string[];
}

/** An index that was read; it knows its vocabulary. */
export interface DecodedCellIndex extends CellIndex {
  readonly givenNames: readonly string[];
  readonly vocabulary: CellVocabulary;
  hasOwnCell(givenName: string, surnameInitial: string): boolean;
}

const magic = 'VCI2';

/** The index as bytes, 7 kB for Russia. */
export function encodeCellIndex(index: CellIndex, vocabulary: CellVocabulary): Uint8Array {
  const encoder = createEncoder();
  const layered = index.hasOwnCell !== undefined;
  atOnce(codeCells(encoder, layered, { index, vocabulary }));
  return frameBytes(magic, { head: [layered ? 1 : 0], body: encoder.finish() });
}

/** Throws RosterDataError. */
export function decodeCellIndex(bytes: Uint8Array): DecodedCellIndex {
  return atOnce(cellIndexSteps(bytes));
}

/** `decodeCellIndex` in steps. */
export function cellIndexSteps(bytes: Uint8Array): Steps<DecodedCellIndex> {
  const { head, body } = openFrame(magic, 1, bytes);
  return orDamaged(codeCells(createDecoder(body), head[0] === 1, null));
}

/** Marks of a token: its men have that cell and no other; some row may bear it; it is divided by patronymic. Then letters. */
const ownCell = 0;
const anyCell = 1;
const divided = 2;
const firstLetter = 3;

/** @param layered tables disagree: that a name shares a rest cell does not mean that no row bears it */
function* codeCells(
  coder: Coder,
  layered: boolean,
  source: { index: CellIndex; vocabulary: CellVocabulary } | null,
): Steps<DecodedCellIndex> {
  const names = yield* wordListSteps(coder, source?.vocabulary.givenNames ?? null);
  const surnames = codeOrder(coder, source?.vocabulary.surnameInitials ?? null);
  const patronymics = codeOrder(coder, source?.vocabulary.patronymicInitials ?? null);
  const earlier = layered ? codeEarlierNames(coder, names, source?.index) : {};
  // Given names and surnames begin with the same letters.
  const tokens = [...names, ...surnames.map(restToken)];
  // One table of marks, token by token, surname by surname: half a megabyte, and no object for each of them.
  const width = firstLetter + patronymics.length;
  const marks = new Uint8Array(tokens.length * surnames.length * width);
  const placeOf = (token: number, surname: number): number => (token * surnames.length + surname) * width;

  const nameBits = new BitCounts(4);
  const anyBits = new BitCounts(1);
  for (const [token, name] of names.entries()) {
    let before = 3;
    for (const [at, surname] of surnames.entries()) {
      const bit = nameBits.code(coder, before, source?.index.givenToken(name, surname) === name ? 1 : 0);
      const place = placeOf(token, at);
      marks[place + ownCell] = bit;
      marks[place + anyCell] = bit;
      if (layered && bit === 0) {
        marks[place + anyCell] = anyBits.code(coder, 0, source?.index.hasOwnCell?.(name, surname) ? 1 : 0);
      }
      before = ((before << 1) | bit) & 3;
    }
    yield;
  }
  const letterBits = new BitCounts(128);
  for (const [index, token] of tokens.entries()) {
    let above = new Uint8Array(patronymics.length + 1);
    for (const [at, surname] of surnames.entries()) {
      const place = placeOf(index, at);
      if (index >= names.length) marks[place + anyCell] = 1;
      if (marks[place + anyCell] === 0) continue;
      const row = new Uint8Array(patronymics.length + 1);
      let before = 3;
      for (const [column, letter] of patronymics.entries()) {
        // What stands to the left and above, as in JBIG (ITU-T T.82): rows of one name are much alike.
        const over =
          ((above[column - 1] ?? 1) << 2) | ((above[column] as number) << 1) | (above[column + 1] as number);
        const known = source?.index.patronymicToken(token, surname, letter) === letter ? 1 : 0;
        const bit = letterBits.code(coder, (before << 3) | over, known);
        row[column] = bit;
        before = ((before << 1) | bit) & 15;
      }
      marks.set(row.subarray(0, patronymics.length), place + firstLetter);
      marks[place + divided] = row.includes(1) ? 1 : 0;
      above = row;
    }
    yield;
  }
  const tokenIndex = new Map(tokens.map((token, index) => [token, index]));
  const surnameIndex = new Map(surnames.map((letter, index) => [letter, index]));
  const letterIndex = new Map(patronymics.map((letter, index) => [letter, index]));
  const mark = (token: string, surname: string, entry: number): boolean => {
    const [row, column] = [tokenIndex.get(token), surnameIndex.get(surname)];
    return row !== undefined && column !== undefined && marks[placeOf(row, column) + entry] === 1;
  };
  const restOf = (givenName: string): string => restToken(initialOfName(givenName));
  return {
    ...earlier,
    givenNames: names.filter((name) => earlier.retiredNames?.has(name) !== true),
    vocabulary: { givenNames: names, surnameInitials: surnames, patronymicInitials: patronymics },
    givenToken: (givenName, surname) => (mark(givenName, surname, ownCell) ? givenName : restOf(givenName)),
    hasOwnCell: (givenName, surname) => mark(givenName, surname, anyCell),
    patronymicToken(givenName, surname, letter) {
      const token = mark(givenName, surname, anyCell) ? givenName : restOf(givenName);
      if (!mark(token, surname, divided)) return '';
      const column = letterIndex.get(letter);
      return column !== undefined && mark(token, surname, firstLetter + column) ? letter : '…';
    },
  };
}

const maximumPairs = 0x1_0000;

/** Pairs of a name of today and an earlier one, by their places in the list of names, and whether the latter is retired. */
function codeEarlierNames(
  coder: Coder,
  names: readonly string[],
  index: CellIndex | undefined,
): Pick<CellIndex, 'earlierNames' | 'retiredNames'> {
  const place = new Map(names.map((name, at) => [name, at]));
  const known = Array.from(index?.earlierNames?.entries() ?? []).flatMap(([name, before]) =>
    before.map((one) => ({
      name: place.get(name),
      before: place.get(one),
      retired: index?.retiredNames?.has(one),
    })),
  );
  const numbers = new NumberModel(2);
  const count = numbers.code(coder, known.length, 0);
  if (count > maximumPairs) throw new RangeError('There are more earlier names than can be.');
  const earlierNames = new Map<string, string[]>();
  const retiredNames = new Set<string>();
  for (let at = 0; at < count; at += 1) {
    const name = names[numbers.code(coder, known[at]?.name ?? 0, 0)];
    const before = names[numbers.code(coder, known[at]?.before ?? 0, 0)];
    const retired = numbers.code(coder, known[at]?.retired ? 1 : 0, 1) === 1;
    if (name === undefined || before === undefined)
      throw new RangeError('An earlier name is not in the list.');
    earlierNames.set(name, [...(earlierNames.get(name) ?? []), before]);
    if (retired) retiredNames.add(before);
  }
  return { earlierNames, retiredNames };
}

function restToken(initial: string): string {
  return `${initial}…`;
}

/** An order of letters: one word, which the list of words keeps as it is. */
function codeOrder(coder: Coder, letters: readonly string[] | null): string[] {
  return [...(codeWordList(coder, letters === null ? null : [letters.join('')])[0] ?? '')];
}
