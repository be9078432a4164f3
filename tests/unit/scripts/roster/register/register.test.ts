import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readDate } from '../../../../../scripts/roster/register/date.ts';
import { type Reading, readRegister } from '../../../../../scripts/roster/register/read-register.ts';
import { registerWords } from '../../../../../scripts/roster/register/words.ts';
import { type RegisterRecord, registerRecordSchema } from '../../../../../src/schemas/register.ts';
import { cp1251 } from '../leaks/plants.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures/registers');
const today = '2026-11-22';

async function read(path: string): Promise<Reading & { records: RegisterRecord[] }> {
  const records: RegisterRecord[] = [];
  const reading = await readRegister(path, { today, onRecord: (record) => records.push(record) });
  return { ...reading, records };
}

describe('the messy exports', () => {
  const expected: { faults: { row: number; column: string; kind: string }[]; accepted: { row: number }[] } =
    JSON.parse(readFileSync(join(fixtures, 'messy.expected.json'), 'utf8'));

  /** What the workbooks lost on their way through a spreadsheet program (see the README of the exports). */
  const lost: Record<string, string[]> = {
    'messy-cp1251.csv': [],
    'messy-utf8.csv': [],
    'messy.xlsx': ['control character', 'formula'],
    'messy-dates.xlsx': ['control character', 'formula', 'two-digit year'],
  };

  it.each(Object.keys(lost))(
    '%s: every planted fault at its row and column, and nothing else',
    async (file) => {
      const { rows, problems, warnings } = await read(join(fixtures, file));
      const faults = expected.faults.filter(({ kind }) => !lost[file]?.includes(kind));
      expect(problems.map(({ row, column }) => `${row} ${column}`).sort()).toEqual(
        faults.map(({ row, column }) => `${row} ${column}`).sort(),
      );
      expect(rows).toBe(300);
      expect(warnings.map(({ column }) => column)).toEqual(['в/ч', 'адрес', 'фото']);
    },
  );

  it('never says a value', async () => {
    const { problems } = await read(join(fixtures, 'messy-utf8.csv'));
    for (const { message, value } of problems) {
      if (value !== undefined && value.trim().length > 1) expect(message).not.toContain(value.trim());
    }
  });

  it('reads the clean register without a word', async () => {
    const { rows, problems, warnings, records } = await read(join(fixtures, 'demo.csv'));
    expect({ rows, problems, warnings }).toEqual({ rows: 2000, problems: [], warnings: [] });
    expect(records[0]).toEqual({
      record_id: 'R-22000001',
      surname: 'Теребинов',
      given_name: 'Роман',
      patronymic: 'Борисович',
      birth: { year: 1994, month: 12, day: 17 },
      status: 'confirmed',
      status_date: '2022-04-21',
      disclosure: 'listed',
      code_version: 1,
    });
  });
});

