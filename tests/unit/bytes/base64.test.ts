import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Source, decodeBase64, encodeBase64 } from '../../../src/bytes/base64.ts';
import { sourceFrom } from '../../../src/bytes/byte-source.ts';

describe('base64', () => {
  it('is what everybody writes, and reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
  });

  it('has one spelling', () => {
    for (const loose of [
      'A',
      'QQ',
      'QQ=',
      'QR==',
      'QUJ=',
      'Q Q=',
      'QQ==\n',
      'QQ-_',
      'AA*A',
      'ААAA',
      '====',
      'A===',
    ]) {
      expect(decodeBase64(loose), loose).toBeNull();
    }
  });
});

describe('a source of bytes', () => {
  const parts = fc
    .uint8Array({ maxLength: 60 })
    .chain((bytes) =>
      fc.tuple(fc.constant(bytes), fc.nat(bytes.length), fc.nat(bytes.length), fc.nat(bytes.length)),
    );

  it('of base64 gives the same parts as the bytes themselves', () => {
    fc.assert(
      fc.property(parts, ([bytes, a, b]) => {
        const source = base64Source(encodeBase64(bytes));
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        expect(source?.length).toBe(bytes.length);
        expect(source?.slice(start, end)).toEqual(bytes.slice(start, end));
        expect(source?.slice(start, bytes.length + 5)).toEqual(bytes.slice(start));
      }),
    );
  });

  it('begins anew at a place', () => {
    fc.assert(
      fc.property(parts, ([bytes, place, a, b]) => {
        const rest = sourceFrom(bytes, place);
        const end = Math.max(a, b) - place;
        fc.pre(end >= 0);
        expect(rest.length).toBe(bytes.length - place);
        expect(rest.slice(0, end)).toEqual(bytes.slice(place, place + end));
      }),
    );
  });

  it('has no bytes where the text has foreign characters, and no length where it is cut', () => {
    expect(base64Source('AAAA*AAA')?.slice(3, 6)).toEqual(new Uint8Array());
    expect(base64Source('AAAA*AAA')?.slice(0, 3)).toEqual(new Uint8Array(3));
    expect(base64Source('AAAAA')).toBeNull();
  });
});
