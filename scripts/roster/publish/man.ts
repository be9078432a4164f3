import type { Names } from '../../../src/names/names.ts';
import type { Man } from '../../../src/roster/description.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';

/** What a row needs of the name engine. */
export type ManNames = Pick<Names, 'canonicalGivenName' | 'canonicalInitial' | 'patronymicInitial'>;

function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    known.set(text, value);
    return value;
  };
}

/**
 * Makes of a record what its row is computed from: everything else of the record stays behind.
 * Names repeat, so what was read once is remembered; of patronymics and surnames there are hundreds of thousands.
 */
export function createManOf(names: ManNames): (record: RegisterRecord) => Man {
  const givenName = remembered((text) => names.canonicalGivenName(text));
  const surnameInitial = remembered((text) => names.canonicalInitial(text));
  const patronymicInitial = remembered((text) => names.patronymicInitial(text));
  return ({ given_name, surname, patronymic, birth }) => ({
    given_name: givenName(given_name),
    surname_initial: surnameInitial(surname),
    patronymic_initial: patronymic === undefined ? null : patronymicInitial(patronymic),
    birth,
  });
}
