import { z } from 'zod';

/**
 * One public row of the roster: the description of a cell of the population, never of a man.
 *
 * - `ref`: eight Crockford base32 characters without a dash, the last one a check character.
 * - `given_name`: the canonical given name, or its initial followed by `…` (every name of that initial that
 *   has no cell of its own).
 * - `patronymic_initial`: a letter; empty = the cell is not divided by patronymic; `…` = the rest cell;
 *   `?` = the register does not know it.
 * - `surname_initial`: a letter.
 * - `birth_from`, `birth_to`: ISO dates, both inclusive.
 */
export const entryColumns = [
  'ref',
  'given_name',
  'patronymic_initial',
  'surname_initial',
  'birth_from',
  'birth_to',
] as const;

export const refPattern = /^[0-9A-HJKMNP-TV-Z]{8}$/;
export const isoDatePattern = /^\d{4}-\d{2}-\d{2}$/;

const isoDate = z.string().regex(isoDatePattern);

export const entrySchema = z.strictObject({
  ref: z.string().regex(refPattern),
  given_name: z.string().min(1),
  patronymic_initial: z.string().max(1),
  surname_initial: z.string().length(1),
  birth_from: isoDate,
  birth_to: isoDate,
});

export type Entry = z.infer<typeof entrySchema>;
