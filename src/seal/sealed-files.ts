import { type ByteSource, sourceFrom } from '../bytes/byte-source.ts';
import type { SealedSummary } from '../schemas/sealed.ts';
import { saltLength } from './release-salt.ts';
import { SealError } from './seal-error.ts';
import { recordLength } from './sealed-record.ts';

/**
 * The files of a release's sealed records.
 *
 * - `index`: `VSTSEAL`, version, salt (32 bytes), capacity, records per shard (32 bits each, big-endian), then for
 *   every shard the first 8 bytes of its first locator; then, while the whole stays within 1 MB, all the records.
 * - `00000`, `00001`, …: only above 1 MB: `VSTPART`, version, salt, number (32 bits), records.
 *
 * Records are sorted by locator. Locators of real records and of dummies are evenly spread alike, so the borders of
 * shards tell nothing either.
 */
export const indexName = 'index';
const version = 1;
const indexMagic = 'VSTSEAL';
const partMagic = 'VSTPART';
const magicLength = 8;
export const borderLength = 8;
const indexHeaderLength = magicLength + saltLength + 8;
const partHeaderLength = magicLength + saltLength + 4;

/** Above this the records are cut into shards. */
export const longestSingleFile = 1_000_000;
/** Records of a shard: the host that sends one learns that she has one code of these 256 places. */
export const shardRecords = 256;

/** What `index` says. */
export interface SealedIndex {
  salt: Uint8Array;
  /** Places, real records and dummies together. */
  capacity: number;
  /** Records of one shard; equal to the capacity where there is one file. */
  perShard: number;
  /** The first 8 bytes of the first locator of every shard. */
  borders: Uint8Array[];
  /** All the records, where they are in this file. */
  records: ByteSource | null;
}

const shardsOf = ({ capacity, perShard }: Pick<SealedIndex, 'capacity' | 'perShard'>): number =>
  capacity / perShard;

/** How many records a shard has at this capacity: all of them in one file, or 256. */
export function recordsPerShard(capacity: number): number {
  const single = indexHeaderLength + borderLength + capacity * recordLength;
  return single <= longestSingleFile ? capacity : shardRecords;
}

export function shardName(number: number): string {
  return String(number).padStart(5, '0');
}

/** `sealed/index.bin` in a release; the site carries the same bytes as a script. */
export function fileName(name: string): string {
  return `${name}.bin`;
}

function writeMagic(bytes: Uint8Array, magic: string): void {
  for (let i = 0; i < magic.length; i++) bytes[i] = magic.charCodeAt(i);
  bytes[magic.length] = version;
}

/** @throws SealError `format` */
function readHeader(file: ByteSource, magic: string, headerLength: number): Uint8Array {
  const bytes = file.slice(0, headerLength);
  const found = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (found !== magic || bytes.length < headerLength) {
    throw new SealError('format', 'This is no file of sealed records.');
  }
  if (bytes[magic.length] !== version) {
    throw new SealError('format', 'These sealed records were written by a newer version of the site.');
  }
  return bytes;
}

const number32 = (header: Uint8Array, at: number): number =>
  new DataView(header.buffer, header.byteOffset).getUint32(at);

/** @param index the records, where there are any, as bytes */
export function encodeIndex(index: SealedIndex & { records: Uint8Array | null }): Uint8Array {
  const start = indexHeaderLength + index.borders.length * borderLength;
  const bytes = new Uint8Array(start + (index.records?.length ?? 0));
  const view = new DataView(bytes.buffer);
  writeMagic(bytes, indexMagic);
  bytes.set(index.salt, magicLength);
  view.setUint32(magicLength + saltLength, index.capacity);
  view.setUint32(magicLength + saltLength + 4, index.perShard);
  index.borders.forEach((border, shard) => {
    bytes.set(border, indexHeaderLength + shard * borderLength);
  });
  if (index.records !== null) bytes.set(index.records, start);
  return bytes;
}

