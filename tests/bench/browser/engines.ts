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

/** The engine and the libraries over one roster, whole, in one page of Chromium. */
export async function measureEngines(
  browser: Browser,
  roster: PublicRoster,
  asked: readonly Question[],
  slowed: readonly number[],
  patience: number,
): Promise<void> {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await page.addScriptTag({ content: await pageScript() });
  const { entries, rowOf } = roster;
  const data = {
    names: compiledNameTables(),
    roster: encodeBase64(encodeRoster(entries, { sequence: 1 })),
    cells: encodeBase64(roster.cells),
  };
  const load = await page.evaluate((site) => bench.load(site), data);
  await page.evaluate(() => bench.rehearse());
  process.stdout.write(
    `\nEngines over ${entries.length} public rows on the page’s own thread in Chromium. Libraries are given what our rules understand of the name, and ${patience / 1000} s each.\n`,
  );
  const table = new Table(
    ['engine', 'slowed', 'asked', 'recall@10, %', 'p50 ms', 'p95 ms', 'max ms', 'index ms'],
    [38, 6, 6, 18, 8, 8, 8, 9],
  );
  const keyOfRef = new Map(entries.map((entry) => [entry.ref, rowKey(entry)]));
  const isRight = (question: Question, keys: readonly (string | undefined)[]): boolean => {
    const row = rowOf(question.person);
    return row !== null && keys.includes(rowKey(row));
  };
  for (const rate of slowed) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    const found: Share = { hits: 0, of: 0 };
    const times: number[] = [];
    const keyTimes: number[] = [];
    for (const question of asked) {
      const { birth } = question.person;
      const { refs, time } = await page.evaluate((query) => bench.search(query), {
        name: question.text,
        birth,
      });
      times.push(time);
      found.of += 1;
      if (
        isRight(
          question,
          refs.map((ref) => keyOfRef.get(ref)),
        )
      )
        found.hits += 1;
      const prefixes = Array.from(question.text, (_, at) => question.text.slice(0, at + 1));
      keyTimes.push(
        ...(await page.evaluate(
          (names) => names.map((name) => bench.search({ name, birth: {} }).time),
          prefixes,
        )),
      );
    }
    const figures = (list: readonly number[]): string[] =>
      [0.5, 0.95, 1].map((share) => milliseconds(quantile(list, share)));
    table.line([
      'Vestochka',
      `${rate} ×`,
      String(times.length),
      percentWithInterval(found),
      ...figures(times),
      milliseconds(load),
    ]);
    table.line([
      'Vestochka, at every key of the name',
      `${rate} ×`,
      String(keyTimes.length),
      '–',
      ...figures(keyTimes),
      '',
    ]);
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const texts = entries.map(rowText);
  const keys = entries.map(rowKey);
  for (const name of await page.evaluate(() => bench.libraries)) {
    const index = await page.evaluate(([library, rows]) => bench.index(library, rows), [
      name,
      texts,
    ] as const);
    const found: Share = { hits: 0, of: 0 };
    const times: number[] = [];
    const begun = performance.now();
    for (const question of asked) {
      if (performance.now() - begun > patience && times.length > 0) break;
      const query = { name: question.text, birth: birthText(question.person.birth) };
      const { rows, time } = await page.evaluate((one) => bench.find(one), query);
      times.push(time);
      found.of += 1;
      if (
        isRight(
          question,
          rows.map((row) => keys[row]),
        )
      )
        found.hits += 1;
    }
    table.line([
      name,
      '1 ×',
      String(times.length),
      percentWithInterval(found),
      ...[0.5, 0.95, 1].map((share) => milliseconds(quantile(times, share))),
      milliseconds(index),
    ]);
  }
  await page.close();
}
