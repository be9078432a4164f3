import { z } from 'zod';

/** What a sealed record can say. No death, hospital or withdrawal is among them: those open to `call_us`. */
export const sealedStatuses = [
  'reported',
  'confirmed',
  'transferred',
  'released',
  'repatriated',
  'call_us',
] as const;

/**
 * What a family code opens to.
 *
 * - `month`: when it was written, `YYYY-MM`; null where that is not told, always with `call_us`.
 * - `message`: his own words; null when there are none, always with `call_us`.
 */
export const sealedNewsSchema = z.strictObject({
  status: z.enum(sealedStatuses),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable(),
  message: z.string().min(1).nullable(),
});

/** The one format that this version writes and reads. */
export const sealedFormat = 'vestochka-sealed/1';

/** `sealed` of roster.json: what may be known of the sealed files; never how many records are real. */
export const sealedSummarySchema = z.strictObject({
  format: z.literal(sealedFormat),
  capacity: z.int().min(1),
  record_bytes: z.int().min(1),
  shard_records: z.int().min(1),
  shards: z.int().min(1),
});

export type SealedStatus = (typeof sealedStatuses)[number];
export type SealedNews = z.infer<typeof sealedNewsSchema>;
export type SealedSummary = z.infer<typeof sealedSummarySchema>;
