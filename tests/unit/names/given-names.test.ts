import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  compiledNameTables,
  names,
  readNameData,
  siteNames,
  siteNameTables,
} from '../../../scripts/names/name-tables.ts';
import { easternKeys } from '../../../src/names/eastern.ts';
import { foldCyrillic } from '../../../src/names/fold.ts';
import { givenNameIndex } from '../../../src/names/given-names.ts';
import { readPatronymic } from '../../../src/names/patronymic.ts';
import { slavicKey } from '../../../src/names/slavic.ts';
import { compileNameTables, loadNameTables } from '../../../src/names/tables.ts';
import { readWord } from '../../../src/names/word.ts';

const { tables, index, canonicalGivenName, patronymicInitial, canonicalInitial } = names();
const meant = (typed: string) => index.find(readWord(typed, tables)).map(({ name }) => name);

describe('canonical names', () => {
  it.each([
    ['Петр', 'Пётр'],
    ['ОЛЕКСАНДР', 'Александр'],
    ['Alexander', 'Александр'],
    ['Мухаммад', 'Магомед'],
    ['Данил', 'Даниил'],
    ['Бахтигарей', 'Бахтигарей'],
  ])('%s is %s', (typed, name) => {
    expect(canonicalGivenName(typed)).toBe(name);
  });

  it('are their own canonical form', () => {
    for (const { name } of tables.givenNames) expect(canonicalGivenName(name)).toBe(name);
  });

  it('have the initials that papers have', () => {
    expect(canonicalInitial('Ёлкин')).toBe('Е');
    expect(canonicalInitial('Shcherbakov')).toBe('Щ');
    expect(patronymicInitial('Олексійович')).toBe('О');
    expect(patronymicInitial('')).toBeNull();
  });
});

describe('names of two men', () => {
  it.each([
    ['Рифкат', 'Рафкат'],
    ['Рифгат', 'Рафгат'],
    ['Губайдулла', 'Гиндулла'],
    ['Турпал', 'Турпал-Али'],
    ['Муртаза', 'Муртазали'],
    ['Мубарак', 'Мубаракша'],
  ])('%s and %s are not one by another spelling', (one, other) => {
    expect(canonicalGivenName(one)).not.toBe(canonicalGivenName(other));
    const fathers = [one, other].map(
      (name) =>
        readPatronymic(readWord(`${name.replace(/а$/, '').toLowerCase()}ович`, tables), index)?.fathers,
    );
    expect(fathers[0]).not.toEqual(expect.arrayContaining([...(fathers[1] ?? [])]));
  });

  it('are found by what the other is short for, or sounds like', () => {
    expect(meant('рафкат')).toEqual(['Рафкат', 'Рифкат']);
    expect(meant('турпал')).toEqual(['Турпал', 'Турпалали']);
  });
});

describe('cases of names that end as cases do', () => {
  it.each([
    ['максима', 'Максим'],
    ['вадимом', 'Вадим'],
    ['артёму', 'Артём'],
    ['ибрагиме', 'Ибрагим'],
  ])('%s is %s', (typed, name) => {
    expect(meant(typed)[0]).toBe(name);
  });
});

describe('short forms', () => {
  it.each([
    ['саша', 'Александр'],
    ['сашенька', 'Александр'],
    ['санёк', 'Александр'],
    ['вовку', 'Владимир'],
    ['ванюша', 'Иван'],
    ['димочка', 'Дмитрий'],
    // Folded as an adjective is.
    ['стаська', 'Станислав'],
    ['федька', 'Фёдор'],
  ])('%s means %s first', (typed, name) => {
    expect(meant(typed)[0]).toBe(name);
  });

  it('that rules for spellings lead elsewhere are short forms too', () => {
    expect(meant('борик')).toContain('Борис');
  });

  it.each([
    ['слава', ['Вячеслав', 'Владислав', 'Ярослав', 'Станислав']],
    ['женя', ['Евгений']],
    ['валя', ['Валентин', 'Валерий']],
  ])('%s is several names', (typed, expected) => {
    expect(meant(typed)).toEqual(expect.arrayContaining(expected));
  });
});

