import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { names } from '../../../../../scripts/names/name-tables.ts';
import { grammarOf } from '../../../../../scripts/roster/leaks/gate.ts';
import { Needles } from '../../../../../scripts/roster/leaks/needles.ts';
import { Scanner } from '../../../../../scripts/roster/leaks/scan.ts';
import { readPopulation } from '../../../../../scripts/roster/population-folder.ts';
import { readRegister } from '../../../../../scripts/roster/register/read-register.ts';
import type { RegisterRecord } from '../../../../../src/schemas/register.ts';
import { containerMakers } from './container-plants.ts';
import { makers, noise, plants } from './plants.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures');
const register = join(fixtures, 'registers/demo.csv');

describe('the leak gate', () => {
  const records: RegisterRecord[] = [];
  let scanner: Scanner;

  beforeAll(async () => {
    const needles = new Needles(names());
    await readRegister(register, {
      today: '2026-11-22',
      onRecord(record) {
        records.push(record);
        needles.add(record);
      },
    });
    scanner = new Scanner(needles, { vocabularyIsFine: false, grammar: grammarOf(readPopulation()) });
  });

  const kinds = { ...makers, ...containerMakers };
  /** Other men each time: `LEAK_SEEDS=5` plants five thousand. */
  const seeds = Array.from({ length: Number(process.env.LEAK_SEEDS ?? 1) }, (_, index) => index + 1);

  it.each(seeds)(
    'finds 1,000 leaks of more than 100 kinds, seed %i',
    (seed) => {
      expect(Object.keys(kinds).length).toBeGreaterThan(100);
      const missed = plants(kinds, records, 1000, seed).filter(
        ({ file, bytes }) => [...scanner.scanName(file), ...scanner.scan(file, bytes)].length === 0,
      );
      const byKind = new Map<string, number>();
      for (const { kind } of missed) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      expect([...byKind]).toEqual([]);
    },
    60_000,
  );

  it('finds nothing in the release of the very register', () => {
    const folder = join(fixtures, 'demo/release');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const hits = files.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [...scanner.scan(entry.name, readFileSync(path))];
    });
    expect(files.length).toBeGreaterThan(3);
    expect(hits).toEqual([]);
  });

  it('finds a row that stands where others put it', () => {
    const [header, first, second, ...rest] = readFileSync(
      join(fixtures, 'demo/release/entries.csv'),
      'utf8',
    ).split('\n');
    const text = [header, second, first, ...rest].join('\n');
    expect([...scanner.scan('entries.csv', Buffer.from(text))]).toMatchObject([
      { kind: 'order', record_id: '', offset: `${header}\n`.length },
    ]);
  });

  it('finds no word of roster.json that is a surname too, and what a publisher wrote there', () => {
    const needles = new Needles(names());
    for (const surname of ['Маргин', 'Минний', 'Шарий', 'Исуед', 'Стремянов']) {
      needles.add({ record_id: `R-1 ${surname}`, surname });
    }
    const own = new Scanner(needles, { vocabularyIsFine: false, grammar: grammarOf(readPopulation()) });
    const text = readFileSync(join(fixtures, 'demo/release/roster.json'), 'utf8');
    expect([...own.scan('roster.json', Buffer.from(text))]).toEqual([]);
    const told = text.replace('"margin"', '"listing_basis": "по просьбе Стремянова",\n  "margin"');
    expect([...own.scan('roster.json', Buffer.from(told))]).toMatchObject([{ kind: 'surname' }]);
  });

  it('finds nothing in noise, and ten letters in it', () => {
    const bytes = noise(4_000_000, 11);
    expect([...scanner.scan('noise.bin', bytes)]).toEqual([]);
    const [long] = records.filter(({ surname }) => /^[А-Я][а-я]{10,}$/.test(surname));
    const at = 1_234_567;
    bytes.set(Buffer.from(long?.surname ?? ''), at);
    expect([...scanner.scan('noise.bin', bytes)]).toMatchObject([{ offset: at, kind: 'surname' }]);
  });
});
