/** Plots as inline SVG: no script, nothing fetched, readable in print and by a screen reader (title and table beside). */

/** Text made safe for HTML and SVG. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}

const width = 640;
const left = 56;
const right = 16;

export interface Bar {
  label: string;
  value: number;
}

/** Bars that lie, each with its name and number: for parts of a whole. */
export function barPlot(title: string, bars: readonly Bar[]): string {
  const line = 30;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const start = 250;
  const room = width - start - 90;
  const drawn = bars.map(({ label, value }, index) => {
    const y = index * line;
    const length = Math.max(value > 0 ? 2 : 0, (value / most) * room);
    return `<text x="${start - 10}" y="${y + 19}" class="end">${escapeHtml(label)}</text><rect x="${start}" y="${y + 5}" width="${length.toFixed(1)}" height="20" class="bar"/><text x="${(start + length + 8).toFixed(1)}" y="${y + 19}">${value.toLocaleString('en')}</text>`;
  });
  return svg(title, bars.length * line + 4, drawn.join(''));
}

/** A histogram of equal steps with a marked limit. */
export function histogram(
  title: string,
  values: readonly number[],
  options: {
    bins: number;
    from: number;
    to: number;
    axis: string;
    format: (value: number) => string;
    limit?: { at: number; label: string };
  },
): string {
  const { bins, from, to, axis, format, limit } = options;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  const [top, floor] = [28, 200];
  const x = (value: number): number => left + ((value - from) / (to - from)) * (width - left - right);
  const y = (count: number): number => floor - (count / most) * (floor - top);
  const bars = counts.map((count, bin) => {
    const start = x(from + (bin * (to - from)) / bins);
    const end = x(from + ((bin + 1) * (to - from)) / bins);
    return `<rect x="${start.toFixed(1)}" y="${y(count).toFixed(1)}" width="${(end - start - 1).toFixed(1)}" height="${(floor - y(count)).toFixed(1)}" class="bar"/>`;
  });
  const ticks = Array.from({ length: 6 }, (_, index) => from + (index * (to - from)) / 5).map(
    (value) =>
      `<line x1="${x(value).toFixed(1)}" y1="${floor}" x2="${x(value).toFixed(1)}" y2="${floor + 5}" class="axis"/><text x="${x(value).toFixed(1)}" y="${floor + 22}" class="middle">${escapeHtml(format(value))}</text>`,
  );
  const marked =
    limit === undefined
      ? ''
      : `<line x1="${x(limit.at).toFixed(1)}" y1="14" x2="${x(limit.at).toFixed(1)}" y2="${floor}" class="limit"/><text x="${(x(limit.at) + (limit.at > (from + to) / 2 ? -6 : 6)).toFixed(1)}" y="20" class="${limit.at > (from + to) / 2 ? 'end ' : ''}limit">${escapeHtml(limit.label)}</text>`;
  const axes = `<line x1="${left}" y1="${floor}" x2="${width - right}" y2="${floor}" class="axis"/><text x="${left - 8}" y="${top + 4}" class="end">${most.toLocaleString('en')}</text><text x="${left - 8}" y="${floor}" class="end">0</text><text x="${(left + width - right) / 2}" y="${floor + 44}" class="middle soft">${escapeHtml(axis)}</text>`;
  return svg(title, floor + 54, bars.join('') + axes + ticks.join('') + marked);
}

/** A curve over a logarithmic axis with a marked point. */
export function curve(
  title: string,
  value: (at: number) => number,
  options: { from: number; to: number; axis: string; point: { at: number; label: string } },
): string {
  const { from, to, axis, point } = options;
  const [top, floor] = [28, 220];
  const x = (at: number): number =>
    left + (Math.log(Math.max(at, from) / from) / Math.log(to / from)) * (width - left - right);
  const y = (share: number): number => floor - share * (floor - top);
  const steps = Array.from({ length: 81 }, (_, index) => from * (to / from) ** (index / 80));
  const path = steps.map(
    (at, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value(at)).toFixed(1)}`,
  );
  const ticks: string[] = [];
  for (let at = from; at <= to; at *= 10) {
    ticks.push(
      `<line x1="${x(at).toFixed(1)}" y1="${floor}" x2="${x(at).toFixed(1)}" y2="${floor + 5}" class="axis"/><text x="${x(at).toFixed(1)}" y="${floor + 22}" class="${at === to ? 'end' : 'middle'}">${at.toLocaleString('en')}</text>`,
    );
  }
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" y1="${y(share)}" x2="${width - right}" y2="${y(share)}" class="grid"/><text x="${left - 8}" y="${y(share) + 5}" class="end">${100 * share} %</text>`,
  );
  const [px, py] = [x(point.at), y(value(point.at))];
  const onLeft = px > width / 2;
  const marked = `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="6" class="point"/><text x="${(px + (onLeft ? -12 : 12)).toFixed(1)}" y="${(py - 10).toFixed(1)}" class="${onLeft ? 'end ' : ''}strong">${escapeHtml(point.label)}</text>`;
  return svg(
    title,
    floor + 54,
    `${grid.join('')}${ticks.join('')}<path d="${path.join('')}" class="curve"/>${marked}<text x="${(left + width - right) / 2}" y="${floor + 44}" class="middle soft">${escapeHtml(axis)}</text>`,
  );
}

function svg(title: string, height: number, content: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}"><title>${escapeHtml(title)}</title>${content}</svg>`;
}