describe('one name in two spellings', () => {
  const { compareNames } = names();
  const fits = (one: string, other: string) => compareNames(one, other, 'given_name').fit;

  it.each([
    // The article of Arabic names of two words.
    ['Абдулмажид', 'Абд аль-Маджид'],
    ['Абдурашид', 'Абдулрашид'],
    ['Абдулатип', 'Абдул-Латиф'],
    // Магомед and Мухаммад within a longer name.
    ['Магомедзагид', 'Мухаммадзахид'],
    ['Гаджимагомед', 'Хаджимухаммад'],
    // -утдин, -уддин, -иддин and Chechen -уди.
    ['Шамсутдин', 'Шамсиддин'],
    ['Насруддин', 'Насруди'],
    // Endings of names of several parts.
    ['Хабибулла', 'Хабибуллах'],
    ['Агабег', 'Агабек'],
    ['Тимергали', 'Тимерали'],
    ['Ахметзян', 'Ахметжан'],
    // Vowels and letters that registrars hear.
    ['Таусултан', 'Тавсултан'],
    ['Шарип', 'Шариф'],
    ['Рахман', 'Рахмон'],
    ['Самир', 'Самер'],
    ['Цырен', 'Церен'],
    ['Зорикто', 'Зоригту'],
    ['Гасан', 'Həsən'],
  ])('%s is %s', (one, other) => {
    expect(['same', 'likely']).toContain(fits(one, other));
  });

  it.each([
    ['Сергей', 'Сяргей'],
    ['Николай', 'Никалай'],
    ['Тимофей', 'Цімафей'],
    ['Владимир', 'Уладзімір'],
    ['Прокопий', 'Прокопей'],
    ['Дмитрий', 'Зміцер'],
  ])('%s is %s', (one, other) => {
    expect(['same', 'likely']).toContain(fits(one, other));
  });

  it.each([
    ['Марат', 'Мурат'],
    ['Рамиль', 'Камиль'],
    ['Данис', 'Денис'],
    ['Алексей', 'Александр'],
    ['Саид', 'Салих'],
    ['Арман', 'Армен'],
    ['Хасан', 'Хусейн'],
    ['Нурлан', 'Ерлан'],
    ['Санал', 'Санан'],
    ['Рем', 'Рим'],
    ['Леван', 'Левон'],
    ['Оскар', 'Аскар'],
  ])('%s is another man than %s', (one, other) => {
    expect(['similar', 'different']).toContain(fits(one, other));
  });

  it('are found by a short key only where it says enough', () => {
    expect(slavicKey('лев')).toBeNull();
    expect(easternKeys('рем')).not.toContain('рим');
  });

  it('keeps names apart in browsers too, whoever is known there', () => {
    for (const name of ['Рем', 'Леван', 'Оскар', 'Марьян', 'Анис'])
      expect(siteNames().canonicalGivenName(name)).toBe(name);
  });

  it.each(['alieh', 'aleh', 'алег'])(
    '%s may be Олег in browsers too, though a case of Али comes first',
    (typed) => {
      const shipped = loadNameTables(compiledNameTables());
      const found = givenNameIndex(shipped).find(readWord(typed, shipped));
      expect(found.map(({ name }) => name)).toContain('Олег');
    },
  );
});

describe('short forms of several names', () => {
  it.each(['Вячеслав', 'Ярослав', 'Станислав', 'Святослав', 'Ростислав', 'Мирослав', 'Владислав'])(
    'Слава and Славик may be %s',
    (name) => {
      for (const short of ['Слава', 'Славик']) {
        const { fit, reasons } = names().compareNames(short, name, 'given_name');
        expect(fit).toBe('likely');
        expect(reasons).toContainEqual(expect.objectContaining({ code: 'diminutive' }));
      }
    },
  );
});

describe('forms that are seldom typed', () => {
  it('are known to the publisher and not sent to browsers', () => {
    const known = loadNameTables(compiledNameTables()).givenNames;
    const sent = known.flatMap(({ variants, diminutives }) => [...variants, ...diminutives]);
    expect(meant('ксандр')).toContain('Александр');
    expect(sent).not.toContain('Ксандр');
    expect(sent.some((form) => form.includes('*'))).toBe(false);
  });
});

describe('patronymics', () => {
  it.each([
    ['сергеич', 'Сергей'],
    ['палыч', 'Павел'],
    ['саныч', 'Александр'],
    ['ивановна', 'Иван'],
    ['сергійович', 'Сергей'],
    ['ильича', 'Илья'],
    ['lvovich', 'Лев'],
    ['яковлевич', 'Яков'],
    // Of a father whom only rules for spellings know.
    ['сяргеевіч', 'Сергей'],
    ['мидгатович', 'Мидхат'],
    ['шамсиддинович', 'Шамсутдин'],
  ])('%s is of %s', (typed, father) => {
    expect(readPatronymic(readWord(typed, tables), index)?.fathers).toContain(father);
  });
});

describe('the compact tables', () => {
  const data = readNameData();

  it('come back whole', () => {
    const back = loadNameTables(compileNameTables(data, true));
    expect(back.givenNames.map(({ name }) => name)).toEqual(data.givenNames.map(({ name }) => name));
    expect(back.titles).toEqual(new Set(data.titles));
  });

  it('leave out only what rules find again', () => {
    const small = loadNameTables(compiledNameTables());
    const known = givenNameIndex(small);
    const kept = new Set(small.givenNames.map(({ name }) => name));
    const lost = loadNameTables(siteNameTables())
      .givenNames.filter(({ name }) => kept.has(name))
      .flatMap(({ name, variants }) => variants.map((form) => ({ name, form })))
      .filter(({ form }) => {
        const word = readWord(form.toLowerCase(), small);
        return known.find(word).length === 0 && known.similar(word, 2).length === 0;
      });
    expect(lost).toEqual([]);
  });

  it('hold the names that are usual, with other spellings', () => {
    const list = resolve(import.meta.dirname, '../../../../shared/names/given_names.tsv');
    if (!existsSync(list)) {
      process.stdout.write('no ../shared/names: the 600 most frequent names are not compared\n');
      return;
    }
    const spelled = new Set(data.givenNames.flatMap(({ name, variants }) => [name, ...variants]).map(fold));
    const frequent = readFileSync(list, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, gender]) => gender === 'm')
      .slice(0, 600)
      .map(([name = '']) => name);
    // What is left are women's names and patronymics that the list takes for men's names.
    expect(frequent.filter((name) => !spelled.has(fold(name))).length).toBeLessThan(8);
  });
});

function fold(name: string): string {
  return foldCyrillic(name.toLowerCase());
}
