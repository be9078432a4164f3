import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { names } from '../../../../scripts/names/name-tables.ts';
import { probableDuplicates } from '../../../../scripts/roster/find/duplicates.ts';
import { readFindQuery } from '../../../../scripts/roster/find/query.ts';
import { createRecordSearch, type SearchedRecord } from '../../../../scripts/roster/find/record-search.ts';
import { run } from '../../../../scripts/roster/find.ts';
import { type CommandOutput, catchOutput } from '../command-output.ts';

function record(id: string, name: string, birth: SearchedRecord['birth']): SearchedRecord {
  const [surname = '', given_name = '', patronymic] = name.split(' ');
  return { record_id: id, surname, given_name, birth, ...(patronymic === undefined ? {} : { patronymic }) };
}

const records = [
  record('1', 'Иванов Александр Сергеевич', { year: 1998, month: 5, day: 12 }),
  record('2', 'Иванов Алексей Сергеевич', { year: 1998, month: 5, day: 12 }),
  record('3', 'Салтыков-Щедрин Михаил Евграфович', { year: 1986 }),
  record('4', 'Кириллов Пётр Ильич', { year: 1990, month: 1, day: 2 }),
  record('5', 'Гаджиев Магомед Алиевич', { year: 2001, month: 3, day: 4 }),
  {
    ...record('6', 'Талыбов Вугар', { year: 1981 }),
    given_name: 'Вугар Руслан',
    patronymic: 'Намиг оглы',
  },
];
const search = createRecordSearch(records, names());
const find = (text: string) => {
  const { name, birth } = readFindQuery(text);
  return search(name, birth).matches.map(({ record: { record_id }, fit }) => `${record_id} ${fit}`);
};

describe('what an operator types', () => {
  it.each([
    ['Иванова Сашу 98 года', { year: 1998 }, 'Иванова Сашу'],
    ['Иванов 12.05.1998', { year: 1998, month: 5, day: 12 }, 'Иванов'],
    ['Иванов 1998-05-12 г.р.', { year: 1998, month: 5, day: 12 }, 'Иванов'],
    ['Петренко Иван 2001 р.', { year: 2001 }, 'Петренко Иван'],
    ['Иванов', {}, 'Иванов'],
    ['Иванов 1966 г. р.', { year: 1966 }, 'Иванов'],
    ['Іванов 1985 р.н.', { year: 1985 }, 'Іванов'],
    ['Иванов 29 год', {}, 'Иванов'],
    ['Иванов 25 лет', {}, 'Иванов'],
    ['Иванов 41 года рождения', { year: 1941 }, 'Иванов'],
  ])('%s', (text, birth, name) => {
    const query = readFindQuery(text);
    expect(query.birth).toEqual(birth);
    expect(query.name.trim().replace(/\s+/g, ' ')).toBe(name);
  });
});

describe('a man with a name of two words and a patronymic without an ending', () => {
  it.each([
    'Талыбов Вугар Руслан Намиг оглы',
    'Талыбов Вугар-Руслан Намиг-оглы',
    'Талыбова Вугар Руслана Намиг оглы',
    'Talybov Vugar Ruslan Namig ogly',
  ])('is found as %s', (text) => {
    expect(find(text)).toEqual(['6 strong']);
  });

  it('is found by half of his name, as possible', () => {
    expect(find('Талыбов Вугар Намигович')).toEqual(['6 possible']);
    expect(find('Талыбов Руслан')).toEqual(['6 possible']);
  });

  it('is not the son of another', () => {
    expect(find('Талыбов Вугар Руслан Эльчин оглы')).toEqual([]);
  });
});

describe('a query that looks like a code', () => {
  it.each([
    ['4KD9-Q7M2', 'ref'],
    ['4kd9 q7m3', 'ref'],
    ['АВ12СЕ34', 'ref'],
    ['4KD9-Q7M2-AB12-CD34-EF56', 'family_code'],
    ['4KD9-Q7M2-AB12-CD34-EF5', 'family_code'],
    ['Костенко', null],
    ['Вова 1998', null],
    ['12.05.1998', null],
    ['Иванова Сашу 98 года', null],
    ['Салтыков-Щедрин Михаил', null],
    ['Иванов Александр 1998', null],
  ])('%s: %s', (text, shape) => {
    expect(readFindQuery(text).codeShape).toBe(shape);
  });

  /** What `find` says of a register to one query. */
  async function asked(csv: string, query: string): Promise<CommandOutput & { status: number }> {
    const work = mkdtempSync(join(tmpdir(), 'vestochka-find-'));
    const register = join(work, 'register.csv');
    writeFileSync(register, csv);
    const output = catchOutput();
    try {
      const status = await run([register, query, '--ledger', join(work, 'no.jsonl'), '--json']);
      return { status, ...output };
    } finally {
      vi.restoreAllMocks();
      rmSync(work, { recursive: true });
    }
  }
  const header = 'record_id,surname,given_name,birth_date,status\n';

  it('finds nobody by name, and says so; a missing ledger is told', async () => {
    const { status, told, printed } = await asked(`${header}R-1,Ав,Иван,1990-01-02,confirmed\n`, 'АВ12СЕ34');
    expect(status).toBe(1);
    expect(JSON.parse(printed)).toEqual({ matches: [] });
    expect(told).toMatch(/There is no ledger .*no\.jsonl/);
    expect(told).toMatch(/No record of the register has this reference code/);
  });

  it('tells how many fit where they are more than it shows', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `R-${at},Иванов,Иван,1990-01-02,confirmed\n`);
    const { status, told, printed } = await asked(header + rows.join(''), 'Иванов Иван');
    expect(status).toBe(0);
    expect(JSON.parse(printed).matches).toHaveLength(10);
    expect(told).toMatch(/12 records fit/);
  });

  it('says what keeps a register from being searched', async () => {
    const { status, told, printed } = await asked('a,b\n1,2\n', 'Иванов');
    expect(status).toBe(1);
    // Nobody has looked, so nothing is said of who is there.
    expect(printed).toBe('');
    expect(told).toMatch(/The register cannot be searched: No row with column names/);
  });
});

