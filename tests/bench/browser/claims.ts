import { milliseconds, percentWithInterval, type Share, Table } from '../names/figures.ts';
import type { MeasuredEngine } from './engines.ts';
import type { MeasuredPage } from './typing.ts';

/** Milliseconds: of one search at full speed and slowed, and of a task of the page's own thread, slowed. */
const limits = { search: 16, slowedSearch: 50, slowedTask: 50 } as const;

const share = ({ hits, of }: Share): number => (of === 0 ? 0 : hits / of);

const verdict = (difference: number): string => (difference > 0 ? 'yes' : difference === 0 ? 'equal' : 'NO');

/** Prints, sentence by sentence, what must hold of searching and whether it did in this run. */
export function printClaims(engines: readonly MeasuredEngine[], pages: readonly MeasuredPage[]): void {
  process.stdout.write('\nWhat must hold, by the processor:\n');
  const heads = ['', 'must be', 'is', 'holds', 'full speed, times slowness'];
  const table = new Table(heads, [62, 20, 20, 5, 26]);
  const atMost = (text: string, limit: number, is: number, estimate = ''): void =>
    table.line([text, `≤ ${limit} ms`, `${milliseconds(is)} ms`, verdict(is <= limit ? 1 : -1), estimate]);

  const isOurs = ({ name }: MeasuredEngine): boolean => name.startsWith('Vestochka');
  const ours = engines.filter(isOurs);
  const libraries = engines.filter((engine) => !isOurs(engine));
  for (const { name, slowed, p95 } of ours) {
    const limit = slowed === 1 ? limits.search : limits.slowedSearch;
    atMost(`one search, p95: ${name}, ${slowed} ×`, limit, p95);
  }
  const plain = ours.find(({ slowed }) => slowed === 1);
  for (const { name, p95, found, oursFound } of libraries) {
    if (plain === undefined) break;
    const [is, must] = [`${milliseconds(plain.p95)} ms`, `< ${milliseconds(p95)} ms`];
    table.line([`one search, p95: faster than ${name}`, must, is, verdict(p95 - plain.p95)]);
    const [here, there] = [percentWithInterval(oursFound), `> ${percentWithInterval(found)}`];
    table.line([
      `recall@10, %: above that of ${name}, same questions`,
      there,
      here,
      verdict(share(oursFound) - share(found)),
    ]);
  }
  for (const { setting, longest } of pages.filter((page) => page.setting.slowed !== 1)) {
    const atFullSpeed = pages.find((page) => page.setting.name === setting.name && page.setting.slowed === 1);
    const estimate =
      atFullSpeed === undefined ? '' : `${milliseconds(setting.slowed * atFullSpeed.longest)} ms`;
    atMost(`longest task: ${setting.name}, ${setting.slowed} ×`, limits.slowedTask, longest, estimate);
  }
}
