import { describe, expect, it } from 'vitest';
import { pngOfSvg } from '../../../src/components/picture-card/card-png.ts';
import { cardSvg, linesOf } from '../../../src/components/picture-card/card-svg.ts';
import { cardExamples } from '../../../src/components/picture-card/picture-card.examples.ts';

describe('the picture card', () => {
  it.each(Object.entries(cardExamples))('is a PNG of 1200 × 630, the same each time: %s', (_, text) => {
    const png = pngOfSvg(cardSvg(text));
    const view = new DataView(png.buffer, png.byteOffset);
    expect([...png.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
    expect(pngOfSvg(cardSvg(text))).toEqual(png);
  });

  it('draws its letters: the font knows them', () => {
    const blank = { name: '', title: '', text: '', notice: null };
    const empty = pngOfSvg(cardSvg(blank)).length;
    for (const title of ['ЎўІіЄєҐґЇї', 'ĄąĆćĘęŁłŃńÓóŚśŹźŻż', 'Ёё’«»—'])
      expect(pngOfSvg(cardSvg({ ...blank, title })).length).toBeGreaterThan(empty + 2_000);
  });

  it('breaks lines at spaces and escapes markup', () => {
    expect(linesOf('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(linesOf('longword x', 4)).toEqual(['longword', 'x']);
    expect(cardSvg(cardExamples.production ?? { name: '', title: '', text: '', notice: null })).toContain(
      'A &amp; B &lt; C',
    );
  });
});
