import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../../../../scripts/release/disk.ts';
import { readLedger } from '../../../../../scripts/roster/ledger/ledger-file.ts';
import { lockLedger } from '../../../../../scripts/roster/ledger/lock.ts';
import { currentListing } from '../../../../../scripts/roster/ledger/rollback.ts';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import type { Outcome } from '../../../../../scripts/roster/publish/outcome.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';
import { readRelease } from '../../../../../scripts/roster/release-folder.ts';

const header = 'record_id,surname,given_name,patronymic,birth_date,status,disclosure,message,code_version';
/** Name by name a man with a fine row; overrides by column. */
interface Row {
  record_id: string;
  surname?: string;
  given_name?: string;
  birth_date?: string;
  status?: string;
  disclosure?: string;
  message?: string;
  code_version?: string;
}

const given = ['Александр', 'Сергей', 'Дмитрий', 'Андрей', 'Алексей'];
const man = (number: number): Row => ({
  record_id: `R-${1000 + number}`,
  surname: ['Иванов', 'Смирнов', 'Кузнецов'][number % 3] as string,
  given_name: given[number % given.length] as string,
  birth_date: `${1980 + (number % 20)}-0${1 + (number % 9)}-1${number % 10}`,
});

function csv(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [
      row.record_id,
      row.surname,
      row.given_name,
      'Петрович',
      row.birth_date,
      row.status ?? 'confirmed',
      row.disclosure ?? '',
      row.message ?? '',
      row.code_version ?? '',
    ].join(','),
  );
  return [header, ...lines].join('\n');
}

const unsynced: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };
const men = (count: number): Row[] => Array.from({ length: count }, (_, number) => man(number));

