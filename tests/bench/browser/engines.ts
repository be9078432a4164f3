import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright';
import { compiledNameTables } from '../../../scripts/names/name-tables.ts';
import { encodeBase64 } from '../../../src/bytes/base64.ts';
import { encodeRoster } from '../../../src/roster/columns.ts';
import { milliseconds, percentWithInterval, quantile, type Share, Table } from '../names/figures.ts';
import { type PublicRoster, rowKey } from '../names/public-rows.ts';
import type { Question } from '../names/queries.ts';
import type { Bench } from './engines-page.ts';
import { type Lasting, slowness, traceMainThread } from './main-thread.ts';
import { progress } from './progress.ts';
import { birthText, rowText } from './row-text.ts';

declare global {
  var bench: Bench;
}

/** The script of the measuring page. */
async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'engines-page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** A search engine over a roster: times are milliseconds of the processor. */
export interface MeasuredEngine {
  readonly name: string;
  /** How many times slower the page's thread was made. */
  readonly slowed: number;
  readonly p95: number;
  readonly found: Share;
  /** Ours on those questions that this library was asked before patience ended. */
  readonly oursFound: Share;
}

const keysOf = 'Vestochka, at every key of the name';

/**
 * The engine and the libraries over one roster, whole, in one page of Chromium.
 * @param patience milliseconds that a library is asked
 */
export async function measureEngines(
  browser: Browser,
  roster: PublicRoster,
  asked: readonly Question[],
  slowed: readonly number[],
  patience: number,
): Promise<MeasuredEngine[]> {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await page.addScriptTag({ content: await pageScript() });
  const { entries, rowOf } = roster;
  /** How long the calls of some work took, which marks its beginning `begun`. */
  const timed = async <Value>(
    work: () => Promise<Value>,
  ): Promise<{ value: Value; calls: readonly Lasting[] }> => {
    const traced = await traceMainThread(devtools, ['begun']);
    const value = await work();
    return { value, calls: (await traced()).calls('timedCall') };
  };
  const data = {
    names: compiledNameTables(),
    roster: encodeBase64(encodeRoster(entries, { sequence: 1 })),
    cells: encodeBase64(roster.cells),
  };
  const loaded = await timed(() => page.evaluate((site) => bench.load(site), data));
  await page.evaluate(() => bench.rehearse());
  process.stdout.write(
    `\nEngines over ${entries.length} public rows on the page’s own thread in Chromium; ms and s of the processor, and p95 by the clock.\n` +
      `Libraries are given what our rules understand of the name, and ${patience / 1000} s each. Slowed: as told, and in fact.\n`,
  );
  const table = new Table(
    [
      'engine',
      'slowed',
      'asked',
      'recall@10, %',
      'ours on these, %',
      'p50 ms',
      'p95 ms',
      'max ms',
      'p95 clock',
      'index s',
    ],
    [38, 9, 6, 18, 18, 8, 8, 8, 9, 8],
  );
  const measured: MeasuredEngine[] = [];
  const tell = (
    engine: Omit<MeasuredEngine, 'p95'> & {
      calls: readonly Lasting[];
      inFact: string;
      index: readonly Lasting[];
    },
  ): void => {
    const { name, slowed, found, oursFound, calls, inFact, index } = engine;
    const processor = calls.map((call) => call.processor);
    const p95 = quantile(processor, 0.95);
    const wall = quantile(
      calls.map((call) => call.wall),
      0.95,
    );
    table.line([
      name,
      `${slowed} × ${inFact}`,
      String(calls.length),
      percentWithInterval(found),
      name.startsWith('Vestochka') ? '' : percentWithInterval(oursFound),
      ...[quantile(processor, 0.5), p95, Math.max(...processor), wall].map(milliseconds),
      index.length === 0 ? '' : ((index[0]?.processor ?? 0) / 1000).toFixed(1),
    ]);
    measured.push({ name, slowed, p95, found, oursFound });
  };

  const keyOfRef = new Map(entries.map((entry) => [entry.ref, rowKey(entry)]));
  const rightKeys = asked.map(({ person }) => {
    const row = rowOf(person);
    return row === null ? null : rowKey(row);
  });
  const shareOf = (hits: readonly boolean[]): Share => ({
    hits: hits.filter(Boolean).length,
    of: hits.length,
  });
  const whole = asked.map(({ text, person }) => ({ name: text, birth: person.birth }));
  const prefixes = asked.flatMap(({ text }) =>
    Array.from(text, (_, at) => ({ name: text.slice(0, at + 1), birth: {} })),
  );
  let ours: boolean[] = [];
  for (const rate of slowed) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    const names = await timed(() => page.evaluate((queries) => bench.search(queries), whole));
    const keys = await timed(() => page.evaluate((queries) => bench.search(queries), prefixes));
    const inFact = rate === 1 ? '' : `(${(await slowness(page, devtools, rate)).toFixed(1)})`;
    ours = names.value.map((refs, at) => refs.some((ref) => keyOfRef.get(ref) === rightKeys[at]));
    const engine = { slowed: rate, inFact, oursFound: shareOf(ours) };
    tell({ ...engine, name: 'Vestochka', found: shareOf(ours), calls: names.calls, index: loaded.calls });
    tell({ ...engine, name: keysOf, found: shareOf([]), calls: keys.calls, index: [] });
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });

  const texts = entries.map(rowText);
  const textKeys = entries.map(rowKey);
  const queries = asked.map(({ text, person }) => ({ name: text, birth: birthText(person.birth) }));
  for (const name of await page.evaluate(() => bench.libraries)) {
    progress(`${name}: its index`);
    const index = await timed(() =>
      page.evaluate(([library, rows]) => bench.index(library, rows), [name, texts] as const),
    );
    progress(`${name}: questions`);
    const answers = await timed(() =>
      page.evaluate(([all, limit]) => bench.find(all, limit), [queries, patience] as const),
    );
    const found = answers.value.map((rows, at) => rows.some((row) => textKeys[row] === rightKeys[at]));
    const oursFound = shareOf(ours.slice(0, found.length));
    tell({
      name,
      slowed: 1,
      inFact: '',
      found: shareOf(found),
      oursFound,
      calls: answers.calls,
      index: index.calls,
    });
  }
  await page.close();
  return measured;
}
