/** How often something happened among so many trials. */
export interface Share {
  hits: number;
  of: number;
}

/**
 * A share in per cent with its 95 % confidence interval (Wilson's score interval: E. B. Wilson, JASA 22, 1927), which
 * holds for few trials and for shares near 0 and 1, too: `97.4 (95.1–98.6)`.
 */
export function percentWithInterval({ hits, of }: Share): string {
  if (of === 0) return '–';
  const z = 1.96;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  const text = (value: number): string => (100 * Math.min(1, Math.max(0, value))).toFixed(1);
  return `${text(share)} (${text(middle - half)}–${text(middle + half)})`;
}

export function percent({ hits, of }: Share): string {
  return of === 0 ? '–' : ((100 * hits) / of).toFixed(1);
}

/** For shares of a few in ten thousand. */
export function percentFinely({ hits, of }: Share): string {
  return of === 0 ? '–' : ((100 * hits) / of).toFixed(2);
}

export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds with as many digits as they are worth. */
export function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

/** A table on standard output: the first column left, the others right. Lines are printed as they are made. */
export class Table {
  private readonly widths: readonly number[];

  constructor(heads: readonly string[], widths: readonly number[]) {
    this.widths = widths;
    this.line(heads);
  }

  line(cells: readonly string[]): void {
    const padded = cells.map((cell, at) => {
      const width = this.widths[at] ?? 0;
      return at === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    process.stdout.write(`${padded.join('  ')}\n`);
  }
}
