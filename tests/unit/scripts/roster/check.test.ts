import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../../scripts/roster/check.ts';
import { catchOutput } from '../command-output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

async function checked(
  lines: readonly string[],
): Promise<{ status: number; warnings: { code: string; row: number }[] }> {
  const file = join(folder, 'register.csv');
  writeFileSync(
    file,
    `record_id,surname,given_name,patronymic,birth_date,status,disclosure\n${lines.join('\n')}\n`,
  );
  const output = catchOutput();
  const status = await run([file, '--json']);
  return { status, ...JSON.parse(output.printed) };
}

describe('roster check', () => {
  it('warns of one man under two spellings, and it is no fault', async () => {
    const { status, warnings } = await checked([
      'A-1,Соловьёв,Пётр,Сергеевич,1991-04-02,confirmed,listed',
      'A-2,Ткаченко,Олег,Иванович,1988-01-30,confirmed,listed',
      'A-3,СОЛОВЬЕВ,Петр,Сергеевич,02.04.1991,reported,listed',
    ]);
    expect(status).toBe(0);
    const message = 'Row 4: this may be the man of row 2 under another spelling. Keep one record of him.';
    expect(warnings).toEqual([{ code: 'probable_duplicate', row: 4, column: null, message }]);
  });

  it('takes brothers for two men', async () => {
    const { warnings } = await checked([
      'A-1,Соловьёв,Пётр,Сергеевич,1991-04-02,confirmed,listed',
      'A-2,Соловьёв,Павел,Сергеевич,1991-04-02,confirmed,listed',
      'A-3,Соловьёв,Пётр,Сергеевич,1993-04-02,confirmed,listed',
    ]);
    expect(warnings).toEqual([]);
  });
});
