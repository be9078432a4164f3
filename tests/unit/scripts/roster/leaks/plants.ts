import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { asTypedInLatin } from '../../../../../src/names/keyboard.ts';
import type { RegisterRecord } from '../../../../../src/schemas/register.ts';

/** A file with one leak in it, and how it got there. */
export interface Plant {
  kind: string;
  file: string;
  bytes: Uint8Array;
}

export const icao: Record<string, string> = Object.fromEntries(
  'а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ ie ы y ь _ э e ю iu я ia'
    .split(' ')
    .reduce<[string, string][]>((pairs, part, index, all) => {
      if (index % 2 === 0) pairs.push([part, (all[index + 1] as string).replace('_', '')]);
      return pairs;
    }, []),
);
const bgn = { ...icao, й: 'y', ю: 'yu', я: 'ya', ъ: '' };
const iso9 = { ...icao, ж: 'ž', х: 'h', ц: 'c', ч: 'č', ш: 'š', щ: 'ŝ', ю: 'û', я: 'â', й: 'j', э: 'è' };

/** Capital first, as names are. */
export function latin(text: string, table: Record<string, string>): string {
  const written = [...text.toLowerCase().replaceAll('ё', 'е')]
    .map((letter) => table[letter] ?? letter)
    .join('');
  return written.replace(
    /(^|[\s-])(\p{L})/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** Bytes of an encoding of one byte a letter, which Node can read and not write. */
export function singleByte(text: string, encoding: string): Uint8Array {
  const table = new Map<string, number>();
  const decoder = new TextDecoder(encoding);
  for (let byte = 0; byte < 256; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), byte);
  return Uint8Array.from(text, (letter) => table.get(letter) ?? 63);
}

/** What Windows of Russia and Ukraine writes. */
export const cp1251 = (text: string): Uint8Array => singleByte(text, 'windows-1251');

function utf32(text: string): Uint8Array {
  const bytes = Buffer.alloc(4 * text.length);
  for (const [index, letter] of [...text].entries()) {
    bytes.writeUInt32LE(letter.codePointAt(0) as number, 4 * index);
  }
  return bytes;
}

const wideDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

export const utf8 = (text: string): Buffer => Buffer.from(text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** As `xxd` prints it. */
function dump(bytes: Uint8Array): string {
  const digits =
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,32}/g) ?? [];
  return digits
    .map(
      (line, row) =>
        `${(16 * row).toString(16).padStart(8, '0')}: ${line.match(/.{1,4}/g)?.join(' ')}  ....\n`,
    )
    .join('');
}

const two = (number: number | undefined): string => String(number).padStart(2, '0');
const genitive = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(
  ' ',
);
const english = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** Fine text that no register gave: what stands around a leak. */
export const page = (leak: string): Uint8Array =>
  utf8(`<!doctype html><title>Проверка</title><p>Здесь показано то, что есть: ${leak}. Позвоните нам.</p>\n`);

/** Reproducible noise (xorshift32). */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed * 2_654_435_761 || 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
}

export type Maker = (man: RegisterRecord, number: number) => [file: string, bytes: Uint8Array];

export const fullName = ({ surname, given_name, patronymic }: RegisterRecord): string =>
  [surname, given_name, patronymic].filter((part) => part !== undefined).join(' ');

const described = (man: RegisterRecord): string =>
  `Фамилия и имя: ${fullName(man)}, год рождения и всё остальное`;

export const isoBirth = ({ birth }: RegisterRecord): string =>
  `${birth.year}-${two(birth.month)}-${two(birth.day)}`;

