import { z } from 'zod';

/** Columns of a register in their canonical English names; `code_version` and those marked optional may be missing. */
export const registerColumns = [
  'record_id',
  'surname',
  'given_name',
  'patronymic',
  'birth_date',
  'status',
  'status_date',
  'disclosure',
  'message',
  'code_version',
] as const;
export type RegisterColumn = (typeof registerColumns)[number];

export const requiredColumns = ['record_id', 'surname', 'given_name', 'birth_date', 'status'] as const;

/** Evidence, not verdicts; they follow the notifications of art. 122 of the Third Geneva Convention. */
export const statuses = [
  'reported',
  'confirmed',
  'hospital',
  'transferred',
  'released',
  'repatriated',
  'deceased',
] as const;
export type Status = (typeof statuses)[number];

/** `listed`: row and sealed record; `sealed`: no row; `withheld`: nothing; `withdrawn`: the row vanishes, the code opens to "please call us". */
export const disclosures = ['listed', 'sealed', 'withheld', 'withdrawn'] as const;
export type Disclosure = (typeof disclosures)[number];

/** Longest values, in characters. */
export const longest = { record_id: 64, name: 100, message: 300 } as const;

/** A birth date as far as his papers tell it. */
const birthSchema = z
  .strictObject({
    year: z.int().min(1900).max(2100),
    month: z.int().min(1).max(12).optional(),
    day: z.int().min(1).max(31).optional(),
  })
  .refine((birth) => birth.day === undefined || birth.month !== undefined, { error: 'a day needs a month' });

export type Birth = z.infer<typeof birthSchema>;

const name = z.string().min(1).max(longest.name);

/** One row of a register after reading: values trimmed, dates and words understood, nothing left to guess. */
export const registerRecordSchema = z.strictObject({
  record_id: z.string().min(1).max(longest.record_id),
  surname: name,
  given_name: name,
  patronymic: name.optional(),
  birth: birthSchema,
  status: z.enum(statuses),
  status_date: z.iso.date().optional(),
  disclosure: z.enum(disclosures),
  message: z.string().max(longest.message).optional(),
  code_version: z.int().min(1).max(9999),
});

export type RegisterRecord = z.infer<typeof registerRecordSchema>;
