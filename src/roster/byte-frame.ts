import { RosterDataError } from './roster-data-error.ts';

/**
 * The frame around everything binary that the browser gets: four bytes of magic, whole numbers of the head
 * (LEB128), the length of the body, the body, and CRC-32 of all before it (ISO-HDLC, as in gzip). The signature
 * of the site guards against malice; this guards against broken downloads.
 */
export interface Frame {
  head: number[];
  body: Uint8Array;
}

const checksumLength = 4;
let crcTable: Uint32Array | undefined;

function crc32(bytes: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
    return value;
  });
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] as number);
  return (crc ^ 0xffff_ffff) >>> 0;
}

/** `magic` is four ASCII characters: three of name, one of version. */
export function frameBytes(magic: string, { head, body }: Frame): Uint8Array {
  const bytes: number[] = [...magic].map((character) => character.charCodeAt(0));
  for (const number of [...head, body.length]) {
    let left = number;
    for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
    bytes.push(left);
  }
  const frame = new Uint8Array(bytes.length + body.length + checksumLength);
  frame.set(bytes);
  frame.set(body, bytes.length);
  const end = frame.length - checksumLength;
  new DataView(frame.buffer).setUint32(end, crc32(frame.subarray(0, end)));
  return frame;
}

/** Reads a frame whose head has `headLength` numbers. Throws RosterDataError. */
export function openFrame(magic: string, headLength: number, bytes: Uint8Array): Frame {
  const opening = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (opening !== magic) {
    const cut = bytes.length < magic.length && magic.startsWith(opening);
    if (cut) throw new RosterDataError('truncated', 'The roster data ends within its first bytes.');
    throw new RosterDataError(
      'foreign',
      'These bytes are not roster data of a version that this page knows.',
    );
  }
  let position = magic.length;
  const numbers: number[] = [];
  while (numbers.length < headLength + 1) {
    let number = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[position++];
      if (byte === undefined) throw new RosterDataError('truncated', 'The roster data ends within its head.');
      number += (byte % 0x80) * scale;
      if (byte < 0x80) break;
      if (scale > 0x100_0000_0000)
        throw new RosterDataError('damaged', 'The head of the roster data is damaged.');
    }
    numbers.push(number);
  }
  const length = numbers.pop() as number;
  const end = position + length;
  if (bytes.length < end + checksumLength) {
    throw new RosterDataError('truncated', 'The roster data is shorter than its head says.');
  }
  if (bytes.length > end + checksumLength) {
    throw new RosterDataError('damaged', 'The roster data is longer than its head says.');
  }
  const told = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(end);
  if (told !== crc32(bytes.subarray(0, end))) {
    throw new RosterDataError('damaged', 'The checksum of the roster data does not fit.');
  }
  return { head: numbers, body: bytes.slice(position, end) };
}
