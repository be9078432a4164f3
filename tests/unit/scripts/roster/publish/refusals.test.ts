import {
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
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Disk, nodeDisk } from '../../../../../scripts/release/disk.ts';
import { exit, UsageError } from '../../../../../scripts/roster/exit.ts';
import { readLedger } from '../../../../../scripts/roster/ledger/ledger-file.ts';
import { currentListing } from '../../../../../scripts/roster/ledger/rollback.ts';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import type { Outcome } from '../../../../../scripts/roster/publish/outcome.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';
import { run as runCommand } from '../../../../../scripts/roster/publish.ts';
import { readRelease } from '../../../../../scripts/roster/release-folder.ts';
import type { LedgerRecord } from '../../../../../src/schemas/ledger.ts';
import { catchOutput } from '../../command-output.ts';

const columns = ['record_id', 'surname', 'given_name', 'birth_date', 'status', 'disclosure', 'code_version'];
type Row = Record<string, string>;

const given = ['Александр', 'Сергей', 'Дмитрий', 'Андрей', 'Алексей'];
const man = (number: number, more: Row = {}): Row => ({
  record_id: `R-${1000 + number}`,
  surname: ['Иванов', 'Смирнов', 'Кузнецов'][number % 3] as string,
  given_name: given[number % given.length] as string,
  birth_date: `${1980 + (number % 20)}-0${1 + (number % 9)}-1${number % 10}`,
  status: 'confirmed',
  ...more,
});
const men = (count: number): Row[] => Array.from({ length: count }, (_, number) => man(number));
const csv = (rows: readonly Row[], head: readonly string[] = columns): string =>
  [head, ...rows.map((row) => head.map((name) => row[name] ?? ''))].map((row) => row.join(',')).join('\n');
const withoutDisclosure = columns.filter((name) => name !== 'disclosure');

const unsynced: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };

