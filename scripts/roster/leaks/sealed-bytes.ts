import { recordLength } from '../../../src/seal/sealed-record.ts';

/** How files of sealed records begin (src/seal/sealed-files.ts), with the bytes before the records or their number. */
const saltLength = 32;
const magicLength = 8;
const shardStart = magicLength + saltLength + 4;
const bordersStart = magicLength + saltLength + 8;
const borderLength = 8;

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

/** Where the records of a file of sealed records begin; null for any other file. */
function recordsStart(bytes: Uint8Array): number | null {
  const magic = Buffer.from(bytes.subarray(0, magicLength)).toString('latin1');
  if (magic === 'VSTPART\x01') return shardStart;
  if (magic !== 'VSTSEAL\x01' || bytes.length < bordersStart) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [capacity, perShard] = [view.getUint32(bordersStart - 8), view.getUint32(bordersStart - 4)];
  return bordersStart + (perShard === 0 ? 0 : Math.ceil(capacity / perShard)) * borderLength;
}

/** Offsets of the records in a file of sealed records, dummies among them; nothing for any other file. */
export function* recordOffsets(bytes: Uint8Array): Generator<number> {
  const start = recordsStart(bytes);
  if (start === null) return;
  for (let at = start; at + recordLength <= bytes.length; at += recordLength) yield at;
}

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
