import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ledgerLineSchema } from '../../../src/schemas/ledger.ts';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { callDrawLength, opensToCallUs } from '../../../src/seal/call-us.ts';
import { deriveRecordKeys, locatorLength } from '../../../src/seal/record-keys.ts';
import { decodeIndex, decodeShard, indexName, shardName } from '../../../src/seal/sealed-files.ts';
import { openRecordBytes, recordLength } from '../../../src/seal/sealed-record.ts';
import { seededBytes } from './seeded-bytes.ts';

const draw = (n: number): Uint8Array => seededBytes(`draw ${n}`, callDrawLength);
const never = Uint8Array.of(255, 255, 255, 255);

describe('opensToCallUs', () => {
  it('always for the deceased, the withdrawn and those in hospital', () => {
    expect(opensToCallUs('deceased', 'listed', never)).toBe(true);
    expect(opensToCallUs('hospital', 'sealed', never)).toBe(true);
    expect(opensToCallUs('confirmed', 'withdrawn', never)).toBe(true);
    expect(opensToCallUs('confirmed', 'listed', never)).toBe(false);
  });

  it('for a tenth of all others, which stays the same whatever their status', () => {
    const tenth = Array.from({ length: 20_000 }, (_, n) => opensToCallUs('confirmed', 'listed', draw(n)));
    const share = tenth.filter(Boolean).length / tenth.length;
    // Three standard deviations of a share of 0.1 in 20,000.
    expect(Math.abs(share - 0.1)).toBeLessThan(0.0064);
    for (const status of ['reported', 'transferred', 'released', 'repatriated'])
      expect(Array.from({ length: 200 }, (_, n) => opensToCallUs(status, 'listed', draw(n)))).toEqual(
        tenth.slice(0, 200),
      );
  });

  it('wants its bytes of chance', () => {
    expect(() => opensToCallUs('confirmed', 'listed', new Uint8Array(3))).toThrow(RangeError);
  });
});

const fixtures = resolve(import.meta.dirname, '../../fixtures');

/** What every family of the demonstration reads, by record id: from its ledger and the files of its release. */
function demonstrationNews(): Map<string, SealedNews> {
  const read = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(join(fixtures, 'demo/release/sealed', `${name}.bin`)));
  const index = decodeIndex(read(indexName));
  const parts =
    index.records === null
      ? index.borders.map((_, number) => decodeShard(read(shardName(number)), number, index))
      : [index.records];
  const byLocator = new Map<string, Uint8Array>();
  for (const part of parts) {
    for (let at = 0; at < part.length; at += recordLength) {
      const record = part.slice(at, at + recordLength);
      byLocator.set(bytesToHex(record.subarray(0, locatorLength)), record);
    }
  }
  const news = new Map<string, SealedNews>();
  for (const line of readFileSync(join(fixtures, 'demo/ledger.jsonl'), 'utf8').split('\n').filter(Boolean)) {
    const parsed = ledgerLineSchema.parse(JSON.parse(line));
    if (parsed.kind !== 'record') continue;
    const keys = deriveRecordKeys(hexToBytes(parsed.stretched), index.salt);
    const record = byLocator.get(bytesToHex(keys.locator));
    if (record !== undefined) news.set(parsed.record_id, openRecordBytes(record, keys));
  }
  return news;
}

describe('the demonstration', () => {
  const rows: Record<'record_id' | 'status' | 'disclosure', string>[] = parse(
    readFileSync(join(fixtures, 'registers/demo.csv')),
    { columns: true },
  );
  const news = demonstrationNews();
  const sealed = rows.filter(({ disclosure }) => disclosure !== 'withheld');
  const readers = sealed.filter(({ record_id }) => news.get(record_id)?.status === 'call_us');
  const count = (of: typeof rows, status: string): number => of.filter((row) => row.status === status).length;

  it('opens every record that is not withheld', () => {
    expect(sealed.filter(({ record_id }) => !news.has(record_id))).toEqual([]);
    expect(news.size).toBe(sealed.length);
  });

  it('of those who read "please call us", about a quarter are deceased', () => {
    const share = count(readers, 'deceased') / readers.length;
    console.log(
      `of ${readers.length} who read "please call us", ${count(readers, 'deceased')} are deceased: ${(100 * share).toFixed(0)} %`,
    );
    // Without the tenth it would be 43 %, without the hospital as well all of them.
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.3);
  });

  it('tells nobody in another way: all the deceased, the hospital and the withdrawn read it, and a tenth of the rest', () => {
    for (const status of ['deceased', 'hospital']) expect(count(readers, status)).toBe(count(sealed, status));
    expect(
      sealed.filter(({ disclosure }) => disclosure === 'withdrawn').every((row) => readers.includes(row)),
    ).toBe(true);
    const others = sealed.filter(
      (row) => !['deceased', 'hospital'].includes(row.status) && row.disclosure !== 'withdrawn',
    );
    const tenth = others.filter((row) => readers.includes(row)).length / others.length;
    // Three standard deviations of a share of 0.1 in 1,700.
    expect(Math.abs(tenth - 0.1)).toBeLessThan(0.022);
  });
});
