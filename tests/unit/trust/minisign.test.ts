import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/bytes/base64.ts';
import {
  formatPublicKey,
  parsePublicKey,
  parseSignature,
  verifySignature,
} from '../../../src/trust/minisign.ts';
import { TrustError } from '../../../src/trust/trust-error.ts';

const demo = join(import.meta.dirname, '../../fixtures/demo');
const keyText = readFileSync(join(demo, 'minisign.pub'), 'utf8');
const key = parsePublicKey(keyText);
const nextKey = parsePublicKey(readFileSync(join(demo, 'next.pub'), 'utf8'));
const message = Buffer.from(`${'0'.repeat(64)}  ru/index.html\n`);

let folder: string;
const run = (command: string, args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const sign = (...options: string[]): Uint8Array => {
  run('minisign', ['-S', ...options, '-s', join(demo, 'minisign.key'), '-m', 'file', '-t', 'a statement']);
  return readFileSync(join(folder, 'file.minisig'));
};
const faultOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof TrustError) return error.fault;
    throw error;
  }
  return 'none';
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minisign-'));
  writeFileSync(join(folder, 'file'), message);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('signatures that minisign made', () => {
  it.each([['legacy', '-l'], ['prehashed']])('%s', (_name, ...options) => {
    const signature = parseSignature(sign(...options));
    expect(signature.prehashed).toBe(options.length === 0);
    expect(verifySignature(message, signature, key)).toBe('a statement');
  });

  it('are refused with one bit changed anywhere', () => {
    const text = Buffer.from(sign('-l')).toString();
    const lines = text.split('\n');
    for (const line of [1, 3]) {
      const bytes = decodeBase64(lines[line] ?? '') ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at++) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        const forged = lines.map((text, index) => (index === line ? encodeBase64(changed) : text)).join('\n');
        expect(faultOf(() => verifySignature(message, parseSignature(Buffer.from(forged)), key))).not.toBe(
          'none',
        );
      }
    }
    const reworded = Buffer.from(text.replace('a statement', 'b statement'));
    expect(faultOf(() => verifySignature(message, parseSignature(reworded), key))).toBe('bad-signature');
  });

  it('are refused for another message and under another key', () => {
    const signature = parseSignature(sign('-l'));
    const other = Buffer.concat([message, Buffer.from(' ')]);
    expect(faultOf(() => verifySignature(other, signature, key))).toBe('bad-signature');
    expect(faultOf(() => verifySignature(message, signature, nextKey))).toBe('wrong-key');
  });

  it('do not show what nobody signed', () => {
    const text = Buffer.from(sign('-l')).toString();
    const reworded = text.replace(/^untrusted comment: .*/, 'untrusted comment: call +7 000 instead');
    expect(JSON.stringify(parseSignature(Buffer.from(reworded)))).not.toContain('+7 000');
  });
});

describe('the same signature under other programs', () => {
  it('minisign, signify and OpenSSL agree with ours', () => {
    const signature = parseSignature(sign('-l'));
    writeFileSync(join(folder, 'key.pub'), formatPublicKey(key));
    run('minisign', ['-V', '-q', '-p', 'key.pub', '-m', 'file']);
    run('signify-openbsd', ['-V', '-q', '-p', 'key.pub', '-x', 'file.minisig', '-m', 'file']);
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.point]);
    writeFileSync(join(folder, 'key.der'), spki);
    writeFileSync(join(folder, 'raw.sig'), signature.signature);
    const openssl = ['pkeyutl', '-verify', '-rawin', '-pubin', '-keyform', 'DER', '-inkey', 'key.der'];
    expect(run('openssl', [...openssl, '-in', 'file', '-sigfile', 'raw.sig'])).toContain('Success');
    writeFileSync(join(folder, 'file'), `${message}x`);
    expect(() => run('minisign', ['-V', '-q', '-p', 'key.pub', '-m', 'file'])).toThrow();
    expect(() =>
      run('signify-openbsd', ['-V', '-q', '-p', 'key.pub', '-x', 'file.minisig', '-m', 'file']),
    ).toThrow();
    expect(() => run('openssl', [...openssl, '-in', 'file', '-sigfile', 'raw.sig'])).toThrow();
    writeFileSync(join(folder, 'file'), message);
  });

  it('WebCrypto agrees too', async () => {
    const signature = parseSignature(sign('-l'));
    const imported = await crypto.subtle.importKey('raw', Buffer.from(key.point), 'Ed25519', false, [
      'verify',
    ]);
    expect(await crypto.subtle.verify('Ed25519', imported, Buffer.from(signature.signature), message)).toBe(
      true,
    );
  });

  it('ours reads what signify and OpenSSL signed', () => {
    run('signify-openbsd', ['-G', '-n', '-p', 's.pub', '-s', 's.sec']);
    run('signify-openbsd', ['-S', '-s', 's.sec', '-m', 'file', '-x', 's.sig']);
    const signifyKey = parsePublicKey(
      readFileSync(join(folder, 's.pub'), 'utf8').replace(/^untrusted.*\n/, ''),
    );
    const packet = decodeBase64(readFileSync(join(folder, 's.sig'), 'utf8').split('\n')[1] ?? '');
    expect(ed25519.verify((packet ?? new Uint8Array()).subarray(10), message, signifyKey.point)).toBe(true);
    run('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', 'o.pem']);
    run('openssl', ['pkey', '-in', 'o.pem', '-pubout', '-outform', 'DER', '-out', 'o.der']);
    run('openssl', ['pkeyutl', '-sign', '-rawin', '-inkey', 'o.pem', '-in', 'file', '-out', 'o.sig']);
    const opensslKey = { text: '', id: 'A', point: readFileSync(join(folder, 'o.der')).subarray(12) };
    const opensslSignature = readFileSync(join(folder, 'o.sig'));
    expect(ed25519.verify(opensslSignature, message, opensslKey.point, { zip215: false })).toBe(true);
  });
});

describe('public keys', () => {
  it('are read from the file and from the short spelling alike', () => {
    expect(parsePublicKey(key.text)).toEqual(key);
    expect(parsePublicKey(keyText.replaceAll('\n', '\r\n'))).toEqual(key);
    expect(keyText).toContain(key.id);
  });

  it.each([
    '',
    'RW',
    'hello',
    key.text.slice(1),
    `${key.text}A`,
    `${key.text}\n${key.text}`,
    `RX${key.text.slice(2)}`,
  ])('refuses %j', (text) => expect(faultOf(() => parsePublicKey(text))).toBe('bad-key'));

  it('a key of small order signs nothing', () => {
    const identity = new Uint8Array(32);
    identity[0] = 1;
    const weak = { text: '', id: key.id, point: identity };
    const signature = new Uint8Array(64);
    signature[0] = 1;
    const claim = {
      keyId: key.id,
      prehashed: false,
      signature,
      trustedComment: '',
      commentSignature: signature,
    };
    expect(faultOf(() => verifySignature(message, claim, weak))).toBe('bad-signature');
  });
});

describe('damaged signature files', () => {
  it('never throw anything but a TrustError', () => {
    const genuine = sign('-l');
    fc.assert(
      fc.property(fc.nat(genuine.length), fc.uint8Array({ maxLength: 8 }), (at, noise) => {
        const damaged = Buffer.concat([genuine.subarray(0, at), noise, genuine.subarray(at + noise.length)]);
        if (damaged.equals(genuine)) return;
        faultOf(() => verifySignature(message, parseSignature(damaged), key));
      }),
    );
  });
});
