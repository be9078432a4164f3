import { hash } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { encodeNews, plaintextLength } from '../../../src/seal/news.ts';
import { keyLength, locatorLength } from '../../../src/seal/record-keys.ts';
import type { Sealing } from '../../../src/seal/seal-release.ts';
import { recordLength } from '../../../src/seal/sealed-record.ts';

/**
 * `deriveRecordKeys` and `sealRecord` with Node's own SHA-256, which takes a third off the time: a release seals every
 * record anew. The cipher stays that of src/seal, since Node makes a costly object for each call of its own. Arguments
 * and bytes are those of src/seal, where the reasons stand; a test compares them.
 */

const blockLength = 64;
const hashLength = 32;
const nonceLength = 24;
const innerPad = 0x36;
const outerPad = 0x5c;

/** The longest message is that of the nonce: salt, locator and plaintext. */
const inner = Buffer.alloc(blockLength + hashLength + locatorLength + plaintextLength, innerPad);
const outer = Buffer.alloc(blockLength + hashLength, outerPad);

/**
 * HMAC-SHA-256 (RFC 2104) in buffers that are used again.
 * @param key 32 bytes
 * @param to gets the 32 bytes
 */
function hmac(key: Uint8Array, message: readonly Uint8Array[], to: Buffer): void {
  for (let at = 0; at < hashLength; at += 1) {
    const byte = key[at] as number;
    inner[at] = byte ^ innerPad;
    outer[at] = byte ^ outerPad;
  }
  let end = blockLength;
  for (const part of message) {
    inner.set(part, end);
    end += part.length;
  }
  // A text of one byte a character is handed over in a third of the time that a new buffer takes.
  outer.write(hash('sha256', inner.subarray(0, end), 'binary'), blockLength, 'latin1');
  to.write(hash('sha256', outer, 'binary'), 'latin1');
}

const info = Buffer.from('vestochka sealed record 1');
const firstBlock = [Buffer.concat([info, Buffer.of(1)])];
const random = Buffer.alloc(hashLength);
const first = Buffer.alloc(hashLength);
const second = Buffer.alloc(hashLength);
const secondBlock = [first, info, Buffer.of(2)];
const nonceSource = Buffer.alloc(hashLength);

/** Plaintexts without a letter: few, and most records have one of them. */
const bare = new Map<string, Uint8Array>();

function plaintextOf(news: SealedNews): Uint8Array {
  if (news.message) return encodeNews(news);
  const key = `${news.status} ${news.month}`;
  const known = bare.get(key) ?? encodeNews(news);
  bare.set(key, known);
  return known;
}

/** For `sealFiles`. */
export const nodeSealing: Sealing = {
  deriveRecordKeys(stretched, salt) {
    hmac(salt, [stretched], random);
    hmac(random, firstBlock, first);
    hmac(random, secondBlock, second);
    const key = new Uint8Array(keyLength);
    key.set(first.subarray(locatorLength));
    key.set(second.subarray(0, locatorLength), locatorLength);
    return { locator: new Uint8Array(first.subarray(0, locatorLength)), key };
  },
  sealRecord(news, { locator, key }, salt) {
    const plaintext = plaintextOf(news);
    hmac(key, [salt, locator, plaintext], nonceSource);
    const nonce = new Uint8Array(nonceSource.subarray(0, nonceLength));
    const record = new Uint8Array(recordLength);
    record.set(locator, 0);
    record.set(nonce, locatorLength);
    record.set(xchacha20poly1305(key, nonce, locator).encrypt(plaintext), locatorLength + nonceLength);
    return record;
  },
};
