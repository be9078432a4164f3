import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';
import { createRecordSearch } from '../../../scripts/roster/find/record-search.ts';
import { foldCyrillic, settle } from '../../../src/names/fold.ts';
import { asTypedInCyrillic, asTypedInLatin } from '../../../src/names/keyboard.ts';
import { oneScript } from '../../../src/names/look-alikes.ts';
import { plainText } from '../../../src/names/text.ts';
import { canonicalInitial, readWord } from '../../../src/names/word.ts';
import { inScheme, schemeNames } from '../../bench/names/schemes.ts';

const engine = names();
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const cyrillic = fc.string({
  unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў'),
  minLength: 1,
  maxLength: 20,
});
const surnames =
  'Иванов Жуков Щербаков Хрущёв Цыплаков Юдин Яковлев Ёлкин Островский Толстой Шевченко Чайковский Ельцин Гончарук Абрамян Кузьмич Соловьёв Объедков Белых Сыч Эйдельман Мищенко Лихачёв Ильин Дмитриев Алексеев'.split(
    ' ',
  );

describe('normalising', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
        expect(oneScript(oneScript(text))).toBe(oneScript(text));
      }),
    );
    fc.assert(
      fc.property(cyrillic, (word) => {
        const fold = foldCyrillic(word);
        expect(settle(fold)).toBe(fold);
        expect(foldCyrillic(fold)).toBe(fold);
      }),
    );
  });

  it('does not see case, ё, apostrophes or the way letters are composed', () => {
    for (const surname of surnames) {
      const folds = readWord(plainText(surname), engine.tables).folds;
      for (const other of [
        surname.toUpperCase(),
        surname.normalize('NFD'),
        surname.replace(/ё/g, 'е'),
        `${surname}'`,
      ]) {
        expect(readWord(plainText(other), engine.tables).folds, other).toEqual(folds);
      }
    }
  });
});

describe('schemes', () => {
  it.each(schemeNames)('%s leads back to the key of the Russian word', (scheme) => {
    const lost = surnames.filter((surname) => {
      const word = readWord(plainText(inScheme(surname, scheme)), engine.tables);
      return !word.folds.includes(foldCyrillic(surname.toLowerCase()));
    });
    expect(lost).toEqual([]);
  });
});

describe('keyboard layouts', () => {
  it.each(['ru', 'uk', 'be'] as const)('%s: typed there and back is the same', (layout) => {
    for (const surname of surnames) {
      const typed = asTypedInLatin(surname, layout);
      expect(asTypedInCyrillic(typed, layout)).toBe(surname.toLowerCase());
    }
  });
});

describe('the outcome', () => {
  const person = fc.record({
    surname: fc.constantFrom(...surnames),
    given: fc.constantFrom('Александр', 'Пётр', 'Магомед', 'Илья', 'Юрий'),
    father: fc.constantFrom('Сергеевич', 'Кузьмич', 'Юрьевич', 'Ахмедович'),
  });
  const records = surnames.map((surname, at) => ({
    record_id: String(at),
    surname,
    given_name: 'Пётр',
    patronymic: 'Юрьевич',
    birth: { year: 1990 },
  }));
  const search = createRecordSearch(records, engine);
  const found = (text: string): string[] =>
    search(text, {}).matches.map(({ record, fit }) => `${record.record_id} ${fit}`);

  it('does not change with case, order or layout', () => {
    fc.assert(
      fc.property(person, person, ({ surname, given, father }, other) => {
        const plain = `${surname} ${given} ${father}`;
        const beside = `${other.surname} ${other.given} ${other.father}`;
        const ways = [plain.toUpperCase(), plain.toLowerCase(), `${given} ${father} ${surname}`];
        for (const way of ways) {
          expect(engine.compareNames(way, beside).fit, `${way}, ${beside}`).toBe(
            engine.compareNames(plain, beside).fit,
          );
        }
        for (const way of [...ways, asTypedInLatin(plain, 'ru')]) {
          expect(engine.compareNames(way, plain).fit, way).toBe('same');
          expect(found(way), way).toEqual(found(plain));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('input of any kind', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        engine.compareNames(a, b);
        engine.compareNames(a, b, 'surname');
        engine.canonicalGivenName(a);
        engine.patronymicInitial(a);
        canonicalInitial(a, engine.tables);
      }),
      { numRuns: 200 },
    );
  });

  it('reads no more of a long paste than a name can be', () => {
    for (const piece of ['Иванов ', 'a', 'ш', "ch'", '( ', '\u0301', '🙂', 'جمال ']) {
      const paste = piece.repeat(100_000);
      expect(plainText(paste).length).toBeLessThanOrEqual(1_000);
      expect(engine.compareNames(paste, paste).fit).toBeDefined();
      expect(createRecordSearch([], engine)(paste, {}).total).toBe(0);
    }
  });
});
