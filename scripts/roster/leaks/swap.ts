import type { Describe, Description, Man } from '../../../src/roster/description.ts';
import type { Birth, RegisterRecord } from '../../../src/schemas/register.ts';
import { Refusal } from '../exit.ts';

const birthOf = (iso: string): Required<Birth> => {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  return { year, month, day };
};

/**
 * Another birth date in the cell of a full one. A year alone stays: which years share a row depends on how the finer
 * runs cut them, so another year of the row need not have it.
 */
function otherBirth(birth: Birth, { birth_from, birth_to }: Description): Birth {
  if (birth.day === undefined) return birth;
  const [from, to] = [birthOf(birth_from), birthOf(birth_to)];
  const isFrom = birth.year === from.year && birth.month === from.month && birth.day === from.day;
  return isFrom ? to : from;
}

/** A record in which everything that no row may depend on is another's. */
function elsewhere(record: RegisterRecord): RegisterRecord {
  const { message, status_date, ...rest } = record;
  return {
    ...rest,
    record_id: [...record.record_id].reverse().join(''),
    status: record.status === 'confirmed' ? 'reported' : 'confirmed',
    code_version: record.code_version + 1,
    // What he has, his twin lacks.
    ...(message === undefined ? { message: 'Все хорошо' } : {}),
    ...(status_date === undefined ? { status_date: '2022-03-02' } : {}),
  };
}

/**
 * Describes men, and holds each new row against its twin: a man of another surname and patronymic with the same
 * initials, born elsewhere in the cell, of another spelling of the given name or another name of the same rest cell, with
 * another id, status, date and message, must get the same row to the byte. A row into which anything more of the man
 * found its way, in whatever code, fails.
 */
export class SwapCheckedDescribe {
  private readonly describe: Describe;
  private readonly manOf: (record: RegisterRecord) => Man;
  /** By initial, two surnames and two patronymics of the register. */
  private readonly surnames = new Map<string, string[]>();
  private readonly patronymics = new Map<string, string[]>();
  /** By what a row says of the given name and the surname, two given names as they were written. */
  private readonly givenNames = new Map<string, string[]>();

  constructor(describe: Describe, manOf: (record: RegisterRecord) => Man) {
    this.describe = describe;
    this.manOf = manOf;
  }

  private static other(pool: Map<string, string[]>, initial: string, own: string): string {
    const known = pool.get(initial) ?? [];
    if (!known.includes(own) && known.length < 2) pool.set(initial, [...known, own]);
    return known.find((name) => name !== own) ?? own;
  }

  /** @throws Refusal when the row tells more than his cell */
  of(record: RegisterRecord): { man: Man; row: Description | null } {
    const man = this.manOf(record);
    const row = this.describe(man);
    if (row === null) return { man, row };
    const { surnames, patronymics, givenNames } = this;
    const { surname, given_name, patronymic } = record;
    const token = `${row.given_name} ${row.surname_initial}`;
    const twin: RegisterRecord = {
      ...elsewhere(record),
      given_name: SwapCheckedDescribe.other(givenNames, token, given_name),
      surname: SwapCheckedDescribe.other(surnames, man.surname_initial, surname),
      birth: otherBirth(record.birth, row),
      ...(patronymic === undefined || man.patronymic_initial === null
        ? {}
        : { patronymic: SwapCheckedDescribe.other(patronymics, man.patronymic_initial, patronymic) }),
    };
    const swapped = this.describe(this.manOf(twin));
    if (swapped === null || JSON.stringify(swapped) !== JSON.stringify(row)) {
      throw new Refusal(
        `Nothing was published: the row of record ${record.record_id} tells more than his cell (swap test). This is a fault of the program: report it, without the register.`,
      );
    }
    return { man, row };
  }
}
