import { escaped } from '../../i18n/markup.ts';

/** What a picture card says, in one language. */
export interface CardText {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** A line across the foot, or nothing. */
  readonly notice: string | null;
}

/** Pixels that messengers show for a link (Open Graph: 1.91 to 1). */
export const cardSize = { width: 1200, height: 630 } as const;

/** Breaks a text into lines of at most `longest` characters at its spaces; a longer word has a line of its own. */
export function linesOf(text: string, longest: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= longest)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const line = (content: string, x: number, y: number, size: number, colour: string): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}">${escaped(content)}</text>`;

function noticeBand(notice: string): string {
  const lines = linesOf(notice, 62).map((content, at) => line(content, 80, 562 + at * 40, 28, '#1d2738'));
  return [`<path fill="#fdf3dc" d="M0 520h${cardSize.width}v110H0z"/>`, ...lines].join('\n');
}

/** The card as SVG: the folded letter, what it is about, and the notice of a demonstration where there is one. */
export function cardSvg({ name, title, text, notice }: CardText): string {
  const { width, height } = cardSize;
  const titleLines = linesOf(title, 24);
  const textLines = linesOf(text, 46);
  const titleTop = 270;
  const textTop = titleTop + titleLines.length * 84 + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="PT Serif" font-weight="700">
<path fill="#fbf9f4" d="M0 0h${width}v${height}H0z"/>
<path fill="#8c2f1b" d="M0 0h${width}v18H0z"/>
<path fill="#d9d3c5" d="M1080 18h120v120z"/>
<g transform="translate(80 78) scale(2)" fill="none" stroke="#1f4e79" stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round"><path d="M4 39 24 8l20 31Z"/><path d="M4 39 30.5 18M44 39 24.6 22.7"/></g>
${line(name, 196, 152, 52, '#1d2738')}
${titleLines.map((content, at) => line(content, 80, titleTop + at * 84, 72, '#1d2738')).join('\n')}
${textLines.map((content, at) => line(content, 80, textTop + at * 50, 38, '#1f4e79')).join('\n')}
${notice === null ? '' : noticeBand(notice)}
</svg>`;
}
