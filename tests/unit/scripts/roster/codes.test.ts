import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../../scripts/roster/codes.ts';
import { writePrivateFile } from '../../../../scripts/roster/private-file.ts';
import { type CommandOutput, catchOutput } from '../command-output.ts';

const hex = (bytes: number, digit: string): string => digit.repeat(2 * bytes);
const listing = (ref: string, until?: number) => ({
  ref,
  row: {
    given_name: 'Роман',
    patronymic_initial: 'Б',
    surname_initial: 'Т',
    birth_from: '1991-03-16',
    birth_to: '2008-12-31',
  },
  identity: hex(8, 'a'),
  man: hex(8, 'b'),
  from: 1,
  ...(until === undefined ? {} : { until }),
});
const known = (record_id: string, ref: string | null, listings: object[], code_version = 1) => ({
  kind: 'record',
  record_id,
  ref,
  code: hex(10, record_id.slice(-1)),
  code_version,
  stretched: hex(32, 'c'),
  call_draw: hex(4, 'd'),
  listings,
});

describe('roster -- codes', () => {
  let work: string;
  let output: CommandOutput;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'vestochka-codes-'));
    output = catchOutput();
    const lines = [
      { kind: 'ledger', format: 'vestochka-ledger/1', seed: hex(32, '0'), fingerprint_key: hex(32, '0') },
      known('R-1', '4Y851KS6', [listing('4Y851KS6')]),
      known('R-2', '41BJYD7E', [listing('41BJYD7E', 2)]),
      known('R-3', 'BWHG6EQZ', []),
      known('R-4', null, [], 2),
    ];
    writeFileSync(join(work, 'ledger.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(work, { recursive: true, force: true });
  });

  const codes = (versions: readonly number[], ...more: string[]): Promise<number> => {
    const rows = versions.map(
      (version, n) => `R-${n + 1},Иванов,Роман,1991-04-0${n + 1},confirmed,${version}`,
    );
    const register = join(work, 'register.csv');
    writeFileSync(
      register,
      ['record_id,surname,given_name,birth_date,status,code_version', ...rows].join('\n'),
    );
    return run([register, '--ledger', join(work, 'ledger.jsonl'), ...more]);
  };
  const refs = (): unknown =>
    Object.fromEntries(
      output.printed
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { record_id: string; ref: string | null })
        .map(({ record_id, ref }) => [record_id, ref]),
    );

  it('prints the ref of a public row only', async () => {
    expect(await codes([1, 1, 1, 2])).toBe(0);
    expect(refs()).toEqual({ 'R-1': '4Y85-1KS6', 'R-2': null, 'R-3': null, 'R-4': null });
  });

  it('leaves out a code that the next publication makes void', async () => {
    expect(await codes([1, 2, 3, 2])).toBe(0);
    expect(refs()).toEqual({ 'R-1': '4Y85-1KS6', 'R-4': null });
    expect(output.told).toMatch(/^2 records are left out.*Publish first/m);
  });

  it('prints neither of two rows with one id, and says where they stand', async () => {
    const rows = [1, 2, 1, 3].map((id) => `R-${id},Иванов,Роман,1991-04-01,confirmed`);
    const register = join(work, 'register.csv');
    writeFileSync(register, ['record_id,surname,given_name,birth_date,status', ...rows].join('\n'));
    expect(await run([register, '--ledger', join(work, 'ledger.jsonl')])).toBe(1);
    expect(Object.keys(refs() as object)).toEqual(['R-2', 'R-3']);
    expect(output.told).toMatch(/^row 4, record_id: This record id stands in an earlier row too.*row 2/m);
  });

  it('prints one record, or several, and says of which there is no code', async () => {
    expect(await codes([1, 1, 1, 2], '--record', 'R-3')).toBe(0);
    expect(Object.keys(refs() as object)).toEqual(['R-3']);
    output.printed = '';
    expect(await codes([1, 1, 1, 2], '--record', 'R-4', '--record', 'R-1')).toBe(0);
    expect(Object.keys(refs() as object)).toEqual(['R-1', 'R-4']);
    output.printed = '';
    expect(await codes([1, 2, 1, 2], '--record', 'R-1', '--record', 'R-2', '--record', 'R-9')).toBe(1);
    expect(Object.keys(refs() as object)).toEqual(['R-1']);
    expect(output.told).toMatch(/^R-2: no code/m);
    expect(output.told).toMatch(/^R-9: no code/m);
  });

  it('prints one card', async () => {
    const path = join(work, 'card.html');
    expect(await codes([1, 1, 1, 2], '--record', 'R-3', '--cards', path)).toBe(0);
    const html = readFileSync(path, 'utf8');
    expect(html.match(/<article /g)).toHaveLength(1);
    expect(html).toContain('<td>R-3</td>');
    expect(html).not.toContain('R-1');
  });

  it('warns of a lowered code_version', async () => {
    expect(await codes([1, 1, 1, 1])).toBe(0);
    expect(Object.keys(refs() as object)).toHaveLength(4);
    expect(output.told).toMatch(/^1 records have a lower code_version/m);
  });

  it('writes cards into a folder that it makes, over an old file that others could read', async () => {
    const path = join(work, 'private/sub/cards.html');
    expect(await codes([1, 1, 1, 2], '--cards', path)).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    const [old, before] = [readFileSync(path, 'utf8'), statSync(path).ino];
    expect(await codes([1, 1, 1, 2], '--cards', path)).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(old);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(join(work, 'private/sub'))).toEqual(['cards.html']);
    await expect(codes([1, 1, 1, 2], '--cards', work)).rejects.toThrow(/is no file/);
  });
});

describe('a private file', () => {
  it('is refused where a folder stands, or a file in its way', () => {
    const work = mkdtempSync(join(tmpdir(), 'vestochka-private-'));
    writeFileSync(join(work, 'file'), 'x');
    expect(() => writePrivateFile(work, 'text')).toThrow(/is no file/);
    expect(() => writePrivateFile(join(work, 'file/cards.html'), 'text')).toThrow(/file is a file/);
    expect(existsSync(join(work, 'file'))).toBe(true);
    rmSync(work, { recursive: true });
  });
});
