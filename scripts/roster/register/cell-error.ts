/**
 * What spreadsheets show where a formula could not be computed: `#N/A`, `#REF!`, `#ИМЯ?`, and `Err:508` of LibreOffice.
 * The names are translated with the program, so their form is matched: capitals that end in `!` or `?`.
 */
const errorText = /^(?:#[\p{Lu}_]+(?:\/0)?[!?]|#(?:N\/A|Н\/Д|GETTING_DATA)|Err:\d{3})$/u;

export function isCellError(value: string): boolean {
  return (value.startsWith('#') || value.startsWith('Err:')) && errorText.test(value);
}

/** Stands for an error that a workbook does not name. */
export const unnamedError = '#ERROR!';
