import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';
import { areOneSpelling, hidesLetters, isSpellingOf } from '../../../src/names/latin-spelling.ts';
import { plainText } from '../../../src/names/text.ts';
import { readWord } from '../../../src/names/word.ts';
import { inScheme, schemeNames } from '../../bench/names/schemes.ts';

const { tables } = names();

function isOf(latin: string, cyrillic: string, field = latin): boolean {
  const [one, other] = [latin, cyrillic].map((word) => readWord(plainText(word), tables));
  return one !== undefined && other !== undefined && isSpellingOf(one, other, plainText(field));
}

describe('isSpellingOf', () => {
  it.each([
    ['Rybin', 'Рыбин', 'Рибин'],
    ['Ribin', 'Рибин', 'Рыбин'],
    ['Kaliev', 'Калиев', 'Калев'],
    ['Kalev', 'Калев', 'Калиев'],
    ['Kosin', 'Косин', 'Козин'],
    ['Garin', 'Гарин', 'Харин'],
    ['Harin', 'Харин', 'Гарин'],
    ['Belov', 'Белов', 'Белоф'],
    ['Kayrov', 'Кайров', 'Каиров'],
    ['Pavlenko', 'Павленко', 'Паулэнко'],
  ])('%s is %s and not %s', (latin, cyrillic, other) => {
    expect(isOf(latin, cyrillic)).toBe(true);
    expect(isOf(latin, other)).toBe(false);
  });

  it.each([
    ['Bondar', 'Бондарь'],
    ['Bondar', 'Бондар'],
    ['Solovev', 'Соловьёв'],
    ['Solovyov', 'Соловьев'],
    ['Soloviev', 'Соловьёв'],
    ['Gorbachov', 'Горбачев'],
    ['Pouchkine', 'Пушкин'],
    ['Zełenskij', 'Зеленский'],
    ['Szyszkin', 'Шишкин'],
    ['Tolstoi', 'Толстой'],
    ['Chernyi', 'Чёрный'],
    ['Mayer', 'Майер'],
    ['Golitsin', 'Голицын'],
    ['Wilecka', 'Вилецкая'],
    ['Niewinowski', 'Невиновский'],
    ['Krulińska', 'Крулинская'],
    ['Królikowski', 'Круликовский'],
    ['Əliyev', 'Алиев'],
  ])('%s may be %s', (latin, cyrillic) => {
    expect(isOf(latin, cyrillic)).toBe(true);
  });

  it('looks at the whole field for the language', () => {
    expect(isOf('Kadyk', 'Кадик')).toBe(false);
    expect(isOf('Kadyk', 'Кадик', 'Kadyk Petro Ivanovych')).toBe(true);
    expect(isOf('Kosin', 'Козин', 'Kosin Pjotr Nikolajewitsch')).toBe(true);
  });

  it('takes ь for left out only in a field without marks', () => {
    expect(isOf('Bondar', 'Бондарь', "Bondar Igor' Ivanovich")).toBe(false);
    expect(isOf("Bondar'", 'Бондарь', "Bondar' Igor' Ivanovich")).toBe(true);
    expect(isOf("Bondar'", 'Бондар')).toBe(false);
  });

  it.each(schemeNames.filter((scheme) => !/chat|7\.79/i.test(scheme)))(
    'knows names as %s spells them',
    (scheme) => {
      const usual =
        'Петров Рыбин Жуков Павлов Юдин Яковлев Толстой Островский Мещеряков Быков Вьюгин Тургенев Лямин'.split(
          ' ',
        );
      const lost = usual.filter((surname) => {
        const latin = inScheme(surname, scheme);
        return !isOf(latin, surname, `${latin} ${inScheme('Юрьевич', scheme)}`);
      });
      expect(lost).toEqual([]);
    },
  );

  it('ends on long words of one kind of letter', () => {
    expect(isOf('b'.repeat(240), 'б'.repeat(240))).toBeDefined();
    expect(isOf('ie'.repeat(120), 'йе'.repeat(120))).toBeDefined();
    expect(isOf('gu'.repeat(120), 'гь'.repeat(120))).toBeDefined();
  });
});

describe('areOneSpelling', () => {
  const areOne = (a: string, b: string, fields: readonly [string, string] = [a, b]): boolean => {
    const [one, other] = [a, b].map((word) => readWord(plainText(word), tables));
    return one !== undefined && other !== undefined && areOneSpelling([one, other], fields);
  };

  it.each([
    ['Iwanow', 'Ivanov'],
    ['Mihić', 'Mihic'],
    ['Ostrovskii', 'Ostrovsky'],
    ['Krasnyi', 'Krasny'],
    ['Sergeev', 'Sergeyev'],
    ['Yudin', 'Iudin'],
    ['Szyszkow', 'Shishkov'],
    ['Toulin', 'Tulin'],
  ])('%s may be %s', (a, b) => {
    const fields = [`${a.toLowerCase()} pjotr`, `${b.toLowerCase()} petr`] as const;
    expect([areOne(a, b, fields), areOne(b, a, [fields[1], fields[0]])]).toEqual([true, true]);
  });

  it.each([
    ['Kotsiubenko', 'Koziubenko'],
    ['Zemet', 'Shemet'],
    ['Rybin', 'Ribin'],
    ['Kaliev', 'Kalev'],
    ['Bondar', "Bondar'"],
    ['Rassulov', 'Rasulov'],
    ['Podsadnyi', 'Podsadnii'],
    ['Biianov', 'Bianov'],
    ['Ochenash', 'Otchenash'],
    ['Brein', 'Breyn'],
  ])('%s may be another than %s', (a, b) => {
    expect([areOne(a, b), areOne(b, a)]).toEqual([false, false]);
  });
});

describe('hidesLetters', () => {
  const hides = (latin: string, cyrillic: string, isAlone = true): boolean => {
    const [one, other] = [latin, cyrillic].map((word) => readWord(plainText(word), tables));
    return one !== undefined && other !== undefined && hidesLetters(one, other, isAlone);
  };

  it.each([
    ['Bondar', 'Бондарь', true],
    ["Bondar'", 'Бондарь', false],
    ['Solovev', 'Соловьёв', false],
    ['Zelenskyi', 'Зеленський', false],
    ['Voinov', 'Воинов', true],
    ['Voiinov', 'Воиинов', false],
    ['Zaitsev', 'Зайцев', false],
    ['Golitsin', 'Голицын', true],
    ['Golitsyn', 'Голицын', false],
    ['Len', 'Лэн', true],
    ['Chobotar', 'Чеботар', true],
    ['Gorbachov', 'Горбачев', false],
  ])('%s of %s: %s', (latin, cyrillic, does) => {
    expect(hides(latin, cyrillic)).toBe(does);
  });

  it('lets ь be left out of a whole name', () => {
    expect(hides('Bondar', 'Бондарь', false)).toBe(false);
  });
});
