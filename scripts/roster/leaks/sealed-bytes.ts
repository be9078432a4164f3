import { recordOffsets } from '../../../src/seal/sealed-files.ts';
import { recordLength } from '../../../src/seal/sealed-record.ts';

/**
 * 5,760 bits that are as good as random have 2,880 ones, with a standard deviation of 38. Eight of them either way come
 * once in 10¹⁵ records; the packed words of a letter in Cyrillic or Latin have a third of their bits set at most.
 */
const expectedOnes = (recordLength * 8) / 2;
const furthestOnes = 8 * Math.sqrt((recordLength * 8) / 4);
/** Of 720 random bytes 2.8 are zero; thirty are once in 10²⁰ records. What a letter leaves free of its room is zeros. */
const mostZeros = 30;

const onesOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
});

/**
 * Places in a file of sealed records whose bytes are no cipher: too many zeros, or too few or too many ones. Sealed
 * records and dummies are as good as random to the last byte, so that one that was left in the clear stands out though
 * nobody knows what it says, whether it bears a letter or none.
 */
export function* plainRecords(bytes: Uint8Array): Generator<number> {
  for (const at of recordOffsets(bytes)) {
    let ones = 0;
    let zeros = 0;
    for (let place = at; place < at + recordLength; place += 1) {
      const byte = bytes[place] as number;
      ones += onesOf[byte] as number;
      if (byte === 0) zeros += 1;
    }
    if (zeros > mostZeros || Math.abs(ones - expectedOnes) > furthestOnes) yield at;
  }
}
