import { createDecipheriv, createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { hchacha } from '@noble/ciphers/chacha.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { sealedNewsSchema } from '../../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { encodeNews } from '../../../src/seal/news.ts';
import { deriveRecordKeys } from '../../../src/seal/record-keys.ts';
import { createReleaseSalt } from '../../../src/seal/release-salt.ts';
import { sealFiles } from '../../../src/seal/seal-release.ts';
import { openRecordBytes, sealRecord } from '../../../src/seal/sealed-record.ts';
import { stretchCode } from '../../../src/seal/stretch.ts';
import vectors from '../../vectors/sealed.json' with { type: 'json' };

const salt = hexToBytes(vectors.salt);
const secret = hexToBytes(vectors.secret);
const records = vectors.records.map((record) => ({ ...record, news: sealedNewsSchema.parse(record.news) }));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('vectors of vestochka-sealed/1', () => {
  it.each(records)('$code: from random bytes to 720 sealed ones and back', (vector) => {
    const code = createFamilyCode(hexToBytes(vector.code_bytes));
    expect(code).toBe(vector.code);
    const stretched = stretchCode(code);
    expect(bytesToHex(stretched)).toBe(vector.stretched);
    const keys = deriveRecordKeys(stretched, salt);
    expect(bytesToHex(keys.locator)).toBe(vector.locator);
    expect(bytesToHex(keys.key)).toBe(vector.key);
    expect(sha256(encodeNews(vector.news))).toBe(vector.plaintext_sha256);
    expect(bytesToHex(sealRecord(vector.news, keys, salt))).toBe(vector.record);
    expect(openRecordBytes(hexToBytes(vector.record), keys)).toEqual(vector.news);
  });

  it.each(records)('$code: the same with the primitives of OpenSSL', (vector) => {
    const stretched = pbkdf2Sync(
      hexToBytes(vector.code_bytes),
      'vestochka family code 1',
      1024,
      32,
      'sha256',
    );
    const derived = Buffer.from(hkdfSync('sha256', stretched, salt, 'vestochka sealed record 1', 48));
    const [locator, key] = [derived.subarray(0, 16), derived.subarray(16)];
    const record = Buffer.from(vector.record, 'hex');
    expect(record.subarray(0, 16)).toEqual(locator);
    const nonce = record.subarray(16, 40);

    // HChaCha20 is all that OpenSSL lacks (draft-irtf-cfrg-xchacha, section 2.3).
    const subkey = new Uint32Array(8);
    const words = (bytes: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer);
    hchacha(words(Buffer.from('expand 32-byte k')), words(key), words(nonce.subarray(0, 16)), subkey);
    const inner = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
    const cipher = createDecipheriv('chacha20-poly1305', new Uint8Array(subkey.buffer), inner, {
      authTagLength: 16,
    });
    cipher.setAAD(locator, { plaintextLength: 664 });
    cipher.setAuthTag(record.subarray(704));
    const plaintext = Buffer.concat([cipher.update(record.subarray(40, 704)), cipher.final()]);
    expect(sha256(plaintext)).toBe(vector.plaintext_sha256);
    const mac = createHmac('sha256', key).update(salt).update(locator).update(plaintext).digest();
    expect(mac.subarray(0, 24)).toEqual(nonce);
  });

  it('salt of a release', () => {
    const { parts, salt: expected } = vectors.release_salt;
    expect(bytesToHex(createReleaseSalt(secret, parts))).toBe(expected);
    expect(bytesToHex(createReleaseSalt(secret, [parts.join('')]))).not.toBe(expected);
  });

  it.each([vectors.single_file, vectors.shards])(
    'files with steps of $capacity_step',
    ({ capacity_step, files }) => {
      const sealables = records.map(({ stretched, news }) => ({ stretched: hexToBytes(stretched), news }));
      const sealed = [...sealFiles({ records: sealables, salt, secret, capacityStep: capacity_step })];
      const found = sealed.map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]);
      expect(Object.fromEntries(found)).toEqual(files);
    },
  );
});
