import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../../../../scripts/release/disk.ts';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';
import { readRelease } from '../../../../../scripts/roster/release-folder.ts';
import { generateRegister } from '../../../../fixtures/registers/generate.ts';

class PowerCut extends Error {}

/** A disk that goes away before its operation `limit`, or in the middle of it where it is a write. */
function failingDisk(limit: number): { disk: Disk; used: () => number } {
  let used = 0;
  const step = (): boolean => {
    if (used > limit) throw new PowerCut();
    return used++ === limit;
  };
  const guarded =
    <A extends unknown[]>(operation: (...args: A) => void) =>
    (...args: A): void => {
      if (step()) throw new PowerCut();
      operation(...args);
    };
  const disk: Disk = {
    mkdir: guarded(nodeDisk.mkdir),
    write(path, chunks, mode) {
      if (!step()) return nodeDisk.write(path, chunks, mode);
      const [first = ''] = chunks;
      nodeDisk.write(path, [first.slice(0, Math.floor(first.length / 2))], mode);
      throw new PowerCut();
    },
    // Waiting for a real disk would only cost time: what is tested is the order.
    sync: guarded(() => {}),
    append(path, text) {
      if (!step()) return nodeDisk.append(path, text);
      nodeDisk.append(path, text.slice(0, Math.floor(text.length / 2)));
      throw new PowerCut();
    },
    link: guarded(nodeDisk.link),
    rename: guarded(nodeDisk.rename),
    remove(path) {
      if (!step()) return nodeDisk.remove(path);
      // A folder goes file by file.
      if (existsSync(path))
        for (const name of readdirSync(path).slice(0, 1)) nodeDisk.remove(join(path, name));
      throw new PowerCut();
    },
    syncFolder: guarded(() => {}),
  };
  return { disk, used: () => used };
}

/** Every file of a folder with its bytes. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length), readFileSync(path, 'base64')] as const;
      })
      .sort(),
  );
}

const unsynced: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };

describe('a publication that is killed', () => {
  const work = mkdtempSync(join(tmpdir(), 'vestochka-kill-'));
  const first = join(work, 'first.csv');
  const second = join(work, 'second.csv');
  const base = join(work, 'base');
  const control = join(work, 'control');
  const place = join(work, 'place');

  const run = (folder: string, register: string, issued: string, disk: Disk) =>
    publish(
      publishArguments([
        register,
        '--out',
        join(folder, 'out'),
        '--ledger',
        join(folder, 'private/ledger.jsonl'),
        '--issued',
        issued,
      ]),
      { ...nodeWorld, disk },
    );

  beforeAll(async () => {
    writeFileSync(first, [...generateRegister(70)].join('\n'));
    writeFileSync(second, [...generateRegister(140)].join('\n'));
    await run(base, first, '2026-10-01', unsynced);
    cpSync(base, control, { recursive: true });
    await run(control, second, '2026-11-01', unsynced);
  }, 60_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('leaves the old release or the new one whole, and the next run ends as an undisturbed one', {
    timeout: 180_000,
  }, async () => {
    const old = contents(join(base, 'out'));
    const fresh = contents(join(control, 'out'));
    expect(old).not.toEqual(fresh);
    for (let limit = 0; ; limit += 1) {
      rmSync(place, { recursive: true, force: true });
      cpSync(base, place, { recursive: true });
      const { disk, used } = failingDisk(limit);
      const ended = await run(place, second, '2026-11-01', disk).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof PowerCut)) throw error;
          return false;
        },
      );
      readRelease(join(place, 'out'));
      const left = contents(join(place, 'out'));
      expect([old, fresh], `after operation ${limit}`).toContainEqual(left);
      await run(place, second, '2026-11-01', unsynced);
      expect(contents(join(place, 'out')), `second run after operation ${limit}`).toEqual(fresh);
      expect(readdirSync(join(place, 'private'))).toEqual(['ledger.jsonl']);
      if (ended) {
        expect(used()).toBeGreaterThan(15);
        break;
      }
    }
  });
});
