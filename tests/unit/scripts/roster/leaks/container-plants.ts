import { brotliCompressSync, crc32, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { RegisterRecord } from '../../../../../src/schemas/register.ts';
import {
  cp1251,
  fullName,
  icao,
  isoBirth,
  latin,
  type Maker,
  noise,
  page,
  singleByte,
  utf8,
} from './plants.ts';

/** A file of a tar (POSIX.1-1988, ustar). */
function tarEntry(name: string, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(512);
  head.set(utf8(name).subarray(0, 100));
  const size = body.length.toString(8).padStart(11, '0');
  const fields: [string, number][] = [
    ['0000644\0', 100],
    [`${size}\0`, 124],
    ['        0', 148],
    ['ustar\x0000', 257],
  ];
  for (const [text, at] of fields) head.write(text, at, 'latin1');
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

const tar = (...entries: Uint8Array[]): Uint8Array => Buffer.concat([...entries, Buffer.alloc(1024)]);

function chunk(type: string, ...data: (string | Uint8Array)[]): Uint8Array {
  const body = Buffer.concat([utf8(type), ...data.map((part) => Buffer.from(part))]);
  const whole = Buffer.alloc(8 + body.length);
  whole.writeUInt32BE(body.length - 4);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), 4 + body.length);
  return whole;
}

/** A picture with chunks of its owner's in it. */
const png = (...chunks: Uint8Array[]): Uint8Array =>
  Buffer.concat([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', Uint8Array.of(0, 0, 0, 16, 0, 0, 0, 16, 8, 2, 0, 0, 0)),
    ...chunks,
    chunk('IDAT', deflateSync(noise(16 * 49, 3))),
    chunk('IEND'),
  ]);

function jpeg(marker: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(6);
  head.set([255, 216, 255, marker]);
  head.writeUInt16BE(data.length + 2, 4);
  return Buffer.concat([head, data, Uint8Array.of(255, 218, 0, 2), noise(3001, 9)]);
}

/** A workbook with shared strings, as far as they matter. */
const workbook = (strings: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': utf8('<?xml version="1.0"?><Types/>'),
    'xl/sharedStrings.xml': utf8(`<?xml version="1.0" encoding="UTF-8"?><sst>${strings}</sst>`),
    'xl/worksheets/sheet1.xml': utf8('<worksheet><sheetData/></worksheet>'),
  });

/** As Windows packs it: the name in an encoding of one byte a letter. */
function zipOfWindows(name: Uint8Array): Uint8Array {
  const place = 'x'.repeat(name.length);
  const zip = Buffer.from(zipSync({ [place]: noise(300, 4) }));
  for (let at = zip.indexOf(place); at >= 0; at = zip.indexOf(place, at + 1)) zip.set(name, at);
  return zip;
}

const wide = (text: string, bigEndian = false): Buffer =>
  bigEndian ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le');
const sum = 'a3f5'.repeat(16);
const sums = (name: string): Uint8Array =>
  utf8(`${sum}  index.html\n${sum}  ru/${name}.html\n${sum}  ru/index.html\n`);
const lower = (man: RegisterRecord): string => latin(man.surname, icao).toLowerCase();
const lowerGiven = (man: RegisterRecord): string => latin(man.given_name, icao).toLowerCase();

const words = ({ message = '' }: RegisterRecord, number: number): string => {
  const all = message.split(/\s+/);
  const from = number % Math.max(1, all.length - 5);
  return all.slice(from, from + 6).join(' ');
};

const entity: Record<string, string> = Object.fromEntries(
  'а a б b в v г g д d е ie ё io ж zh з z и i й j к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ hard ы y ь soft э e ю yu я ya'
    .split(' ')
    .flatMap((part, index, all) => (index % 2 === 0 ? [[part, `&${all[index + 1]}cy;`]] : [])),
);

/** How papers, programs and neighbours write Cyrillic in Latin. */
const schemes: Record<string, Record<string, string>> = {
  'a passport of 1997': { ...icao, й: 'y', ы: 'y', ю: 'yu', я: 'ya', ъ: '' },
  'a French passport': { ...icao, ж: 'j', у: 'ou', ч: 'tch', ш: 'ch', щ: 'chtch', ю: 'iou', ъ: '' },
  'GOST 7.79 B': { ...icao, й: 'j', ц: 'cz', щ: 'shh', ы: 'y', ю: 'yu', я: 'ya', х: 'x', ъ: '' },
  German: {
    ...icao,
    в: 'w',
    ж: 'sch',
    з: 's',
    х: 'ch',
    ц: 'z',
    ч: 'tsch',
    ш: 'sch',
    щ: 'schtsch',
    ю: 'ju',
    я: 'ja',
  },
  Polish: {
    ...icao,
    в: 'w',
    ж: 'ż',
    й: 'j',
    л: 'ł',
    х: 'ch',
    ц: 'c',
    ч: 'cz',
    ш: 'sz',
    щ: 'szcz',
    ю: 'ju',
    я: 'ja',
  },
  Czech: { ...icao, ж: 'ž', й: 'j', х: 'ch', ц: 'c', ч: 'č', ш: 'š', щ: 'šč', ю: 'ju', я: 'ja', ъ: '' },
};

