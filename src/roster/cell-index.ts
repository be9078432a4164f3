import { initialOfName } from '../names/fold.ts';
import { frameBytes, openFrame } from './byte-frame.ts';
import { BitCounts, type Coder, createDecoder, createEncoder } from './range-coder.ts';
import { RosterDataError } from './roster-data-error.ts';
import { codeWordList } from './word-list.ts';

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
  /** What `given_name` says of a man so named: the name itself, or its initial and `…`. */
  givenToken(givenName: string, surnameInitial: string): string;
  /**
   * What `patronymic_initial` says: '' where the cell is not divided by patronymic, the letter, or `…`. A row
   * with `?` fits every patronymic and is never more than a possible fit.
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

const magic = 'VCI1';

/** The index as bytes, 7 kB for Russia. */
export function encodeCellIndex(index: CellIndex, vocabulary: CellVocabulary): Uint8Array {
  const encoder = createEncoder();
  codeCells(encoder, { index, vocabulary });
  return frameBytes(magic, { head: [], body: encoder.finish() });
}

/** Throws RosterDataError. */
export function decodeCellIndex(bytes: Uint8Array): CellIndex {
  const { body } = openFrame(magic, 0, bytes);
  try {
    return codeCells(createDecoder(body), null);
  } catch (error) {
    if (error instanceof RangeError) throw new RosterDataError('damaged', error.message);
    throw error;
  }
}

/** Marks of `cut`: the token has a cell of its own; its cell is divided by patronymic. Other entries are letters. */
const ownCell = 0;
const divided = 1;
const firstLetter = 2;

function codeCells(coder: Coder, source: { index: CellIndex; vocabulary: CellVocabulary } | null): CellIndex {
  const names = codeWordList(coder, source?.vocabulary.givenNames ?? null);
  const surnames = codeOrder(coder, source?.vocabulary.surnameInitials ?? null);
  const patronymics = codeOrder(coder, source?.vocabulary.patronymicInitials ?? null);
  // Given names and surnames begin with the same letters.
  const tokens = [...names, ...surnames.map(restToken)];
  // One table of marks, token by token, surname by surname: half a megabyte, and no object for each of them.
  const width = firstLetter + patronymics.length;
  const marks = new Uint8Array(tokens.length * surnames.length * width);
  const placeOf = (token: number, surname: number): number => (token * surnames.length + surname) * width;

  const nameBits = new BitCounts(4);
  for (const [token, name] of names.entries()) {
    let before = 3;
    for (const [at, surname] of surnames.entries()) {
      const bit = nameBits.code(coder, before, source?.index.givenToken(name, surname) === name ? 1 : 0);
      marks[placeOf(token, at) + ownCell] = bit;
      before = ((before << 1) | bit) & 3;
    }
  }
  const letterBits = new BitCounts(128);
  for (const [index, token] of tokens.entries()) {
    let above = new Uint8Array(patronymics.length + 1);
    for (const [at, surname] of surnames.entries()) {
      const place = placeOf(index, at);
      if (index < names.length && marks[place + ownCell] === 0) continue;
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
  }
  const tokenIndex = new Map(tokens.map((token, index) => [token, index]));
  const surnameIndex = new Map(surnames.map((letter, index) => [letter, index]));
  const letterIndex = new Map(patronymics.map((letter, index) => [letter, index]));
  const mark = (token: string, surname: string, entry: number): boolean => {
    const [row, column] = [tokenIndex.get(token), surnameIndex.get(surname)];
    return row !== undefined && column !== undefined && marks[placeOf(row, column) + entry] === 1;
  };
  const givenToken = (givenName: string, surname: string): string =>
    mark(givenName, surname, ownCell) ? givenName : restToken(initialOfName(givenName));
  return {
    givenNames: names,
    givenToken,
    patronymicToken(givenName, surname, letter) {
      const token = givenToken(givenName, surname);
      if (!mark(token, surname, divided)) return '';
      const column = letterIndex.get(letter);
      return column !== undefined && mark(token, surname, firstLetter + column) ? letter : '…';
    },
  };
}

function restToken(initial: string): string {
  return `${initial}…`;
}

/** An order of letters: one word, which the list of words keeps as it is. */
function codeOrder(coder: Coder, letters: readonly string[] | null): string[] {
  return [...(codeWordList(coder, letters === null ? null : [letters.join('')])[0] ?? '')];
}
