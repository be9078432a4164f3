import { createHmac } from 'node:crypto';
import type { Man } from '../../../src/roster/describe.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';

const shortLength = 16;

/**
 * Keyed fingerprints: equal texts give equal fingerprints, and nothing else can be told from them without the key,
 * which never leaves the ledger. They answer one question: was this changed since?
 */
export class Fingerprint {
  private readonly key: Buffer;

  /** @param key 32 bytes as hexadecimal digits */
  constructor(key: string) {
    this.key = Buffer.from(key, 'hex');
  }

  /** 64 hexadecimal digits. */
  full(parts: readonly unknown[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('hex');
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