describe('search over whole names', () => {
  it.each([
    ['Иванова Сашу 98 года', '1 strong'],
    ['Ivanov Alexey', '2 strong'],
    ['Щедрин Михаил', '3 possible'],
    ['Кирилов Петр', '4 possible'],
    ['Мухаммад Гаджиев', '5 possible'],
    ['Кіріллов Петро Ілліч', '4 strong'],
  ])('%s', (text, first) => {
    expect(find(text)[0]).toBe(first);
  });

  it.each([
    ['Петров Данил Олегович', 'Петров Даниил Олегович', 'possible'],
    ['Петров Данила Олегович', 'Петров Данил Олегович', 'possible'],
    ['Петров Данила', 'Петров Данил', 'possible'],
    ['Петров Пётр Михаилович', 'Петров Пётр Михайлович', 'possible'],
    ['Петров Пётр Намиг оглы', 'Петров Пётр Намигович', 'possible'],
    ['Ткачонков Пётр Ильич', 'Ткачонок Пётр Ильич', 'possible'],
    ['Петрова Данила Олеговича', 'Петров Данил Олегович', 'strong'],
    ['Петрова Данил', 'Петров Данил', 'strong'],
    ['Шевченко Данила Олеговича', 'Шевченко Данил Олегович', 'strong'],
    ['Петров Василь Сергійович', 'Петров Василий Сергеевич', 'strong'],
    ['Петров Микола', 'Петров Николай', 'strong'],
    ['Petrov Petro Serhiiovych', 'Петров Пётр Сергеевич', 'strong'],
    ['Петров Сергеи Ильич', 'Петров Сергей Ильич', 'strong'],
    ['Петров-Водкин Иван Ильич', 'Водкин Иван Ильич', 'possible'],
    ['Петров-Водкин Иван Ильич', 'Петров Иван Ильич', 'possible'],
    ['Петров Водкин Иван Ильич', 'Петров Иван Ильич', 'possible'],
  ])('%s beside %s in the register: %s', (typed, written, fit) => {
    const { matches } = createRecordSearch([record('1', written, { year: 1990 })], names())(typed, {});
    expect(matches.map((match) => match.fit)).toEqual([fit]);
  });

  it('puts a man first whose surname is a rank', () => {
    const men = ['Титов Иван Петрович', 'Майор Иван Петрович', 'Конев Иван Петрович'];
    const records = men.map((name, at) => record(String(at), name, { year: 1990 }));
    const { matches } = createRecordSearch(records, names())('Майор Иван Петрович', {});
    expect(matches.map(({ record: { record_id }, fit }) => `${record_id} ${fit}`)).toEqual([
      '1 possible',
      '0 possible',
      '2 possible',
    ]);
  });

  it('finds by a birth date alone', () => {
    expect(find('12.05.1998')).toEqual(['1 possible', '2 possible']);
    expect(find('')).toEqual([]);
  });

  it('takes the son of Турпал-Али for no son of Турпал', () => {
    const { matches } = createRecordSearch([record('1', 'Кадыров Ваха Турпалович', { year: 1990 })], names())(
      'Кадыров Ваха Турпалалиевич',
      {},
    );
    expect(matches).toEqual([]);
  });

  it('takes another patronymic or year for a contradiction', () => {
    expect(find('Иванов Александр Андреевич')).toEqual([]);
    expect(find('Иванов Александр 97 года')).toEqual([]);
  });
});

describe('probable duplicates', () => {
  it('are one man under two spellings, and not brothers', () => {
    const twice = [
      ...records,
      record('6', 'Ivanov Aleksandr Sergeevich', { year: 1998, month: 5, day: 12 }),
      record('7', 'Кирилов Петр', { year: 1990, month: 1, day: 2 }),
      record('8', 'Иванов Александр Андреевич', { year: 1998, month: 5, day: 12 }),
    ];
    const found = probableDuplicates(twice, names());
    expect(found.map(({ first, second }) => [twice[first]?.record_id, twice[second]?.record_id])).toEqual([
      ['1', '6'],
      ['4', '7'],
    ]);
  });

  const born = { year: 1990, month: 3, day: 4 };
  it.each([
    ['Белокозов Михаил Наилевич', 'Белокоов Михаил Наилевич', true],
    ['Шаплов Дмитрий Ефимович', 'Шаплов Дмитвий Ефимович', true],
    ['Шаплов Александр Ефимович', 'Шаплов Саша', true],
    ['Шаплов-Белокозов Александр Ефимович', 'Шаплов Александр Ефимович', true],
    ['Шаплов Дмитрий Ефимович', 'Шаплов Даниил Ефимович', false],
    ['Шаплов Артём Ефимович', 'Шаплов Артур Ефимович', false],
    ['Белокозов Михаил Наилевич', 'Белокоов Михаил', false],
    ['Шаплов Дмитрий Ефимович', 'Шаплов Дмитвий Иванович', false],
  ])('%s and %s: %s', (one, other, isOne) => {
    expect(probableDuplicates([record('1', one, born), record('2', other, born)], names())).toHaveLength(
      isOne ? 1 : 0,
    );
  });
});
