import type { Man } from '../../../src/roster/description.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';
import { type KeyedHash, keyedHash } from '../ledger/keyed-hash.ts';

const shortLength = 16;

/**
 * Keyed fingerprints: equal texts give equal fingerprints, and nothing else can be told from them without the key,
 * which never leaves the ledger. They answer one question: was this changed since?
 */
export class Fingerprint {
  private readonly keyed: KeyedHash;

  /** @param key 32 bytes as hexadecimal digits */
  constructor(key: string) {
    this.keyed = keyedHash(Buffer.from(key, 'hex'));
  }

  /** 64 hexadecimal digits. */
  full(parts: readonly unknown[]): string {
    return this.keyed.digits(JSON.stringify(parts));
  }

  private short(parts: readonly unknown[]): string {
    return this.full(parts).slice(0, shortLength);
  }

  /** Of what the papers say about who he is. */
  identity({ surname, given_name, patronymic, birth }: RegisterRecord): string {
    return this.short([
      surname,
      given_name,
      patronymic ?? null,
      birth.year,
      birth.month ?? 0,
      birth.day ?? 0,
    ]);
  }

  /** Of what a family code opens to, and of the code. */
  news(parts: readonly (string | null)[]): string {
    return this.short(parts);
  }

  /** Of what his row is computed from. */
  man({ given_name, surname_initial, patronymic_initial, birth }: Man): string {
    return this.short([
      given_name,
      surname_initial,
      patronymic_initial,
      birth.year,
      birth.month ?? 0,
      birth.day ?? 0,
    ]);
  }
}
