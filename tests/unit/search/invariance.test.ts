import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';
import { asTypedInLatin } from '../../../src/names/keyboard.ts';
import { finestIndex } from '../../../src/roster/cell-index.ts';
import { viewOfEntries } from '../../../src/roster/roster-view.ts';
import { createSearch } from '../../../src/search/search.ts';

const given = ['Александр', 'Сергей', 'Дмитрий', 'Андрей', 'Магомед', 'Илья', 'Руслан', 'Пётр'];
const fathers = ['Сергеевич', 'Иванович', 'Кузьмич', 'Андреевич', 'Петрович'];
const surnames = ['Иванов', 'Смирнов', 'Шевченко', 'Гаджиев', 'Островский', 'Юдин', 'Ёлкин'];
const entries = given.flatMap((name, at) =>
  fathers.flatMap((father, place) =>
    surnames.map((surname, number) => ({
      ref: `${at}${place}${number}AAAAA`,
      given_name: name,
      patronymic_initial: father.charAt(0),
      surname_initial: surname.charAt(0).replace('Ё', 'Е'),
      birth_from: `19${80 + at}-01-01`,
      birth_to: `19${80 + at}-06-30`,
    })),
  ),
);
const search = createSearch({ view: viewOfEntries(entries), names: names().tables, cells: finestIndex });
const outcome = (name: string) => {
  const { total, matches } = search({ name, birth: { year: 1983 } });
  return { total, matches: matches.map(({ entry, fit }) => `${entry.ref} ${fit}`) };
};
const person = fc.record({
  name: fc.constantFrom(...given),
  father: fc.constantFrom(...fathers),
  surname: fc.constantFrom(...surnames),
});

describe('the outcome of a search', () => {
  it('does not change with case, order or keyboard layout', () => {
    fc.assert(
      fc.property(person, ({ name, father, surname }) => {
        const plain = outcome(`${surname} ${name} ${father}`);
        expect(plain.total).toBe(name === 'Андрей' ? 1 : 0);
        for (const other of [
          `${surname} ${name} ${father}`.toUpperCase(),
          `${name} ${father} ${surname}`,
          `  ${surname},  ${name}   ${father}. `,
          asTypedInLatin(`${surname} ${name} ${father}`, 'ru'),
        ]) {
          expect(outcome(other), other).toEqual(plain);
        }
      }),
    );
  });

  it('is told for input of any length and script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(['idle', 'few', 'many', 'none']).toContain(search({ name: text, birth: {} }).outcome);
      }),
      { numRuns: 200 },
    );
    expect(search({ name: 'Иванов Александр '.repeat(6000), birth: {} }).outcome).toBeDefined();
  });

  it('is never strong for nonsense or a single word', () => {
    for (const text of [
      'фывапр олджэ',
      'asdf qwer',
      'йцукен гшщз хъ',
      'Александр',
      'Иванов',
      'лопата синяя',
      'test test test',
    ]) {
      expect(
        outcome(text).matches.filter((match) => match.endsWith('strong')),
        text,
      ).toEqual([]);
    }
  });
});
