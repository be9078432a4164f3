import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import { publish } from '../../../../../scripts/roster/publish/publication.ts';

it('the gate of a publication looks for men whose rows have faults and are left out', async () => {
  const work = mkdtempSync(join(tmpdir(), 'vestochka-gate-'));
  const out = join(work, 'out');
  mkdirSync(out);
  const register = join(work, 'register.csv');
  const rows = [
    'record_id,surname,given_name,birth_date,status,disclosure',
    'R-100001,Иванов,Сергей,1990-05-07,confirmed,',
    'R-100002,Задунайский,Пётр,1990-02-31,confirmed,',
  ];
  writeFileSync(register, rows.join('\n'));
  writeFileSync(join(out, 'policy.yaml'), 'minBatch: 1\nlisting_basis: As Mr Zadunaiskii asked\n');
  const args = [register, '--out', out, '--ledger', join(work, 'private/ledger.jsonl'), '--skip-bad'];
  try {
    await expect(publish(publishArguments([...args, '--issued', '2026-01-10']))).rejects.toThrow(
      /surname of record R-100002/,
    );
    expect(existsSync(join(out, 'roster.json'))).toBe(false);
  } finally {
    rmSync(work, { recursive: true });
  }
});
