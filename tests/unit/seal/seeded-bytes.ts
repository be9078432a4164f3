import { chacha20 } from '@noble/ciphers/chacha.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes without a pattern that are the same in every run: a test that meets chance must meet the same chance again. */
export function seededBytes(seed: string, length: number): Uint8Array {
  return chacha20(sha256(utf8ToBytes(seed)), new Uint8Array(12), new Uint8Array(length));
}
