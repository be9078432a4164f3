import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSealedScripts } from '../../../scripts/roster/sealed-scripts.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { fileName } from '../../../src/seal/sealed-files.ts';
import { stretchCode } from '../../../src/seal/stretch.ts';
import { seal } from './release.ts';
import { seededBytes } from './seeded-bytes.ts';

const program = resolve(import.meta.dirname, '../../../scripts/open-code.ts');
const [letter = '', call = '', stranger = ''] = [0, 1, 2].map((n) =>
  createFamilyCode(seededBytes(`terminal ${n}`, 10)),
);
const folder = mkdtempSync(join(tmpdir(), 'open-code-'));
const site = join(folder, 'site');

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(() => {
  const files = seal(
    [
      {
        stretched: stretchCode(letter),
        news: { status: 'confirmed' as const, month: '2022-04', message: 'Мама, я жив.\nПиши.' },
      },
      { stretched: stretchCode(call), news: { status: 'call_us' as const, month: null, message: null } },
    ],
    { capacityStep: 1536 },
  );
  mkdirSync(join(folder, 'release/sealed'), { recursive: true });
  for (const [name, bytes] of files) {
    writeFileSync(join(folder, 'release/sealed', fileName(name)), bytes);
  }
  expect(writeSealedScripts(join(folder, 'release'), site)).toBe(7);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('open-code', () => {
  it('prints the record on stdout, as text or JSON', () => {
    expect(run('--site', site, letter)).toEqual({
      status: 0,
      stdout: 'status: confirmed\nmonth: 2022-04\nmessage:\nМама, я жив.\nПиши.\n',
      stderr: '',
    });
    const { stdout } = run('--site', site, '--json', ...letter.toLowerCase().split('-'));
    expect(JSON.parse(stdout)).toEqual({
      status: 'confirmed',
      month: '2022-04',
      message: 'Мама, я жив.\nПиши.',
    });
    expect(JSON.parse(run('--json', '--site', site, call).stdout)).toEqual({
      status: 'call_us',
      month: null,
      message: null,
    });
  });

  it('exits 1 and prints nothing on stdout where no record opens', () => {
    const none = run('--site', site, '--json', stranger);
    expect(none).toMatchObject({ status: 1, stdout: '' });
    expect(none.stderr).toContain('No record opens with this code');
    const mistyped = run('--site', site, `${letter.slice(0, 23)}${letter[23] === '0' ? '1' : '0'}`);
    expect(mistyped).toMatchObject({ status: 1, stdout: '' });
    expect(mistyped.stderr).toContain('group 5');
    expect(run('--site', folder, letter)).toMatchObject({ status: 1, stdout: '' });
  });

  it('exits 2 on usage and says how to call it', () => {
    for (const args of [
      [letter],
      ['--site', site],
      ['--nope', letter],
      ['--site', join(folder, 'absent'), letter],
    ])
      expect(run(...args)).toMatchObject({ status: 2, stdout: '' });
    expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('writeSealedScripts', () => {
  it('writes nothing for a release without sealed records', () => {
    expect(writeSealedScripts(join(folder, 'no-release'), join(folder, 'no-site'))).toBe(0);
  });
});
