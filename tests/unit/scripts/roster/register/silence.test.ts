import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { type Reading, readRegister } from '../../../../../scripts/roster/register/read-register.ts';
import type { RegisterRecord } from '../../../../../src/schemas/register.ts';
import { cp1251 } from '../leaks/plants.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const part = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A cell that holds text, or the markup of any other cell without its address. */
type SheetCell = string | { attributes: string; content: string };

/** The least workbook that holds one sheet. */
function workbook(rows: readonly (readonly SheetCell[])[]): Uint8Array {
  const cells = rows.map((row, y) => {
    const markup = row.map((cell, x) => {
      const at = `r="${String.fromCharCode(65 + x)}${y + 1}"`;
      if (typeof cell !== 'string') return `<c ${at} ${cell.attributes}>${cell.content}</c>`;
      return cell === '' ? '' : `<c ${at} t="inlineStr"><is><t>${cell}</t></is></c>`;
    });
    return `<row r="${y + 1}">${markup.join('')}</row>`;
  });
  const files = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${part}"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData></worksheet>`,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, Buffer.from(`${declaration}${text}`)]),
    ),
  );
}

describe('a register that would make men public without a word', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-silence-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let number = 0;

  const read = async (bytes: string | Uint8Array): Promise<Reading & { records: RegisterRecord[] }> => {
    number += 1;
    const path = join(folder, `register-${number}`);
    writeFileSync(path, bytes);
    const records: RegisterRecord[] = [];
    const reading = await readRegister(path, {
      today: '2026-11-22',
      onRecord: (record) => records.push(record),
    });
    return { ...reading, records };
  };
  const codes = ({ problems }: Reading): string[] =>
    problems.map(({ row, column, code }) => `${row} ${column ?? '-'} ${code}`);
  const warned = ({ warnings }: Reading): string[] => warnings.map(({ code }) => code);

  const columns = ['record_id', 'surname', 'given_name', 'birth_date', 'status', 'disclosure', 'message'];
  const man = ['A-100001', 'Иванов', 'Пётр', '12.05.1998', 'confirmed', '', ''];
  const put = (column: string, cell: SheetCell): SheetCell[] =>
    man.map((value, index) => (columns[index] === column ? cell : value));
  const csv = (...rows: readonly (readonly string[])[]): string =>
    rows.map((row) => row.join(',')).join('\n');

  it('reads the little workbook that the others are made from', async () => {
    const reading = await read(workbook([columns, man]));
    expect(codes(reading)).toEqual([]);
    expect(reading.records).toHaveLength(1);
  });

  describe.each(columns)('a cell of %s', (column) => {
    it.each([
      ['an error', 't="e"', '<v>#N/A</v>', 'cell_error'],
      ['an error of a formula', "s='0' t='e'", '<f>VLOOKUP(A1,B:B,2)</f><v>#REF!</v>', 'cell_error'],
      ['an error without its name', 't="e"', '', 'cell_error'],
      ['a formula never computed', '', '<f>B2&amp;""</f>', 'formula'],
      ['a formula never computed that gives text', 't="str"', '<f>B2</f>', 'formula'],
    ])('that is %s is a problem', async (_name, attributes, content, code) => {
      const reading = await read(workbook([columns, put(column, { attributes, content })]));
      expect(codes(reading)).toContain(`2 ${column} ${code}`);
      expect(reading.records).toEqual([]);
    });
  });

  it('takes what a formula gave, be it nothing', async () => {
    const given = { attributes: 't="str"', content: '<f>"sea"&amp;"led"</f><v>sealed</v>' };
    const nothing = { attributes: 't="str"', content: '<f>IF(A2="","x","")</f><v></v>' };
    const sealed = await read(workbook([columns, put('disclosure', given)]));
    const listed = await read(workbook([columns, put('disclosure', nothing)]));
    expect([...sealed.records, ...listed.records].map(({ disclosure }) => disclosure)).toEqual([
      'sealed',
      'listed',
    ]);
  });

  it('errors that a spreadsheet wrote into a CSV are no values either', async () => {
    for (const error of ['#N/A', '#Н/Д', '#REF!', '#ССЫЛКА!', '#ИМЯ?', '#DIV/0!', 'Err:508']) {
      const row = man.map((value, index) => (columns[index] === 'message' ? error : value));
      expect(codes(await read(csv(columns, row))), error).toEqual(['2 message cell_error']);
    }
    const kept = man.map((value, index) => (columns[index] === 'message' ? '#ЖдиМеня мама!' : value));
    expect(codes(await read(csv(columns, kept)))).toEqual([]);
  });

  it.each([
    'Раскрытие сведений',
    'Публикация (да/нет)',
    'Розкриття (згода)',
    'Оприлюднювати?',
    'Disclosure level',
    'May be published',
    'Не разглашать',
  ])('an ignored column "%s" is a problem: it may say who must not be public', async (name) => {
    const head = columns.map((column) => (column === 'disclosure' ? name : column));
    const reading = await read(csv(head, man));
    expect(codes(reading)).toEqual(['1 disclosure disclosure_unclear']);
    expect(reading).toMatchObject({ rows: 0, records: [] });
    expect(reading.problems[0]?.message).toContain(name);
  });

  it('an ignored column beside the right one is a problem too, the name of a publisher is none', async () => {
    expect(codes(await read(csv([...columns, 'Раскрытие (новое)'], [...man, ''])))).toEqual([
      '1 disclosure disclosure_unclear',
    ]);
    expect(codes(await read(csv([...columns, 'Publisher'], [...man, 'x'])))).toEqual([]);
  });

  it.each(['sealed', 'Не публиковать', 'відкликано', 'ТОЛЬКО ПО КОДУ'])(
    'without a column of disclosure, "%s" in an ignored one is a problem of the whole file',
    async (word) => {
      const head = columns.map((column) => (column === 'disclosure' ? 'Решение' : column));
      const hidden = man.map((value, index) => (columns[index] === 'disclosure' ? word : value));
      const reading = await read(csv(head, man, ['A-100002', ...hidden.slice(1)]));
      expect(codes(reading)).toEqual(['3 disclosure disclosure_unclear']);
      expect(reading.unusable).toBe(true);
    },
  );

  it('a column without a name may hold disclosures as well', async () => {
    const head = columns.map((column) => (column === 'disclosure' ? '' : column));
    expect(
      codes(
        await read(
          csv(
            head,
            man.map((value, index) => (columns[index] === 'disclosure' ? 'sealed' : value)),
          ),
        ),
      ),
    ).toEqual(['2 disclosure disclosure_unclear']);
  });

  it('says how many would be listed where no column tells who must not', async () => {
    const bare = [columns.slice(0, 5), man.slice(0, 5), ['A-100002', ...man.slice(1, 5)]];
    const reading = await read(csv(...bare));
    expect(codes(reading)).toEqual([]);
    expect(warned(reading)).toEqual(['no_disclosure_column']);
    expect(reading.warnings[0]?.message).toContain('all 2 rows');
    expect(reading.hasDisclosure).toBe(false);
    expect((await read(csv(columns, man))).hasDisclosure).toBe(true);
  });

  it('knows the id of a faulty row as it knows that of a good one', async () => {
    const faulty = ['\u00a0A-\u200b100001\u00a0', ...man.slice(1)].map((v) => (v === 'confirmed' ? '?' : v));
    const reading = await read(csv(columns, faulty, man));
    expect(reading.badIds).toEqual(['A-100001', 'A-100001']);
    expect(codes(reading)).toEqual(['2 status status_unknown', '3 record_id record_id_twice']);
  });

  it.each<[string, string[][], string[]]>([
    ['ids that differ in case', [['a-100001', ...man.slice(1)], man], ['3 record_ids_alike']],
    ['ids that differ in script', [man, ['\u0410-100001', ...man.slice(1)]], ['3 record_ids_alike']],
    ['ids that differ', [man, ['A-100002', ...man.slice(1)]], []],
    ['surname and given name swapped', [['A-1', 'Пётр', 'Иванов', ...man.slice(3)]], ['2 names_swapped']],
    ['a given name like a surname beside a surname', [['A-1', 'Иванов', 'Лев', ...man.slice(3)]], []],
    ['a full name for a surname', [['A-1', 'Иванов Пётр Ильич', ...man.slice(2)]], ['2 full_name']],
    ['a surname of two words', [['A-1', 'Абу Хамад', ...man.slice(2)]], []],
  ])('%s: a warning at most, and no problem', async (_name, rows, expected) => {
    const reading = await read(csv(columns, ...rows));
    expect(codes(reading)).toEqual([]);
    expect(reading.warnings.map(({ row, code }) => `${row} ${code}`)).toEqual(expected);
    expect(reading.records).toHaveLength(rows.length);
  });

  it('knows a twin of a row with too many values, before it and after it', async () => {
    const long = [...man, '', 'x'];
    const after = await read(csv(columns, long, man));
    expect(codes(after)).toEqual(['2 - cells_extra', '3 record_id record_id_twice']);
    const before = await read(csv(columns, man, long));
    expect(codes(before)).toEqual(['3 record_id record_id_twice', '3 - cells_extra']);
    expect([after.badIds, before.badIds]).toEqual([['A-100001', 'A-100001'], ['A-100001']]);
    expect([after.badRowsWithoutId, before.badRowsWithoutId]).toEqual([1, 1]);
  });

  it('trusts a byte order mark only where the rest is UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), cp1251(csv(columns, man))]);
    const reading = await read(bytes);
    expect(codes(reading)).toEqual([]);
    expect(reading.records[0]).toMatchObject({ record_id: 'A-100001', surname: 'Иванов' });
  });
});
