import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';

const { compareNames } = names();

/** Words that rules on names act upon, with text that none does. */
const word = fc.oneof(
  fc.constantFrom(
    ...'Иванов Иванова Пётр Петр Петя Ivanov Petr Pjotr П. P. Сергеевич Сергеич Sergeevich Ив ан ов ПС Магомед Али'.split(
      ' ',
    ),
    ...'бин ibn ben Salman al-Masri оглы Гасан «Сова» (бывш. Vu4ić 1v@n AT&T Inc. T Bdfyjd Ёж Еж Петров-Водкин Водкин'.split(
      ' ',
    ),
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const name = fc.array(word, { maxLength: 10 }).map((words) => words.join(' '));

describe('comparing', () => {
  it('gives one answer whichever name comes first', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [one, other] = [compareNames(a, b), compareNames(b, a)];
        expect(other.fit).toBe(one.fit);
        expect(other.reasons.map(({ code, part }) => `${code} ${part}`)).toEqual(
          one.reasons.map(({ code, part }) => `${code} ${part}`),
        );
        for (const part of ['surname', 'given_name', 'patronymic'] as const)
          expect(compareNames(b, a, part).fit).toBe(compareNames(a, b, part).fit);
      }),
      { numRuns: 100 },
    );
  });

  it('finds a name with any letter in it the same as itself', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 7 }), (words) => {
        const text = words.join(' ');
        if (compareNames(text, text).reasons.length > 0) return;
        expect(['same', 'different']).toContain(compareNames(text, text).fit);
      }),
      { numRuns: 100 },
    );
  });

  it('takes no longer for many words than for few: what it reads has an end', () => {
    const many = Array.from({ length: 400 }, (_none, at) => `Иванов${at}`).join(' ');
    expect(compareNames(many, many).fit).toBeDefined();
    expect(compareNames('а б в г д е ж з и к л м '.repeat(40), many).fit).toBeDefined();
  });
});
