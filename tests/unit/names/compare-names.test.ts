import { describe, expect, it } from 'vitest';
import { names } from '../../../scripts/names/name-tables.ts';

const { compareNames } = names();
const fits = (a: string, b: string, part?: 'surname' | 'given_name' | 'patronymic') => [
  compareNames(a, b, part).fit,
  compareNames(b, a, part).fit,
];

describe('whole names', () => {
  it.each([
    ['Иванов Пётр Сергеевич', 'пётр сергеевич ИВАНОВ'],
    ['Иванов Пётр Сергеевич', 'Ivanov Petr Sergeevich'],
    ['Iwanow Pjotr Sergejewitsch', 'Ivanov Pyotr Sergeyevich'],
    ['Иванова Петра Сергеевича', 'Иванов Пётр Сергеевич'],
    ['Волошин Олександр Миколайович', 'Волошин Александр Николаевич'],
    ['Волошин Василь Сергійович', 'Волошин Василий Сергеевич'],
    ['Кириллов Петро', 'Кириллов Пётр'],
    ['Шевченко Петра Сергеевича', 'Шевченко Пётр Сергеевич'],
    ['рядовой Иван Петрович', 'Иван Петрович'],
    ['Солдат Иван Петрович', 'Иван Петрович солдат'],
    ['Bdfyjd Gtnh Cthuttdbx', 'Иванов Петр Сергеевич'],
    ['старшего лейтенанта Иванова Петра Сергеевича', 'Иванов Пётр Сергеевич'],
    ['Иванов Пётр Сергеевич ст.л-т', 'Иванов Пётр Сергеевич'],
    ['Ахметшин Виталий Рашитович', 'Akhmetshin Vitalii Rashitovich'],
    ['Рахметжанов Виталий Рашитович', 'Rakhmetzhanov Vitalii Rashitovich'],
    ['Подъячев Пётр Сергеевич', 'Podieiachev Petr Sergeevich'],
    ['Адъютантов Пётр Сергеевич', 'Adieiutantov Petr Sergeevich'],
    ['Матиеяшев Пётр Сергеевич', 'Matieiashev Petr Sergeevich'],
    ['Мухаметзянов Ильдар Рашитович', 'Mukhametzyanov Ildar Rashitovich'],
    ['Кочетов Евгений Викторович', 'Kochetou Yauhien Viktaravich'],
    ['Щербаков Сергей Яковлевич', 'Щербаков Сергій Якович'],
    ['Ковалёв Алексей Иванович', 'Kovalov Oleksii Ivanovych'],
    ['Хрущёв Никита Сергеевич', 'Khrushchov Nikita Sergeevich'],
    ['Шевченко Павел Юрьевич', 'Sevcenko Pavel Jurjevic'],
    ['Харчев Юрий Яковлевич', 'Harcev Urij Akovlevic'],
    ['Aleksandar Mihić', 'Aleksandar Mihic'],
    ['Yusuf bin Kerim', 'bin Kerim, Yusuf'],
    ['Yusuf bin Kerim', 'Yusuf ibn Kerim'],
    ['AL HADI, Isa Ben Tarif', 'Isa Bin Tarif Al Hadi'],
  ])('%s is %s', (a, b) => {
    expect(fits(a, b)).toEqual(['same', 'same']);
  });

  it.each([
    ['Иванов Пётр', 'Иванов Пётр Сергеевич'],
    ['Иванов П. С.', 'Иванов Пётр Сергеевич'],
    ['Иванов Петя', 'Иванов Пётр Сергеевич'],
    ['Кириллов Пётр Сергеевич', 'Кирилов Пётр Сергеевич'],
    ['Иванова Пётр Сергеевич', 'Иванов Пётр Сергеевич'],
    ['Vladimir Putin', 'Владимир Владимирович Путин'],
    ['Щедрин Михаил', 'Салтыков-Щедрин Михаил'],
    ['Мамедов Али Гасан оглы', 'Мамедов Али'],
    ['Bdfyjd Gtnh', 'Иванов Пётр Сергеевич'],
    ['Петров (бывшая Иванов) Пётр Сергеевич', 'Иванов Пётр Сергеевич'],
    ['Иванов ПС', 'Иванов Пётр Сергеевич'],
    ['Ivanov Evgeny Y.', 'Иванов Евгений Ефимович'],
    ['Col. Petr Ivanov', 'Иванов Пётр Сергеевич'],
    ['Доманский Пётр Сергеевич', 'Доминский Пётр Сергеевич'],
    ['Доманский Пётр Сергеевич', 'Romanskii Petr Sergeevich'],
    ['Колышко Иван Петрович', 'Колюшко Иван Петрович'],
    ['Ермаков Алексей Степанович', 'Ермакош Алексей Степанович'],
    ['Карпов Витатлий Михайлович', 'Карпов Виталий Михайлович'],
    ['Карпов Роан Михайлович', 'Карпов Роман Михайлович'],
    ['Алексей Шабелников', 'Шабльников Алексей'],
    ['Иванов Пётр «Сова»', 'Иванов Пётр Сергеевич'],
    ['Pjotrs Ivanovs', 'Пётр Сергеевич Иванов'],
    ['Ива нов Пётр', 'Иванов Пётр Сергеевич'],
    ['I9or Lav1nin', 'Igor Lavinin'],
    ['ли а. а.', 'Ли Андрей Александрович'],
    ['Степанюк ЛП', 'Степанюк Лев Петрович'],
    ['Петров-Водкин Кузьма Сергеевич', 'Водкин-Петров Кузьма Сергеевич'],
    ['Иванова Александра', 'Иванов Александр'],
    ['Сидоренко Валентин', 'Сидоренко Валентина'],
    ['Petrov Alexander', 'Petrova Alexandra'],
    ['А. А. Ли', 'Ли Андрей Александрович'],
    ['Эм СВ', 'Эм Семён Владимирович'],
    ['Иванов Слава Петрович', 'Иванов Ярослав Петрович'],
    ['Isa bin Tarif al Hadi bin Nasir bin Omar', 'Isa bin Tarif al Hadi bin Nasir'],
    ['Peter Steinfeld', 'Peter Sheinfeld'],
    ['Max Steinfeld', 'Maximilian Steinfeld'],
    ['Romanenko Petr Petrovich', 'Romanovko Petr Petrovich'],
    // Both spellings stand on the papers of some men.
    ['Гаджиев Мухаммад Алиевич', 'Гаджиев Магомед Алиевич'],
    ['Иванов Данил Петрович', 'Иванов Даниил Петрович'],
    ['Иванов Данила Петрович', 'Иванов Данил Петрович'],
    ['Иванов Пётр Никитич', 'Иванов Пётр Никитович'],
    ['Иванов Пётр Михаилович', 'Иванов Пётр Михайлович'],
    ['Мамедов Али Гасан оглы', 'Мамедов Али Гасанович'],
    ['Мельник Петра Ильича', 'Мельник Пётр Ильич'],
    // Ranks where no surname is, which may be surnames.
    ['Солдат Иван Петрович', 'Капитан Иван Петрович'],
    ['Майор Иван', 'Капитан Иван'],
  ])('%s is likely %s', (a, b) => {
    expect(fits(a, b)).toEqual(['likely', 'likely']);
  });

  it.each([
    ['Иванов Пётр Сергеевич', 'Иванов Иван Андреевич'],
    ['Иванов Пётр', 'Петренко Иван'],
    ['Иванов Пётр Сергеевич', 'Иванов Пётр Андреевич'],
    ['Иванов', 'Петров Иван Иванович'],
    ['Горбачёв Александр Владимирович', 'Горбачёв В. А.'],
    ['Иванов Евгений Петрович', 'Иванова Евгения Петровна'],
    ['Доманский Пётр Сергеевич', 'Дубровский Пётр Сергеевич'],
    ['Гринёв Пётр', 'Гранин Пётр'],
    ['Иван Орлов', 'Иван Козлов'],
    ['Иванов Иван Иванович', 'Иванов Иван Ильич'],
    ['Иванов Иван', 'Иванов Ян'],
    ['Вольфов Виктор Вольфович', 'Вольфова Виктория Вольфовна'],
    ['Иванов Андрей Юрьевич', 'Иванов Андрей Юльевич'],
    ['Шевченко Ефрем Николаевич', 'Шевченко Роман Николаевич'],
    ['Иванов Артём Сергеевич', 'Иванов Артур Сергеевич'],
    ['Isa bin Tarif al Hadi bin Nasir al Masri', 'Isa bin Tarif al Hadi bin Nasir al Dosari'],
    ['Yusuf bin Kerim al Masri', 'Kerim bin Yusuf al Masri'],
    ['Lula Pedro da Souza', 'Lula Pedro da Silva'],
    ['Viktor Orlach', 'Viktor Orlán'],
    ['Petr Petrovich Daroghashvili', 'Petr Petrovich Dargoshvili'],
    ['Иванов «Сова»', 'Иванов «Филин»'],
    ['Peter Lind', 'Peter Lindemann'],
    ['Ko Tae Bin', 'Ko Tae Hun'],
    ['Мамедов Али Гасан оглы', 'Мамедов Гасан Али оглы'],
    ['Иванов Иван Петрович', 'Иванов Пётр Иванович'],
    ['SAIF AL-HADI AL-RAMI', 'SAIF-AL-HADI FULAYIH HASSAN TAHA AL-RAMI'],
    ['Иванов И. П.', 'Иванов Иван Сергеевич'],
    ['Галимов Ильдар Рифгатович', 'Галимов Ильдар Рафкатович'],
    ['Кадыров Ваха Турпалалиевич', 'Кадыров Ваха Турпалович'],
  ])('%s is neither the same as %s nor likely', (a, b) => {
    for (const fit of fits(a, b)) expect(['similar', 'different']).toContain(fit);
  });
});

