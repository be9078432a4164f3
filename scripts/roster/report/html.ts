/** Pieces of the report's page. Everything that is not made here goes through `escaped`. */
import { escaped } from '../../../src/i18n/markup.ts';

/** Parts of a page, each from a line of its own; those that are empty leave none. */
export const lines = (...parts: string[]): string => parts.filter((part) => part !== '').join('\n');

export const paragraph = (html: string): string => `<p>${html}</p>`;

export function list(items: readonly string[], name = ''): string {
  const attribute = name === '' ? '' : ` class="${name}"`;
  return items.length === 0 ? '' : `<ul${attribute}>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

export interface Column {
  name: string;
  isNumber?: boolean;
}

export interface Table {
  caption: string;
  columns: readonly Column[];
  /** Cells as HTML. */
  rows: readonly (readonly string[])[];
}

/**
 * A table. On a telephone each of its rows becomes a small list of its own with the names of the columns in it, so its
 * roles are written out: without them a browser would forget that it is a table.
 */
export function table({ caption, columns, rows }: Table): string {
  const kind = ({ isNumber }: Column): string => (isNumber === true ? ' class="number"' : '');
  const head = columns
    .map((column) => `<th scope="col" role="columnheader"${kind(column)}>${escaped(column.name)}</th>`)
    .join('');
  const body = rows.map((row) => {
    const cells = columns.map((column, index) => {
      const name = index === 0 ? '' : `<span class="name" aria-hidden="true">${escaped(column.name)}</span> `;
      return index === 0
        ? `<th scope="row" role="rowheader"${kind(column)}>${row[index] ?? ''}</th>`
        : `<td role="cell"${kind(column)}>${name}${row[index] ?? ''}</td>`;
    });
    return `<tr role="row">${cells.join('')}</tr>`;
  });
  return `<table role="table"><caption>${escaped(caption)}</caption><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">\n${body.join('\n')}\n</tbody></table>`;
}

export const number = (value: number): string => Math.round(value).toLocaleString('en');

/** The blank before the sign is never the end of a line. */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)}\u00a0%`;

/** Estimates are not told to the man. */
export const thousands = (value: number): string =>
  value < 10_000 ? number(Number(value.toPrecision(2))) : number(Math.round(value / 1000) * 1000);

/** `1 row`, `2 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${Math.round(count) === 1 ? one : many}`;

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** An ISO date as the pages write it: 12 May 1998. */
export function dateInWords(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

/** A number of days as a length of time: half a month, 5 months, 3 years. */
export function periodInWords(days: number): string {
  if (Number.isNaN(days)) return '–';
  if (days <= 16) return 'half a month';
  const inMonths = Math.round(days / 30.4);
  if (inMonths <= 1) return 'a month';
  if (inMonths < 24) return `${inMonths} months`;
  return `${Math.round(days / 365.25)} years`;
}

/** Text of a YAML file, in which `` `…` `` marks a token. */
export const withCode = (value: string): string => escaped(value).replace(/`([^`]*)`/g, '<code>$1</code>');
