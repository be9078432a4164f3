import type { SealedNews } from '../schemas/sealed.ts';
import { createDummies } from './dummy-records.ts';
import { deriveRecordKeys, locatorLength, type RecordKeys } from './record-keys.ts';
import { SealError } from './seal-error.ts';
import {
  borderLength,
  compareBytes,
  encodeIndex,
  encodeShard,
  equalBytes,
  indexName,
  recordsPerShard,
  type SealedIndex,
  shardName,
  shardRecords,
} from './sealed-files.ts';
import { recordLength, sealRecord } from './sealed-record.ts';

/** Capacity grows in steps of so many places: all that the size of a release tells. */
export const defaultCapacityStep = 1024;

/** One record to be sealed. */
export interface Sealable {
  /** 32 bytes from `stretchCode`. */
  stretched: Uint8Array;
  news: SealedNews;
}

export interface SealOptions {
  records: readonly Sealable[];
  /** 32 public bytes of this release, see `createReleaseSalt`. */
  salt: Uint8Array;
  /** At least 32 bytes of the ledger; the dummies are made of it. */
  secret: Uint8Array;
  /** A multiple of 256; 1,024 unless told. */
  capacityStep?: number;
}

/** The places that so many records get: the next full step, never none. */
export function capacityFor(records: number, step: number): number {
  if (!Number.isInteger(step) || step < shardRecords || step % shardRecords !== 0) {
    throw new SealError('input', `A step of capacity is a multiple of ${shardRecords}.`);
  }
  return Math.max(1, Math.ceil(records / step)) * step;
}

/** A place in the release: its locator and how its 720 bytes are made. */
interface Place {
  locator: Uint8Array;
  make: () => Uint8Array;
}

/** How loud an error is: the place of a record in the list, never its words. */
function sealAt(number: number, news: SealedNews, keys: RecordKeys, salt: Uint8Array): Uint8Array {
  try {
    return sealRecord(news, keys, salt);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new SealError(error.kind, `Record ${number + 1} of the list: ${error.message}`);
  }
}

function sortedPlaces({ records, salt, secret }: SealOptions, capacity: number): Place[] {
  const dummy = createDummies(secret, salt);
  const places: Place[] = records.map(({ stretched, news }, number) => {
    const keys = deriveRecordKeys(stretched, salt);
    return { locator: keys.locator, make: () => sealAt(number, news, keys, salt) };
  });
  for (let number = 0; places.length < capacity; number++) {
    places.push({ locator: dummy(number).slice(0, locatorLength), make: () => dummy(number) });
  }
  places.sort((a, b) => compareBytes(a.locator, b.locator));
  const twice = places.findIndex(
    (place, i) => i > 0 && equalBytes(place.locator, places[i - 1]?.locator ?? place.locator),
  );
  if (twice !== -1)
    throw new SealError('input', 'Two records have the same family code. Give one a new code.');
  return places;
}

/** @throws SealError where a border would not tell two locators apart: chance 2^-64, mended by another salt */
function bordersOf(places: readonly Place[], perShard: number): Uint8Array[] {
  const borders: Uint8Array[] = [];
  for (let at = 0; at < places.length; at += perShard) {
    const border = (places[at] as Place).locator.slice(0, borderLength);
    const before = places[at - 1];
    if (before !== undefined && compareBytes(border, before.locator) === 0) {
      throw new SealError('input', 'Two locators begin alike. Seal under another salt.');
    }
    borders.push(border);
  }
  return borders;
}

function recordsOf(places: readonly Place[]): Uint8Array {
  const bytes = new Uint8Array(places.length * recordLength);
  places.forEach((place, i) => {
    bytes.set(place.make(), i * recordLength);
  });
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
  const index: SealedIndex = {
    salt,
    capacity,
    perShard,
    borders: bordersOf(places, perShard),
    records: single ? recordsOf(places) : null,
  };
  yield [indexName, encodeIndex(index)];
  if (single) return;
  for (let number = 0; number < capacity / perShard; number++) {
    const records = recordsOf(places.slice(number * perShard, (number + 1) * perShard));
    yield [shardName(number), encodeShard(salt, number, records)];
  }
}
