import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { SealedNews } from '../schemas/sealed.ts';
import { decodeNews, encodeNews, plaintextLength } from './news.ts';
import { locatorLength, type RecordKeys } from './record-keys.ts';
import { SealError } from './seal-error.ts';

const nonceLength = 24;
const tagLength = 16;

/** locator ‖ nonce ‖ ciphertext ‖ tag: 720 bytes, whatever is in it. */
export const recordLength = locatorLength + nonceLength + plaintextLength + tagLength;

/**
 * HMAC-SHA-256(key, salt ‖ locator ‖ plaintext), its first 24 bytes.
 *
 * Sealing must give the same bytes for the same arguments, so nothing may be drawn; and a number that is counted or
 * kept could come twice when a release is made again under one salt with a changed text, which would betray both
 * texts (the same key stream) and let records be forged (Poly1305). With the text in the nonce, two texts never share
 * one, as in the synthetic nonces of RFC 5297 and RFC 8452.
 */
function nonceOf(keys: RecordKeys, salt: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return hmac
    .create(sha256, keys.key)
    .update(salt)
    .update(keys.locator)
    .update(plaintext)
    .digest()
    .subarray(0, nonceLength);
}

/**
 * XChaCha20-Poly1305 with the locator as associated data.
 * @returns 720 bytes
 * @throws SealError when the news cannot be sealed (see `encodeNews`)
 */
export function sealRecord(news: SealedNews, keys: RecordKeys, salt: Uint8Array): Uint8Array {
  const plaintext = encodeNews(news);
  const nonce = nonceOf(keys, salt, plaintext);
  const record = new Uint8Array(recordLength);
  record.set(keys.locator, 0);
  record.set(nonce, locatorLength);
  record.set(
    xchacha20poly1305(keys.key, nonce, keys.locator).encrypt(plaintext),
    locatorLength + nonceLength,
  );
  return record;
}

/**
 * Opens a record whose locator was found.
 * @throws SealError `damaged` when the bytes were changed; a wrong code never gets here, its locator is nowhere
 */
export function openRecordBytes(record: Uint8Array, keys: RecordKeys): SealedNews {
  const nonce = record.subarray(locatorLength, locatorLength + nonceLength);
  let plaintext: Uint8Array;
  try {
    plaintext = xchacha20poly1305(keys.key, nonce, keys.locator).decrypt(
      record.subarray(locatorLength + nonceLength),
    );
  } catch {
    throw new SealError(
      'damaged',
      'The record is here, but its bytes were changed. Use another copy of the site.',
    );
  }
  return decodeNews(plaintext);
}
