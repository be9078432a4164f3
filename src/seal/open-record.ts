import type { SealedNews } from '../schemas/sealed.ts';
import { deriveRecordKeys, locatorLength } from './record-keys.ts';
import {
  decodeIndex,
  decodeShard,
  equalBytes,
  indexName,
  type SealedIndex,
  shardName,
  shardOf,
} from './sealed-files.ts';
import { openRecordBytes, recordLength } from './sealed-record.ts';
import { stretchCode } from './stretch.ts';

/**
 * Gets the bytes of one sealed file: `index`, or the number of a shard (`00017`). In a page it inserts a script, in
 * a terminal it reads a file. It throws `SealError('absent', …)` where the copy has none.
 */
export type LoadSealed = (name: string) => Promise<Uint8Array>;

function findRecord(records: Uint8Array, locator: Uint8Array): Uint8Array | null {
  for (let at = 0; at < records.length; at += recordLength) {
    if (equalBytes(records.subarray(at, at + locatorLength), locator)) {
      return records.subarray(at, at + recordLength);
    }
  }
  return null;
}

async function recordsAround(locator: Uint8Array, index: SealedIndex, load: LoadSealed): Promise<Uint8Array> {
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
 * @returns the news; null when no record opens with this code
 * @throws SealError when the files are absent, foreign, mixed or damaged; whatever `load` throws
 */
export async function openRecord(code: string, load: LoadSealed): Promise<SealedNews | null> {
  // Stretching takes a slow phone a tenth of a second, in which the index can arrive.
  const [bytes, stretched] = await Promise.all([
    load(indexName),
    Promise.resolve().then(() => stretchCode(code)),
  ]);
  const index = decodeIndex(bytes);
  const keys = deriveRecordKeys(stretched, index.salt);
  const record = findRecord(await recordsAround(keys.locator, index, load), keys.locator);
  return record === null ? null : openRecordBytes(record, keys);
}
