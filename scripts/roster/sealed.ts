import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Disclosure, Status } from '../../src/schemas/register.ts';
import type { SealedNews, SealedStatus, SealedSummary } from '../../src/schemas/sealed.ts';
import { bytesOfCode } from '../../src/seal/family-code.ts';
import { SealError } from '../../src/seal/seal-error.ts';
import { defaultCapacityStep, type Sealable, sealFiles } from '../../src/seal/seal-release.ts';
import { decodeIndex, fileName, indexName, summaryOf } from '../../src/seal/sealed-files.ts';
import { stretchedLength, stretchRounds, stretchSalt } from '../../src/seal/stretch.ts';

/**
 * The publisher's side of the family codes.
 *
 * How `publish` uses it, for every record that is not `withheld`:
 * 1. `createFamilyCode(10 random bytes)` once, into the ledger; again when `code_version` was raised.
 * 2. `stretchCodes(codes without a cached result)`, into the ledger as `stretched`.
 * 3. `callUs: opensToCallUs(status, disclosure, 4 random bytes of the ledger)`.
 * 4. `sealRelease({ records, salt: createReleaseSalt(…), secret })`; write its files under `sealed/`, list them with
 *    their hashes in roster.json, and put `summary` into `sealed` of roster.json.
 */

/** One record as the publisher has it. */
export interface SealedRecord {
  /** Canonical family code; may be left out where `stretched` is given. */
  code?: string;
  /** The cached result of `stretchCodes` for the code, 32 bytes; worked out from `code` where it is missing. */
  stretched?: Uint8Array;
  status: Status;
  disclosure?: Disclosure;
  /** Month of the news, `YYYY-MM`; null where it is not known. */
  month: string | null;
  message?: string | null;
  /** From `opensToCallUs`. */
  callUs: boolean;
}

export interface SealReleaseOptions {
  records: readonly SealedRecord[];
  /** 32 public bytes of this release, from `createReleaseSalt`. */
  salt: Uint8Array;
  /** At least 32 secret bytes of the ledger that never change (`fingerprint_key`); the dummies are made of it. */
  secret: Uint8Array;
  /** Capacity grows in such steps; a multiple of 256. */
  capacityStep?: number;
}

export interface SealedRelease {
  /** `index.bin` and, above 1 MB, `00000.bin` and on: names below `sealed/`. */
  files: Map<string, Uint8Array>;
  /** For `sealed` of roster.json. */
  summary: SealedSummary;
}

const pbkdf2Async = promisify(pbkdf2);

/** So many at a time: enough for libuv's threads, few enough to hold in memory. */
const batch = 512;

/**
 * `stretchCode` for the random bytes of many codes, in Node's threads: 100,000 take about 15 s on two cores, which is
 * why the ledger keeps the results. A test holds that the bytes are those of `stretchCode`.
 *
 * @param codes the ten bytes of each code
 * @param onProgress called with the number done
 * @returns the results in the order of the codes
 */
export async function stretchBytes(
  codes: readonly Uint8Array[],
  onProgress?: (done: number) => void,
): Promise<Uint8Array[]> {
  const stretched: Uint8Array[] = [];
  for (let at = 0; at < codes.length; at += batch) {
    const results = codes
      .slice(at, at + batch)
      .map((code) => pbkdf2Async(code, stretchSalt, stretchRounds, stretchedLength, 'sha256'));
    for (const result of await Promise.all(results)) stretched.push(new Uint8Array(result));
    onProgress?.(stretched.length);
  }
  return stretched;
}

/**
 * `stretchBytes` for codes as they are printed.
 * @throws RangeError when a code is not canonical
 */
export async function stretchCodes(
  codes: readonly string[],
  onProgress?: (done: number) => void,
): Promise<Uint8Array[]> {
  return await stretchBytes(codes.map(bytesOfCode), onProgress);
}

/** Refuses what a page may never tell, however the flag came to be missing. */
function newsOf(record: SealedRecord, number: number): SealedNews {
  if (record.callUs) return { status: 'call_us', month: null, message: null };
  if (record.status === 'deceased' || record.status === 'hospital' || record.disclosure === 'withdrawn') {
    throw new SealError(
      'input',
      `Record ${number + 1} of the list must open to "please call us" (see opensToCallUs).`,
    );
  }
  if (record.disclosure === 'withheld') {
    throw new SealError(
      'input',
      `Record ${number + 1} of the list is withheld: nothing of it may be sealed.`,
    );
  }
  const status: SealedStatus = record.status;
  return { status, month: record.month, message: record.message || null };
}

async function sealables(records: readonly SealedRecord[]): Promise<Sealable[]> {
  const missing = records.flatMap(({ code, stretched }, number) => {
    if (stretched !== undefined) return [];
    if (code === undefined)
      throw new SealError('input', `Record ${number + 1} of the list has no family code.`);
    return [code];
  });
  // In the order of the records that lack them.
  const worked = (await stretchCodes(missing)).values();
  return records.map((record, number) => ({
    stretched: record.stretched ?? (worked.next().value as Uint8Array),
    news: newsOf(record, number),
  }));
}

/**
 * Seals the records of a release: the same arguments give the same bytes, in whatever order the records stand.
 * @throws SealError when a record cannot be sealed (said with its place in the list, never its words), when two have
 *   the same code, or when the step of capacity is no multiple of 256
 */
export async function sealRelease(options: SealReleaseOptions): Promise<SealedRelease> {
  const { salt, secret } = options;
  const files = new Map<string, Uint8Array>();
  const capacityStep = options.capacityStep ?? defaultCapacityStep;
  for (const [name, bytes] of sealFiles({
    records: await sealables(options.records),
    salt,
    secret,
    capacityStep,
  })) {
    files.set(fileName(name), bytes);
  }
  const index = decodeIndex(files.get(fileName(indexName)) as Uint8Array);
  return { files, summary: summaryOf(index) };
}
