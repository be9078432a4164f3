import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { openRecord } from '../../../src/seal/open-record.ts';
import { SealError, type SealErrorKind } from '../../../src/seal/seal-error.ts';
import { capacityFor } from '../../../src/seal/seal-release.ts';
import { compareBytes, decodeIndex, longestSingleFile } from '../../../src/seal/sealed-files.ts';
import { recordLength } from '../../../src/seal/sealed-record.ts';
import { loader, salt, sample, seal } from './release.ts';
import { seededBytes } from './seeded-bytes.ts';

const confirmed: SealedNews = { status: 'confirmed', month: '2022-04', message: 'Мама, я жив.' };
const samples = [
  sample(0, confirmed),
  sample(1, { status: 'reported', month: null, message: null }),
  sample(2, { status: 'call_us', month: null, message: null }),
];
const stranger = sample(99, confirmed);
const small = { capacityStep: 256 };
const large = { capacityStep: 1536 };

async function kindOf(attempt: Promise<unknown>): Promise<SealErrorKind | undefined> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof SealError ? error.kind : undefined;
}

/** The records of all files of a release, one after another. */
function recordsOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array[] {
  const { records } = decodeIndex(files.get('index') as Uint8Array);
  const parts = records === null ? [...files].slice(1).map(([, bytes]) => bytes.subarray(44)) : [records];
  return parts.flatMap((part) =>
    Array.from({ length: part.length / recordLength }, (_, i) =>
      part.slice(i * recordLength, (i + 1) * recordLength),
    ),
  );
}

describe('a sealed release', () => {
  it.each([small, large])(
    'opens each record with its own code and with no other, step $capacityStep',
    async (step) => {
      const files = seal(samples, step);
      for (const { code, news } of samples) expect(await openRecord(code, loader(files))).toEqual(news);
      expect(await openRecord(stranger.code, loader(files))).toBeNull();
    },
  );

  it('is the same bytes for the same arguments, in whatever order the records stand', () => {
    expect(seal([...samples].reverse(), large)).toEqual(seal(samples, large));
  });

  it('shares no record, locator or nonce with the same records under another salt', () => {
    const parts = (files: Map<string, Uint8Array>): Set<string> =>
      new Set(
        recordsOf(files).flatMap((record) =>
          [record.subarray(0, 16), record.subarray(16, 40)].map(bytesToHex),
        ),
      );
    const before = parts(seal(samples, small));
    const after = parts(seal(samples, { ...small, salt: seededBytes('another salt', 32) }));
    expect(before.size).toBe(512);
    expect([...after].filter((part) => before.has(part))).toEqual([]);
  });

  it('sealed twice under one salt with a changed text, never uses a nonce for two texts', () => {
    const [first, ...others] = samples;
    const again = { ...first, news: { ...confirmed, message: 'Мама, я жив!' } };
    const texts = recordsOf(seal(samples, small));
    const changed = recordsOf(seal([again as (typeof samples)[0], ...others], small));
    const differing = texts.filter((record, i) => compareBytes(record, changed[i] as Uint8Array) !== 0);
    expect(differing).toHaveLength(1);
    const place = texts.indexOf(differing[0] as Uint8Array);
    const [before, after] = [texts[place], changed[place]].map((record) => ({
      locator: bytesToHex((record as Uint8Array).subarray(0, 16)),
      nonce: bytesToHex((record as Uint8Array).subarray(16, 40)),
      sealed: (record as Uint8Array).subarray(40),
    }));
    expect(after?.locator).toBe(before?.locator);
    expect(after?.nonce).not.toBe(before?.nonce);
    // Under one nonce the two texts would differ in one place only; here the whole key stream is another.
    const same = [...(before?.sealed ?? [])].filter((byte, i) => byte === after?.sealed[i]).length;
    expect(same).toBeLessThan(15);
  });

  it('has one size, whatever is in it and however many records', () => {
    const long = sample(7, { ...confirmed, message: 'Я'.repeat(300) });
    const sizes = [[], samples, [long], [...samples, long]].map((list) =>
      [...seal(list, large)].map(([name, bytes]) => [name, bytes.length]),
    );
    for (const size of sizes) expect(size).toEqual(sizes[0]);
  });

  it('is one file up to 1 MB, then shards of 256 records of equal size', () => {
    const one = seal(samples, { capacityStep: 1280 });
    expect([...one.keys()]).toEqual(['index']);
    expect(one.get('index')?.length).toBeLessThanOrEqual(longestSingleFile);
    const many = seal(samples, large);
    expect([...many.keys()]).toEqual(['index', '00000', '00001', '00002', '00003', '00004', '00005']);
    const sizes = [...many].slice(1).map(([, bytes]) => bytes.length);
    expect(new Set(sizes)).toEqual(new Set([44 + 256 * recordLength]));
  });

  it('is sorted by locator across its shards', () => {
    const locators = recordsOf(seal(samples, large)).map((record) => bytesToHex(record.subarray(0, 16)));
    expect(locators).toHaveLength(1536);
    expect(locators).toEqual([...locators].sort());
  });

  it('has places by the step, and never none', () => {
    expect([0, 1, 1024, 1025, 100_000].map((n) => capacityFor(n, 1024))).toEqual([
      1024, 1024, 1024, 2048, 100_352,
    ]);
    for (const step of [0, 100, 300, 256.5]) expect(() => capacityFor(1, step)).toThrow(/multiple of 256/);
  });

  it('refuses two records with one code, a short secret, a short salt; says which record, never its words', () => {
    expect(() => seal([...samples, samples[0] as (typeof samples)[0]])).toThrow(/same family code/);
    expect(() => seal(samples, { secret: new Uint8Array(31) })).toThrow(/secret/);
    expect(() => seal(samples, { salt: new Uint8Array(16) })).toThrow(/salt/);
    const bad = sample(8, { ...confirmed, message: 'Тайна'.repeat(100) });
    expect(() => seal([...samples, bad])).toThrow(/^Record 4 of the list: (?!.*Тайна)/);
  });
});

