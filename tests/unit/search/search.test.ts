import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';
import { finestIndex } from '../../../src/roster/cell-index.ts';
import { viewOfEntries } from '../../../src/roster/roster-view.ts';
import type { Entry } from '../../../src/schemas/entry.ts';
import { createSearch } from '../../../src/search/search.ts';

function row(
  ref: string,
  given_name: string,
  patronymic_initial: string,
  surname_initial: string,
  birth_from: string,
  birth_to: string,
): Entry {
  return { ref, given_name, patronymic_initial, surname_initial, birth_from, birth_to };
}

const entries = [
  row('AAAAAAAA', 'Александр', 'С', 'И', '1998-05-01', '1998-05-15'),
  row('BBBBBBBB', 'Пётр', 'С', 'И', '1998-05-01', '1998-05-15'),
  row('CCCCCCCC', 'Иван', '', 'П', '1997-01-01', '1997-06-30'),
  row('DDDDDDDD', 'Магомед', '?', 'Г', '1990-01-01', '1990-12-31'),
  row('EEEEEEEE', 'Юрий', 'М', 'Ф', '1985-01-01', '1985-12-31'),
  row('FFFFFFFF', 'Р…', 'Г', 'А', '1980-01-01', '1980-12-31'),
  row('GGGGGGGG', 'Вугар', 'Р', 'Т', '1981-01-01', '1981-12-31'),
];
const cells = {
  ...finestIndex,
  givenToken: (name: string) => (name.startsWith('Рамазан') ? `${name.charAt(0)}…` : name),
};
const search = createSearch({ view: viewOfEntries(entries), names: names().tables, cells });
const found = (name: string, birth: { year?: number; month?: number; day?: number } = {}) =>
  search({ name, birth }).matches.map(({ entry, fit }) => `${entry.ref.charAt(0)} ${fit}`);

