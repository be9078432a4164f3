import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../../../../scripts/release/disk.ts';
import { readLedger } from '../../../../../scripts/roster/ledger/ledger-file.ts';
import { lockLedger } from '../../../../../scripts/roster/ledger/lock.ts';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';
import { readRelease } from '../../../../../scripts/roster/release-folder.ts';

class PowerCut extends Error {}

const unsynced: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };
/** Fails where a release is in force and the ledger is to be told. */
const cutBeforeNote: Disk = {
  ...unsynced,
  append() {
    throw new PowerCut();
  },
};
/** Fails before the new `roster.json` takes its place. */
const cutBeforeForce: Disk = {
  ...unsynced,
  rename(from, to) {
    if (to.endsWith('roster.json')) throw new PowerCut();
    nodeDisk.rename(from, to);
  },
};

const register = (men: number): string =>
  [
    'record_id,surname,given_name,patronymic,birth_date,status',
    ...Array.from(
      { length: men },
      (_, n) => `R-${1000 + n},Иванов,Сергей,Петрович,198${n % 10}-03-1${n % 10},confirmed`,
    ),
  ].join('\n');

describe('a ledger', () => {
  let work: string;
  let ledger: string;

  const run = (men: number, issued: string, folder = 'out', disk = unsynced) => {
    const out = join(work, folder);
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'policy.yaml'), 'minBatch: 1\n');
    const path = join(work, 'register.csv');
    writeFileSync(path, register(men));
    const args = [path, '--out', out, '--ledger', ledger, '--issued', issued];
    return publish(publishArguments(args), { ...nodeWorld, disk });
  };

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'vestochka-ledger-'));
    ledger = join(work, 'private/ledger.jsonl');
  });
  afterEach(() => {
    rmSync(work, { recursive: true, force: true });
    delete process.env.VESTOCHKA_LEDGER_PASSPHRASE;
  });

  it('has a lock that is never seen without its owner', () => {
    const unlock = lockLedger(ledger);
    expect(JSON.parse(readFileSync(`${ledger}.lock`, 'utf8'))).toMatchObject({ pid: process.pid });
    unlock();
    expect(readdirSync(join(work, 'private'))).toEqual([]);
  });

  describe('that was cut off', () => {
    it('is refused wherever the cut lies, but in the note that the last release is in force', async () => {
      await run(3, '2026-01-10');
      const whole = readFileSync(ledger);
      const note = whole.lastIndexOf('{"kind":"published"');
      for (let length = 1; length < whole.length; length += length < note - 60 ? 997 : 1) {
        writeFileSync(ledger, whole.subarray(0, length));
        const reading = readLedger(ledger);
        if (length < note) await expect(reading, `${length} bytes`).rejects.toThrow(/Restore the ledger/);
        else expect((await reading).form.torn, `${length} bytes`).toBe(length > note);
      }
    });

    it('is refused although it ends with a whole line', async () => {
      await run(3, '2026-01-10');
      const lines = readFileSync(ledger, 'utf8').split('\n');
      // Header, release, tables and three records; the note that follows may be missing.
      for (const kept of [2, 3, 4, 5]) {
        writeFileSync(ledger, `${lines.slice(0, kept).join('\n')}\n`);
        await expect(readLedger(ledger), `${kept} lines`).rejects.toThrow(/ends too early/);
      }
    });

    it('is refused when it is encrypted', async () => {
      process.env.VESTOCHKA_LEDGER_PASSPHRASE = 'верная фраза';
      await run(3, '2026-01-10');
      const text = readFileSync(ledger, 'utf8');
      const [head = '', block = ''] = text.split('\n');
      for (const rest of ['', block.slice(0, 200), block, `${block}\n${block.slice(0, 200)}`]) {
        writeFileSync(ledger, `${head}\n${rest}`);
        await expect(readLedger(ledger), `${rest.length} of it`).rejects.toThrow(/Restore the ledger/);
      }
      writeFileSync(ledger, text.slice(0, head.length + block.length + 30));
      expect((await readLedger(ledger)).form.torn).toBe(true);
    }, 60_000);

    it('is not published with when it lacks a man who is listed', async () => {
      await run(4, '2026-01-10');
      const before = readFileSync(join(work, 'out/entries.csv'), 'utf8');
      const lines = readFileSync(ledger, 'utf8').split('\n');
      // A ledger of before the count: nothing in it tells that a record is missing.
      const old = lines.filter((line) => !line.includes('"R-1002"')).join('\n');
      writeFileSync(ledger, old.replace(/,"records":\d+/, ''));
      await expect(run(4, '2026-02-10')).rejects.toThrow(/1 of 4 are unknown to it/);
      expect(readFileSync(join(work, 'out/entries.csv'), 'utf8')).toBe(before);
    });
  });

  describe('of an interrupted publication', () => {
    it.each([
      ['after the release came into force', cutBeforeNote, 4],
      ['before it came into force', cutBeforeForce, 3],
    ])('%s, is settled in the folder of that release only', async (_when, disk, rows) => {
      await run(3, '2026-01-10');
      cpSync(join(work, 'out'), join(work, 'other'), { recursive: true });
      await expect(run(4, '2026-02-10', 'out', disk)).rejects.toThrow(PowerCut);
      await expect(run(4, '2026-02-11', 'other')).rejects.toThrow(/interrupted.*--out .*out first/s);
      await expect(run(4, '2026-02-11', 'third')).rejects.toThrow(/interrupted/);
      expect(existsSync(join(work, 'third/roster.json'))).toBe(false);
      expect(readRelease(join(work, 'out')).entries).toHaveLength(rows);
      await run(4, '2026-02-10');
      await run(4, '2026-02-10', 'other');
      const [first, second] = ['out', 'other'].map((folder) => readRelease(join(work, folder)));
      expect(second).toEqual(first);
      expect(first?.entries).toHaveLength(4);
    });

    it('is settled in the folder that holds the release, wherever it was moved', async () => {
      await expect(run(3, '2026-01-10', 'out', cutBeforeNote)).rejects.toThrow(PowerCut);
      cpSync(join(work, 'out'), join(work, 'moved'), { recursive: true });
      expect((await run(3, '2026-01-10', 'moved')).release?.unchanged).toBe(true);
    });
  });
});