describe('what publish refuses', () => {
  let work: string;
  let out: string;
  let ledger: string;
  let register: string;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'vestochka-refusals-'));
    out = join(work, 'out');
    ledger = join(work, 'private/ledger.jsonl');
    register = join(work, 'register.csv');
    mkdirSync(out);
    writeFileSync(join(out, 'policy.yaml'), 'minBatch: 1\n');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(work, { recursive: true, force: true });
  });

  const args = (issued: string, ...more: string[]): string[] => [
    ...[register, '--out', out, '--ledger', ledger, '--issued', issued],
    ...more,
  ];
  const run = (rows: readonly Row[] | string, issued: string, ...more: string[]): Promise<Outcome> => {
    writeFileSync(register, typeof rows === 'string' ? rows : csv(rows));
    return publish(publishArguments(args(issued, ...more)), { ...nodeWorld, disk: unsynced });
  };
  const command = async (
    rows: readonly Row[],
    ...more: string[]
  ): Promise<{ status: number; stdout: string; stderr: string }> => {
    writeFileSync(register, csv(rows));
    const output = catchOutput();
    const status = await runCommand(args('2026-02-01', ...more)).catch(() => exit.problems);
    vi.restoreAllMocks();
    return { status, stdout: output.printed, stderr: output.told };
  };
  const book = async () => (await readLedger(ledger)).ledger.records;
  const entries = () => readRelease(out).entries;

  it('takes neither of two rows with one id, with --skip-bad', async () => {
    await run(men(3), '2026-01-10');
    // What his code opens to does change: to "please call us".
    const { news: _before, ...before } = (await book()).get('R-1000') as LedgerRecord;
    const twin = man(1, { record_id: 'R-1000' });
    const rows = [man(0, { birth_date: '1997-01-01', code_version: '2' }), ...men(3).slice(1), twin];
    rows.push(man(7), man(8, { record_id: 'R-1007' }));
    const outcome = await run(rows, '2026-02-01', '--skip-bad');
    expect(outcome.release).toMatchObject({ added: 0, corrected: 0, withdrawn: 0, entries: 3 });
    expect(outcome.release?.records.listed).toBe(2);
    expect((await book()).get('R-1000')).toMatchObject(before);
    expect((await book()).has('R-1007')).toBe(false);
  });

  it('takes no row of a file whose disclosures it cannot read, not with --skip-bad either', async () => {
    const text = csv([man(0, { Решение: 'sealed' }), man(1)], [...withoutDisclosure, 'Решение']);
    expect((await run(text, '2026-01-10', '--skip-bad')).release).toBeNull();
    expect(existsSync(join(out, 'roster.json'))).toBe(false);
  });

  it.each(['sealed', 'withdrawn'])(
    'lists no man known as %s only because the column of disclosure is gone',
    async (disclosure) => {
      await run([...men(3), man(3, { disclosure })], '2026-01-10');
      const written = readFileSync(ledger, 'utf8');
      const gone = csv(men(4), withoutDisclosure);
      await expect(run(gone, '2026-02-01')).rejects.toThrow(/no column of disclosure.*R-1003/s);
      expect(readFileSync(ledger, 'utf8')).toBe(written);
      expect(entries()).toHaveLength(3);
      // With the column, an empty cell says that he is to be listed.
      expect((await run(men(4), '2026-02-01')).release?.added).toBe(1);
    },
  );

  it('lists no man who was listed first, waited, and was sealed before his row came out', async () => {
    await run(men(3), '2026-01-10');
    await run(men(4), '2026-01-11');
    await run([...men(3), man(3, { disclosure: 'sealed' })], '2026-01-12');
    await expect(run(csv(men(4), withoutDisclosure), '2026-02-01')).rejects.toThrow(/R-1003/);
  });

  it('lists no man that it never saw where the last register had the column: he may be withheld', async () => {
    await run([...men(3), man(3, { disclosure: 'withheld' })], '2026-01-10');
    await expect(run(csv(men(4), withoutDisclosure), '2026-02-01')).rejects.toThrow(
      /1 man .*no column of disclosure any more/s,
    );
    expect((await run(csv(men(3), withoutDisclosure), '2026-02-01')).release?.entries).toBe(3);
    await expect(run(csv(men(4), withoutDisclosure), '2026-03-01')).rejects.toThrow(/any more/);
    expect((await run([...men(3), man(3, { disclosure: 'withheld' })], '2026-03-01')).release?.added).toBe(0);
  });

  it('publishes a register that never had the column, men who waited included', async () => {
    await run(csv(men(3), withoutDisclosure), '2026-01-10');
    await run(csv(men(5), withoutDisclosure), '2026-01-11');
    const outcome = await run(csv(men(6), withoutDisclosure), '2026-02-01');
    expect(outcome.release).toMatchObject({ added: 3, entries: 6 });
    expect(outcome.reading.warnings.map(({ code }) => code)).toEqual(['no_disclosure_column']);
  });

  it('does not take half a register for the whole one, unless told so', async () => {
    await run(men(120), '2026-01-10');
    await expect(run(men(69), '2026-02-01')).rejects.toThrow(/51 of 120 listed men.*--accept-missing/s);
    expect(entries()).toHaveLength(120);
    const { status, stdout } = await command(men(60), '--json');
    expect(status).toBe(exit.problems);
    expect(JSON.parse(stdout)).toMatchObject({
      missing: 60,
      listed: 120,
      refused: expect.stringContaining('accept-missing'),
    });
    expect((await run(men(70), '2026-02-01')).release?.withdrawn).toBe(50);
    expect((await run(men(5), '2026-03-01', '--accept-missing')).release?.withdrawn).toBe(65);
  });

  it('lets no name out that somebody wrote into the ledger', async () => {
    await run(men(3), '2026-01-10');
    const row = currentListing((await book()).get('R-1000') ?? ({ listings: [] } as never))?.row;
    writeFileSync(
      ledger,
      readFileSync(ledger, 'utf8').replace(`"given_name":"${row?.given_name}"`, '"given_name":"Кузнецов"'),
    );
    for (const issued of ['2026-01-11', '2026-02-01']) {
      await expect(run(men(4), issued)).rejects.toThrow(/no table can produce/);
    }
    expect(readFileSync(join(out, 'entries.csv'), 'utf8')).not.toContain('Кузнецов');
  });

  it('gives one sequence to one release only', async () => {
    await run(men(3), '2026-01-10', '--sequence', '7');
    await expect(run(men(4), '2026-02-01', '--sequence', '7')).rejects.toThrow(/Sequence 7 .*8 or more/s);
    expect((await run(men(3), '2026-01-10', '--sequence', '7')).release?.unchanged).toBe(true);
  });

  it('dates no release before the last one, and says so of one far ahead', async () => {
    await run(men(3), '2026-02-10');
    await expect(run(men(3), '2026-02-09')).rejects.toThrow(/2026-02-10.*--issued/s);
    const ahead = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    const codes = async (issued: string) =>
      (await run(men(3), issued)).reading.warnings.map(({ code }) => code);
    expect(await codes(new Date().toISOString().slice(0, 10))).toEqual([]);
    expect(await codes(ahead)).toEqual(['issued_ahead']);
  });

  it.each(['entries.csv', 'sealed/mine.txt', 'thesis.doc'])(
    'does not publish over a folder that holds %s and no release',
    async (file) => {
      mkdirSync(join(out, 'sealed'));
      if (!file.startsWith('sealed')) rmSync(join(out, 'sealed'), { recursive: true });
      writeFileSync(join(out, file), 'mine');
      await expect(run(men(3), '2026-01-10')).rejects.toThrow(/no release.*--out/s);
      expect(readFileSync(join(out, file), 'utf8')).toBe('mine');
      expect(existsSync(ledger)).toBe(false);
    },
  );

  it('ends with 1 where rows were left out, with 0 where none were', async () => {
    const rows = [...men(3), man(3, { birth_date: '1999-02-31' })];
    expect((await command(rows, '--skip-bad', '--json')).status).toBe(exit.problems);
    expect(entries()).toHaveLength(3);
    expect((await command(men(3), '--skip-bad')).status).toBe(exit.fine);
  });

  it('says once what it noticed, why rows of missing men stay, and to back up the ledger', async () => {
    const swapped = man(0, { surname: 'Алексей', given_name: 'Смирнов' });
    const first = await command([swapped, ...men(3).slice(1)]);
    expect(first.stderr).toMatch(/^note: Row 2: .*swapped\?\nNow back up .*ledger\.jsonl/);
    expect(first.stdout).toMatch(/not in register any more {2}0$/m);
    const second = await command([swapped, man(1), man(2, { record_id: '' })], '--skip-bad');
    expect(second.stderr.match(/^note: /gm)).toHaveLength(1);
    expect(second.stdout).toMatch(/not in register any more {2}1 \(their rows stay/);
    const again = await command([swapped, man(1), man(2, { record_id: '' })], '--skip-bad');
    expect(again.stderr).not.toContain('back up');
  });

  it('looks at both places before it writes anything', async () => {
    writeFileSync(join(work, 'file'), '');
    const wrong: [string, string][] = [
      [out, work],
      [out, join(work, 'file/ledger.jsonl')],
      [join(work, 'file'), ledger],
      [join(work, 'file/out'), ledger],
    ];
    for ([out, ledger] of wrong) {
      const before = readdirSync(work).sort();
      await expect(run(men(3), '2026-01-10')).rejects.toThrow(UsageError);
      expect(readdirSync(work).filter((name) => name !== 'register.csv')).toEqual(
        before.filter((name) => name !== 'register.csv'),
      );
    }
  });
});
