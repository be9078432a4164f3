import type { Entry } from '../schemas/entry.ts';
import type { Birth } from '../schemas/register.ts';

/**
 * What a row is computed from. `given_name` is canonical (from the name engine); initials are capital letters of the
 * alphabet of the tables, as the name engine gives them (Е for Ё, И for І). A surname whose letter the tables do not
 * know has no cell; a patronymic letter that they do not know belongs to the rest.
 */
export interface Man {
  given_name: string;
  surname_initial: string;
  patronymic_initial: string | null;
  birth: Birth;
}

export type Description = Omit<Entry, 'ref'>;

/** The public description of a man; null when no cell that he may be in is large enough: sealed record only. */
export type Describe = (man: Man) => Description | null;
