import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';
import { assignments, readField } from '../../../src/names/read-query.ts';
import { initialsOf } from '../../../src/names/word.ts';

const { index, tables } = names();

function plainest(text: string): { given: string | null; surname: string[] } {
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
