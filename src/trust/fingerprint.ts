import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64 } from '../bytes/base64.ts';
import type { PublicKey } from './minisign.ts';
import { encodeText } from './text.ts';

/**
 * What is printed on a flyer to know a key by. It is stretched: someone who looks for a second key with the
 * same eight words (64 bits) has to compute 2^64 × 2^15 hashes, about what 79 bits would cost plainly, and a
 * phone still shows it at once.
 */
export interface Fingerprint {
  /** Eight words of a list of 256. */
  words: string[];
  /** Sixteen Crockford base32 characters in groups of four (80 bits; the words are its first 64). */
  code: string;
}

const ROUNDS = 32_768;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WORDS = 8;
const CODE_BYTES = 10;

/** The ten bytes that words and code spell. */
function fingerprintBytes(key: PublicKey): Uint8Array {
  const bytes = decodeBase64(key.text) ?? new Uint8Array();
  return pbkdf2(sha256, bytes, encodeText('vestochka key fingerprint 1'), { c: ROUNDS, dkLen: CODE_BYTES });
}

/**
 * The fingerprint of a key in one language.
 * @param words 256 words, the one for each byte (content/trust/words.tsv)
 * @throws RangeError when the list is not 256 long
 */
export function fingerprintOf(key: PublicKey, words: readonly string[]): Fingerprint {
  if (words.length !== 256) throw new RangeError(`a word list has 256 words, not ${words.length}`);
  const bytes = fingerprintBytes(key);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = (bits.match(/.{5}/g) ?? [])
    .map((five) => CROCKFORD.charAt(Number.parseInt(five, 2)))
    .join('');
  return {
    words: [...bytes.subarray(0, WORDS)].map((byte) => words[byte] ?? ''),
    code: (digits.match(/.{4}/g) ?? []).join('-'),
  };
}
