import { hash } from 'node:crypto';

const blockLength = 64;

/**
 * HMAC-SHA-256 (RFC 2104) with its key made ready once: a register takes millions of them, and `createHmac` spends
 * most of its time on the key.
 * @param key at most 64 bytes
 */
export function keyedHash(key: Uint8Array): (text: string) => Buffer {
  const padded = (pad: number): Buffer =>
    Buffer.alloc(blockLength, pad).map((byte, index) => byte ^ (key[index] ?? 0)) as Buffer;
  const inner = padded(0x36);
  const outer = padded(0x5c);
  return (text) =>
    hash(
      'sha256',
      Buffer.concat([outer, hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')]),
      'buffer',
    );
}
