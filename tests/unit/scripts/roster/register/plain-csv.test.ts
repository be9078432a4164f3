import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainCsv } from '../../../../../scripts/roster/register/plain-csv.ts';

const delimiters = [',', ';', '\t', '|'];

/** The same text through PlainCsv, cut into chunks, and csv-parse from where it gives up. */
function read(text: string, delimiter: string, sizes: readonly number[]): string[][] {
  const csv = new PlainCsv(delimiter);
  const rows: string[][] = [];
  let at = 0;
  for (const size of [...sizes, text.length]) {
    const taken = csv.take(text.slice(at, at + size), false);
    rows.push(...taken.rows);
    at += size;
    if (!taken.plain) return [...rows, ...tolerant(csv.rest + text.slice(at), delimiter)];
  }
  const taken = csv.take('', true);
  rows.push(...taken.rows);
  return taken.plain ? rows : [...rows, ...tolerant(csv.rest, delimiter)];
}

function tolerant(text: string, delimiter: string): string[][] {
  const options = { relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'] };
  try {
    return parse(text, { ...options, delimiter }) as string[][];
  } catch {
    return [['not closed']];
  }
}

const pieces = fc.constantFrom(
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  ' ',
  'а',
  'Иванов',
  ',',
  ';',
  '\t',
  '|',
  '1',
  '😀',
);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

describe('PlainCsv', () => {
  it('cuts as csv-parse does, whatever the text and wherever chunks end', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(...delimiters),
        fc.array(fc.nat(9), { maxLength: 12 }),
        (text, delimiter, sizes) => {
          const expected = tolerant(text, delimiter);
          const found = read(text, delimiter, sizes);
          // A mark that is never closed ends the table; rows before it may come first.
          if (expected.at(-1)?.[0] === 'not closed') expect(found.at(-1)).toEqual(['not closed']);
          else expect(found).toEqual(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('reads quoted values, line breaks and doubled marks by itself', () => {
    const { rows, plain } = new PlainCsv(';').take('a;"b;""c""\nd";e\r\n"";\n', true);
    expect({ rows, plain }).toEqual({
      rows: [
        ['a', 'b;"c"\nd', 'e'],
        ['', ''],
      ],
      plain: true,
    });
  });

  it.each([
    ['a mark inside a bare value', 'ok,1\nООО "Рога",2\nok,3\n'],
    ['text after a closing mark', 'ok,1\n"a"b,2\nok,3\n'],
  ])('stops before %s', (_what, text) => {
    const csv = new PlainCsv(',');
    expect(csv.take(text, true)).toEqual({ rows: [['ok', '1']], plain: false });
    expect(csv.rest).toBe(text.slice('ok,1\n'.length));
  });

  it('leaves a mark that is never closed, and records without an end, to csv-parse', () => {
    for (const text of [`"${'а\n'.repeat(80_000)}`, 'а'.repeat(150_000)]) {
      const csv = new PlainCsv(',');
      expect(csv.take(text, false).plain).toBe(false);
      expect(csv.rest).toBe(text);
    }
  });
});
