import type { Entry } from '../schemas/entry.ts';
import type { Birth } from '../schemas/register.ts';

/** What a row is computed from. `given_name` is canonical (from the name engine); initials are capital letters. */
export interface Man {
  given_name: string;
  surname_initial: string;
  patronymic_initial: string | null;
  birth: Birth;
}

export type Description = Omit<Entry, 'ref'>;

/** The public description of a man; null when no cell that he may be in is large enough: sealed record only. */
export type Describe = (man: Man) => Description | null;

/** One fixed description for every man: given name, initials, the birth year. */
export function createDescribe(): Describe {
  return ({ given_name, surname_initial, patronymic_initial, birth }) => ({
    given_name,
    patronymic_initial: patronymic_initial ?? '?',
    surname_initial,
    birth_from: `${birth.year}-01-01`,
    birth_to: `${birth.year}-12-31`,
  });
}
