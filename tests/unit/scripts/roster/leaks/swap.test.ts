import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { names } from '../../../../../scripts/names/name-tables.ts';
import { type Disk, nodeDisk } from '../../../../../scripts/release/disk.ts';
import { SwapCheckedDescribe } from '../../../../../scripts/roster/leaks/swap.ts';
import { emptyLedger, readLedger, writeLedger } from '../../../../../scripts/roster/ledger/ledger-file.ts';
import { currentListing } from '../../../../../scripts/roster/ledger/rollback.ts';
import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import { createManOf } from '../../../../../scripts/roster/publish/man.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';
import { readRegister } from '../../../../../scripts/roster/register/read-register.ts';
import type { Description } from '../../../../../src/roster/description.ts';
import type { RegisterRecord } from '../../../../../src/schemas/register.ts';

const register = join(import.meta.dirname, '../../../../fixtures/registers/demo.csv');
const unsynced: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };
const two = (number: number): string => String(number).padStart(2, '0');

/** Every value goes to another man with the same initial. */
function rotated(values: readonly string[], initial: (value: string) => string): string[] {
  const groups = new Map<string, number[]>();
  values.forEach((value, index) => {
    const key = value === '' ? '' : initial(value);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  const result = [...values];
  for (const indexes of groups.values()) {
    indexes.forEach((index, place) => {
      result[index] = values[indexes[(place + 1) % indexes.length] as number] as string;
    });
  }
  return result;
}

describe('the swap test', () => {
  const work = mkdtempSync(join(tmpdir(), 'vestochka-swap-'));
  const records: RegisterRecord[] = [];
  beforeAll(() =>
    readRegister(register, { today: '2026-11-22', onRecord: (record) => records.push(record) }),
  );
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  async function entriesOf(
    path: string,
    name: string,
  ): Promise<{ csv: string; rows: Map<string, Description> }> {
    const ledger = join(work, `${name}.jsonl`);
    const fresh = emptyLedger();
    fresh.header.seed = '11'.repeat(32);
    fresh.header.fingerprint_key = '22'.repeat(32);
    writeLedger(ledger, fresh, { cipher: null, blocks: 0, torn: false }, unsynced);
    const out = join(work, name);
    await publish(publishArguments([path, '--out', out, '--ledger', ledger, '--issued', '2026-11-01']), {
      ...nodeWorld,
      disk: unsynced,
    });
    const rows = new Map<string, Description>();
    for (const record of (await readLedger(ledger)).ledger.records.values()) {
      const row = currentListing(record)?.row;
      if (row !== undefined) rows.set(record.record_id, row);
    }
    return { csv: readFileSync(join(out, 'entries.csv'), 'utf8'), rows };
  }

  it('other surnames, patronymics and birth dates within the cells give entries.csv to the byte', async () => {
    const { csv, rows } = await entriesOf(register, 'first');
    const engine = names();
    const surnames = rotated(
      records.map(({ surname }) => surname),
      (text) => engine.canonicalInitial(text),
    );
    const patronymics = rotated(
      records.map(({ patronymic }) => patronymic ?? ''),
      (text) => engine.patronymicInitial(text) ?? '',
    );
    const lines = records.map(({ record_id, given_name, birth, status, disclosure }, index) => {
      const row = rows.get(record_id);
      const written = `${birth.year}-${two(birth.month ?? 1)}-${two(birth.day ?? 1)}`;
      const moved = row === undefined || written === row.birth_from ? row?.birth_to : row.birth_from;
      const date = birth.day === undefined ? String(birth.year) : (moved ?? written);
      return [record_id, surnames[index], given_name, patronymics[index], date, status, disclosure].join(',');
    });
    const swapped = join(work, 'swapped.csv');
    writeFileSync(
      swapped,
      ['record_id,surname,given_name,patronymic,birth_date,status,disclosure', ...lines].join('\n'),
    );
    expect(surnames.filter((surname, index) => surname !== records[index]?.surname).length).toBeGreaterThan(
      1500,
    );
    expect((await entriesOf(swapped, 'second')).csv).toBe(csv);
  }, 60_000);

  /** What of a man a colleague with ill intent might hide in the last day of a row. */
  const secrets: Record<string, (record: RegisterRecord) => number> = {
    'the length of his surname': ({ surname }) => surname.length,
    'a letter of his surname': ({ surname }) => surname.charCodeAt(2),
    'his patronymic': ({ patronymic = '' }) => patronymic.charCodeAt(3),
    'his day of birth': ({ birth }) => birth.day ?? 0,
    'the spelling of his given name': ({ given_name }) => (given_name.includes('ё') ? 1 : 0),
    'his rare given name': ({ given_name }) => given_name.length,
    'his record id': ({ record_id }) => record_id.charCodeAt(record_id.length - 1),
    'his status': ({ status }) => (status === 'confirmed' ? 1 : 0),
    'whether he wrote': ({ message }) => (message === undefined ? 0 : 1),
    'whether there is a date of his status': ({ status_date }) => (status_date === undefined ? 0 : 1),
    'a new family code': ({ code_version }) => code_version,
  };

  it.each(Object.entries(secrets))('catches a row into which %s was put in code', (what, secretOf) => {
    const engine = createManOf(names());
    let secret = 0;
    const leaky = new SwapCheckedDescribe(
      // One bit decides the last day: nothing that a search for names or a grammar would find.
      (man) => ({
        given_name: what === 'his rare given name' ? `${man.given_name.charAt(0)}…` : man.given_name,
        patronymic_initial: man.patronymic_initial ?? '?',
        surname_initial: man.surname_initial,
        birth_from: '1960-01-01',
        birth_to: secret % 2 === 0 ? '2008-12-31' : '2008-12-15',
      }),
      (record) => {
        secret = secretOf(record);
        return engine(record);
      },
    );
    const spelled = records.map((record, index) => {
      const given_name = record.given_name.replace(/Арт[её]м/, index % 2 === 0 ? 'Артём' : 'Артем');
      return { ...record, given_name };
    });
    expect(() => {
      for (const record of spelled) leaky.of(record);
    }).toThrow(/swap test/);
  });
});