/** Ways in which something of a register may get into what is published. */
export const makers: Record<string, Maker> = {
  surname: (man) => ['a.html', page(man.surname)],
  'surname in capitals': (man) => ['a.txt', utf8(man.surname.toUpperCase())],
  'full name': (man) => ['a.html', page(fullName(man))],
  'name before surname': (man) => ['a.html', page(`${man.given_name} ${man.surname}`)],
  'look-alike letters': (man) => [
    'a.html',
    page(man.surname.replace(/[аеорсух]/g, (l) => 'aeopcyx'['аеорсух'.indexOf(l)] as string)),
  ],
  'passport Latin': (man) => ['a.html', page(latin(fullName(man), icao))],
  'BGN Latin': (man) => ['a.json', utf8(JSON.stringify({ who: latin(fullName(man), bgn) }))],
  'ISO 9 Latin': (man) => ['a.html', page(latin(fullName(man), iso9))],
  'other keyboard': (man) => ['a.txt', utf8(`see ${asTypedInLatin(man.surname, 'ru')} there`)],
  'oblique case': (man) => [
    'a.html',
    page(`от ${/[ое]в$|ин$/.test(man.surname) ? `${man.surname}ым` : man.surname}`),
  ],
  'a wife': (man) => ['a.html', page(/[ое]в$|ин$/.test(man.surname) ? `${man.surname}а` : man.surname)],
  'camel case': (man) => [
    'a.js',
    utf8(`const x="${latin(man.surname, icao)}${latin(man.given_name, icao)}";`),
  ],
  'file name': (man) => [`photos/${latin(man.surname, icao)}.jpg`, noise(500, 3)],
  'ISO date': (man) => ['a.json', utf8(JSON.stringify({ born: isoBirth(man) }))],
  'dotted date': ({ birth }) => ['a.html', page(`род. ${two(birth.day)}.${two(birth.month)}.${birth.year}`)],
  'date in words': ({ birth }) => [
    'a.html',
    page(`родился ${birth.day} ${genitive[(birth.month as number) - 1]} ${birth.year} года`),
  ],
  'English date': ({ birth }) => [
    'a.html',
    page(`born ${english[(birth.month as number) - 1]} ${birth.day}, ${birth.year}`),
  ],
  'solid date': (man) => ['a.csv', utf8(`x,${isoBirth(man).replaceAll('-', '')},y\n`)],
  'seconds of Unix': (man) => ['a.json', utf8(`{"t":${Date.parse(`${isoBirth(man)}T00:00:00Z`) / 1000}}`)],
  'record id': ({ record_id }) => ['a.html', page(record_id)],
  'record id without dash': ({ record_id }) => [
    'a.js',
    utf8(`k={"${record_id.replace('-', '').toLowerCase()}":1}`),
  ],
  'five words': ({ message }, number) => {
    const words = (message ?? '').split(/\s+/);
    const from = number % Math.max(1, words.length - 5);
    return ['a.html', page(words.slice(from, from + 6).join(' '))];
  },
  'extra column': (man) => [
    'entries.csv',
    utf8(
      `ref,given_name,patronymic_initial,surname_initial,birth_from,birth_to\n4KD9Q7M2,Иван,И,И,1990-01-01,1990-01-15,${man.surname}\n`,
    ),
  ],
  'surname as given name': (man) => [
    'entries.csv',
    utf8(
      `ref,given_name,patronymic_initial,surname_initial,birth_from,birth_to\n4KD9Q7M2,${man.surname},И,И,1990-01-01,1990-01-15\n`,
    ),
  ],
  'exact birth in a row': (man) => [
    'entries.csv',
    utf8(
      `ref,given_name,patronymic_initial,surname_initial,birth_from,birth_to\n4KD9Q7M2,Иван,И,И,${isoBirth(man)},${isoBirth(man)}\n`,
    ),
  ],
  base64: (man) => ['a.js', utf8(`x="${Buffer.from(fullName(man)).toString('base64')}"`)],
  'base64 in a path': (man) => ['a.html', page(`/assets/${Buffer.from(man.surname).toString('base64url')}`)],
  hexadecimal: (man) => ['a.txt', utf8(`00 ${Buffer.from(man.surname).toString('hex')} 00`)],
  'percent signs': (man) => ['a.html', page(`?q=${encodeURIComponent(man.surname)}`)],
  entities: (man) => ['a.html', page([...man.surname].map((l) => `&#${l.codePointAt(0)};`).join(''))],
  'JSON escapes': (man) => [
    'a.json',
    utf8(`"${[...man.surname].map((l) => `\\u0${l.charCodeAt(0).toString(16)}`).join('')}"`),
  ],
  'numbers of bytes': (man) => ['a.js', utf8(`[${[...Buffer.from(man.surname)].join(',')}]`)],
  'UTF-16': (man) => ['a.txt', Buffer.from(`\ufeffФамилия: ${fullName(man)}`, 'utf16le')],
  'windows-1251': (man) => ['a.txt', cp1251(described(man))],
  'code page 866': (man) => ['a.txt', singleByte(described(man), 'ibm866')],
  'KOI8-U': (man) => ['a.txt', singleByte(described(man), 'koi8-u')],
  'names in code page 866': (man) => ['a.txt', singleByte(`${man.surname} ${man.given_name}`, 'ibm866')],
  'UTF-32': (man) => ['a.txt', utf32(described(man))],
  'full-width digits': (man) => ['a.html', page(wideDigits(isoBirth(man)))],
  gzip: (man) => ['a.html.gz', gzipSync(page(man.surname))],
  brotli: (man) => ['a.html.br', brotliCompressSync(page(man.surname))],
  zip: (man) => ['a.zip', zipSync({ 'inner/b.html': page(man.surname), 'c.txt': utf8('nothing') })],
  'zip in a zip': (man) => ['a.zip', zipSync({ 'b.zip': zipSync({ 'c.html': page(fullName(man)) }) })],
  'zlib in a picture': (man) => [
    'a.png',
    Buffer.concat([noise(300, 5), deflateSync(page(fullName(man))), noise(40, 6)]),
  ],
  'within noise': (man, number) => [
    'a.bin',
    Buffer.concat([noise(2000, number + 1), utf8(man.surname), noise(2000, number + 2)]),
  ],
  'UTF-16 within noise': (man, number) => [
    'a.bin',
    Buffer.concat([noise(2000, number + 1), Buffer.from(fullName(man), 'utf16le'), noise(2001, number + 2)]),
  ],
  'soft hyphens': (man) => ['a.html', page(man.surname.replace(/^(...)/, '$1\u00ad'))],
  'cut by tags': (man) => ['a.html', page(man.surname.replace(/^(...)/, '$1<b></b>'))],
  'spaced letters': (man) => ['a.txt', utf8(`-> ${[...man.surname].join(' ')} <-`)],
  'within a word': (man) => ['a.html', page(`файл${man.surname.toLowerCase()}файл`)],
  'Latin within a word': (man) => ['a.js', utf8(`x="photo${latin(man.surname, icao).toLowerCase()}jpg"`)],
  'raw deflate': (man) => ['a.bin', deflateRawSync(page(fullName(man)))],
  'a tar within gzip within zip': (man) => [
    'a.zip',
    zipSync({ 'b.tar.gz': gzipSync(Buffer.concat([Buffer.alloc(512, 'c.html\0'), page(man.surname)])) }),
  ],
  'five archives deep': (man) => {
    let bytes = page(man.surname);
    for (let depth = 0; depth < 5; depth += 1) bytes = zipSync({ [`${depth}.zip`]: bytes });
    return ['a.zip', bytes];
  },
  'quoted-printable': (man) => [
    'a.eml',
    utf8([...utf8(man.surname)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('=\r\n')),
  ],
  'percent signs twice': (man) => ['a.html', page(encodeURIComponent(encodeURIComponent(man.surname)))],
  'entities twice': (man) => [
    'a.html',
    page([...man.surname].map((l) => `&amp;#x${l.charCodeAt(0).toString(16)};`).join('')),
  ],
  'JSON in JSON': (man) => [
    'a.json',
    utf8([...man.surname].map((l) => `\\\\u0${l.charCodeAt(0).toString(16)}`).join('')),
  ],
  'CSS escapes': (man) => [
    'a.css',
    utf8(`a::after{content:"${[...man.surname].map((l) => `\\${l.charCodeAt(0).toString(16)} `).join('')}"}`),
  ],
  'small base32': (man) => ['a.txt', utf8(base32(utf8(fullName(man))).toLowerCase())],
  'base64 twice': (man) => ['a.txt', utf8(base64(base64(fullName(man))))],
  'a dump': (man) => ['a.txt', utf8(dump(page(fullName(man))))],
  'binary digits': (man) => [
    'a.txt',
    utf8([...utf8(man.surname)].map((byte) => byte.toString(2).padStart(8, '0')).join(' ')),
  ],
  'strings joined by a program': (man) => [
    'a.js',
    utf8(`x='${man.surname.slice(0, 3)}' + '${man.surname.slice(3)}'`),
  ],
  'a letter a tag': (man) => [
    'a.svg',
    utf8(`<svg>${[...man.surname].map((l, x) => `<tspan x="${x}">${l}</tspan>`).join('\n')}</svg>`),
  ],
  'down the page': (man) => ['a.txt', utf8([...man.surname].join('\n'))],
  'UTF-8 read as Latin': (man) => ['a.html', page(Buffer.from(fullName(man)).toString('latin1'))],
  'windows-1251 read as Latin': (man) => [
    'a.txt',
    utf8(Buffer.from(cp1251(fullName(man))).toString('latin1')),
  ],
  'a date in tags': ({ birth }) => [
    'a.html',
    page(`<b>${two(birth.day)}</b>.<b>${two(birth.month)}</b>.<b>${birth.year}</b>`),
  ],
  'an id in tags': ({ record_id }) => ['a.html', page(record_id.replace('-', '-<b>').concat('</b>'))],
  'Latin in a picture': (man, number) => [
    'a.jpg',
    Buffer.concat([
      noise(3000, number + 1),
      utf8(`${latin(man.surname, icao)} ${latin(man.given_name, icao)}\0`),
      noise(3000, 4),
    ]),
  ],
  backwards: (man) => ['a.txt', utf8([...man.surname].reverse().join(''))],
};

/**
 * So many plants, the kinds in turn; men who have what the kind needs (a full date, a long message, a long surname).
 * @param seed another one plants other men
 */
export function plants(
  makersOfKinds: Readonly<Record<string, Maker>>,
  records: readonly RegisterRecord[],
  count: number,
  seed: number,
): Plant[] {
  const kinds = Object.keys(makersOfKinds);
  const long = records.filter(
    ({ surname, birth }) => surname.length >= 6 && birth.day !== undefined && !/[\s-]/.test(surname),
  );
  // Within other words only surnames that end as most do are told from words.
  const usual = long.filter(({ surname }) => /(?:[ое]в|[^аеиоуы][иы]н|ий|енко|[ую]к|як)$/.test(surname));
  // `sch` is ш or сх there.
  const plain = long.filter(({ surname }) => !/сх/.test(surname));
  const talkers = long.filter(({ message }) => (message ?? '').split(/\s+/).length >= 6);
  const poolOf = (kind: string): readonly RegisterRecord[] => {
    if (/words in|five words/.test(kind)) return talkers;
    if (/within a word|glued/.test(kind)) return usual;
    return /German|Polish|Czech|French/.test(kind) ? plain : long;
  };
  return Array.from({ length: count }, (_, number) => {
    const kind = kinds[number % kinds.length] as string;
    const pool = poolOf(kind);
    const man = pool[(number * 7919 + seed * 104_729) % pool.length] as RegisterRecord;
    const [file, bytes] = (makersOfKinds[kind] as Maker)(man, number + seed);
    return { kind, file, bytes };
  });
}
