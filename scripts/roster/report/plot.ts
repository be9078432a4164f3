/**
 * Plots as inline SVG: no script, nothing fetched, readable in print and without colours. Each is drawn twice, for a desk
 * and for a telephone, and the style sheet shows one of them, so that its words keep the size of the text around it.
 * Below each stand its figures as a table, to be opened; who hears the page is told what the drawing shows.
 */
import { escaped } from '../../../src/i18n/markup.ts';
import { number, percent, table } from './html.ts';

/** A drawing for one width: its height and what is in it. */
type Draw = (width: number) => { height: number; content: string };

const widths = { wide: 640, narrow: 320 };
const left = 56;
const right = 16;
/** Below the floor of a plot: the numbers of its axis, then what they count. */
const belowFloor = 48;

/** What an axis counts. */
interface Axes {
  up: string;
  along: string;
}

/** Round numbers between two others, at most so many: 40, 60, 80. */
function roundTicks(from: number, to: number, most: number): number[] {
  const rough = (to - from) / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** A few of many are not none. */
const shareOf = (share: number): string => (share > 0 && share < 0.005 ? '<1\u00a0%' : percent(share, 0));

export interface Bar {
  label: string;
  value: number;
}

/** Bars that lie, each with its name, number and share: for parts of a whole. */
export function barPlot(title: string, bars: readonly Bar[], unit: string): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const all = Math.max(
    1,
    bars.reduce((sum, { value }) => sum + value, 0),
  );
  const figureOf = ({ value }: Bar): string => `${number(value)} (${shareOf(value / all)})`;
  const drawing: Draw = (width) => {
    // Where there is little room, the name of a bar stands above it.
    const isNarrow = width < 500;
    const [line, start, down] = isNarrow ? [48, 0, 22] : [30, 250, 5];
    const room = width - start - 120;
    const content = bars.map((bar, index) => {
      const y = index * line;
      const length = Math.max(bar.value > 0 ? 2 : 0, (bar.value / most) * room);
      const name = isNarrow
        ? `<text x="0" y="${y + 16}">${escaped(bar.label)}</text>`
        : `<text x="${start - 10}" y="${y + 19}" class="end">${escaped(bar.label)}</text>`;
      const count = `<text x="${(start + length + 8).toFixed(1)}" y="${y + down + 15}">${escaped(figureOf(bar))}</text>`;
      return `${name}<rect x="${start}" y="${y + down}" width="${length.toFixed(1)}" height="20" class="bar"/>${count}`;
    });
    return { height: bars.length * line + 4, content: content.join('') };
  };
  // The numbers stand in the drawing already: a table would only say them again.
  const spoken = bars.map((bar) => `${bar.label}: ${figureOf(bar)}`).join('; ');
  return figure(title, `${title}. ${unit}: ${spoken}`, drawing);
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
    axes: Axes;
  },
): string {
  const { bins, from, to, format, limit, axes } = options;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  const borderOf = (bin: number): number => from + (bin * (to - from)) / bins;
  const drawing: Draw = (width) => {
    const [top, floor] = [44, 216];
    const x = (value: number): number => left + ((value - from) / (to - from)) * (width - left - right);
    const y = (count: number): number => floor - (count / most) * (floor - top);
    const bars = counts.map((count, bin) => {
      const [start, end] = [x(borderOf(bin)), x(borderOf(bin + 1))];
      return `<rect x="${start.toFixed(1)}" y="${y(count).toFixed(1)}" width="${Math.max(0.5, end - start - 1).toFixed(1)}" height="${(floor - y(count)).toFixed(1)}" class="bar"/>`;
    });
    const ticks = roundTicks(from, to, width < 500 ? 5 : 8).map(
      (value) =>
        `<line x1="${x(value).toFixed(1)}" y1="${floor}" x2="${x(value).toFixed(1)}" y2="${floor + 5}" class="axis"/><text x="${x(value).toFixed(1)}" y="${floor + 22}" class="middle">${escaped(format(value))}</text>`,
    );
    const onLeft = limit.at > (from + to) / 2;
    const at = x(limit.at);
    const marked = `<line x1="${at.toFixed(1)}" y1="28" x2="${at.toFixed(1)}" y2="${floor}" class="limit"/><text x="${(at + (onLeft ? -6 : 6)).toFixed(1)}" y="36" class="${onLeft ? 'end ' : ''}limit">${escaped(limit.label)}</text>`;
    const scale = `<line x1="${left}" y1="${floor}" x2="${width - right}" y2="${floor}" class="axis"/><text x="${left - 8}" y="${top + 6}" class="end">${number(most)}</text><text x="${left - 8}" y="${floor}" class="end">0</text>`;
    const content = bars.join('') + scale + ticks.join('') + marked + axisNames(axes, width, floor);
    return { height: floor + belowFloor, content };
  };
  const filled = counts.flatMap((count, bin) => (count === 0 ? [] : [{ bin, count }]));
  const spanOf = (bin: number): string => `${format(borderOf(bin))} to ${format(borderOf(bin + 1))}`;
  const tallest = counts.indexOf(most);
  const spoken =
    filled.length === 0
      ? 'There are none.'
      : `From ${format(borderOf(filled[0]?.bin ?? 0))} to ${format(borderOf((filled.at(-1)?.bin ?? 0) + 1))}; most, ${number(most)} of ${number(values.length)}, from ${spanOf(tallest)}. A line marks ${limit.label}.`;
  return figure(title, `${title}. ${spoken}`, drawing, {
    columns: [{ name: axes.along }, { name: axes.up, isNumber: true }],
    rows: filled.map(({ bin, count }) => [escaped(spanOf(bin)), number(count)]),
  });
}