describe('search over a roster', () => {
  it.each([
    'Иванов Пётр Сергеевич',
    'пётр иванов',
    'ИВАНОВ ПЕТР',
    'Сергеевич Иванов Петр',
    'Иванова Петра Сергеевича',
    'Ivanov Petr Sergeevich',
    'Iwanow Pjotr Sergejewitsch',
    'Bdfyjd Gtnh Cthuttdbx',
    'рядовой Иванов Петя',
    'Иванов Петро Сергійович',
    'Титов-Иванов Пётр Сергеевич',
    'Петренко (бывшая Иванов) Пётр Сергеевич',
    'младшего сержанта Иванова Петра Сергеевича',
    'Иванов Пётр Сергеевмч',
    'Иванов Пётр Сергеевич 1998 г.р.',
    'Sdfyjd Gtnhj Cthusqjdbx',
  ])('finds him as %s', (name) => {
    expect(found(name, { year: 1998, month: 5, day: 12 })).toEqual(['B strong']);
  });

  it('calls nothing strong that leaves the surname or the year out', () => {
    expect(found('Саша', { year: 1998 })).toEqual(['A possible']);
    expect(found('Иванов Пётр')).toEqual(['B possible']);
    expect(found('Иванов', { year: 1998 })).toEqual(['A possible', 'B possible']);
  });

  it('reads letters that several alphabets share as the whole field does', () => {
    const initials = (name: string) => search({ name, birth: {} }).understood.surnameInitials;
    expect(initials('Jakovlev Ivan')).toContain('Я');
    expect(initials('Juravlyov Aleksey')).toContain('Ж');
    expect(initials('Hrebeniuk Tymur Oleksiiovych')).toEqual(['Г']);
    expect(initials('Czvetkov Viktor')).toContain('Ц');
    expect(initials('Czarnecki Wiktor')).toEqual(['Ч']);
    expect(initials('Chernou Siarhiei')).toEqual(['Ч']);
  });

  it.each([
    ['Шчэрбакаў Алег Аляксеевіч', 'Щ'],
    ['Цыханаў Антон Міхайлавіч', 'Т'],
    ['Мікалаеў Юрый Віктаравіч', 'Н'],
    ['Ягораў Раман Сяргеевіч', 'Е'],
    ['Aŭčynnikaŭ Anton Juravič', 'О'],
    ['Yahorau Raman Siarheyevich', 'Е'],
    ['Єшмаков Антон Петрович', 'Э'],
    ['"ujhjd Fynjy Gtnhjdbx', 'Е'],
    ['Wapovalov Igor Petrovi4', 'Ш'],
    ['Щукин Антон Петрович', 'Щ'],
  ])('reads the Russian initial of %s', (name, initial) => {
    expect(search({ name, birth: {} }).understood.surnameInitials).toContain(initial);
  });

  it('keeps the first letters of Russian where nothing shows another language', () => {
    const initials = (name: string) => search({ name, birth: {} }).understood.surnameInitials;
    expect(initials('Цыганов Антон Михайлович')).toEqual(['Ц']);
    expect(initials('Агеев Антон Михайлович')).toEqual(['А']);
    expect(initials('Viktor Walter')).not.toContain('Щ');
  });

  it('finds the other names of a name that is also a short form', () => {
    const meant = (name: string) => search({ name, birth: {} }).understood.givenNames;
    expect(meant('Ладиков Гарик Николаевич')).toEqual(expect.arrayContaining(['Гарик', 'Игорь']));
    expect(meant('Ломаско Славик Викторович')).toEqual(expect.arrayContaining(['Вячеслав', 'Ярослав']));
    expect(meant('Козубовский Руслик Ильич')).toEqual(expect.arrayContaining(['Руслан']));
  });

  it('shows the rest cell that is compared beside a known name, and no form of it as a name', () => {
    const meant = (name: string) => search({ name, birth: {} }).understood.givenNames;
    expect(meant('Иванова Сашу')).toEqual(['Александр', 'С…']);
  });

  it('writes names in reasons with a capital, as papers do', () => {
    const reasons = search({ name: 'иванов саша сергеевич', birth: {} }).matches.flatMap(
      (one) => one.reasons,
    );
    expect(reasons).toContainEqual(expect.objectContaining({ code: 'diminutive', typed: 'Саша' }));
  });

  it('takes one letter beside two words for the patronymic', () => {
    expect(search({ name: 'Живушко Зэгэн И.', birth: {} }).understood).toMatchObject({
      surnameInitials: ['Ж'],
      patronymicInitials: ['И'],
    });
  });

  it('takes another patronymic or birth date for a contradiction', () => {
    expect(found('Иванов Пётр Андреевич', { year: 1998 })).toEqual([]);
    expect(found('Иванов Пётр Сергеевич', { year: 1999 })).toEqual([]);
    expect(found('Иванов Пётр Сергеевич', { year: 1998, month: 5, day: 16 })).toEqual([]);
  });

  it.each([
    'еду Иванов',
    'русский Иванов',
    'Пётр Ivanov',
    'Пётр Изумруд',
    'Иван Превью',
    'Иван Приморье',
    'Пётр Избавь',
  ])('calls nothing strong that a name and another word bring: %s', (name) => {
    expect(found(name, { year: 1998, month: 5, day: 12 }).join()).not.toContain('strong');
  });

  it('calls a row without a known patronymic possible at most', () => {
    expect(found('Гаджиев Мухаммад Алиевич', { year: 1990 })).toEqual(['D possible']);
  });

  it.each([
    'Ахмедов Рамазан Заур Григорьевич',
    'Ахмедов Рамазан Заур',
    'Рамазан Заур Ахмедов',
    'Ахмедова Рамазан Заура Григорьевича',
  ])('reads a given name of two words in %s', (name) => {
    expect(found(name, { year: 1980 })[0]).toMatch(/^F/);
  });

  it.each([
    'Талыбов Вугар Руслан оглы',
    'Талыбов Вугар Руслан-оглы',
    'ТАЛЫБОВ ВУГАР РУСЛАН ОГЛЫ',
    'Talybov Vugar Ruslan ogly',
    'Talybow Wugar Rusłan Ogły',
    'Nfks,jd Deufh Heckfy juks',
    'Талыбов Вугар Русланович',
  ])('reads the father of %s', (name) => {
    expect(found(name, { year: 1981 })).toEqual(['G strong']);
  });

  it('takes the name of a father alone for possible at most', () => {
    expect(found('Талыбов Вугар Руслан', { year: 1981 })).toEqual(['G possible']);
  });

  it.each([
    'Иванов Пётр Сергеевич д.р. 12.05.1998',
    'Иванов Пётр Сергеевич 12 мая 1998 года',
    'Иванов Пётр Сергеевич, родился 12.05.1998 г.',
    'Иванов Пётр Сергеевич 1998 року народження',
    'Иванов Пётр Сергеевич из Уфы',
    'Иванов Пётр Сергеевич, позывной Лис',
    'военнослужащий Ivanov Petr Sergeevich',
    'Bdfyjd Gtnh C.',
    'Bdfyjd Gtnh Cthuttdbx 12.05.1998',
    'Иванов Пётр Сергеевич, г. Самара',
    'Пётр Сергеевич Иванов с.Ивановка',
    'Иванов Пётр Сергеевич Самарская область',
    'Иванов Пётр Сергеевич Мурманск',
    'Иванов Пётр Самара',
    'есть ли в плену Иванов Пётр Сергеевич',
    'зовут снайпер Иванов Пётр Сергеевич',
    'Петренко (по отцу Иванов) Пётр Сергеевич',
    'Иванова (в девичестве Петренко) Пётр Сергеевич',
    'ИвановПётрСергеевич',
    'И в а н о в Пётр Сергеевич',
    'Ivanov Пётр Sergeevich',
  ])('finds him among other words: %s', (name) => {
    expect(found(name, { year: 1998, month: 5, day: 12 })).toEqual(['B strong']);
  });

  it('reads words in letters that only look Cyrillic beside Cyrillic ones', () => {
    const meant = (name: string) => search({ name, birth: {} }).understood.givenNames;
    expect(meant('Ухватoв Aptyp Игоревич')).toEqual(['Артур']);
  });

  it('knows which letters Russian papers have for the first ones of neighbours', () => {
    const initials = (name: string) => search({ name, birth: {} }).understood.surnameInitials;
    expect(initials('Ердман Валерій Михайлович')).toContain('Э');
    expect(initials('Йолкін Олександр')).toContain('Е');
    expect(initials('Арлоў Аляксей Яўгенавіч')).toContain('О');
    expect(initials('Ермаков Вадим')).toEqual(['Е']);
  });

  it('takes a letter that a word may begin with for less usual than its first', () => {
    const initials = (name: string) => search({ name, birth: {} }).understood.surnameInitials;
    expect(initials('Jukov Ivan')).toContain('Ж');
    expect(initials('Usupov Magomed').slice(0, 2)).toEqual(['У', 'Ю']);
  });

  it('finds a name that is written like a form of another', () => {
    const meant = (name: string) => search({ name, birth: {} }).understood.givenNames;
    expect(meant('Залибеков Омаром Русланович')).toContain('Умар');
    expect(meant('Панишко Коленька Александрович')).toContain('Николай');
  });

  it.each([
    'фтбх Юрий',
    'ыфвапр Юрий',
    'пылесос Юрий',
    'Фурманск Юрий',
    'фантик Юрий',
    'Юрий Фридрих',
    'Юрий Фёдорович',
    'Юрий Фомич',
  ])('never takes %s for a whole name', (name) => {
    expect(found(name, { year: 1985 })).not.toContain('E strong');
  });

  it.each(['Фролов Юрий', 'Юрий Фурманский', 'Фролова Юрий', 'Фоменко Юрий', 'Фридрих Юрий Михайлович'])(
    'takes %s for one',
    (name) => {
      expect(found(name, { year: 1985 })).toContain('E strong');
    },
  );

  it('has nothing to say before anything is typed', () => {
    expect(search({ name: ' . ', birth: {} }).outcome).toBe('idle');
  });
});
