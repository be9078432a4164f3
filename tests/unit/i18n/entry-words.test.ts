import { describe, expect, it } from 'vitest';
import { entryExamples } from '../../../src/components/roster-list/roster-list.examples.ts';
import { bornWords, dateWords, whoWords } from '../../../src/i18n/entry-words.ts';
import { wordsOf } from '../../../src/i18n/words.ts';

const born = (lang: string, name: keyof typeof entryExamples): string => {
  const entry = entryExamples[name];
  if (entry === undefined) throw new Error(`No example ${name}.`);
  return bornWords(entry.birth_from, entry.birth_to, wordsOf(lang).entry);
};

describe('a row in words', () => {
  it('tells the span of a birth date in the shortest true words', () => {
    expect(born('ru', 'half a month')).toBe('родился между 1 и 15\u00a0мая 1998');
    expect(born('ru', 'one day')).toBe('родился 12\u00a0мая 1998');
    expect(born('ru', 'a year, not divided by patronymic')).toBe('родился в 1998\u00a0году');
    expect(born('ru', 'several years')).toBe('родился с 1996 по 1999\u00a0год');
    expect(born('ru', 'months across a year')).toBe(
      'родился между 16\u00a0ноября 1997 и 28\u00a0февраля 1998',
    );
  });

  it('has month names in the form that follows a day, in Belarusian too', () => {
    const names = ['uk', 'en', 'be', 'pl'].map((lang) => dateWords('1998-05-12', wordsOf(lang).entry));
    expect(names).toEqual([
      '12\u00a0травня 1998',
      '12\u00a0May 1998',
      '12\u00a0мая 1998',
      '12\u00a0maja 1998',
    ]);
  });

  it('says what a rest cell is, and nothing of a patronymic that the cell is not divided by', () => {
    const who = (name: string): string => {
      const entry = entryExamples[name];
      return entry === undefined ? '' : whoWords(entry, wordsOf('ru').entry);
    };
    expect(who('half a month')).toBe('Константин, отчество на С, фамилия на Б');
    expect(who('a rare given name')).toBe('редкое имя на К, фамилия на Б');
    expect(who('a rare patronymic')).toBe('Константин, отчество на редкую букву, фамилия на Б');
    expect(who('no patronymic known')).toBe('Константин, отчество не указано, фамилия на Б');
  });
});
