import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SealedNews, sealedStatuses } from '../../../src/schemas/sealed.ts';
import {
  decodeNews,
  encodeNews,
  longestMessage,
  messageFits,
  plaintextLength,
} from '../../../src/seal/news.ts';

const month = fc
  .tuple(fc.integer({ min: 1970, max: 2400 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);
const message = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
  .filter((text) => messageFits(text).fits && text !== '');

describe('news in bytes', () => {
  it('says the same after reading, in one size', () => {
    const status = fc.constantFrom(...sealedStatuses.filter((word) => word !== 'call_us'));
    fc.assert(
      fc.property(status, fc.option(month), fc.option(message), (word, when, text) => {
        const news: SealedNews = { status: word, month: when, message: text };
        const bytes = encodeNews(news);
        expect(bytes).toHaveLength(plaintextLength);
        expect(decodeNews(bytes)).toEqual(news);
      }),
    );
  });

  it.each([
    ['Latin', 'a'],
    ['Russian', 'Я'],
    ['Georgian', 'ქ'],
    ['Devanagari', 'क'],
    ['Chinese', '家'],
    ['Hebrew', 'ש'],
    ['emoji', '🍂'],
    ['Adlam', '𞤀'],
  ])('holds 300 characters of %s and not 301', (_, character) => {
    const news: SealedNews = {
      status: 'confirmed',
      month: '2022-04',
      message: character.repeat(longestMessage),
    };
    expect(decodeNews(encodeNews(news))).toEqual(news);
    expect(messageFits(character.repeat(longestMessage + 1))).toMatchObject({ fits: false });
  });

  it('counts rare ideographs and tags twice: nine of them fit beside 291 others, 154 alone', () => {
    expect(messageFits(`${'Я'.repeat(291)}${'𠀋'.repeat(9)}`)).toEqual({ fits: true });
    expect(messageFits(`${'Я'.repeat(290)}${'𠀋'.repeat(10)}`)).toMatchObject({ fits: false });
    expect(messageFits('𠀋'.repeat(154))).toEqual({ fits: true });
    expect(messageFits('𠀋'.repeat(155))).toMatchObject({ fits: false });
  });

  it('keeps every character of Unicode', () => {
    const points = [
      1, 0x7f, 0xff, 0x3ff, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1ffff, 0x20000, 0x2a6d6, 0xe0067, 0x10ffff,
    ];
    const text = points.map((point) => String.fromCodePoint(point)).join('');
    expect(decodeNews(encodeNews({ status: 'released', month: null, message: text })).message).toBe(text);
  });

  it.each([
    ['half a character', 'a\ud83c'],
    ['a zero byte', 'a\0b'],
  ])('refuses %s', (_, text) => {
    expect(() => encodeNews({ status: 'confirmed', month: null, message: text })).toThrow(/cannot be sealed/);
  });

  it('refuses "please call us" with anything beside it, and an impossible month', () => {
    expect(() => encodeNews({ status: 'call_us', month: '2022-04', message: null })).toThrow(
      /without a month/,
    );
    expect(() => encodeNews({ status: 'call_us', month: null, message: 'x' })).toThrow(/without a month/);
    for (const wrong of ['2022-13', '2022-4', '1969-12', 'April'])
      expect(() => encodeNews({ status: 'confirmed', month: wrong, message: null })).toThrow(/YYYY-MM/);
  });

  it('refuses bytes of a version or with a status that it does not know', () => {
    const bytes = encodeNews({ status: 'confirmed', month: null, message: null });
    const changed = (at: number, value: number): Uint8Array =>
      bytes.map((byte, i) => (i === at ? value : byte));
    for (const wrong of [changed(0, 2), changed(1, 99), changed(4, 255), bytes.slice(1)])
      expect(() => decodeNews(wrong)).toThrow(/newer version/);
  });
});
