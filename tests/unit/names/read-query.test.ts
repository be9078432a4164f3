import { describe, expect, it } from 'vitest';
import { compiledNameTables, names } from '../../../scripts/names/name-tables.ts';
import { createNames } from '../../../src/names/names.ts';
import { assignments, readField } from '../../../src/names/read-query.ts';
import { loadNameTables } from '../../../src/names/tables.ts';
import { initialsOf } from '../../../src/names/word.ts';

const { index, tables } = names();

function plainest(text: string, { index, tables } = names()): { given: string | null; surname: string[] } {
  const { tokens } = readField(text, tables, index);
  const [best] = assignments(tokens);
  const typed = (at: number): string => tokens[at]?.word.text ?? '';
  return {
    given: best === undefined || best.given === null ? null : typed(best.given),
    surname: (best?.surname ?? []).map(typed),
  };
}

describe('the plainest reading of a field', () => {
  it.each([
    'вилка рынок',
    'here quick',
    'yellow yes',
    'йьол еибкз кйгчор',
    'бибиби вово',
    'jjllk llljl jklljlkh',
    'ddsa vbnm',
    'лллллл илллья',
  ])('%s is no name at all', (text) => {
    expect(plainest(text)).toEqual({ given: null, surname: [] });
  });

  it.each([
    ['Бут Саша', 'саша', 'бут'],
    ['Петрова Сашу', 'сашу', 'петрова'],
    ['Внук Ивана', 'ивана', ''],
    ['Цой Максима', 'максима', 'цой'],
    ['But Misha', 'misha', 'but'],
    ['Мкртчян Армен', 'армен', 'мкртчян'],
    ['Сарыглар Кежик', 'кежик', 'сарыглар'],
  ])('of %s the given name is %s', (text, given, surname) => {
    expect(plainest(text)).toEqual({ given, surname: surname === '' ? [] : [surname] });
  });

  it('takes three words that hyphens join apart', () => {
    const { tokens } = readField('Иванов-Пётр-Сергеевич 1998 г.р.', tables, index);
    expect(tokens.map(({ word }) => word.text)).toEqual(['иванов', 'пётр', 'сергеевич']);
    expect(readField('Салтыков-Щедрин', tables, index).tokens).toHaveLength(1);
  });
});

describe('the layout of a field', () => {
  const read = (text: string): string =>
    readField(text, tables, index)
      .tokens.map(({ word }) => word.text)
      .join(' ');
  it.each([
    ['Jhkjd F.T', 'орлов а е'],
    ['Hecfrjd V.,Y.', 'русаков м н'],
    ['F.D.Cjrjkjd', 'а в соколов'],
    ['Nfhjdcrbq, D/ >/', 'таровский в ю'],
    ['L.rjd Gtnh', 'дюков петр'],
    ['Kjvjyjcjd Ukt,', 'ломоносов глеб'],
  ])('of %s leaves signs behind letters alone and words as they are', (text, words) => {
    expect(read(text)).toBe(words);
  });

  it.each([
    ['Горулько Tdutybq Михайлович', 'горулько евгений михайлович'],
    ['Ujhekmrj Евгений Михайлович', 'горулько евгений михайлович'],
    ['Vfh[tkm Василий Викторович', 'мархель василий викторович'],
  ])('of one word in %s is told by the others', (text, words) => {
    expect(read(text)).toBe(words);
  });

  it.each(['Канлой Е. Г.', 'Толстой М В', 'Машанло Б.,Е.'])('of %s is the one of its letters', (text) => {
    expect(readField(text, tables, index).layout).toBe(false);
  });
});

describe('letters of two scripts in one word', () => {
  it.each([
    ['Pороv', 'popov'],
    ['Ророv', 'popov'],
    ['Ивaнoв', 'иванов'],
    ['Мapинa', 'марина'],
  ])('of %s are those of the script that has letters of its own', (typed, text) => {
    expect(readField(typed, tables, index).tokens[0]?.word.text).toBe(text);
  });
});

describe('words that are no part of a name', () => {
  const words = (text: string): string[] =>
    readField(text, tables, index).tokens.map(({ word }) => word.text);
  it.each([
    ['Иванов Иван 5 мая 1990', ['иванов', 'иван']],
    ['Иванов Иван, августа 1990', ['иванов', 'иван']],
    ['Bdfyjd Bdfy 5 vfz 1990', ['иванов', 'иван']],
    ['5 мая', []],
    ['рядовой Иванов', ['иванов']],
    ['сын Ваня', ['ваня']],
    ['мой сын', []],
    ['Ivan Petrov, my brother, son of Petr', ['ivan', 'petrov', 'my', 'of', 'petr']],
    ['серж. Иванов И.', ['иванов', 'и']],
    ['серж. Максим Юрий Павлович', ['максим', 'юрий', 'павлович']],
  ])('are left out of %s', (text, left) => {
    expect(words(text)).toEqual(left);
  });

  it.each([
    'Иванова Марта',
    'Иванову Августу',
    'Старшина',
    'Марта',
    'Son Valerii',
    'Son Valerii Andreevich',
    'Серж Иванов',
  ])('stay where they are one: %s', (text) => {
    expect(words(text)).toEqual(text.toLowerCase().split(' '));
  });
});

describe('a tender form that ends as surnames do', () => {
  // Tables of browsers leave out what rules lead to, so that only the rule vouches for it there.
  const shipped = createNames(loadNameTables(compiledNameTables()));
  it.each([
    ['Вовик Запиров Владимирович', 'вовик', 'запиров'],
    ['Запиров Вовик', 'вовик', 'запиров'],
    ['Шурик Остапенко', 'шурик', 'остапенко'],
    ['Vovik Zapirov', 'vovik', 'zapirov'],
  ])('is the given name beside a surname: %s', (text, given, surname) => {
    expect(plainest(text, shipped)).toEqual({ given, surname: [surname] });
  });

  it('is a surname beside a given name', () => {
    expect(plainest('Вовик Иван', shipped)).toEqual({ given: 'иван', surname: ['вовик'] });
  });
});

describe('two letters in a Latin field', () => {
  const words = (text: string): string[] =>
    readField(text, tables, index).tokens.map(({ word }) => word.text);
  it.each(['Xi Jinping', 'Jinping Xi', 'ri chun hee', 'sultan of oman', 'pedro da silva'])(
    'are a word where no surname shows them to be initials: %s',
    (text) => {
      expect(words(text)).toEqual(text.toLowerCase().split(' '));
    },
  );

  it.each(['Ryba A. Ye.', 'Ryba A. Iu.'])(
    'are the initials that a scheme makes of one beside another: %s',
    (text) => {
      expect(words(text)).toHaveLength(4);
    },
  );

  it.each(['kotov ap', 'moroz pv', 'moroz ap', 'AP Moroz'])(
    'are initials beside a surname, behind a name, in capitals, or where nobody can say them: %s',
    (text) => {
      expect(words(text)).toHaveLength(3);
    },
  );
});

describe('Czech spelling and ISO 9 without their marks', () => {
  it('is read where the patronymic shows it, and nowhere else', () => {
    const initials = (text: string): string[] => {
      const [first] = readField(text, tables, index).tokens;
      return first === undefined ? [] : initialsOf(first.word, ['flat', 'en']);
    };
    expect(initials('Sevcenko Pavel Jurjevic')).toEqual(expect.arrayContaining(['С', 'Ш']));
    expect(initials('Sevcenko Pavel Yurevich')).toEqual(['С']);
    expect(initials('Chajeckij Ivan Petrovic')).toContain('Х');
  });
});
