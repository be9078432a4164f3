import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parsedArguments } from '../../scripts/usage.ts';
import { generateRegister } from '../fixtures/registers/generate.ts';

/**
 * Publishes synthetic registers of several sizes, and each a month later with 1,000 changes: `node
 * tests/bench/publishing.ts [--records 100000,1000000] [--changes 1000]`. Measures of DESIGN section 9: 100,000 records
 * within 60 s and 1 GiB, 1,000,000 within 10 minutes and 4 GiB, on two cores.
 */
const { values } = parsedArguments({
  options: {
    records: { type: 'string', default: '10000,100000' },
    changes: { type: 'string', default: '1000' },
  },
});

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: { roster: string };
};
/** As `npm run roster` calls it. */
const [, ...command] = scripts.roster.split(' ');

/** Code that makes a process say on stderr what it used, its threads included. */
const witness = `
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write('used ' + maxRSS + ' ' + (userCPUTime + systemCPUTime) + '\\n');
  });`;

function writeRegister(path: string, rows: number, changes: number): void {
  const file = openSync(path, 'w');
  let block: string[] = [];
  for (const line of generateRegister(rows, 1, changes)) {
    block.push(line);
    if (block.length < 5000) continue;
    writeSync(file, `${block.join('\n')}\n`);
    block = [];
  }
  writeSync(file, `${block.join('\n')}\n`);
  closeSync(file);
}

interface Cost {
  seconds: number;
  cpu: number;
  megabytes: number;
}

function publish(work: string, register: string, issued: string): Cost {
  const places = ['--out', join(work, 'out'), '--ledger', join(work, 'private/ledger.jsonl')];
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(witness)}`,
      ...command,
      'publish',
      register,
      ...places,
      '--issued',
      issued,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`The publication failed:\n${stderr}`);
  // The threads say it too; the process says it last.
  const [, memory, time] = [...stderr.matchAll(/^used (\d+) (\d+)$/gm)].at(-1) ?? [];
  return { seconds, cpu: Number(time) / 1e6, megabytes: Number(memory) / 1024 };
}

const columns = ['  records', 'run   ', 'seconds', 'CPU seconds', 'peak MB', '% of first'];
const line = (cells: readonly string[]): string =>
  `${cells.map((cell, index) => cell.padStart(columns[index]?.length ?? 0)).join('  ')}\n`;

process.stdout.write(line(columns));
for (const records of values.records.split(',').map(Number)) {
  const work = mkdtempSync(join(tmpdir(), 'vestochka-publish-'));
  try {
    let first: Cost | null = null;
    for (const run of ['first', 'second'] as const) {
      const register = join(work, `${run}.csv`);
      writeRegister(register, records, run === 'first' ? 0 : Number(values.changes));
      const cost = publish(work, register, run === 'first' ? '2026-10-01' : '2026-11-01');
      first ??= cost;
      const share = (100 * cost.seconds) / first.seconds;
      const figures = [
        cost.seconds.toFixed(1),
        cost.cpu.toFixed(1),
        cost.megabytes.toFixed(0),
        share.toFixed(0),
      ];
      process.stdout.write(line([String(records), run.padEnd(6), ...figures]));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
