import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareFiles,
  formatManifest,
  isSame,
  parseManifest,
  sha256Hex,
} from '../../../src/trust/manifest.ts';
import { pathClash, pathFault } from '../../../src/trust/safe-path.ts';

const hash = 'a'.repeat(64);
const parse = (text: string) => parseManifest(Buffer.from(text));

describe('SHA256SUMS', () => {
  it('is sorted, read back as it was, and what sha256sum checks', () => {
    const files = new Map([
      ['ru/index.html', 'б'],
      ['index.html', 'a'],
      ['ru/фото.txt', 'c'],
      ['assets/a b.js', ''],
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    const hashes = new Map<string, string>();
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      hashes.set(path, sha256Hex(Buffer.from(text)));
    }
    const text = formatManifest(hashes);
    expect([...parse(text).keys()]).toEqual(['assets/a b.js', 'index.html', 'ru/index.html', 'ru/фото.txt']);
    expect(formatManifest(parse(text))).toBe(text);
    writeFileSync(join(folder, 'SHA256SUMS'), text);
    const out = execFileSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(out.match(/: OK/g)).toHaveLength(4);
  });

  it.each([
    ['nothing', ''],
    ['a last line that is cut', `${hash}  a`],
    ['CRLF', `${hash}  a\r\n`],
    ['a lone CR', `${hash}  a\rb\n`],
    ['one space', `${hash} a\n`],
    ['a binary mark', `${hash} *a\n`],
    ['an escaped name', `\\${hash}  a\\nb\n`],
    ['upper-case digits', `${hash.toUpperCase()}  a\n`],
    ['a short hash', `${hash.slice(1)}  a\n`],
    ['an empty line', `${hash}  a\n\n`],
    ['a comment', `# hello\n${hash}  a\n`],
    ['a byte order mark', `\ufeff${hash}  a\n`],
    ['a path twice', `${hash}  a\n${hash}  a\n`],
    ['paths that differ in case', `${hash}  a/B\n${hash}  A/b\n`],
    ['paths that differ in width', `${hash}  a\n${hash}  ａ\n`],
    ['a file that is a folder', `${hash}  a\n${hash}  a/b\n`],
    ['a way out', `${hash}  ../a\n`],
    ['a way out further in', `${hash}  a/../../b\n`],
    ['an absolute path', `${hash}  /etc/passwd\n`],
    ['a drive', `${hash}  c:/a\n`],
    ['a backslash', `${hash}  ..\\a\n`],
    ['a device of Windows', `${hash}  ru/NUL.html\n`],
    ['a name that Windows cuts', `${hash}  ru/a.\n`],
    ['an invisible turn of direction', `${hash}  ru/\u202elmth.a\n`],
    ['a path in another normal form', `${hash}  и\u0306\n`],
    ['itself', `${hash}  SHA256SUMS\n`],
    ['its signature', `${hash}  SHA256SUMS.minisig\n`],
  ])('refuses %s', (_name, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ fault: 'bad-manifest' }));
  });

  it('refuses bytes that are no UTF-8 and more than it holds', () => {
    expect(() => parseManifest(Uint8Array.of(0xff, 10))).toThrow(/UTF-8/);
    expect(() => parseManifest(new Uint8Array(5 * 1024 * 1024))).toThrow(/too large/);
  });

  it('what it accepts, it accepts in one spelling only', () => {
    const path = fc.stringMatching(/^[a-zA-Z0-9._ /\\:-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 6 }), (paths) => {
        const text = paths.map((path) => `${hash}  ${path}\n`).join('');
        let accepted: ReadonlyMap<string, string>;
        try {
          accepted = parse(text);
        } catch {
          return;
        }
        expect([...accepted.keys()]).toEqual(paths);
        for (const path of paths) expect(join('/root', path)).toMatch(/^\/root\/[^/]/);
      }),
    );
  });
});

describe('comparing files with the list', () => {
  const listed = new Map([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
  ]);

  it('names every bad, missing and extra file', () => {
    const found = new Map([
      ['a', '1'],
      ['b', 'x'],
      ['d', '4'],
      ['SHA256SUMS', '5'],
      ['SHA256SUMS.minisig', '6'],
    ]);
    expect(compareFiles(listed, found)).toEqual({ bad: ['b'], missing: ['c'], extra: ['d'] });
    expect(isSame(compareFiles(listed, listed))).toBe(true);
  });

  it('two files that were swapped are both bad', () => {
    const swapped = new Map([
      ['a', '2'],
      ['b', '1'],
      ['c', '3'],
    ]);
    expect(compareFiles(listed, swapped).bad).toEqual(['a', 'b']);
  });
});

describe('paths', () => {
  it('of the site itself are all allowed', () => {
    for (const path of ['ru/index.html', '.nojekyll', '404.html', 'pagefind/fragment/ru_1a2b.pf_fragment']) {
      expect(pathFault(path)).toBeNull();
    }
    expect(pathClash(['a', 'b/a', 'b/c'])).toBeNull();
  });
});
