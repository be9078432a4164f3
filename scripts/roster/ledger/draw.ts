import { type KeyedHash, keyedHash } from './keyed-hash.ts';

/**
 * Random bytes that a run draws from the seed of its ledger, so that the same arguments on the same ledger give the
 * same bytes. HMAC-SHA-256 in counter mode (NIST SP 800-108r1): without the seed they are as good as random, and
 * every run leaves a fresh seed behind, so that an old copy of a ledger tells the draws of the next run at most.
 */
export class Draw {
  private readonly keyed: KeyedHash;
  private readonly counters = new Map<string, number>();

  /** @param seed 32 bytes as hexadecimal digits */
  constructor(seed: string) {
    this.keyed = keyedHash(Buffer.from(seed, 'hex'));
  }

  /** @param purpose draws of different purposes don't depend on each other's number */
  bytes(purpose: string): Uint8Array {
    const count = this.counters.get(purpose) ?? 0;
    this.counters.set(purpose, count + 1);
    return this.keyed.bytes(`${purpose} ${count}`);
  }
}
