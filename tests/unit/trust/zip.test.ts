import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonFolder, type Inflate, readZip, unpackEntry } from '../../../src/trust/zip.ts';

const inflate: Inflate = (packed, size) => inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
const read = (bytes: Uint8Array) =>
  readZip(bytes).map((entry) => [entry.path, Buffer.from(unpackEntry(entry, inflate, 1e6)).toString()]);
const refuses = (bytes: Uint8Array, why: RegExp) => expect(() => read(bytes)).toThrow(why);
const text = (value: string) => Buffer.from(value);
const archive = () => Buffer.from(zipSync({ 'a.html': text('hello '.repeat(99)), 'b/c.js': text('') }));

/** Replaces the n-th occurrence of a text by one of the same length. */
function replace(bytes: Buffer, from: string, to: string, nth: number): Buffer {
  let at = -1;
  for (let count = 0; count < nth; count++) at = bytes.indexOf(from, at + 1);
  const changed = Buffer.from(bytes);
  changed.write(to, at, 'latin1');
  return changed;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zip-'));
  mkdirSync(join(folder, 'ru'));
  writeFileSync(join(folder, 'ru/index.html'), 'привет');
  writeFileSync(join(folder, 'empty'), '');
  symlinkSync('/etc/passwd', join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('archives of others', () => {
  it('fflate', () =>
    expect(read(archive())).toEqual([
      ['a.html', 'hello '.repeat(99)],
      ['b/c.js', ''],
    ]));

  it('Info-ZIP, from a file and streamed with data descriptors', () => {
    execFileSync('zip', ['-q', '-X', 'out.zip', 'ru/index.html', 'empty'], { cwd: folder });
    const expected = [
      ['ru/index.html', 'привет'],
      ['empty', ''],
    ];
    expect(read(readFileSync(join(folder, 'out.zip')))).toEqual(expected);
    execFileSync('zip', ['-q', '-r', 'dirs.zip', 'ru'], { cwd: folder });
    expect(read(readFileSync(join(folder, 'dirs.zip')))).toEqual([['ru/index.html', 'привет']]);
    const streamed = execFileSync('sh', ['-c', 'zip -q -X - ru/index.html | cat'], { cwd: folder });
    expect(read(streamed)).toEqual([['ru/index.html', 'привет']]);
  });
});

describe('refuses what two programs would unpack differently', () => {
  it('a name that its two tables tell differently', () => {
    refuses(replace(archive(), 'a.html', 'x.html', 1), /two things/);
    refuses(replace(archive(), 'a.html', 'x.html', 2), /two things/);
  });
  it('something before, between and after', () => {
    refuses(Buffer.concat([text('<form>'), archive()]), /zip/);
    refuses(Buffer.concat([archive(), text('x')]), /cut off/);
  });
  it('a comment, which nobody signed', () => {
    const bytes = archive();
    bytes.writeUInt16LE(4, bytes.length - 2);
    refuses(Buffer.concat([bytes, text('call')]), /comment/);
  });
  it('a name twice, in two cases, and a way out', () => {
    const bytes = Buffer.from(zipSync({ aa: text('1'), bb: text('2') }, { level: 0 }));
    const renamed = (to: string) => replace(replace(bytes, 'bb', to, 1), 'bb', to, 1);
    refuses(renamed('aa'), /ambiguous/);
    refuses(renamed('AA'), /ambiguous/);
    refuses(renamed('..'), /leads out/);
    refuses(renamed('/b'), /absolute/);
    refuses(renamed('b\\'), /Windows/);
  });
  it('folders that lead out, hold something, or are files as well', () => {
    const bytes = Buffer.from(zipSync({ 'ab/': text(''), 'c/d': text('1') }, { level: 0 }));
    const renamed = (to: string) => replace(replace(bytes, 'ab/', to, 1), 'ab/', to, 1);
    expect(read(bytes)).toEqual([['c/d', '1']]);
    refuses(renamed('../'), /leads out/);
    refuses(Buffer.from(zipSync({ 'ab/': text('form') }, { level: 0 })), /hides something/);
    refuses(Buffer.from(zipSync({ 'AB/': text(''), ab: text('1') })), /a file and a folder/);
  });
  it('zip64, and an archive in several parts', () => {
    const bytes = archive();
    bytes.writeUInt16LE(0xffff, bytes.length - 12);
    refuses(bytes, /several parts|zip64/);
    const parts = archive();
    parts.writeUInt16LE(1, parts.length - 18);
    refuses(parts, /several parts/);
  });
  it('a name with a null byte, or another normal form', () => {
    const bytes = Buffer.from(zipSync({ 'ab.html': text('1') }, { level: 0 }));
    const renamed = (to: string) => replace(replace(bytes, 'ab.html', to, 1), 'ab.html', to, 1);
    refuses(renamed('a\0.html'), /control/);
    const decomposed = Buffer.from(zipSync({ '\u0438\u0306.html': text('1') }));
    refuses(decomposed, /normal form/);
  });
  it('a symbolic link', () => {
    execFileSync('zip', ['-q', '-y', 'link.zip', 'link'], { cwd: folder });
    refuses(readFileSync(join(folder, 'link.zip')), /symbolic/);
  });
  it('an encrypted one', () => {
    execFileSync('zip', ['-q', '-P', 'x', 'secret.zip', 'ru/index.html'], { cwd: folder });
    refuses(readFileSync(join(folder, 'secret.zip')), /encrypted/);
  });
});

describe('bounds', () => {
  it('a bomb is refused before and while it unpacks', () => {
    const bomb = Buffer.from(zipSync({ 'a.html': new Uint8Array(3_000_000) }));
    refuses(bomb, /too large/);
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(1000, 22);
    lying.writeUInt32LE(1000, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    refuses(lying, /damaged|wrong size/);
  });

  it('damage is told as damage and nothing else is thrown', () => {
    const genuine = archive();
    const noise = fc.array(fc.tuple(fc.nat(genuine.length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(noise, fc.nat(genuine.length), (changes, cut) => {
        const bytes = Buffer.from(genuine.subarray(0, cut % 5 === 0 ? cut : genuine.length));
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: 'TrustError' });
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('a folder around everything belongs to no path', () => {
  expect(commonFolder(['site/SHA256SUMS', 'site/ru/a'])).toBe('site/');
  expect(commonFolder(['SHA256SUMS', 'ru/a'])).toBe('');
  expect(commonFolder(['site/SHA256SUMS', 'other/a'])).toBe('');
  expect(commonFolder([])).toBe('');
});
