import type { ByteSource } from '../bytes/byte-source.ts';
import type { SealedNews } from '../schemas/sealed.ts';
import { deriveRecordKeys, locatorLength } from './record-keys.ts';
import { SealError } from './seal-error.ts';
import {
  decodeIndex,
  decodeShard,
  equalBytes,
  indexName,
  placeOf,
  type SealedIndex,
  shardName,
  shardOf,
} from './sealed-files.ts';
import { openRecordBytes, recordLength } from './sealed-record.ts';
import { stretchCode } from './stretch.ts';

/**
 * Gets one sealed file: `index`, or the number of a shard (`00017`). In a page it inserts a script, in a terminal it
 * reads a file. It throws `SealError('absent', …)` where the copy has none.
 */
export type LoadSealed = (name: string) => Promise<ByteSource>;

/** Gets 32 bytes from a canonical code: `stretchCode`, at once or in steps. */
export type Stretch = (code: string) => Promise<Uint8Array>;

/** @throws SealError `damaged` where the record that was found is no whole one */
function findRecord(records: ByteSource, locator: Uint8Array): Uint8Array | null {
  const at = (place: number, length: number): Uint8Array =>
    records.slice(place * recordLength, place * recordLength + length);
  const place = placeOf(locator, records.length / recordLength, (number) => at(number, locatorLength));
  if (!equalBytes(at(place, locatorLength), locator)) return null;
  const record = at(place, recordLength);
  if (record.length === recordLength) return record;
  throw new SealError(
    'damaged',
    'The record is here, but it is no longer whole. Use another copy of the site.',
  );
}

async function recordsAround(locator: Uint8Array, index: SealedIndex, load: LoadSealed): Promise<ByteSource> {
  if (index.records !== null) return index.records;
  const number = shardOf(locator, index.borders);
  return decodeShard(await load(shardName(number)), number, index);
}

/**
 * Opens the record of a family code in one release.
 *
 * The same files are fetched whether the code is right, void, or of another publisher: the index, and where there
 * are shards exactly one.
 *
 * @param code canonical, from `parseFamilyCode`
 * @param stretch `stretchCode` unless told; a page has begun while she typed
 * @returns the news; null when no record opens with this code
 * @throws SealError when the files are absent, foreign, mixed or damaged; whatever `load` throws
 */
export async function openRecord(
  code: string,
  load: LoadSealed,
  stretch: Stretch = async (given) => stretchCode(given),
): Promise<SealedNews | null> {
  const [file, stretched] = await Promise.all([load(indexName), stretch(code)]);
  const index = decodeIndex(file);
  const keys = deriveRecordKeys(stretched, index.salt);
  const record = findRecord(await recordsAround(keys.locator, index, load), keys.locator);
  return record === null ? null : openRecordBytes(record, keys);
}
