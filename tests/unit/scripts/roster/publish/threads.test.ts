import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../../../../scripts/release/disk.ts';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import type { Outcome } from '../../../../../scripts/roster/publish/outcome.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';
import { readRelease } from '../../../../../scripts/roster/release-folder.ts';
import { generateRegister } from '../../../../fixtures/registers/generate.ts';

const unsynced: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };

/** Every file of a folder with its bytes. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length), readFileSync(path, 'base64')] as const),
  );
}

describe('a publication with threads', () => {
  const work = mkdtempSync(join(tmpdir(), 'vestochka-threads-'));
  const base = join(work, 'base');
  const control = join(work, 'control');
  const place = join(work, 'place');
  const registers = { first: join(work, 'first.csv'), second: join(work, 'second.csv') };

  const argumentsOf = (folder: string, register: keyof typeof registers): string[] => [
    registers[register],
    '--out',
    join(folder, 'out'),
    '--ledger',
    join(folder, 'private/ledger.jsonl'),
    '--issued',
    register === 'first' ? '2026-10-01' : '2026-11-01',
  ];
  const run = (folder: string, register: keyof typeof registers, threads: boolean): Promise<Outcome> =>
    publish(publishArguments(argumentsOf(folder, register)), { ...nodeWorld, disk: unsynced, threads });
  const fresh = (): void => {
    rmSync(place, { recursive: true, force: true });
    cpSync(base, place, { recursive: true });
  };

  // 1,400 records are more than one file holds, so that some are sealed when others are written.
  beforeAll(async () => {
    writeFileSync(registers.first, [...generateRegister(1400)].join('\n'));
    writeFileSync(registers.second, [...generateRegister(1400, 1, 180)].join('\n'));
    await run(base, 'first', false);
    cpSync(base, control, { recursive: true });
    await run(control, 'second', false);
  }, 60_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('is the same to the byte', async () => {
    fresh();
    await run(place, 'second', true);
    expect(contents(join(place, 'out'))).toEqual(contents(join(control, 'out')));
  });

  it.each([
    ['reading the register', 0],
    ['sealing and searching files', 4],
    ['writing the ledger', 1],
    ['waiting for the disk', 3],
  ] as const)(
    'killed while %s, leaves the old release in force, and the next run ends as an undisturbed one',
    async (step, updates) => {
      fresh();
      const script = join(import.meta.dirname, 'killed-run.ts');
      const killed = spawnSync(process.execPath, [
        script,
        step,
        String(updates),
        ...argumentsOf(place, 'second'),
      ]);
      expect(killed.signal, killed.stderr.toString()).toBe('SIGKILL');
      readRelease(join(place, 'out'));
      expect(contents(join(place, 'out'))).toEqual(contents(join(base, 'out')));
      await run(place, 'second', true);
      expect(contents(join(place, 'out'))).toEqual(contents(join(control, 'out')));
      expect(readdirSync(join(place, 'private'))).toEqual(['ledger.jsonl']);
    },
    60_000,
  );

  it('of which the one that seals fails, tells why, and changes nothing', async () => {
    fresh();
    const path = join(place, 'private/ledger.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    const records = lines.filter((line) => line.startsWith('{"kind":"record"'));
    const stretched = (line = ''): string => /"stretched":"([0-9a-f]+)"/.exec(line)?.[1] ?? '';
    // Two records that open with one code.
    const text = lines.join('\n').replace(stretched(records[1]), stretched(records[0]));
    writeFileSync(path, text);
    await expect(run(place, 'second', true)).rejects.toThrow(/same family code/);
    expect(contents(join(place, 'out'))).toEqual(contents(join(base, 'out')));
    expect(existsSync(join(place, 'out/.staging'))).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(join(place, 'private'))).toEqual(['ledger.jsonl']);
  });
});
