import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import vectors from '../../vectors/primitives.json' with { type: 'json' };

describe('published vectors of the primitives', () => {
  it.each(vectors.hkdf_sha256.cases)('HKDF-SHA-256 $info', ({ ikm, salt, info, okm }) => {
    const bytes = hkdf(sha256, hexToBytes(ikm), hexToBytes(salt), hexToBytes(info), okm.length / 2);
    expect(bytesToHex(bytes)).toBe(okm);
  });

  it.each(vectors.pbkdf2_hmac_sha256.cases)('PBKDF2-HMAC-SHA-256, $rounds rounds', (vector) => {
    const { password, salt, rounds, key } = vector;
    expect(bytesToHex(pbkdf2(sha256, password, salt, { c: rounds, dkLen: key.length / 2 }))).toBe(key);
  });

  it.each(vectors.hmac_sha256.cases)('HMAC-SHA-256 of $data', ({ key, data, mac }) => {
    expect(bytesToHex(hmac(sha256, hexToBytes(key), hexToBytes(data)))).toBe(mac);
  });

  it.each(vectors.xchacha20_poly1305.cases)('XChaCha20-Poly1305', (vector) => {
    const cipher = xchacha20poly1305(
      hexToBytes(vector.key),
      hexToBytes(vector.nonce),
      hexToBytes(vector.aad),
    );
    const sealed = hexToBytes(vector.ciphertext + vector.tag);
    expect(bytesToHex(cipher.encrypt(hexToBytes(vector.plaintext)))).toBe(bytesToHex(sealed));
    expect(bytesToHex(cipher.decrypt(sealed))).toBe(vector.plaintext);
    sealed[0] = (sealed[0] as number) ^ 1;
    expect(() => cipher.decrypt(sealed)).toThrow();
  });
});
