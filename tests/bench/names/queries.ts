import { incline } from 'lvovich';
import { names } from '../../../scripts/names/name-tables.ts';
import { asTypedInCyrillic, asTypedInLatin } from '../../../src/names/keyboard.ts';
import { inBelarusian, inNeighbourLatin, inUkrainian } from './neighbours.ts';
import { randomStream } from './random.ts';
import { capital, type Person } from './register.ts';
import { inScheme, newspaperSchemes, schemeNames } from './schemes.ts';

/** One question and the person whom it means. */
export interface Question {
  readonly kind: string;
  readonly text: string;
  readonly person: Person;
}

type Make = (person: Person, random: () => number) => string | null;

const passports = ['ICAO 9303 (2013)', 'GOST R 52535.1', 'MVD 310', 'MVD 782'];
const otherSchemes = schemeNames.filter(
  (name) => !passports.includes(name) && !newspaperSchemes.includes(name),
);
const cases = ['genitive', 'dative', 'accusative', 'instrumental', 'prepositional'] as const;

const whole = ({ surname, given_name, patronymic }: Person): string[] => [surname, given_name, patronymic];

function pick<Value>(list: readonly Value[], random: () => number): Value {
  return list[Math.floor(random() * list.length)] as Value; // random() is below 1
}

function inAll(person: Person, scheme: string): string {
  return whole(person)
    .map((word) => inScheme(word, scheme))
    .join(' ');
}

const makers: Record<string, Make> = {
  exact: (person) => whole(person).join(' '),
  'case and ё': (person, random) => {
    const text = whole(person).join(' ');
    return random() < 0.5 ? text.toUpperCase() : text.toLowerCase().replace(/ё/g, 'е');
  },
  order: ({ surname, given_name, patronymic }, random) =>
    pick(
      [
        `${given_name} ${patronymic} ${surname}`,
        `${given_name} ${surname}`,
        `${surname}, ${given_name} ${patronymic}`,
      ],
      random,
    ),
  layout: (person) => asTypedInLatin(whole(person).join(' '), 'ru'),
  'layout, the reverse': (person, random) =>
    asTypedInCyrillic(inAll(person, pick(passports, random)), random() < 0.7 ? 'ru' : 'uk'),
  'mixed scripts': (person, random) =>
    whole(person)
      .join(' ')
      .replace(/[асеорху]/g, (letter) => (random() < 0.5 ? lookAlike(letter) : letter)),
  'й/и, ъ/ь, doubled letters': ({ surname, given_name, patronymic }, random) => {
    const text = [surname, given_name, patronymic].join(' ');
    const spelled = pick(spellings, random)(text);
    return spelled === text ? null : spelled;
  },
  'signs and spaces': ({ surname, given_name, patronymic }, random) =>
    pick(
      [
        `${surname}-${given_name}-${patronymic}`,
        `  ${surname} ,${given_name}   ${patronymic}.`,
        `«${surname}» (${given_name}) ${patronymic}`,
        `${surname.slice(0, 3)}-${surname.slice(3)} ${given_name} ${patronymic}`,
      ],
      random,
    ),
  'passport schemes': (person, random) => inAll(person, pick(passports, random)),
  'other schemes': (person, random) => inAll(person, pick(otherSchemes, random)),
  newspapers: (person, random) => inAll(person, pick(newspaperSchemes, random)),
  'feminine surname': ({ surname, given_name, patronymic }) => {
    const feminine = feminineOf(surname);
    return feminine === null ? null : `${feminine} ${given_name} ${patronymic}`;
  },
  'no patronymic': ({ surname, given_name }) => `${surname} ${given_name}`,
  declined: ({ surname, given_name, patronymic }, random) => {
    const { last, first, middle } = incline(
      { last: surname, first: given_name, middle: patronymic, gender: 'male' },
      pick(cases, random),
    );
    return `${last} ${first} ${middle}`;
  },
  Ukrainian: (person) => ukrainianOf(person)?.join(' ') ?? null,
  Belarusian: (person) => belarusianOf(person)?.join(' ') ?? null,
  'Ukrainian and Belarusian in Latin': (person, random) => {
    const isUkrainian = random() < 0.5;
    const scheme = isUkrainian ? 'Ukrainian 2010' : pick(['Belarusian passports', 'Belarusian 2007'], random);
    const words = isUkrainian ? ukrainianOf(person) : belarusianOf(person);
    return words?.map((word) => inNeighbourLatin(word, scheme)).join(' ') ?? null;
  },
  'names of the peoples': ({ surname, given_name, patronymic }, random) => {
    const forms = easternForms
      .get(names().canonicalGivenName(given_name))
      ?.filter((form) => form !== given_name);
    return forms === undefined || forms.length === 0
      ? null
      : `${surname} ${pick(forms, random)} ${patronymic}`;
  },
  'оглы, улы': ({ surname, given_name, patronymic }, random) => {
    const father = /^(.*[^аеёиоуыэюяь])ович$/.exec(patronymic)?.[1];
    if (father === undefined || !easternForms.has(names().canonicalGivenName(father))) return null;
    return `${surname} ${given_name} ${father} ${pick(['оглы', 'оглу', 'улы'], random)}`;
  },
  'double surname': ({ surname, given_name, patronymic }, random) => {
    const other = pick(['Кузьмин', 'Петренко', 'Чернов', 'Ломакин'], random);
    const both = pick([`${surname}-${other}`, `${other}-${surname}`, `${surname} ${other}`], random);
    return `${both} ${given_name} ${patronymic}`;
  },
  'former surname': ({ surname, given_name, patronymic }, random) => {
    const other = pick(['Кузьмин', 'Петренко', 'Чернов', 'Ломакин'], random);
    const both = random() < 0.5 ? `${surname} (бывший ${other})` : `${other} (бывший ${surname})`;
    return `${both} ${given_name} ${patronymic}`;
  },
  'given name of two words': ({ surname, given_name, patronymic }) => {
    const [, first, second] =
      /^(Абдул|Магомед|Мухаммад|Гаджи|Шейх|Нур|Мухамет)([а-я]{3,})$/.exec(given_name) ?? [];
    return first === undefined || second === undefined
      ? null
      : `${surname} ${first} ${capital(second)} ${patronymic}`;
  },
  'short form': ({ surname, given_name, patronymic }, random) => {
    const short = shortForms.get(given_name);
    if (short === undefined) return null;
    return random() < 0.5
      ? `${surname} ${pick(short, random)}`
      : `${pick(short, random)} ${surname} ${patronymic}`;
  },
  'colloquial patronymic': ({ surname, given_name, patronymic }) => {
    if (!/[оеи]вич$/.test(patronymic)) return null;
    return `${surname} ${given_name} ${patronymic
      .replace(/ович$/, 'ыч')
      .replace(/([еи])евич$/, '$1ич')
      .replace(/ьевич$/, 'ьич')
      .replace(/([кг])ыч$/, '$1ич')}`;
  },
  initials: ({ surname, given_name, patronymic }) =>
    `${surname} ${given_name.charAt(0)}. ${patronymic.charAt(0)}.`,
  'title in the field': (person, random) =>
    `${pick(['рядовой', 'мл. сержант', 'сын', 'ищу'], random)} ${whole(person).join(' ')}`,
  'one slip': ({ surname, given_name, patronymic }, random) => {
    const parts = [surname, given_name, patronymic];
    const at = random() < 0.5 ? 0 : 1;
    const word = parts[at] ?? '';
    if (word.length < 5) return null;
    const place = 1 + Math.floor(random() * (word.length - 2));
    parts[at] = pick(
      [
        word.slice(0, place) + word.slice(place + 1),
        word.slice(0, place) + word.charAt(place) + word.slice(place),
        word.slice(0, place) + word.charAt(place + 1) + word.charAt(place) + word.slice(place + 2),
        word.slice(0, place) + pick([...'оаеинтсрвл'], random) + word.slice(place + 1),
      ],
      random,
    );
    return parts[at] === word ? null : parts.join(' ');
  },
};