describe('reasons', () => {
  it('name the part that an initial stands for', () => {
    expect(compareNames('Иванов П. С.', 'Иванов Пётр Сергеевич').reasons).toEqual([
      { code: 'initial', part: 'given_name', typed: 'п', means: 'пётр' },
      { code: 'initial', part: 'patronymic', typed: 'с', means: 'сергеевич' },
    ]);
  });

  it('say what stands on which side', () => {
    const differs = { code: 'differs', part: 'name' };
    expect(compareNames('Иванов Пётр', 'Иванов Тимур').reasons).toEqual([
      { ...differs, typed: 'пётр', means: 'тимур' },
    ]);
    expect(compareNames('Иванов Тимур', 'Иванов Пётр').reasons).toEqual([
      { ...differs, typed: 'тимур', means: 'пётр' },
    ]);
  });
});

describe('words that are one on the other side', () => {
  it.each([
    ['Гаджиев Магомед Али Омарович', 'Гаджиев Магомедали Омарович'],
    ['Ива нов Пётр Сергеевич', 'Иванов Пётр Сергеевич'],
    ['Ты севич Пётр Сергеевич', 'Тысевич Пётр Сергеевич'],
    ['Иванов Жан-Поль Петрович', 'Иванов Жан Поль Петрович'],
  ])('%s is %s', (a, b) => {
    expect(fits(a, b)).toEqual(['same', 'same']);
  });
});

