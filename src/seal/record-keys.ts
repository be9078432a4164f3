import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { saltLength } from './release-salt.ts';
import { SealError } from './seal-error.ts';
import { stretchedLength } from './stretch.ts';

export const locatorLength = 16;
export const keyLength = 32;
const info = utf8ToBytes('vestochka sealed record 1');

/** Where a record stands in a release, and what opens it there. */
export interface RecordKeys {
  /** 16 bytes, public. */
  locator: Uint8Array;
  /** 32 bytes, secret. */
  key: Uint8Array;
}

/**
 * HKDF-SHA-256 (RFC 5869): from a stretched code and the salt of a release to the locator and the key of the record.
 * @throws SealError on a stretched code or a salt of the wrong length
 */
export function deriveRecordKeys(stretched: Uint8Array, salt: Uint8Array): RecordKeys {
  if (stretched.length !== stretchedLength || salt.length !== saltLength) {
    throw new SealError(
      'input',
      `A stretched code has ${stretchedLength} bytes and the salt of a release ${saltLength}.`,
    );
  }
  const bytes = hkdf(sha256, stretched, salt, info, locatorLength + keyLength);
  return { locator: bytes.slice(0, locatorLength), key: bytes.slice(locatorLength) };
}