/** Spellings that papers and people confuse. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text.replace(/й/g, 'и'),
  (text) => text.replace(/[ьъ]/g, ''),
  (text) => text.replace(/ь/g, 'ъ'),
  (text) => text.replace(/([бвгдзклмнпрстф])\1/g, '$1'),
  (text) => text.replace(/[ьъ]/g, "'"),
];

/** The Latin letter that looks like a Cyrillic one. */
function lookAlike(letter: string): string {
  return 'aceopxy'.charAt('асеорху'.indexOf(letter));
}

export const kinds = Object.keys(makers);

/** `perKind` questions of each kind about people of a register. */
export function questions(people: readonly Person[], perKind: number, seed: number): Question[] {
  const random = randomStream(seed);
  const list: Question[] = [];
  for (const [kind, make] of Object.entries(makers)) {
    for (let made = 0, tried = 0; made < perKind && tried < perKind * 30; tried += 1) {
      const person = pick(people, random);
      const text = make(person, random);
      if (text === null) continue;
      list.push({ kind, text, person });
      made += 1;
    }
  }
  return list;
}

function feminineOf(surname: string): string | null {
  if (/[оеё]в$|[иы]н$/.test(surname)) return `${surname}а`;
  if (/[сц]кий$/.test(surname)) return surname.replace(/ий$/, 'ая');
  if (/[ыо]й$/.test(surname)) return surname.replace(/..$/, 'ая');
  return null;
}

const ukrainianNames = new Map<string, string>();
const belarusianNames = new Map<string, string>();
const easternForms = new Map<string, readonly string[]>();
const shortForms = new Map<string, string[]>();
for (const { name, variants, diminutives, eastern } of names().tables.givenNames) {
  const plain = name.replace(/ё/g, 'е');
  const ukrainian = variants.find((form) => /[іїє]|^Ол|йло$|^Мик|^Пав|тро$/.test(form));
  if (ukrainian !== undefined) ukrainianNames.set(plain, ukrainian);
  const belarusian = variants.find((form) => /ў|^Аля|^Дзм|^Сярг|^Ігар|^Міка|^Уладз|дрэй$|рый$/.test(form));
  if (belarusian !== undefined) belarusianNames.set(plain, belarusian);
  if (eastern && variants.length > 0) easternForms.set(name, [name, ...variants]);
  const short = diminutives.filter((form) => !form.endsWith('?'));
  if (short.length > 0) shortForms.set(plain, short);
}

function ukrainianOf({ surname, given_name, patronymic }: Person): string[] | null {
  const given = ukrainianNames.get(given_name);
  return given === undefined ? null : [inUkrainian(surname), given, inUkrainian(patronymic)];
}

function belarusianOf({ surname, given_name, patronymic }: Person): string[] | null {
  const given = belarusianNames.get(given_name);
  if (given === undefined) return null;
  // The compact tables write и for every letter that folds to it; Belarusian has і alone.
  return [inBelarusian(surname), given.replace(/и/g, 'і'), inBelarusian(patronymic)];
}