describe('single parts', () => {
  it.each([
    ['surname', 'Соловьёв', 'СОЛОВЬЕВ'],
    ['surname', 'Щербаков', 'Shcherbakov'],
    ['surname', 'Zełenski', 'Зеленський'],
    ['given_name', 'Юсуп', 'Юсуф'],
    ['given_name', 'Абдул Рахман', 'Абдулрахман'],
    ['given_name', 'Микола', 'Николай'],
    ['patronymic', 'Sergeyevich', 'Сергеевич'],
  ] as const)('%s: %s is %s', (part, a, b) => {
    expect(fits(a, b, part)).toEqual(['same', 'same']);
  });

  it.each([
    ['given_name', 'Марты', 'Марта'],
    ['given_name', 'Августу', 'Августа'],
    ['surname', 'Старшину', 'Старшина'],
    ['surname', 'Капитана', 'Капитан'],
  ] as const)('%s: %s is a case of %s and no month or rank', (part, a, b) => {
    expect(fits(a, b, part)).toEqual(['likely', 'likely']);
  });

  it('never calls surnames the same that are both on papers', () => {
    for (const [a, b] of [
      ['Абаев', 'Агаев'],
      ['Кирилов', 'Кириллов'],
      ['Попов', 'Попова'],
      ['Бондар', 'Бондарь'],
      ['Гриневич', 'Гринович'],
      ['Сеин', 'Сейн'],
      ['Каллистрат', 'Калистрат'],
    ] as const) {
      expect(fits(a, b, 'surname'), `${a} ${b}`).not.toContain('same');
      expect(fits(`${a} Иван Петрович`, `${b} Иван Петрович`), `${a} ${b}`).not.toContain('same');
    }
  });

  it('never calls them the same where they also are shapes of given names or patronymics', () => {
    for (const [a, b] of [
      ['Тишко', 'Тышко'],
      ['Лень', 'Лэнь'],
      ['Гурей', 'Гурий'],
    ] as const) {
      expect(fits(a, b), `${a} ${b}`).not.toContain('same');
    }
    for (const [a, b] of [
      ['Юркевич Максим', 'Максим Юрлевич'],
      ['Емелян Юрий', 'Юрий Омелян'],
      ['Шарифзян Руслан Павлович', 'Шарифьян Руслан Павлович'],
      ['Рыбин Пётр Сергеевич', 'Ribin Petr Sergeevich'],
      ['Козин Пётр Сергеевич', 'Kosin Petr Sergeevich'],
      ['Ivan Steinfeld', 'Ivana Steinfeld'],
      ['Штейнфельд Александр', 'Штейнфельд Александра'],
    ] as const) {
      expect(fits(a, b), `${a} ${b}`).toEqual(['likely', 'likely']);
    }
  });

  it('leaves a bare surname open that begins with Ё or Е, as papers have both', () => {
    expect(fits('Ёжов', 'Ежов', 'surname')).toEqual(['likely', 'likely']);
    expect(fits('Ёжов Иван Петрович', 'Ежов Иван Петрович')).toEqual(['same', 'same']);
  });

  it('tells why', () => {
    expect(compareNames('Сашу', 'Александр', 'given_name').reasons).toEqual([
      { code: 'diminutive', part: 'given_name', typed: 'сашу', means: 'александр' },
    ]);
    expect(compareNames('Сергеич', 'Сергеевич', 'patronymic').reasons[0]?.code).toBe('colloquial');
  });
});