/** A curve over a logarithmic axis with a marked point. */
export function curve(
  title: string,
  value: (at: number) => number,
  options: { from: number; to: number; point: { at: number; label: string }; axes: Axes },
): string {
  const { from, to, point, axes } = options;
  const drawing: Draw = (width) => {
    const [top, floor] = [44, 236];
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
        `<line x1="${x(at).toFixed(1)}" y1="${floor}" x2="${x(at).toFixed(1)}" y2="${floor + 5}" class="axis"/><text x="${x(at).toFixed(1)}" y="${floor + 22}" class="${at * 10 > to ? 'end' : 'middle'}">${number(at)}</text>`,
      );
    }
    const grid = [0, 0.25, 0.5, 0.75, 1].map(
      (share) =>
        `<line x1="${left}" y1="${y(share)}" x2="${width - right}" y2="${y(share)}" class="grid"/><text x="${left - 6}" y="${y(share) + 5}" class="end">${100 * share}\u00a0%</text>`,
    );
    const [px, py] = [x(point.at), y(value(point.at))];
    const onLeft = px > width / 2;
    // A line of its own leads to the words, which would lie across the curve beside the point.
    const words = Math.min(py - 26, floor - 60);
    const marked = `<line x1="${px.toFixed(1)}" y1="${(words + 6).toFixed(1)}" x2="${px.toFixed(1)}" y2="${py.toFixed(1)}" class="axis"/><circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="6" class="point"/><text x="${(px + (onLeft ? 8 : -8)).toFixed(1)}" y="${words.toFixed(1)}" class="${onLeft ? 'end ' : ''}strong">${escaped(point.label)}</text>`;
    const drawn = `${grid.join('')}${ticks.join('')}<path d="${path.join('')}" class="curve"/>${marked}`;
    return { height: floor + belowFloor, content: drawn + axisNames(axes, width, floor) };
  };
  const told = [1, 2, 5].flatMap((factor) => {
    const numbers: number[] = [];
    for (let at = from; at * factor <= to; at *= 10) numbers.push(at * factor);
    return numbers;
  });
  const rows = told.sort((a, b) => a - b).map((at) => [number(at), percent(value(at))]);
  const spoken = `${point.label}. At ${number(from)}: ${percent(value(from))}; at ${number(to)}: ${percent(value(to))}.`;
  return figure(title, `${title}. ${spoken}`, drawing, {
    columns: [
      { name: axes.along, isNumber: true },
      { name: axes.up, isNumber: true },
    ],
    rows,
  });
}

function axisNames({ up, along }: Axes, width: number, floor: number): string {
  return `<text x="0" y="14" class="soft">↑ ${escaped(up)}</text><text x="${width - right}" y="${floor + 42}" class="end soft">${escaped(along)} →</text>`;
}

/** The title stands above the plot as words; each drawing carries in words what it shows. */
function figure(
  title: string,
  spoken: string,
  draw: Draw,
  figures?: { columns: { name: string; isNumber?: boolean }[]; rows: string[][] },
): string {
  const drawings = Object.entries(widths).map(([name, width]) => {
    const { height, content } = draw(width);
    return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(spoken)}">${content}</svg>`;
  });
  const details =
    figures === undefined
      ? ''
      : `<details><summary>The same in figures</summary>${table({ caption: title, ...figures })}</details>`;
  return `<figure><figcaption>${escaped(title)}</figcaption>${drawings.join('')}${details}</figure>`;
}
