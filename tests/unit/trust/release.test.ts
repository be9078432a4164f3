import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Release, releaseSchema } from '../../../src/schemas/trust.ts';
import { parsePublicKey } from '../../../src/trust/minisign.ts';
import { formatRelease, formatReleaseScript, parseRelease } from '../../../src/trust/release.ts';

const demo = join(import.meta.dirname, '../../fixtures/demo');
const nextKey = parsePublicKey(readFileSync(join(demo, 'next.pub'), 'utf8')).text;

const release: Release = {
  format: 'vestochka-release/1',
  sequence: 3,
  issued: '2026-11-01',
  expires: '2026-12-01',
  next_key: nextKey,
  mirrors: ['https://mirror.example/', 'http://abc.onion/ru/'],
  files: 2,
  bytes: 10,
  largest: 8,
  retire_worker: false,
};
const read = (value: unknown) => parseRelease(Buffer.from(JSON.stringify(value)));
const accepts = (value: unknown): boolean => {
  try {
    read(value);
    return true;
  } catch {
    return false;
  }
};

describe('release.json', () => {
  it('is read back as it was written, in one spelling', () => {
    const text = formatRelease(release);
    expect(parseRelease(Buffer.from(text))).toEqual(release);
    expect(formatRelease(Object.fromEntries(Object.entries(release).reverse()) as Release)).toBe(text);
  });

  it('is told to pages from file:// as a script', () => {
    expect(formatReleaseScript(release)).toBe(
      'self.vestochkaRelease={"sequence":3,"issued":"2026-11-01","expires":"2026-12-01"};\n',
    );
  });

  it('the reader of the browser and the schema accept the same', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        '',
        'x',
        -1,
        0,
        1,
        1.5,
        1e20,
        [],
        {},
        nextKey,
        '2026-02-30',
        '2026-12-31',
      ),
      fc.constantFrom<unknown>(['https://x/'], ['https://x'], ['ftp://x/'], ['https://a@x/'], [1]),
    );
    const names = fc.constantFrom(...Object.keys(release), 'other', '__proto__');
    fc.assert(
      fc.property(names, fc.option(values, { nil: undefined }), (name, value) => {
        const changed: Record<string, unknown> = { ...release };
        Object.defineProperty(changed, name, { value, enumerable: true, configurable: true });
        const plain: unknown = JSON.parse(JSON.stringify(changed));
        // Order of the days is a rule between fields, which the schema does not know.
        const { issued, expires } = plain as Release;
        if (typeof issued === 'string' && typeof expires === 'string' && expires < issued) return;
        expect(accepts(plain), JSON.stringify(plain)).toBe(releaseSchema.safeParse(plain).success);
      }),
      { numRuns: 500 },
    );
  });

  it.each([['[]'], ['null'], ['{'], [''], ['\ufeff{}']])('refuses %j', (text) => {
    expect(() => parseRelease(Buffer.from(text))).toThrow(expect.objectContaining({ fault: 'bad-release' }));
  });

  it('refuses one that expires before it is issued, and one that is too large', () => {
    expect(() => read({ ...release, issued: '2026-12-02' })).toThrow(/before it is issued/);
    expect(() => parseRelease(new Uint8Array(100_000))).toThrow(/too large/);
  });
});