describe('the rules of releases', () => {
  let work: string;
  let out: string;
  let ledger: string;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'vestochka-rules-'));
    out = join(work, 'out');
    ledger = join(work, 'private/ledger.jsonl');
  });
  afterEach(() => {
    rmSync(work, { recursive: true, force: true });
    delete process.env.VESTOCHKA_LEDGER_PASSPHRASE;
  });

  const policy = (minBatch: number, more = ''): void => {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'policy.yaml'), `minBatch: ${minBatch}\n${more}`);
  };

  const run = (rows: readonly Row[] | string, issued: string, ...more: string[]): Promise<Outcome> => {
    const register = join(work, 'register.csv');
    writeFileSync(register, typeof rows === 'string' ? rows : csv(rows));
    const args = [register, '--out', out, '--ledger', ledger, '--issued', issued, ...more];
    return publish(publishArguments(args), { ...nodeWorld, disk: unsynced });
  };
  const entries = () => readRelease(out).entries;
  const recordOf = async (id: string) => {
    const record = (await readLedger(ledger)).ledger.records.get(id);
    if (record === undefined) throw new Error(`no ${id}`);
    return record;
  };
  const refOf = async (id: string) => currentListing(await recordOf(id))?.ref;

  it('tells of letters and statuses that only family codes show', async () => {
    policy(1);
    const first = await run([man(1), man(2), man(3)], '2026-11-01');
    expect(first.release?.news).toEqual({ new: 3, changed: 0 });
    const rows = [{ ...man(1), message: 'Мама я жив' }, { ...man(2), code_version: '2' }, man(3), man(4)];
    // Whether a man is in the tenth that opens to "please call us" is drawn; a new code is a change in any case.
    const second = await run(rows, '2026-11-02');
    expect(second.release).toMatchObject({ added: 0, unchanged: false });
    expect(second.release?.news.new).toBe(1);
    const tenth = (await recordOf('R-1001'))?.call_draw;
    const opensToCallUs = Number.parseInt(tenth ?? '', 16) / 2 ** 32 < 0.1;
    expect(second.release?.news.changed).toBe(opensToCallUs ? 1 : 2);
    expect((await run(rows, '2026-11-02')).release).toMatchObject({
      unchanged: true,
      news: { new: 0, changed: 0 },
    });
  });

  it('waits until minBatch changes are together, in the first release too', async () => {
    policy(5);
    const few = await run(men(4), '2026-01-01');
    expect(few.release?.waiting).toEqual({
      additions: 4,
      withdrawals: 0,
      corrections: 0,
      why: 'below_min_batch',
    });
    expect(entries()).toEqual([]);
    expect((await run(men(6), '2026-02-01')).release?.added).toBe(6);
    expect(entries()).toHaveLength(6);
  });

  it('changes rows in the first release of a month only', async () => {
    policy(1);
    await run(men(5), '2026-01-10');
    const second = await run(men(8), '2026-01-20');
    expect(second.release?.waiting.why).toBe('not_first_of_month');
    expect(second.release?.sequence).toBe(2);
    expect(entries()).toHaveLength(5);
    await run(men(8), '2026-02-01');
    expect(entries()).toHaveLength(8);
  });

  it('publishes the same register twice to the same bytes, into another folder too, and keeps the ledger', async () => {
    policy(1);
    await run(men(5), '2026-01-10');
    const roster = readFileSync(join(out, 'roster.json'), 'utf8');
    const book = readFileSync(ledger, 'utf8');
    expect((await run(men(5), '2026-01-10')).release?.unchanged).toBe(true);
    expect(readFileSync(join(out, 'roster.json'), 'utf8')).toBe(roster);
    out = join(work, 'other');
    policy(1);
    await run(men(5), '2026-01-10');
    expect(readFileSync(join(out, 'roster.json'), 'utf8')).toBe(roster);
    expect(readFileSync(ledger, 'utf8')).toBe(book);
  });

  it('gives the same bytes from copies of one ledger, new men included', async () => {
    policy(1);
    await run(men(5), '2026-01-10');
    cpSync(work, `${work}-copy`, { recursive: true });
    await run(men(9), '2026-02-10');
    const roster = readFileSync(join(out, 'roster.json'), 'utf8');
    const original = work;
    work = `${work}-copy`;
    out = join(work, 'out');
    ledger = join(work, 'private/ledger.jsonl');
    await run(men(9), '2026-02-10');
    expect(readFileSync(join(out, 'roster.json'), 'utf8')).toBe(roster);
    rmSync(original, { recursive: true });
  });

  it('gives a corrected man a new ref and row, and never uses the old ref again', async () => {
    policy(1);
    await run(men(5), '2026-01-10');
    const before = await refOf('R-1000');
    const rows = men(5);
    rows[0] = { ...man(0), birth_date: '1995-11-20' };
    const outcome = await run(rows, '2026-02-01');
    expect(outcome.release).toMatchObject({ corrected: 1, added: 0, withdrawn: 0 });
    const after = await refOf('R-1000');
    expect(after).not.toBe(before);
    expect(entries().map(({ ref }) => ref)).not.toContain(before);
    // A slip in his surname that leaves his cell alone changes nothing that is public.
    rows[1] = { ...man(1), surname: 'Смирнoв' };
    expect((await run(rows, '2026-03-01')).release).toMatchObject({ corrected: 0, added: 0 });
  });

  it('keeps the correction waiting, not forgotten', async () => {
    policy(2);
    await run(men(5), '2026-01-10');
    const rows = men(5);
    rows[0] = { ...man(0), birth_date: '1995-11-20' };
    expect((await run(rows, '2026-02-01')).release?.waiting.corrections).toBe(1);
    rows[1] = { ...man(1), birth_date: '1991-11-20' };
    expect((await run(rows, '2026-03-01')).release?.corrected).toBe(2);
  });

  it('withdraws rows of withdrawn, sealed, withheld and missing men; one who returns has a new ref and his old row', async () => {
    policy(1);
    await run(men(6), '2026-01-10');
    const [old, row] = [await refOf('R-1000'), currentListing(await recordOf('R-1000'))?.row];
    const hidden = men(6).slice(0, 5);
    hidden[0] = { ...man(0), disclosure: 'withdrawn' };
    hidden[1] = { ...man(1), disclosure: 'sealed' };
    hidden[2] = { ...man(2), disclosure: 'withheld' };
    expect((await run(hidden, '2026-02-01')).release).toMatchObject({ withdrawn: 4, entries: 2 });
    await run(men(6), '2026-03-01');
    expect(await refOf('R-1000')).not.toBe(old);
    expect(currentListing(await recordOf('R-1000'))?.row).toEqual(row);
    const refs = (await recordOf('R-1000')).listings.map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(2);
  });

  it('withdraws the last row too, and leaves nothing that its roster.json does not name', async () => {
    policy(1);
    await run(men(3), '2026-01-10');
    await run(
      men(3).map((one) => ({ ...one, disclosure: 'sealed' })),
      '2026-02-10',
    );
    expect(entries()).toEqual([]);
    expect(existsSync(join(out, 'cells'))).toBe(false);
  });

  it('lists men whatever their status', async () => {
    policy(1);
    const rows = [
      'reported',
      'confirmed',
      'hospital',
      'transferred',
      'released',
      'repatriated',
      'deceased',
    ].map((status, number) => ({ ...man(0), record_id: `R-${number}00000`, status }));
    await run(rows, '2026-01-10');
    expect(new Set(entries().map(({ ref: _, ...row }) => JSON.stringify(row))).size).toBe(1);
    expect(entries()).toHaveLength(7);
  });

  it('makes a new family code when code_version is raised, and keeps it otherwise', async () => {
    policy(1);
    await run(men(3), '2026-01-10');
    const code = (await recordOf('R-1000')).code;
    await run([{ ...man(0), code_version: '2' }, man(1), man(2)], '2026-01-11');
    const raised = (await recordOf('R-1000')).code;
    expect(raised).not.toBe(code);
    await run([{ ...man(0), code_version: '2' }, man(1), man(2)], '2026-01-12');
    expect((await recordOf('R-1000')).code).toBe(raised);
  });

  it('never goes back in sequence', async () => {
    policy(1);
    await run(men(3), '2026-01-10', '--sequence', '7');
    await expect(run(men(3), '2026-01-11', '--sequence', '6')).rejects.toThrow(/go back/);
    expect((await run(men(3), '2026-01-11')).release?.sequence).toBe(8);
  });

  it('refuses without the ledger that made the release', async () => {
    policy(1);
    await run(men(3), '2026-01-10');
    ledger = join(work, 'other.jsonl');
    await expect(run(men(3), '2026-02-10')).rejects.toThrow(/Restore the ledger/);
    expect(existsSync(ledger)).toBe(false);
  });

  it('a dry run writes nothing and prints exactly what a run then changes', async () => {
    policy(1);
    await run(men(3), '2026-01-10');
    const before = readFileSync(join(out, 'entries.csv'), 'utf8').split('\n');
    const book = readFileSync(ledger, 'utf8');
    const { diff } = await run(men(5), '2026-02-10', '--dry-run');
    expect(readFileSync(ledger, 'utf8')).toBe(book);
    expect(readFileSync(join(out, 'entries.csv'), 'utf8').split('\n')).toEqual(before);
    await run(men(5), '2026-02-10');
    const after = readFileSync(join(out, 'entries.csv'), 'utf8').split('\n');
    expect(diff?.['entries.csv']).toEqual(
      after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
    );
    expect(diff?.['entries.csv']).toHaveLength(2);
  });

  it('writes nothing for a register with a fault, and with --skip-bad keeps the row of a published man', async () => {
    policy(1);
    await run(men(3), '2026-01-10');
    const rows = [...men(4)];
    rows[0] = { ...man(0), birth_date: '1999-02-31' };
    const refused = await run(rows, '2026-02-10');
    expect(refused.release).toBeNull();
    expect(refused.reading.problems).toHaveLength(1);
    expect(entries()).toHaveLength(3);
    const outcome = await run(rows, '2026-02-10', '--skip-bad');
    expect(outcome.release).toMatchObject({ added: 1, withdrawn: 0, entries: 4 });
  });

  it('wants listing_basis for a production release', async () => {
    policy(1);
    await expect(run(men(3), '2026-01-10', '--production')).rejects.toThrow(/listing_basis/);
    policy(1, 'listing_basis: Written consent of every man listed\n');
    expect((await run(men(3), '2026-01-10', '--production')).release?.entries).toBe(3);
    expect(readRelease(out).roster.edition).toBe('production');
  });

  it('refuses a listing_basis that names a man of the register', async () => {
    policy(1, 'listing_basis: As Иванов Александр asked\n');
    await expect(run(men(3), '2026-01-10')).rejects.toThrow(/listing_basis.*full_name of record R-1000/s);
    expect(existsSync(join(out, 'roster.json'))).toBe(false);
  });

  it('keeps the ledger to its owner, and encrypted under a passphrase that nothing else opens', async () => {
    policy(1);
    process.env.VESTOCHKA_LEDGER_PASSPHRASE = 'верная фраза';
    await run(men(3), '2026-01-10');
    expect(statSync(ledger).mode & 0o777).toBe(0o600);
    expect(statSync(join(work, 'private')).mode & 0o777).toBe(0o700);
    expect(readFileSync(ledger, 'utf8')).not.toContain('R-1000');
    await run(men(4), '2026-02-10');
    expect(entries()).toHaveLength(4);
    process.env.VESTOCHKA_LEDGER_PASSPHRASE = 'другая';
    await expect(run(men(4), '2026-03-10')).rejects.toThrow(/passphrase does not open/);
    delete process.env.VESTOCHKA_LEDGER_PASSPHRASE;
    await expect(run(men(4), '2026-03-10')).rejects.toThrow(/is encrypted/);
  }, 60_000);

  it('lets one publisher at a time work, and takes over the lock of a dead one', async () => {
    policy(1);
    const unlock = lockLedger(ledger);
    await expect(run(men(3), '2026-01-10')).rejects.toThrow(/is working with this ledger/);
    unlock();
    writeFileSync(`${ledger}.lock`, '{"pid":999999999,"host":"elsewhere","token":"x"}');
    await expect(run(men(3), '2026-01-10')).rejects.toThrow(/remove .*ledger\.jsonl\.lock/);
    writeFileSync(`${ledger}.lock`, 'half wri');
    expect((await run(men(3), '2026-01-10')).release?.entries).toBe(3);
    expect(existsSync(`${ledger}.lock`)).toBe(false);
  });

  it('notices a release folder that was changed, and makes it whole again', async () => {
    policy(1);
    await run(men(3), '2026-01-10');
    writeFileSync(join(out, 'entries.csv'), `${readFileSync(join(out, 'entries.csv'), 'utf8')}x`);
    expect(() => readRelease(out)).toThrow(/was changed/);
    await run(men(3), '2026-01-10');
    writeFileSync(join(out, 'sealed/more.bin'), 'x');
    expect(() => readRelease(out)).toThrow(/is not named by roster.json/);
  });
});
