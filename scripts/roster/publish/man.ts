import type { Man } from '../../../src/roster/describe.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';

/** What `manOf` needs of the name engine. */
export interface ManNames {
  canonicalGivenName(text: string): string;
  canonicalInitial(surname: string): string;
  patronymicInitial(patronymic: string): string | null;
}

/** What a row is computed from: everything else of the record stays behind. */
export function manOf(record: RegisterRecord, names: ManNames): Man {
  return {
    given_name: names.canonicalGivenName(record.given_name),
    surname_initial: names.canonicalInitial(record.surname),
    patronymic_initial: record.patronymic === undefined ? null : names.patronymicInitial(record.patronymic),
    birth: record.birth,
  };
}
