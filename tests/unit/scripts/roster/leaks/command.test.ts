import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../../../scripts/roster/leaks.ts';
import { type CommandOutput, catchOutput } from '../../command-output.ts';

const register = `record_id,surname,given_name,patronymic,birth_date,status
R-100001,Ли,Виктор,Сергеевич,1990-05-07,confirmed
R-100002,Тетерин,Сергей,Петрович,1991-06-08,confirmed
`;

describe('roster -- leaks', () => {
  let work: string;
  let site: string;
  let output: CommandOutput;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'vestochka-leaks-'));
    site = join(work, 'site');
    mkdirSync(site);
    writeFileSync(join(work, 'register.csv'), register);
    output = catchOutput();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(work, { recursive: true, force: true });
  });

  const search = (...paths: string[]): Promise<number> =>
    run([join(work, 'register.csv'), ...(paths.length === 0 ? [site] : paths)]);
  const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(site, name), content);

  it('ends well where there is nothing', async () => {
    put('a.html', '<ul><li>Victor</li><li>Позвоните нам</li></ul> li in an ul, Viktor');
    expect(await search()).toBe(0);
    expect(output.printed).toBe('');
  });

  it.each(['Viktor Li', 'LI Viktor Sergeevich', 'Виктор Ли'])('finds %s', async (name) => {
    put('a.html', `<p>we saw ${name} there`);
    expect(await search()).toBe(1);
    expect(output.printed).toMatch(/^\S+a\.html\t\d+\tR-100001\tfull_name/m);
    expect(output.printed + output.told).not.toMatch(/Viktor|Виктор/i);
  });

  it.each([
    ['R-100003,Задунайский,Пётр,,1990-02-31,confirmed', 'Задунайский', 'surname', 'R-100003'],
    ['R-100004,Задунайск1й,,,1990-02-27,confirmed', '27.02.1990', 'birth_date', 'R-100004'],
    ['R-100005,,Пётр,,1990-02-27,nonsense', 'see R-100005', 'record_id', 'R-100005'],
    ['R-100002,Задунайский,Пётр,,1990-02-27,confirmed', 'Задунайский Пётр', 'full_name', 'R-100002'],
    ['R-100006,Задунайский,Пётр,,1990-02-27,confirmed,more', 'Задунайский', 'surname', 'R-100006'],
    [',Задунайский,Пётр,,1990-02-27,confirmed', 'Задунайский', 'surname', ''],
  ])('looks for what can be read of a faulty row: %s', async (row, leak, kind, id) => {
    writeFileSync(join(work, 'register.csv'), `${register}${row}\n`);
    put('a.html', `<p>${leak}</p>`);
    expect(await search()).toBe(1);
    expect(output.printed).toContain(`a.html\t${leak.startsWith('see') ? 7 : 3}\t${id}\t${kind}\n`);
    expect(output.told).toContain('of its faulty rows only what can be read was searched for');
  });

  it.each([
    ['1990-01-06', '01.06.1990 – 15.08.1990'],
    ['2002-10-13', '16.07.1998 – 31.01.2002'],
    ['1990-06-01', '01.06.1990 – 15.08.1990'],
    ['1991-01-13', '16/09 – 31/10/1991'],
    ['1991-10-31', '16/09 – 31/10/1991'],
  ])('finds no birthday, %s, in the bounds of a row, however they are read: %s', async (birth, bounds) => {
    writeFileSync(join(work, 'register.csv'), `${register}R-100003,Ли,Олег,,${birth},confirmed\n`);
    put('a.html', `<tbody><tr><td>${bounds}<td>Б, А<td>4KD9-Q7M2</table>`);
    expect(await search()).toBe(0);
    put('a.html', `<p>${bounds.replace('–', 'и')}</p>`);
    expect(await search()).toBe(1);
  });

  describe('with a baseline', () => {
    let baseline: string;
    const compared = (): Promise<number> =>
      run([join(work, 'register.csv'), site, '--baseline', baseline, '--json']);
    const finds = (): string[] =>
      output.printed
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as { file: string }).file.slice(site.length + 1));

    beforeEach(() => {
      baseline = join(work, 'baseline');
      mkdirSync(baseline);
      for (const [name, page] of [
        ['same.html', '<p>Тетерин и сыновья</p>'],
        ['other.html', '<p>Кто такой Тетерин? Никого нет.</p>'],
      ] as const) {
        writeFileSync(join(baseline, name), page);
        put(name, page);
      }
    });

    it('finds nothing in the same site, nor where a word of the pages stands beside a roster', async () => {
      put('other.html', '<p>Кто такой Тетерин? 4KD9-Q7M2 Сергей П.</p>');
      expect(await compared()).toBe(0);
      expect(finds()).toEqual([]);
      expect(output.told).toContain('0 finds of 2 records in 2 files, 1 of them as in the baseline');
    });

    it.each([
      ['new.html', 'R-100002'],
      ['same.html', 'Тетерин Сергей'],
      ['other.html', '08.06.1991'],
      ['Теterin/index.html', 'x'],
      ['other.html', 'Тетерин, R-100001'],
    ])('finds in %s what the baseline has not: %s', async (name, leak) => {
      mkdirSync(join(site, name, '..'), { recursive: true });
      put(name, `<p>${leak}</p>`);
      expect(await compared()).toBe(1);
      expect(finds()).toEqual([name]);
    });
  });

  it('searches names below the folder that was named, not the folders above it', async () => {
    const home = join(work, 'Teterin');
    mkdirSync(join(home, 'photos'), { recursive: true });
    writeFileSync(join(home, 'roster.json'), '{}');
    expect(await search(home)).toBe(0);
    writeFileSync(join(home, 'photos/teterin.txt'), 'x');
    expect(await search(home)).toBe(1);
    expect(output.printed).toBe(`${join(home, 'photos/teterin.txt')}\t0\tR-100002\tsurname\n`);
  });

  const noise = Uint8Array.from({ length: 60 }, (_, index) => (index * 151 + 7) % 256);
  const headed = (...head: number[]): Uint8Array => Uint8Array.from([...head, ...noise]);
  const rar = headed(0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0);
  it.each<[string, string, Uint8Array]>([
    ['a 7z archive', 'a.7z', headed(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
    ['a rar archive', 'a.bin', rar],
    ['a rar archive', 'stored.zip', zipSync({ 'a.rar': [rar, { level: 0 }] })],
    ['a rar archive', 'packed.zip', zipSync({ 'a.rar': rar })],
    ['an xz file', 'a.xz', headed(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
    ['a bzip2 file', 'a.bz2', headed(...Buffer.from('BZh91AY&SY'))],
    ['an lzma file', 'a.lzma', headed(0x5d, 0, 0, 0x80, 0, ...Array<number>(8).fill(255))],
    ['an lz4 file', 'a.lz4', headed(4, 0x22, 0x4d, 0x18)],
    ['an encrypted zip entry', 'a.zip', headed(0x50, 0x4b, 3, 4, 20, 0, 1, 0, 8, 0)],
    ['an encrypted file', 'a.enc', headed(...Buffer.from('Salted__'))],
    ['an encrypted PDF', 'a.pdf', Buffer.from('%PDF-1.7\n1 0 obj\ntrailer <</Encrypt 5 0 R>>')],
  ])('says of %s (%s) that it was not searched', async (what, name, bytes) => {
    put(name, bytes);
    expect(await search()).toBe(1);
    expect(output.told).toContain(name);
    expect(output.told).toContain(`${what}: not searched.`);
  });

  it('searches what links lead to, once, and names a link that leads nowhere', async () => {
    writeFileSync(join(work, 'outside.txt'), 'Тетерин');
    mkdirSync(join(work, 'folder'));
    writeFileSync(join(work, 'folder/inside.txt'), 'Тетерин');
    symlinkSync('../outside.txt', join(site, 'link.txt'));
    symlinkSync('../folder', join(site, 'linked'));
    symlinkSync('.', join(site, 'circle'));
    expect(await search()).toBe(1);
    expect(output.printed.split('\n').map((line) => line.split('\t')[0]?.slice(site.length + 1))).toEqual([
      'link.txt',
      'linked/inside.txt',
      '',
    ]);
    expect(await search(join(site, 'linked'))).toBe(1);
    rmSync(join(work, 'outside.txt'));
    rmSync(join(work, 'folder'), { recursive: true });
    output.told = '';
    expect(await search()).toBe(1);
    expect(output.told).toMatch(/link\.txt.*a link to what is not there: not searched/);
  });
});
