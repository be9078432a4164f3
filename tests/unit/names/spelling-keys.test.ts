import { describe, expect, it } from 'vitest';
import { easternKey, easternKeys } from '../../../src/names/eastern.ts';
import { foldCyrillic } from '../../../src/names/fold.ts';
import { slavicKey } from '../../../src/names/slavic.ts';

const fold = (name: string): string => foldCyrillic(name.toLowerCase());
const isEastern = (typed: string, name: string): boolean =>
  easternKeys(fold(typed)).includes(easternKey(fold(name)));
const isSlavic = (typed: string, name: string): boolean => {
  const key = slavicKey(fold(typed));
  return key !== null && key === slavicKey(fold(name));
};

describe('easternKeys', () => {
  it.each([
    ['Абд-аль-Хамид', 'Абдулхамид'],
    ['Абдуррахман', 'Габдрахман'],
    ['Абдельазиз', 'Абдулгазиз'],
    ['Мухаммадшафи', 'Магомедшапи'],
    ['Нурмухамет', 'Нурмагомед'],
    ['Хабибуллах', 'Хабибулла'],
    ['Хабибулло', 'Хабибулла'],
    ['Зайниддин', 'Зайнутдин'],
    ['Бадруди', 'Бадрудин'],
    ['Рахимьян', 'Рахимжан'],
    ['Тимерали', 'Тимергали'],
    ['Кадырбей', 'Кадырбек'],
    ['Асланбег', 'Асланбек'],
    ['Кямал', 'Камал'],
    ['Мюбариз', 'Мубариз'],
    ['Тавсултан', 'Таусултан'],
    ['Супиян', 'Суфиян'],
    ['Джамбулат', 'Жамболат'],
    ['Хасан', 'Гасан'],
    ['Аббас', 'Габбас'],
    ['Рифхат', 'Рифкат'],
    ['Фарход', 'Фархад'],
    ['Собир', 'Сабир'],
    ['Тагер', 'Тагир'],
  ])('%s leads to %s', (typed, name) => {
    expect(isEastern(typed, name)).toBe(true);
  });

  it.each([
    ['Абдулла', 'Абдул'],
    ['Абдулхак', 'Абдулхай'],
    ['Махмуд', 'Магомед'],
    ['Ахмед', 'Мухаммед'],
    ['Магомедали', 'Магомед'],
    ['Нурулла', 'Нурали'],
    ['Асланбек', 'Аслан'],
    ['Оскар', 'Аскар'],
    ['Леван', 'Левон'],
    ['Рем', 'Рим'],
    ['Марат', 'Мурат'],
    ['Хасан', 'Хусейн'],
    ['Гия', 'Али'],
  ])('%s does not lead to %s', (typed, name) => {
    expect(isEastern(typed, name)).toBe(false);
  });
});

describe('slavicKey', () => {
  it.each([
    ['Олександр', 'Александр'],
    ['Аляксандр', 'Александр'],
    ['Сергій', 'Сергей'],
    ['Сяргей', 'Сергей'],
    ['Цімафей', 'Тимофей'],
    ['Дзяніс', 'Денис'],
    ['Дзмітрый', 'Дмитрий'],
    ['Уладзімір', 'Владимир'],
    ['Усевалад', 'Всеволод'],
    ['Василь', 'Василий'],
    ['Никалай', 'Николай'],
    ['Макарий', 'Макар'],
  ])('%s is %s', (typed, name) => {
    expect(isSlavic(typed, name)).toBe(true);
  });

  it.each([
    ['Мирон', 'Марьян'],
    ['Виктор', 'Виталий'],
    ['Роман', 'Рим'],
    ['Лев', 'Лаво'],
    ['Антон', 'Антип'],
    ['Фёдор', 'Федот'],
  ])('%s is not %s', (typed, name) => {
    expect(isSlavic(typed, name)).toBe(false);
  });
});
