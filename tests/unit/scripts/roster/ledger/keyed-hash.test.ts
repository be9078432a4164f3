import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedHash } from '../../../../../scripts/roster/ledger/keyed-hash.ts';

it('is HMAC-SHA-256, whatever was hashed before', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.nat(3000).map((length) => 'я'.repeat(length)),
  );
  const keys = fc.uint8Array({ minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(keys, fc.array(text, { minLength: 1, maxLength: 5 }), (key, texts) => {
      const keyed = keyedHash(key);
      for (const one of texts) {
        const expected = createHmac('sha256', key).update(one).digest();
        expect(keyed.bytes(one)).toEqual(expected);
        expect(keyed.digits(one)).toBe(expected.toString('hex'));
      }
    }),
    { numRuns: 50 },
  );
});
