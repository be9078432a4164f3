import { chacha20 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { SealError } from './seal-error.ts';
import { recordLength } from './sealed-record.ts';

const info = utf8ToBytes('vestochka dummy records 1');
const secretLength = 32;

/**
 * Records that nobody can open: 720 bytes of a key stream each (ChaCha20, RFC 8439), which no one without the secret
 * tells from a locator, a nonce and a ciphertext. Made of a secret, so that the same arguments give the same bytes.
 *
 * @param secret 32 or more secret bytes of the ledger
 * @param salt of the release
 * @returns the dummy of a number, the same each time
 * @throws SealError on a shorter secret
 */
export function createDummies(secret: Uint8Array, salt: Uint8Array): (number: number) => Uint8Array {
  if (secret.length < secretLength) {
    throw new SealError('input', `Dummies need a secret of at least ${secretLength} bytes.`);
  }
  const key = hkdf(sha256, secret, salt, info, 32);
  return (number) => {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(0, number);
    return chacha20(key, nonce, new Uint8Array(recordLength));
  };
}
