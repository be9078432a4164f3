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

describe("sealing with Node's own cryptography", () => {
  const sealing = nodeSealing;

  it('gives the bytes of src/seal', () => {
    fc.assert(
      fc.property(bytes32, bytes32, news, (stretched, salt, told) => {
        const keys = deriveRecordKeys(stretched, salt);
        expect(sealing.deriveRecordKeys(stretched, salt)).toEqual(keys);
        const record = sealing.sealRecord(told, keys, salt);
        expect(record).toEqual(sealRecord(told, keys, salt));
        expect(openRecordBytes(record, keys)).toEqual(told);
      }),
      { numRuns: 50 },
    );
  });
});
