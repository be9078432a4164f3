import type { Reason } from '../names/reason.ts';
import type { Entry } from '../schemas/entry.ts';

/** What is asked: the name field as typed, and as much of a birth date as is known (month 1–12). */
export interface SearchQuery {
  readonly name: string;
  readonly birth: { readonly year?: number; readonly month?: number; readonly day?: number };
}

/**
 * How a row fits. `strong`: given name, surname and at least the year of birth were given, and every part that was
 * given agrees through known rules, or one slip of the finger in a long name. `possible`: nothing contradicts.
 */
export type Fit = 'strong' | 'possible';

export interface Match {
  readonly entry: Entry;
  readonly fit: Fit;
  readonly reasons: readonly Reason[];
}

export type MissingPart = 'patronymic' | 'birth_date' | 'surname' | 'given_name';

export interface SearchResult {
  /** `idle`: nothing to look for yet. `few`: up to ten rows fit. */
  readonly outcome: 'idle' | 'few' | 'many' | 'none';
  /** How many rows fit. */
  readonly total: number;
  /** At most ten, best first. */
  readonly matches: readonly Match[];
  /** What is compared; empty lists where a part was not given. */
  readonly understood: {
    readonly givenNames: readonly string[];
    readonly surnameInitials: readonly string[];
    readonly patronymicInitials: readonly string[];
    readonly birth: SearchQuery['birth'];
    /** The keyboard was taken to be in another layout. */
    readonly layout: boolean;
  };
  readonly missing: readonly MissingPart[];
  /** Initials that the surname has by any of the ways to read the name; null where one of them leaves it open. */
  readonly anySurnameInitials: readonly string[] | null;
}