/** More ways: in containers, in names of files, in pictures, glued, turned and written by other rules. */
export const containerMakers: Record<string, Maker> = {
  'a workbook': (man) => [
    'a.xlsx',
    workbook(`<si><t>${man.surname}</t></si><si><t>${man.given_name}</t></si>`),
  ],
  'runs of type in a workbook': ({ surname }) => [
    'a.xlsx',
    workbook(`<si><r><t>${surname.slice(0, 3)}</t></r><r><rPr><b/></rPr><t>${surname.slice(3)}</t></r></si>`),
  ],
  'a tar': (man) => ['a.tar', tar(tarEntry('b.txt', utf8(fullName(man))))],
  'a name in a tar': (man) => ['a.tar', tar(tarEntry(`photos/${lower(man)}.jpg`, noise(600, 3)))],
  'a tar in zstd': (man) => ['a.tar.zst', zstdCompressSync(tar(tarEntry('b.txt', page(man.surname))))],
  'a tar in brotli': (man) => ['a.tar.br', brotliCompressSync(tar(tarEntry('b.txt', page(man.surname))))],
  'a tar in gzip': (man) => [
    'a.tgz',
    gzipSync(tar(tarEntry('b.bin', noise(700, 5)), tarEntry('c.txt', page(man.surname)))),
  ],
  'a name in a zip': (man) => ['a.zip', zipSync({ [`${lower(man)}.jpg`]: noise(300, 4) })],
  'a name in a zip of Windows': ({ surname }) => [
    'a.zip',
    zipOfWindows(singleByte(`${surname}.jpg`, 'ibm866')),
  ],
  'a name in a zip, windows-1251': ({ surname }) => ['a.zip', zipOfWindows(cp1251(`${surname}.jpg`))],
  'stored in a zip': ({ surname }) => ['a.zip', zipSync({ 'b.txt': [utf8(surname), { level: 0 }] })],
  'the name of what is in a gzip': (man) => {
    const zip = gzipSync(noise(900, 7));
    zip[3] = 8;
    return ['a.gz', Buffer.concat([zip.subarray(0, 10), utf8(`${lower(man)}.txt\0`), zip.subarray(10)])];
  },
  'a text of a picture': (man) => ['a.png', png(chunk('tEXt', 'Author\0', latin(man.surname, icao)))],
  'a packed text of a picture': (man) => [
    'a.png',
    png(chunk('zTXt', 'Comment\0\0', deflateSync(utf8(lower(man))))),
  ],
  'a Cyrillic text of a picture': ({ surname }) => ['a.png', png(chunk('iTXt', 'Title\0\0\0\0\0', surname))],
  'a date of a picture': (man) => ['a.png', png(chunk('tEXt', 'Creation Time\0', isoBirth(man)))],
  'an id in a picture': ({ record_id }) => ['a.png', png(chunk('tEXt', 'Comment\0', record_id))],
  'words in a picture': (man, number) => ['a.png', png(chunk('iTXt', 'Title\0\0\0\0\0', words(man, number)))],
  'after the end of a picture': ({ surname }) => ['a.png', Buffer.concat([png(), utf8(surname)])],
  'a comment of a photo': (man) => ['a.jpg', jpeg(0xfe, utf8(latin(man.surname, icao)))],
  'the author of a photo': ({ surname }) => [
    'a.jpg',
    jpeg(0xe1, Buffer.concat([utf8('Exif\0\0'), wide(surname)])),
  ],
  'a name in SHA256SUMS': (man) => ['SHA256SUMS', sums(lower(man))],
  'a Cyrillic name in SHA256SUMS': ({ surname }) => ['SHA256SUMS', sums(surname)],
  'an id in SHA256SUMS': ({ record_id }) => ['SHA256SUMS', sums(record_id)],
  'a date in SHA256SUMS': (man) => ['SHA256SUMS', sums(isoBirth(man))],
  'both names in SHA256SUMS': (man) => ['SHA256SUMS', sums(`${lower(man)}_${lowerGiven(man)}`)],
  'a name of a folder': (man) => [`ru/${lower(man)}/index.html`, utf8('x')],
  'a Cyrillic name of a file': ({ surname }) => [`ru/${surname}.html`, utf8('x')],
  'a decomposed name of a file': ({ surname }) => [`ru/${surname.normalize('NFD')}.html`, utf8('x')],
  'an escaped name of a file': ({ surname }) => [`ru/${encodeURIComponent(surname)}.html`, utf8('x')],
  'a hexadecimal name of a file': ({ surname }) => [`ru/${Buffer.from(surname).toString('hex')}`, utf8('x')],
  'a date as name of a file': (man) => [`ru/${isoBirth(man)}.html`, utf8('x')],
  'an id as name of a file': ({ record_id }) => [`ru/${record_id.toLowerCase()}.html`, utf8('x')],
  'an address in windows-1251': ({ surname }) => [
    'a.html',
    page(`?q=${[...cp1251(surname)].map((byte) => `%${byte.toString(16)}`).join('')}`),
  ],
  'hexadecimal UTF-16': ({ surname }) => ['a.txt', utf8(`x ${wide(surname).toString('hex')}`)],
  'base64 of windows-1251': (man) => [
    'a.txt',
    utf8(`x ${Buffer.from(cp1251(fullName(man))).toString('base64')}`),
  ],
  'base64 of UTF-16': (man) => ['a.txt', utf8(`x ${wide(fullName(man)).toString('base64')}`)],
  'a zip in an address': ({ surname }) => [
    'a.html',
    utf8(`<a href="data:,;base64,${Buffer.from(zipSync({ 'a.txt': page(surname) })).toString('base64')}">`),
  ],
  'named entities': ({ surname }) => [
    'a.html',
    page([...surname.toLowerCase()].map((letter) => entity[letter] ?? letter).join('')),
  ],
  'entities with noughts': ({ surname }) => [
    'a.html',
    page([...surname].map((letter) => `&#x0000${letter.charCodeAt(0).toString(16)};`).join('')),
  ],
  'UTF-7': ({ surname }) => [
    'a.txt',
    utf8(`x +${wide(surname, true).toString('base64').replaceAll('=', '')}- y`),
  ],
  'a word of MIME': (man) => [
    'a.eml',
    utf8(`From: =?utf-8?B?${utf8(fullName(man)).toString('base64')}?=\r\n`),
  ],
  'Latin backwards': (man) => ['a.txt', utf8([...lower(man)].reverse().join(''))],
  'a date backwards': (man) => ['a.txt', utf8(`x ${[...isoBirth(man)].reverse().join('')} y`)],
  'turned by a sign': ({ surname }) => ['a.html', page(`\u202e${[...surname].reverse().join('')}\u202c`)],
  'signs without width': ({ surname }) => ['a.html', page([...surname].join('\u200b'))],
  'dots between letters': ({ surname }) => ['a.txt', utf8(`x ${[...surname].join('.')} y`)],
  'spaced Latin': (man) => ['a.txt', utf8(`x ${[...latin(man.surname, icao)].join(' ')} y`)],
  'in an identifier': (man) => ['a.js', utf8(`const row_${lower(man)}_data = 1;`)],
  'in an address of mail': (man) => ['a.html', page(`${lower(man)}.${lowerGiven(man)}@mail.example`)],
  'with the year': (man) => ['a.txt', utf8(`user ${lower(man)}${man.birth.year}`)],
  'names glued together': (man) => ['a.txt', utf8(`x ${fullName(man).replaceAll(' ', '').toLowerCase()} y`)],
  'Latin names glued together': (man) => ['a.txt', utf8(`x ${lower(man)}${lowerGiven(man)} y`)],
  'glued to other words': ({ surname }) => ['a.html', page(`письмо${surname}дом`)],
  'each letter in a tag': ({ surname }) => ['a.html', page([...surname].map((l) => `<i>${l}</i>`).join(''))],
  'each letter in a cell': ({ surname }) => [
    'a.html',
    page([...surname].map((l) => `<td>${l}</td>`).join('')),
  ],
  'cut by a comment': ({ surname }) => ['a.html', page(surname.replace(/^(...)/, '$1<!-- x -->'))],
  'a call of a program': ({ birth }) => [
    'a.js',
    utf8(`new Date(${birth.year}, ${(birth.month as number) - 1}, ${birth.day})`),
  ],
  'a date in a table': (man) => ['a.zip', zipSync({ 'a.csv': utf8(`1,${isoBirth(man)}\n`) })],
  'words in Latin': (man, number) => ['a.html', page(latin(words(man, number), icao).toLowerCase())],
  'words in UTF-16 in noise': (man, number) => [
    'a.bin',
    Buffer.concat([noise(501, number + 1), wide(words(man, number)), noise(500, number + 2)]),
  ],
  'words in tags': (man, number) => ['a.html', page(words(man, number).replaceAll(' ', '</b> <b>'))],
  'chat spelling': (man) => [
    'a.txt',
    utf8(`x ${latin(`${man.surname} ${man.given_name}`, { ...icao, ч: '4', ш: '6' })} y`),
  ],
  ...Object.fromEntries(
    Object.entries(schemes).map(([name, scheme]): [string, Maker] => [
      name,
      (man) => ['a.html', page(latin(`${man.surname} ${man.given_name}`, scheme))],
    ]),
  ),
};
