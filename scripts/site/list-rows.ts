const crockford = '[0-9A-HJKMNP-TV-Z]';

/**
 * Where rows begin, as `tableBodies` of src/components/roster-list/ writes it: a body, or a body under its years. It
 * is left for the parser, with its anchor.
 */
const opening = /<tbody(?: id=n\d+-\d{4}><tr><th scope=rowgroup colspan=3>\d{4}(?:–\d{4})?|>)/g;

/**
 * A row as it is written there: no element but cells, no attribute, and no sign in a cell that could begin markup.
 * Whatever fits this loads nothing, leads nowhere and runs nothing.
 */
const row = new RegExp(`<tr>(?:<td>[^<>&\\n]*){2}<td>${crockford}{4}-${crockford}{4}`, 'y');

/** An HTML text without the rows of tables that need no parser. */
export interface WithoutRows {
  /** Line numbers are those of the whole text. */
  text: string;
  /** Plain rows, with the one of each body that stays. */
  rows: number;
}

/**
 * Takes plain rows out of a page, so that checks parse what is left: a page of 5,000 rows has 25,000 elements, and a
 * thousand such pages would take a parser ten minutes. A row with anything else in it stays and is parsed, and so do
 * all that follow it in the same body. The first plain row of a body stays too: what follows the rows is in a cell for
 * the parser, as it is for browsers, and they read some markup otherwise there.
 */
export function withoutRows(html: string): WithoutRows {
  let rows = 0;
  let text = '';
  let at = 0;
  opening.lastIndex = 0;
  while (opening.exec(html) !== null) {
    row.lastIndex = opening.lastIndex;
    let kept = opening.lastIndex;
    let end = kept;
    // A sticky expression that fails begins anew at 0.
    for (let first = true; row.test(html); first = false) {
      rows += 1;
      end = row.lastIndex;
      if (first) kept = end;
    }
    text += html.slice(at, kept);
    at = end;
    opening.lastIndex = end;
  }
  return { text: text + html.slice(at), rows };
}
