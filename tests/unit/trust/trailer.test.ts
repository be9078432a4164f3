import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePublicKey } from '../../../src/trust/minisign.ts';
import {
  formatStatement,
  formatTrailer,
  splitTrailer,
  trailerLength,
  verifySingleFile,
  withoutTrailer,
} from '../../../src/trust/trailer.ts';

const demo = join(import.meta.dirname, '../../fixtures/demo');
const key = parsePublicKey(readFileSync(join(demo, 'minisign.pub'), 'utf8'));
const nextKey = parsePublicKey(readFileSync(join(demo, 'next.pub'), 'utf8'));
const statement = { sequence: 7, issued: '2026-11-01', expires: '2026-12-01' };
const body = '<!doctype html>\n<title>Весточка</title>\n</html>\n';
let folder: string;

function sign(comment: string): Uint8Array {
  const file = join(folder, 'body');
  writeFileSync(file, body);
  execFileSync('minisign', ['-S', '-l', '-s', join(demo, 'minisign.key'), '-m', file, '-t', comment]);
  return readFileSync(`${file}.minisig`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailer-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a single file that carries its signature', () => {
  it('is verified and states its release', () => {
    const file = Buffer.from(body + formatTrailer(sign(formatStatement(statement))));
    expect(verifySingleFile(file, [nextKey, key])).toEqual({ key, statement });
    expect(Buffer.from(withoutTrailer(file)).toString()).toBe(body);
  });

  it('its body and signature are what minisign verifies', () => {
    const parts = splitTrailer(Buffer.from(body + formatTrailer(sign(formatStatement(statement)))));
    writeFileSync(join(folder, 'out'), parts?.body ?? '');
    writeFileSync(join(folder, 'out.minisig'), parts?.signature ?? '');
    execFileSync('minisign', ['-V', '-q', '-P', key.text, '-m', join(folder, 'out')]);
  });

  it('is refused with any byte changed, added or cut', () => {
    const file = Buffer.from(body + formatTrailer(sign(formatStatement(statement))));
    const outcomes = (changed: Buffer): string => {
      try {
        return verifySingleFile(changed, [key]) === null ? 'unsigned' : 'genuine';
      } catch {
        return 'refused';
      }
    };
    for (let at = 0; at < file.length; at += 7) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(outcomes(changed)).not.toBe('genuine');
      expect(outcomes(file.subarray(0, at))).not.toBe('genuine');
    }
    for (const added of ['\n', ' ', '<form>', '-->\n']) {
      expect(outcomes(Buffer.concat([file, Buffer.from(added)]))).toBe('refused');
    }
    expect(outcomes(Buffer.from(file.toString().replaceAll('\n', '\r\n')))).not.toBe('genuine');
    for (const length of [2000, 2048, 4096, 100_000]) {
      expect(outcomes(Buffer.concat([file, Buffer.alloc(length, '<form>')]))).toBe('refused');
    }
    const doubled = Buffer.concat([file, Buffer.from(formatTrailer(sign(formatStatement(statement))))]);
    expect(outcomes(doubled)).toBe('refused');
  });

  it('a signature made for something else, such as a manifest, is not taken', () => {
    const file = Buffer.from(body + formatTrailer(sign('timestamp:1\tfile:SHA256SUMS')));
    expect(() => verifySingleFile(file, [key])).toThrow(/something else/);
    expect(() => verifySingleFile(file, [nextKey])).toThrow(/signed with key/);
  });

  it('without a trailer nothing is said', () => {
    expect(verifySingleFile(Buffer.from(body), [key])).toBeNull();
  });

  it('is as long as was said before it was signed', () => {
    const trailer = formatTrailer(sign(formatStatement(statement)));
    expect(trailerLength(statement)).toBe(Buffer.byteLength(trailer));
  });

  it('a comment that would end the trailer early is never written', () => {
    expect(() => formatTrailer(sign('a --> b'))).toThrow(/two dashes/);
  });
});