/** @throws SealError `format` on foreign bytes, `damaged` on a wrong length */
export function decodeIndex(file: ByteSource): SealedIndex {
  const header = readHeader(file, indexMagic, indexHeaderLength);
  const capacity = number32(header, magicLength + saltLength);
  const perShard = number32(header, magicLength + saltLength + 4);
  const shards = capacity / perShard;
  const start = indexHeaderLength + shards * borderLength;
  const single = shards === 1;
  if (!Number.isInteger(shards) || file.length !== start + (single ? capacity * recordLength : 0)) {
    throw new SealError('damaged', 'The index of the sealed records was cut or changed.');
  }
  const borders = file.slice(indexHeaderLength, start);
  return {
    salt: header.slice(magicLength, magicLength + saltLength),
    capacity,
    perShard,
    borders: Array.from({ length: shards }, (_, shard) =>
      borders.subarray(shard * borderLength, (shard + 1) * borderLength),
    ),
    records: single ? sourceFrom(file, start) : null,
  };
}

export function encodeShard(salt: Uint8Array, number: number, records: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(partHeaderLength + records.length);
  writeMagic(bytes, partMagic);
  bytes.set(salt, magicLength);
  new DataView(bytes.buffer).setUint32(magicLength + saltLength, number);
  bytes.set(records, partHeaderLength);
  return bytes;
}

/**
 * @returns the records of a shard
 * @throws SealError `format` on foreign bytes, `mixed` on a shard of another release, `damaged` on a wrong length
 */
export function decodeShard(file: ByteSource, number: number, index: SealedIndex): ByteSource {
  const header = readHeader(file, partMagic, partHeaderLength);
  if (!equalBytes(header.subarray(magicLength, magicLength + saltLength), index.salt)) {
    throw new SealError('mixed', 'The files of this copy belong to different releases. Load it again.');
  }
  const records = sourceFrom(file, partHeaderLength);
  if (
    number32(header, magicLength + saltLength) !== number ||
    records.length !== index.perShard * recordLength
  ) {
    throw new SealError('damaged', 'A file of the sealed records was cut or exchanged.');
  }
  return records;
}

/** Where the records of a file begin; null where it is none of sealed records. */
function recordsStart(file: Uint8Array): number | null {
  const hasMagic = (magic: string): boolean =>
    String.fromCharCode(...file.subarray(0, magicLength)) === magic + String.fromCharCode(version);
  if (hasMagic(partMagic)) return partHeaderLength;
  if (!hasMagic(indexMagic) || file.length < indexHeaderLength) return null;
  const capacity = number32(file, magicLength + saltLength);
  const perShard = number32(file, magicLength + saltLength + 4);
  return indexHeaderLength + (perShard === 0 ? 0 : Math.ceil(capacity / perShard)) * borderLength;
}

/**
 * Offsets of the records in a file, dummies among them, whatever else is wrong with it: for whoever looks into each of
 * them. None in a file that is no file of sealed records.
 */
export function* recordOffsets(file: Uint8Array): Generator<number> {
  const start = recordsStart(file);
  if (start === null) return;
  for (let at = start; at + recordLength <= file.length; at += recordLength) yield at;
}

export function summaryOf(index: Pick<SealedIndex, 'capacity' | 'perShard'>): SealedSummary {
  return {
    format: 'vestochka-sealed/1',
    capacity: index.capacity,
    record_bytes: recordLength,
    shard_records: index.perShard,
    shards: shardsOf(index),
  };
}

/** Below, equal to or above 0, as bytes sort; of the shorter length where they differ in it. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/**
 * The last of some sorted places whose beginning is not above a locator; the first where all are.
 * @param beginningOf the first bytes of what stands at a place: 0, 1, … below `count`
 */
export function placeOf(
  locator: Uint8Array,
  count: number,
  beginningOf: (place: number) => Uint8Array,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareBytes(beginningOf(middle), locator) <= 0) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The shard in which a locator would stand: the last whose border is not above it; the first where all are. */
export function shardOf(locator: Uint8Array, borders: readonly Uint8Array[]): number {
  return placeOf(locator, borders.length, (shard) => borders[shard] as Uint8Array);
}
