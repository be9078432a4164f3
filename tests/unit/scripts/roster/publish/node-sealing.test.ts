import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeSealing } from '../../../../../scripts/roster/publish/node-sealing.ts';
import type { SealedNews } from '../../../../../src/schemas/sealed.ts';
import { deriveRecordKeys } from '../../../../../src/seal/record-keys.ts';
import { openRecordBytes, sealRecord } from '../../../../../src/seal/sealed-record.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const news: fc.Arbitrary<SealedNews> = fc.record({
  status: fc.constantFrom('reported', 'confirmed', 'released'),
  month: fc.constantFrom(null, '2022-03', '2026-11'),
  message: fc.option(fc.string({ minLength: 1, maxLength: 100 }).filter((text) => !text.includes('\0'))),
});

describe("sealing with Node's own SHA-256", () => {
  it('gives the bytes of src/seal', () => {
    fc.assert(
      fc.property(bytes32, bytes32, news, (stretched, salt, told) => {
        const keys = deriveRecordKeys(stretched, salt);
        expect(nodeSealing.deriveRecordKeys(stretched, salt)).toEqual(keys);
        const record = nodeSealing.sealRecord(told, keys, salt);
        expect(record).toEqual(sealRecord(told, keys, salt));
        expect(openRecordBytes(record, keys)).toEqual(told);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps nothing of one record for the next', () => {
    const bytes = (seed: number): Uint8Array =>
      Uint8Array.from({ length: 32 }, (_, at) => (seed * 37 + at) & 255);
    const keys = [1, 2, 3].map((seed) => nodeSealing.deriveRecordKeys(bytes(seed), bytes(9)));
    expect(keys).toEqual([1, 2, 3].map((seed) => deriveRecordKeys(bytes(seed), bytes(9))));
    const none: SealedNews = { status: 'confirmed', month: null, message: null };
    const long: SealedNews = { ...none, message: 'Я'.repeat(300) };
    for (const told of [none, long, none]) {
      const records = keys.map((one) => nodeSealing.sealRecord(told, one, bytes(9)));
      expect(records).toEqual(keys.map((one) => sealRecord(told, one, bytes(9))));
    }
  });
});