describe('opening', () => {
  const files = seal(samples, large);

  it('asks for the index and one shard, for a wrong code as for a right one', async () => {
    for (const { code } of [...samples, stranger]) {
      const asked: string[] = [];
      await openRecord(code, loader(files, asked));
      expect(asked).toHaveLength(2);
      expect(asked[0]).toBe('index');
      expect(asked[1]).toMatch(/^0000[0-5]$/);
    }
  });

  it('finds records at the borders of shards', async () => {
    const many = Array.from({ length: 400 }, (_, n) => sample(1000 + n, { ...confirmed, message: `№ ${n}` }));
    const dense = seal(many, large);
    const { borders } = decodeIndex(dense.get('index') as Uint8Array);
    const first = new Set(borders.map(bytesToHex));
    const locators = recordsOf(dense).map((record) => bytesToHex(record.subarray(0, 8)));
    expect(locators.filter((locator) => first.has(locator))).toHaveLength(6);
    const opened = await Promise.all(many.map(({ code }) => openRecord(code, loader(dense))));
    expect(opened).toEqual(many.map(({ news }) => news));
  });

  it('tells damaged, foreign and mixed files from a wrong code', async () => {
    const { code } = samples[0] as (typeof samples)[0];
    const asked: string[] = [];
    await openRecord(code, loader(files, asked));
    const shard = asked[1] as string;
    const withFile = (name: string, bytes: Uint8Array): ReturnType<typeof loader> =>
      loader(new Map(files).set(name, bytes));
    const original = files.get(shard) as Uint8Array;
    const index = files.get('index') as Uint8Array;
    const flipped = original.slice();
    for (let at = 44 + 39; at < flipped.length; at += recordLength) flipped[at] = (flipped[at] as number) ^ 1;

    expect(await kindOf(openRecord(code, withFile(shard, flipped)))).toBe('damaged');
    expect(await kindOf(openRecord(code, withFile(shard, original.slice(0, -1))))).toBe('damaged');
    expect(await kindOf(openRecord(code, withFile('index', index.slice(0, -1))))).toBe('damaged');
    expect(await kindOf(openRecord(code, withFile('index', original)))).toBe('format');
    expect(await kindOf(openRecord(code, withFile(shard, new Uint8Array(3))))).toBe('format');
    const newer = index.map((byte, at) => (at === 7 ? 2 : byte));
    expect(await kindOf(openRecord(code, withFile('index', newer)))).toBe('format');
    const other = seal(samples, { ...large, salt: seededBytes('another salt', 32) });
    expect(await kindOf(openRecord(code, withFile(shard, other.get(shard) as Uint8Array)))).toBe('mixed');
    const neighbour = shard === '00000' ? '00001' : '00000';
    expect(await kindOf(openRecord(code, withFile(shard, files.get(neighbour) as Uint8Array)))).toBe(
      'damaged',
    );
    expect(await kindOf(openRecord(code, loader(new Map())))).toBe('absent');
  });

  it('says salt and capacity in the index, and no count', () => {
    const index = decodeIndex(files.get('index') as Uint8Array);
    expect(index).toMatchObject({ salt, capacity: 1536, perShard: 256, records: null });
  });
});
