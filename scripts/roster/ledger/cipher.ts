import { randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { z } from 'zod';
import { ledgerFormat } from '../../../src/schemas/ledger.ts';
import { Refusal } from '../exit.ts';

/** First line of an encrypted ledger. Work factors are read from it, so that they can be raised later. */
export const encryptedHeaderSchema = z.strictObject({
  kind: z.literal('encrypted'),
  format: z.literal(ledgerFormat),
  scrypt: z.strictObject({
    N: z
      .int()
      .min(2)
      .max(2 ** 20),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(16),
    salt: z.string().regex(/^[0-9a-f]{32}$/),
  }),
});

export type EncryptedHeader = z.infer<typeof encryptedHeaderSchema>;

const nonceLength = 24;

/** Seals and opens blocks of ledger lines under a passphrase: scrypt (RFC 7914), then XChaCha20-Poly1305. */
export class LedgerCipher {
  readonly header: EncryptedHeader;
  private readonly key: Uint8Array;

  private constructor(header: EncryptedHeader, key: Uint8Array) {
    this.header = header;
    this.key = key;
  }

  static of(passphrase: string, header: EncryptedHeader): LedgerCipher {
    const { N, r, p, salt } = header.scrypt;
    const bytes = new TextEncoder().encode(passphrase.normalize('NFC'));
    const options = { N, r, p, dkLen: 32, maxmem: 2 ** 31 };
    return new LedgerCipher(header, scrypt(bytes, Buffer.from(salt, 'hex'), options));
  }

  /** A cipher with a salt of its own. N = 2¹⁷ is what OWASP names as the least for scrypt (128 MiB, about a second). */
  static fresh(passphrase: string): LedgerCipher {
    const salt = randomBytes(16).toString('hex');
    return LedgerCipher.of(passphrase, {
      kind: 'encrypted',
      format: ledgerFormat,
      scrypt: { N: 2 ** 17, r: 8, p: 1, salt },
    });
  }

  /** @param index number of the block; bound to it, so that blocks cannot change places */
  seal(text: string, index: number): string {
    const nonce = randomBytes(nonceLength);
    const cipher = xchacha20poly1305(this.key, nonce, new TextEncoder().encode(String(index)));
    return Buffer.concat([nonce, cipher.encrypt(Buffer.from(text))]).toString('base64');
  }

  /** @throws Refusal when the passphrase is wrong or the block was changed */
  open(block: string, index: number): string {
    const bytes = Buffer.from(block, 'base64');
    const cipher = xchacha20poly1305(
      this.key,
      bytes.subarray(0, nonceLength),
      new TextEncoder().encode(String(index)),
    );
    try {
      return Buffer.from(cipher.decrypt(bytes.subarray(nonceLength))).toString('utf8');
    } catch {
      throw new Refusal(
        'The passphrase does not open this ledger, or the ledger was damaged. Try the passphrase again; else restore the ledger from its backup.',
      );
    }
  }
}
