const crockford = '[0-9A-HJKMNP-TV-Z]';

/**
 * A row as `tableRows` of src/components/roster-list/ writes it: no element but cells, no attribute but its anchor,
 * and no sign in a cell that could begin markup. Whatever fits this loads nothing, leads nowhere and runs nothing.
 */
const row = new RegExp(
  `<tr(?: id=(n\\d+-\\d{4}))?>(?:<td>[^<>&\\n]*){3}<td>${crockford}{4}-${crockford}{4}`,
  'y',
);

/** An HTML text without the rows of tables that need no parser. */
export interface WithoutRows {
  /** Line numbers are those of the whole text. */
  text: string;
  /** Ids of the rows that were taken out. */
  anchors: string[];
  rows: number;
}

/**
 * Takes plain rows out of a page, so that checks parse what is left: a page of 5,000 rows has 25,000 elements, and a
 * thousand such pages would take a parser ten minutes. A row with anything else in it stays and is parsed.
 */
export function withoutRows(html: string): WithoutRows {
  const anchors: string[] = [];
  let rows = 0;
  let text = '';
  let at = 0;
  for (let table = nextTable(html, at); table >= 0; table = nextTable(html, at)) {
    text += html.slice(at, table);
    at = table;
    row.lastIndex = at;
    for (let match = row.exec(html); match !== null; match = row.exec(html)) {
      rows += 1;
      at = row.lastIndex;
      if (match[1] !== undefined) anchors.push(match[1]);
    }
    // What follows the last plain row, be it a row of another kind, is left for the parser.
  }
  return { text: text + html.slice(at), anchors, rows };
}

const opening = '<tbody>';

/** Where the rows of the next table begin, from a place on; -1 where there is none. */
function nextTable(html: string, from: number): number {
  const found = html.indexOf(opening, from);
  return found < 0 ? -1 : found + opening.length;
}
