/**
 * Which given names and patronymic initials have cells of their own: the part of the partition that a browser
 * must know to read a row as its publisher meant it. A row that says `Б…` means the names in Б that have no
 * cell of their own with that surname initial, and only those; read as "any name in Б" it would triple the
 * number of families who see another man's row (DESIGN, section 3).
 *
 * Initials are canonical (`canonicalInitial`), given names canonical (`canonicalGivenName`).
 */
export interface CellIndex {
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
