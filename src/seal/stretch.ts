import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOfCode } from './family-code.ts';

/**
 * How a family code is stretched: PBKDF2-HMAC-SHA-256 (RFC 8018), 32 bytes.
 *
 * SHA-256 rather than SHA-512: it takes a cheap phone without 64-bit arithmetic in JavaScript a third of the time,
 * and 1,024 rounds are there to make 2^63 guesses cost 2^73, not to save a weak password. The salt is a constant,
 * because the result must serve every release (the ledger keeps it) and the code is all that she has; a table of
 * 2^80 codes cannot be made, so a salt has nothing to prevent. Each release's own salt comes in afterwards, in
 * `deriveRecordKeys`.
 */
export const stretchSalt: Uint8Array = utf8ToBytes('vestochka family code 1');
export const stretchRounds = 1024;
export const stretchedLength = 32;

/**
 * @param code a canonical family code
 * @returns 32 bytes, as secret as the code itself
 * @throws RangeError when the code is not canonical
 */
export function stretchCode(code: string): Uint8Array {
  return pbkdf2(sha256, bytesOfCode(code), stretchSalt, { c: stretchRounds, dkLen: stretchedLength });
}