describe('exports that nobody planned', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-register-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let number = 0;

  const readBytes = (bytes: string | Uint8Array) => {
    number += 1;
    const path = join(folder, `register-${number}`);
    writeFileSync(path, bytes);
    return read(path);
  };
  const codes = ({ problems }: Reading): string[] =>
    problems.map(({ row, column, code }) => `${row} ${column ?? '-'} ${code}`);

  const head = 'record_id,surname,given_name,patronymic,birth_date,status,disclosure,message';
  const row = 'A-100001,Иванов,Пётр,Ильич,12.05.1998,confirmed,,';

  it.each([
    ['an empty file', '', ['0 - file_empty']],
    ['blank lines only', '\n\n\n', ['1 - header_not_found']],
    ['a header alone', head, ['0 - register_empty']],
    ['no header', row, ['1 - header_not_found']],
    ['a page of HTML', '<!DOCTYPE html><table></table>', ['0 - file_no_table']],
    ['a PDF', '%PDF-1.7 …', ['0 - file_no_table']],
    [
      'an old .xls, or one with a password',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      ['0 - file_old_or_locked'],
    ],
    ['a zip that is no workbook', zipSync({ 'a.txt': Buffer.from('x') }), ['0 - file_damaged']],
    [
      'the beginning of a workbook',
      readFileSync(join(fixtures, 'messy.xlsx')).subarray(0, 9000),
      ['0 - file_damaged'],
    ],
    [
      'a missing required column',
      'record_id,surname,given_name,status\nA-1,Иванов,Пётр,confirmed',
      ['1 birth_date column_missing'],
    ],
    ['a column twice', `${head},фамилия\n${row},Иванов`, ['1 surname column_twice']],
    [
      'an open quotation mark',
      `${head}\n${row}\nA-100002,"Иванов,Пётр,,1998,confirmed,,\n`,
      ['3 - quote_not_closed'],
    ],
    [
      'a quotation mark that is closed rows later',
      `${head}\n${row}\nA-100002,Иванов,Пётр,,1998,confirmed,,"Мама\nA-100003,Петров,Иван,,1999,confirmed,,\n"`,
      ['3 - quote_not_closed'],
    ],
    ['more values than columns', `${head}\n${row},,,x`, ['2 - cells_extra']],
    [
      'a row that ends before the column of disclosure',
      `${head}\n${row.replace(/,,$/, '')}`,
      ['2 disclosure cells_missing'],
    ],
    ['a row that ends after an empty disclosure', `${head}\n${row.replace(/,$/, '')}`, []],
    [
      'a damaged character',
      `${head}\n${row.replace('Иванов', 'Ив\ufffdнов')}`,
      ['2 surname damaged_character'],
    ],
    [
      'an initial for a given name',
      `${head}\n${row.replace('Пётр', 'П.')}`,
      ['2 given_name given_name_initial'],
    ],
    [
      'a dash where a name must be',
      `${head}\n${row.replace('Пётр', '—')}`,
      ['2 given_name given_name_missing'],
    ],
    ['signs in a name', `${head}\n${row.replace('Иванов', 'Иванов <b>')}`, ['2 surname name_characters']],
    [
      'a dash for a disclosure',
      `${head}\n${row.replace('confirmed,', 'confirmed,-')}`,
      ['2 disclosure disclosure_unknown'],
    ],
    [
      'a month that is none',
      `${head}\n${row.replace('12.05', '12.13')}`,
      ['2 birth_date birth_date_impossible'],
    ],
    [
      '29 February of a common year',
      `${head}\n${row.replace('12.05.1998', '29.02.1999')}`,
      ['2 birth_date birth_date_impossible'],
    ],
    ['a formula for an id', `${head}\n${row.replace('A-100001', '=1+1')}`, ['2 record_id formula']],
    [
      'several faults in a row',
      `${head}\n,,,,,,,x`,
      [
        '2 record_id record_id_missing',
        '2 surname surname_missing',
        '2 given_name given_name_missing',
        '2 birth_date birth_date_missing',
        '2 status status_missing',
      ],
    ],
    [
      'a message of rare ideographs too long for its place',
      `${head}\n${row}${'\u{20000}'.repeat(300)}`,
      ['2 message message_unfit'],
    ],
    [
      'a duplicate of a faulty row',
      `${head}\n${row.replace('confirmed', 'x')}\n${row}`,
      ['2 status status_unknown', '3 record_id record_id_twice'],
    ],
  ])('%s is a fault at its place', async (_name, bytes, expected) => {
    expect(codes(await readBytes(bytes))).toEqual(expected);
  });

  const ukrainian =
    'НОМЕР ЗАПИСУ;Прізвище ;Ім’я;По\u00a0батькові;Дата народження:;Статус\r\nA-100001;Іваненко;Петро;Ілліч;12.05.1998;у шпиталі\r\n';

  it.each<[string, string | Uint8Array]>([
    ['Ukrainian headers in windows-1251', cp1251(ukrainian)],
    ['UTF-8 with a byte order mark', `\ufeff${ukrainian}`],
    ['UTF-16, little end first', Buffer.from(`\ufeff${ukrainian}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(ukrainian, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${ukrainian}`, 'utf16le').swap16()],
    ['tabs', ukrainian.replaceAll(';', '\t')],
    ['bars', ukrainian.replaceAll(';', '|')],
    ['LF', ukrainian.replaceAll('\r\n', '\n')],
    ['CR alone', ukrainian.replaceAll('\r\n', '\r')],
    ['no line end at the end', ukrainian.trimEnd()],
    ['blank and empty rows below', `${ukrainian}\r\n;;;;;\r\n;;;;;\r\n`],
    ['the separator line of Excel', `sep=;\r\n${ukrainian}`],
    ['quoted values', ukrainian.replace('Іваненко', '"Іваненко"')],
    ['a title above the header', `Список військовополонених;;;;;\r\nна 01.11.2026;;;;;\r\n${ukrainian}`],
    ['invisible marks in a name', ukrainian.replace('Іваненко', 'Іва\u00adне\u200bнко')],
  ])('reads %s', async (_name, bytes) => {
    const { problems, rows, records } = await readBytes(bytes);
    expect({ problems, rows }).toEqual({ problems: [], rows: 1 });
    expect(records).toEqual([
      {
        record_id: 'A-100001',
        surname: 'Іваненко',
        given_name: 'Петро',
        patronymic: 'Ілліч',
        birth: { year: 1998, month: 5, day: 12 },
        status: 'hospital',
        disclosure: 'listed',
        code_version: 1,
      },
    ]);
  });

  it.each([
    '1998-05-12',
    '12.05.1998',
    ' 12.05.1998 ',
    '12.5.1998',
    '12.05.1998 г.',
    '12.05.1998 0:00:00',
    '1998-05-12T00:00:00',
    '1998-05-12 00:00:00',
  ])('reads the date %s', (text) => {
    expect(readDate(text)).toEqual({ kind: 'date', date: { year: 1998, month: 5, day: 12 } });
  });

  it('counts a line break in quotes and a title as no row', async () => {
    const bad = row.replace('A-100001', 'A-100002').replace('confirmed', 'nowhere');
    const { problems } = await readBytes(`Титул,,,,,,,\n${head}\n${row.replace(/,$/, ',"а\nб"')}\n${bad}`);
    expect(problems.map((problem) => problem.row)).toEqual([3]);
  });

  it('reports every row of a register in which everything is wrong', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => `B-${index}00000,1,2,3,4,5,6,`);
    const { problems, rows: count } = await readBytes([head, ...rows].join('\n'));
    expect(count).toBe(500);
    expect(new Set(problems.map((problem) => problem.row)).size).toBe(500);
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (noise, withHead) => {
        const bytes = withHead ? Buffer.concat([Buffer.from(`${head}\n`), noise]) : noise;
        const { problems, rows } = await readBytes(bytes);
        expect(problems.length + rows).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  it('makes records that their schema describes, of cells as offices fill them', async () => {
    const cells = [
      'Иванов',
      'О’Нил',
      ' де  Вет ',
      'а',
      '',
      '-',
      '𐐀'.repeat(100),
      'x'.repeat(101),
      '12.05.1998',
      '1998',
      '0099',
      '2026-11-22',
      '1998-02-30',
      'listed',
      'confirmed',
      '1',
      '9999',
      '1.0',
      '=1',
      '#N/A',
      '\u200b',
      'Й',
      '😀'.repeat(300),
      '"',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...cells), { minLength: 8, maxLength: 8 }), { maxLength: 30 }),
        async (rows) => {
          const usual = row.split(',');
          const lines = rows.map((values, at) =>
            [
              `A-${at}`,
              ...values.slice(1).map((value, column) => (column === at % 7 ? value : usual[column + 1])),
            ]
              .map((value) => `"${value?.replaceAll('"', '""')}"`)
              .join(','),
          );
          const { records } = await readBytes([head, ...lines].join('\n'));
          for (const record of records) expect(registerRecordSchema.parse(record)).toEqual(record);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('reports a faulty value in every row that has it, and what another row makes of a good one', async () => {
    const dated = 'record_id,surname,given_name,birth_date,status,status_date';
    const rows = [
      'A-1,Иванов,Пётр,31.02.1998,confirmed,01.05.2022',
      'A-2,Иванов,Пётр,31.02.1998,confirmed,01.05.2022',
      'A-3,Иванов,Пётр,01.05.2022,confirmed,01.05.2022',
      'A-4,Иванов,Пётр,02.05.2022,confirmed,01.05.2022',
      'A-5,Ив4нов,Пётр,1998,в плену,1998',
      'A-6,Ив4нов,Пётр,1998,в плену,1998',
    ];
    expect(codes(await readBytes([dated, ...rows].join('\n')))).toEqual([
      '2 birth_date birth_date_impossible',
      '3 birth_date birth_date_impossible',
      '5 status_date status_date_before_birth',
      '6 surname digits_in_name',
      '6 status status_unknown',
      '6 status_date status_date_not_a_date',
      '7 surname digits_in_name',
      '7 status status_unknown',
      '7 status_date status_date_not_a_date',
    ]);
  });

  it('every word of the tables stands for one thing, and doubtful ones for none', () => {
    const words = registerWords();
    expect(words.columns.get('дата рождения')).toBe('birth_date');
    expect(words.statuses.has('в плену')).toBe(false);
    expect(words.isNothing('—')).toBe(true);
    expect(words.isNothing('Нестор')).toBe(false);
  });
});
