import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { atOnce, type Steps } from '../steps/steps.ts';
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

/** So many rounds make a step: some milliseconds on a cheap phone whose engine has not warmed up. */
const roundsOfStep = 32;

/**
 * Stretches a code in steps, so that a page stays alive meanwhile: noble's own PBKDF2 cannot be put down and taken up
 * again. With a result as long as the hash, PBKDF2 is one block (RFC 8018, section 5.2): U₁ = HMAC(code, salt ‖ 1),
 * Uₙ = HMAC(code, Uₙ₋₁), and the result is U₁ ⊕ U₂ ⊕ … ⊕ Uᵣ.
 *
 * @param code a canonical family code
 * @returns 32 bytes, as secret as the code itself
 * @throws RangeError when the code is not canonical
 */
export function* stretchSteps(code: string): Steps<Uint8Array> {
  const keyed = hmac.create(sha256, bytesOfCode(code));
  const work = keyed.clone();
  const u = new Uint8Array(stretchedLength);
  const block = Uint8Array.of(0, 0, 0, 1);
  keyed._cloneInto(work).update(stretchSalt).update(block).digestInto(u);
  const result = u.slice();
  for (let round = 1; round < stretchRounds; round++) {
    if (round % roundsOfStep === 0) yield;
    keyed._cloneInto(work).update(u).digestInto(u);
    for (let i = 0; i < stretchedLength; i++) result[i] = (result[i] as number) ^ (u[i] as number);
  }
  return result;
}

/** `stretchSteps` in one go. */
export function stretchCode(code: string): Uint8Array {
  return atOnce(stretchSteps(code));
}
