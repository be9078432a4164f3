/**
 * Plots as inline SVG: no script, nothing fetched, readable in print. Each is drawn twice, for a desk and for a
 * telephone, and the style sheet shows one of them, so that its words keep the size of the text around it.
 */

/** Text made safe for HTML and SVG. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}

/** A drawing for one width: its height and what is in it. */
type Draw = (width: number) => { height: number; content: string };

const widths = { wide: 640, narrow: 320 };
const left = 56;
const right = 16;

/** Round numbers between two others, at most so many: 40, 60, 80. */
export function roundTicks(from: number, to: number, most: number): number[] {
  const rough = (to - from) / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

export interface Bar {
  label: string;
  value: number;
}

/** Bars that lie, each with its name and number: for parts of a whole. */
export function barPlot(title: string, bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return figure(title, (width) => {
    // Where there is little room, the name of a bar stands above it.
    const isNarrow = width < 500;
    const [line, start, down] = isNarrow ? [48, 0, 22] : [30, 250, 5];
    const room = width - start - 80;
    const content = bars.map(({ label, value }, index) => {
      const y = index * line;
      const length = Math.max(value > 0 ? 2 : 0, (value / most) * room);
      const name = isNarrow
        ? `<text x="0" y="${y + 16}">${escapeHtml(label)}</text>`
        : `<text x="${start - 10}" y="${y + 19}" class="end">${escapeHtml(label)}</text>`;
      const count = `<text x="${(start + length + 8).toFixed(1)}" y="${y + down + 15}">${value.toLocaleString('en')}</text>`;
      return `${name}<rect x="${start}" y="${y + down}" width="${length.toFixed(1)}" height="20" class="bar"/>${count}`;
    });
    return { height: bars.length * line + 4, content: content.join('') };
  });
}

/** A histogram of equal steps with a marked limit. */
export function histogram(
  title: string,
  values: readonly number[],
  options: {
    bins: number;
    from: number;
    to: number;
    format: (value: number) => string;
    limit: { at: number; label: string };
  },
): string {
  const { bins, from, to, format, limit } = options;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  return figure(title, (width) => {
    const [top, floor] = [28, 200];
    const x = (value: number): number => left + ((value - from) / (to - from)) * (width - left - right);
    const y = (count: number): number => floor - (count / most) * (floor - top);
    const bars = counts.map((count, bin) => {
      const start = x(from + (bin * (to - from)) / bins);
      const end = x(from + ((bin + 1) * (to - from)) / bins);
      return `<rect x="${start.toFixed(1)}" y="${y(count).toFixed(1)}" width="${Math.max(0.5, end - start - 1).toFixed(1)}" height="${(floor - y(count)).toFixed(1)}" class="bar"/>`;
    });
    const ticks = roundTicks(from, to, width < 500 ? 5 : 8).map(
      (value) =>
        `<line x1="${x(value).toFixed(1)}" y1="${floor}" x2="${x(value).toFixed(1)}" y2="${floor + 5}" class="axis"/><text x="${x(value).toFixed(1)}" y="${floor + 22}" class="middle">${escapeHtml(format(value))}</text>`,
    );
    const onLeft = limit.at > (from + to) / 2;
    const at = x(limit.at);
    const marked = `<line x1="${at.toFixed(1)}" y1="14" x2="${at.toFixed(1)}" y2="${floor}" class="limit"/><text x="${(at + (onLeft ? -6 : 6)).toFixed(1)}" y="20" class="${onLeft ? 'end ' : ''}limit">${escapeHtml(limit.label)}</text>`;
    const axes = `<line x1="${left}" y1="${floor}" x2="${width - right}" y2="${floor}" class="axis"/><text x="${left - 8}" y="${top + 4}" class="end">${most.toLocaleString('en')}</text><text x="${left - 8}" y="${floor}" class="end">0</text>`;
    return { height: floor + 30, content: bars.join('') + axes + ticks.join('') + marked };
  });
}

/** A curve over a logarithmic axis with a marked point. */
export function curve(
  title: string,
  value: (at: number) => number,
  { from, to, point }: { from: number; to: number; point: { at: number; label: string } },
): string {
  return figure(title, (width) => {
    const [top, floor] = [28, 220];
    const x = (at: number): number =>
      left + (Math.log(Math.max(at, from) / from) / Math.log(to / from)) * (width - left - right);
    const y = (share: number): number => floor - share * (floor - top);
    const steps = Array.from({ length: 81 }, (_, index) => from * (to / from) ** (index / 80));
    const path = steps.map(
      (at, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value(at)).toFixed(1)}`,
    );
    const ticks: string[] = [];
    // A telephone has no room for the last number beside the one before it.
    const end = width < 500 ? to / 10 : to;
    for (let at = from; at <= end; at *= 10) {
      ticks.push(
        `<line x1="${x(at).toFixed(1)}" y1="${floor}" x2="${x(at).toFixed(1)}" y2="${floor + 5}" class="axis"/><text x="${x(at).toFixed(1)}" y="${floor + 22}" class="${at * 10 > to ? 'end' : 'middle'}">${at.toLocaleString('en')}</text>`,
      );
    }
    const grid = [0, 0.25, 0.5, 0.75, 1].map(
      (share) =>
        `<line x1="${left}" y1="${y(share)}" x2="${width - right}" y2="${y(share)}" class="grid"/><text x="${left - 6}" y="${y(share) + 5}" class="end">${100 * share} %</text>`,
    );
    const [px, py] = [x(point.at), y(value(point.at))];
    const onLeft = px > width / 2;
    const marked = `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="6" class="point"/><text x="${(px + (onLeft ? -12 : 12)).toFixed(1)}" y="${(py - 10).toFixed(1)}" class="${onLeft ? 'end ' : ''}strong">${escapeHtml(point.label)}</text>`;
    const drawn = `${grid.join('')}${ticks.join('')}<path d="${path.join('')}" class="curve"/>${marked}`;
    return { height: floor + 30, content: drawn };
  });
}

/** The title stands above the plot as words; each drawing carries it for those who hear the page. */
function figure(title: string, draw: Draw): string {
  const drawings = Object.entries(widths).map(([name, width]) => {
    const { height, content } = draw(width);
    return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${content}</svg>`;
  });
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${drawings.join('')}</figure>`;
}
