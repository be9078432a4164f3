import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { cardSize } from './card-svg.ts';

const font = join(process.cwd(), 'src/components/picture-card/PTSerif-Bold.ttf');

/** An SVG as PNG bytes, drawn with the bundled font alone, so that every machine draws the same. */
export function pngOfSvg(svg: string): Uint8Array<ArrayBuffer> {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'width', value: cardSize.width },
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'PT Serif' },
  });
  return new Uint8Array(drawing.render().asPng());
}
