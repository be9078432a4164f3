import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

export const saltLength = 32;

/**
 * The public salt of a release, from a secret of the ledger and everything that tells releases apart.
 *
 * It is made rather than drawn so that the same arguments give the same bytes. Put into `parts` all that is sealed
 * (or a hash of it) beside sequence and date: then even a release that is published again under its old number
 * shares no byte with the first try, and their difference tells nothing.
 *
 * @param secret at least 32 secret bytes, the same for ever
 * @param parts text or bytes; each is measured, so that no two lists give one salt
 */
export function createReleaseSalt(secret: Uint8Array, parts: readonly (string | Uint8Array)[]): Uint8Array {
  const mac = hmac.create(sha256, secret).update(utf8ToBytes('vestochka release salt 1'));
  for (const part of parts) {
    const bytes = typeof part === 'string' ? utf8ToBytes(part) : part;
    const length = new Uint8Array(8);
    new DataView(length.buffer).setUint32(4, bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest();
}
