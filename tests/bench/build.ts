import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parsedArguments } from '../../scripts/usage.ts';
import { writeSyntheticRelease } from './synthetic-release.ts';

/**
 * Builds the site in all languages from synthetic releases of several sizes: `node tests/bench/build.ts
 * [--rows 10000,100000,1000000]`. Measures of DESIGN section 9: 10,000 rows within 30 s, 1,000,000 within 5 minutes,
 * on two cores.
 */
const { values } = parsedArguments({ options: { rows: { type: 'string', default: '10000,100000' } } });

const root = resolve(import.meta.dirname, '../..');

/** Code that makes a process say on stderr what it used. */
const witness = `
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write('used ' + maxRSS + ' ' + (userCPUTime + systemCPUTime) + '\\n');
  });`;

function sizeOf(folder: string): { files: number; bytes: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return { files: files.length, bytes };
}

const columns = ['rows', 'seconds', 'CPU seconds', 'peak MB', 'files', 'MB of files'];
const line = (cells: readonly string[]): string =>
  `${cells.map((cell, index) => cell.padStart(columns[index]?.length ?? 0)).join('  ')}\n`;

process.stdout.write(line(columns.map((column, index) => (index === 0 ? column.padStart(9) : column))));
for (const rows of values.rows.split(',').map(Number)) {
  const work = mkdtempSync(join(tmpdir(), 'vestochka-build-'));
  try {
    const [release, site] = [join(work, 'release'), join(work, 'site')];
    writeSyntheticRelease(release, rows);
    const started = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(witness)}`, 'scripts/site/build.ts'],
      { cwd: root, env: { ...process.env, ROSTER_DIR: release, SITE_OUT: site }, encoding: 'utf8' },
    );
    const seconds = (performance.now() - started) / 1000;
    if (status !== 0) throw new Error(`The build of ${rows} rows failed:\n${stderr}`);
    // The threads of the build say it too; the process says it last.
    const [, memory, time] = [...stderr.matchAll(/^used (\d+) (\d+)$/gm)].at(-1) ?? [];
    const { files, bytes } = sizeOf(site);
    const figures = [seconds, Number(time) / 1e6, Number(memory) / 1024, files, bytes / 1e6];
    process.stdout.write(
      line([String(rows).padStart(9), ...figures.map((figure, index) => figure.toFixed(index < 2 ? 1 : 0))]),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
