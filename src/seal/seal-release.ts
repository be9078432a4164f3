import type { SealedNews } from '../schemas/sealed.ts';
import { createDummies } from './dummy-records.ts';
import { deriveRecordKeys, keyLength, locatorLength, type RecordKeys } from './record-keys.ts';
import { SealError } from './seal-error.ts';
import {
  borderLength,
  compareBytes,
  encodeIndex,
  encodeShard,
  equalBytes,
  indexName,
  recordsPerShard,
  shardName,
  shardRecords,
} from './sealed-files.ts';
import { recordLength, sealRecord } from './sealed-record.ts';

/** Capacity grows in steps of so many places: all that the size of a release tells. */
const defaultCapacityStep = 1024;

/** One record to be sealed. */
export interface Sealable {
  /** 32 bytes from `stretchCode`. */
  stretched: Uint8Array;
  news: SealedNews;
}

/** A list of them; each is asked for twice. */
export interface Sealables {
  readonly length: number;
  /** @returns undefined from `length` on */
  at: (index: number) => Sealable | undefined;
}

export interface SealOptions {
  records: Sealables;
  /** 32 public bytes of this release, see `createReleaseSalt`. */
  salt: Uint8Array;
  /** At least 32 bytes of the ledger; the dummies are made of it. */
  secret: Uint8Array;
  /** A multiple of 256; 1,024 unless told. */
  capacityStep?: number;
  /** The same functions where a machine has faster ones; the bytes must be the same. */
  sealing?: Sealing;
}

/** What is computed for each record. */
export interface Sealing {
  deriveRecordKeys: (stretched: Uint8Array, salt: Uint8Array) => RecordKeys;
  sealRecord: (news: SealedNews, keys: RecordKeys, salt: Uint8Array) => Uint8Array;
}

/** What browsers have. */
const portableSealing: Sealing = { deriveRecordKeys, sealRecord };

/** The places that so many records get: the next full step, never none. */
export function capacityFor(records: number, step: number): number {
  if (!Number.isInteger(step) || step < shardRecords || step % shardRecords !== 0) {
    throw new SealError('input', `A step of capacity is a multiple of ${shardRecords}.`);
  }
  return Math.max(1, Math.ceil(records / step)) * step;
}

/** How loud an error is: the place of a record in the list, never its words. */
function sealAt(
  { sealRecord: seal }: Sealing,
  number: number,
  news: SealedNews,
  keys: RecordKeys,
  salt: Uint8Array,
): Uint8Array {
  try {
    return seal(news, keys, salt);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new SealError(error.kind, `Record ${number + 1} of the list: ${error.message}`);
  }
}

/**
 * The places of a release in the order of their locators. Locators and keys lie in one block each and records are made
 * when they are asked for: a million places take 50 MB, not a gigabyte.
 */
interface Places {
  locator: (place: number) => Uint8Array;
  record: (place: number) => Uint8Array;
}

function sortedPlaces(
  { records, salt, secret, sealing = portableSealing }: SealOptions,
  capacity: number,
): Places {
  const dummy = createDummies(secret, salt);
  const locators = new Uint8Array(capacity * locatorLength);
  const keys = new Uint8Array(records.length * keyLength);
  for (let number = 0; number < capacity; number++) {
    const record = records.at(number);
    if (record === undefined) {
      locators.set(dummy(number - records.length).subarray(0, locatorLength), number * locatorLength);
      continue;
    }
    const derived = sealing.deriveRecordKeys(record.stretched, salt);
    locators.set(derived.locator, number * locatorLength);
    keys.set(derived.key, number * keyLength);
  }
  const locatorOf = (number: number): Uint8Array =>
    locators.subarray(number * locatorLength, (number + 1) * locatorLength);
  const keyOf = (number: number): Uint8Array => keys.subarray(number * keyLength, (number + 1) * keyLength);

  const view = new DataView(locators.buffer);
  const order = Uint32Array.from({ length: capacity }, (_, number) => number).sort(
    (a, b) =>
      // Four bytes tell nearly all of them apart, without an object for each comparison.
      view.getUint32(a * locatorLength) - view.getUint32(b * locatorLength) ||
      compareBytes(locatorOf(a), locatorOf(b)),
  );
  const numberAt = (place: number): number => order[place] as number;
  const places: Places = {
    locator: (place) => locatorOf(numberAt(place)),
    record: (place) => {
      const number = numberAt(place);
      const sealable = records.at(number);
      if (sealable === undefined) return dummy(number - records.length);
      const recordKeys = { locator: locatorOf(number), key: keyOf(number) };
      return sealAt(sealing, number, sealable.news, recordKeys, salt);
    },
  };
  for (let place = 1; place < capacity; place++) {
    if (equalBytes(places.locator(place - 1), places.locator(place))) {
      throw new SealError('input', 'Two records have the same family code. Give one a new code.');
    }
  }
  return places;
}

/** @throws SealError where a border would not tell two locators apart: chance 2^-64, mended by another salt */
function bordersOf(places: Places, capacity: number, perShard: number): Uint8Array[] {
  return Array.from({ length: capacity / perShard }, (_, shard) => {
    const first = shard * perShard;
    const border = places.locator(first).slice(0, borderLength);
    if (first > 0 && compareBytes(border, places.locator(first - 1)) === 0) {
      throw new SealError('input', 'Two locators begin alike. Seal under another salt.');
    }
    return border;
  });
}

/** The records from one place on, one after another. */
function recordsFrom(places: Places, first: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count * recordLength);
  for (let i = 0; i < count; i++) bytes.set(places.record(first + i), i * recordLength);
  return bytes;
}

/**
 * Seals a release: the same arguments give the same bytes, in whatever order the records stand.
 *
 * @returns file after file with its name as `LoadSealed` asks for it, the index first, so that a million records
 *   need not be in memory at once
 * @throws SealError `input`
 */
export function* sealFiles(options: SealOptions): Generator<[name: string, bytes: Uint8Array]> {
  const { salt } = options;
  const capacity = capacityFor(options.records.length, options.capacityStep ?? defaultCapacityStep);
  const perShard = recordsPerShard(capacity);
  const places = sortedPlaces(options, capacity);
  const single = perShard === capacity;
  const index = {
    salt,
    capacity,
    perShard,
    borders: bordersOf(places, capacity, perShard),
    records: single ? recordsFrom(places, 0, capacity) : null,
  };
  yield [indexName, encodeIndex(index)];
  if (single) return;
  for (let number = 0; number < capacity / perShard; number++) {
    const records = recordsFrom(places, number * perShard, perShard);
    yield [shardName(number), encodeShard(salt, number, records)];
  }
}
