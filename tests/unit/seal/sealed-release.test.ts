import { describe, expect, it } from 'vitest';
import { type SealedRecord, sealRelease, stretchCodes } from '../../../scripts/roster/sealed.ts';
import { sealedSummarySchema } from '../../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { openRecord } from '../../../src/seal/open-record.ts';
import { sealedScript, sourceOfScript } from '../../../src/seal/sealed-script.ts';
import { stretchCode } from '../../../src/seal/stretch.ts';
import { loader, salt, secret } from './release.ts';
import { seededBytes } from './seeded-bytes.ts';

const codes = Array.from({ length: 600 }, (_, n) => createFamilyCode(seededBytes(`publisher ${n}`, 10)));
const record = (n: number, rest: Partial<SealedRecord> = {}): SealedRecord => ({
  code: codes[n] as string,
  status: 'confirmed',
  month: '2022-04',
  callUs: false,
  ...rest,
});

/** Files as the browser asks for them, from their names in a release. */
const byName = (files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> =>
  new Map([...files].map(([name, bytes]) => [name.replace('.bin', ''), bytes]));

describe("the publisher's side", () => {
  it("stretches with Node's own PBKDF2 to the very bytes of the browser's, across batches and in order", async () => {
    const progress: number[] = [];
    const stretched = await stretchCodes(codes, (done) => progress.push(done));
    expect(stretched).toEqual(codes.map(stretchCode));
    expect(progress).toEqual([512, 600]);
  });

  it('seals what the browser opens, with or without cached results', async () => {
    const records = [
      record(0, { message: 'Я жив.' }),
      record(1, { status: 'deceased', message: 'Прощай', callUs: true }),
      record(2, { month: null }),
    ];
    const { files, summary } = await sealRelease({ records, salt, secret });
    const cached = records.map(({ code = '', ...rest }) => ({ ...rest, stretched: stretchCode(code) }));
    expect(await sealRelease({ records: cached, salt, secret })).toEqual({ files, summary });
    const halfCached = records.map((one, n) => (n === 1 ? (cached[n] as SealedRecord) : one));
    expect(await sealRelease({ records: halfCached, salt, secret })).toEqual({ files, summary });
    await expect(
      sealRelease({ records: [{ status: 'confirmed', month: null, callUs: false }], salt, secret }),
    ).rejects.toThrow(/Record 1 .*no family code/);
    expect([...files.keys()]).toEqual(['index.bin']);
    expect(sealedSummarySchema.parse(summary)).toEqual({
      format: 'vestochka-sealed/1',
      capacity: 1024,
      record_bytes: 720,
      shard_records: 1024,
      shards: 1,
    });
    const open = (n: number): ReturnType<typeof openRecord> =>
      openRecord(codes[n] as string, loader(byName(files)));
    expect(await open(0)).toEqual({ status: 'confirmed', month: '2022-04', message: 'Я жив.' });
    expect(await open(1)).toEqual({ status: 'call_us', month: null, message: null });
    expect(await open(2)).toEqual({ status: 'confirmed', month: null, message: null });
    expect(await open(3)).toBeNull();
  });

  it('never seals a death, a stay in hospital or a withdrawal, whatever it is told', async () => {
    for (const wrong of [
      { status: 'deceased' },
      { status: 'hospital' },
      { disclosure: 'withdrawn' },
    ] as const)
      await expect(sealRelease({ records: [record(0), record(1, wrong)], salt, secret })).rejects.toThrow(
        /Record 2 .*call us/,
      );
    const withheld = [record(0, { disclosure: 'withheld' })];
    await expect(sealRelease({ records: withheld, salt, secret })).rejects.toThrow(/withheld/);
  });

  it('ships files as classic scripts that give back the same bytes', () => {
    const bytes = seededBytes('a file', 20_001);
    const text = sealedScript('00017', bytes);
    expect(text).toMatch(/^vestochkaSealed\("00017","[A-Za-z0-9+/=]+"\);\n$/);
    expect(sourceOfScript('00017', text)?.slice(0, bytes.length)).toEqual(bytes);
    expect(sourceOfScript('00018', text)).toBeNull();
    expect(sourceOfScript('00017', 'alert(1)')).toBeNull();
  });
});
