import { z } from 'zod';
import { entrySchema } from './entry.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const ref = entrySchema.shape.ref;

/** The one format that this version writes and reads. */
export const ledgerFormat = 'vestochka-ledger/1';

/** First line. `seed`: what the next run draws its refs and codes from; every run leaves a new one behind. */
const ledgerHeaderSchema = z.strictObject({
  kind: z.literal('ledger'),
  format: z.literal(ledgerFormat),
  seed: hex(32),
  /** Key of the fingerprints in the record lines; it never changes. */
  fingerprint_key: hex(32),
});

/**
 * A row as it was public: from release number `from` (counted by the ledger) until, not including, `until`.
 * `identity`, `man`: keyed fingerprints of what his papers say and of what the row was computed from; they tell only
 * whether either was changed since, without the ledger holding a name.
 */
const listingSchema = z.strictObject({
  ref,
  row: entrySchema.omit({ ref: true }),
  identity: hex(8),
  man: hex(8),
  /** The edition of the tables under which the row was cut; absent in ledgers made before editions were kept. */
  cells: z.int().min(1).optional(),
  from: z.int().min(1),
  until: z.int().min(1).optional(),
});

/**
 * One record that was ever taken up for publication.
 *
 * - `ref`: of the row that is public, or that waits. A new one is drawn whenever a row is withdrawn or corrected.
 * - `code`: the ten random bytes of the family code; `stretched`: what sealing derives from it, cached.
 * - `call_draw`: chance that decides for ever whether he is in the tenth that opens to "please call us".
 * - `news`: keyed fingerprint of what the code opens to, by which a run can say how many open to something new.
 */
export const ledgerRecordSchema = z.strictObject({
  kind: z.literal('record'),
  record_id: z.string().min(1),
  ref: ref.nullable(),
  code: hex(10),
  code_version: z.int().min(1),
  stretched: hex(32),
  call_draw: hex(4),
  news: hex(8).optional(),
  listings: z.array(listingSchema),
});

/** A release that was prepared; it counts once `roster.json` with this hash was in force. */
const ledgerReleaseSchema = z.strictObject({
  kind: z.literal('release'),
  number: z.int().min(1),
  sequence: z.int().min(1),
  issued: z.iso.date(),
  review_by: z.iso.date(),
  salt: hex(32),
  /** Keyed fingerprint of everything that went into it, by which a second run knows that nothing changed. */
  content: hex(32),
  roster: hex(32),
  /** How many records the ledger held then; it never holds fewer later, unless it was cut. */
  records: z.int().min(0).optional(),
  /** Absolute path of the release folder that it was prepared for. */
  folder: z.string().min(1).optional(),
  /** Its register had no column of disclosure: everybody in it was listed. */
  without_disclosure: z.literal(true).optional(),
});

/** Tables under which rows were cut (`encodeCellEdition`, base64): a row is read with the tables that made it. */
const ledgerCellsSchema = z.strictObject({
  kind: z.literal('cells'),
  number: z.int().min(1),
  edition: z.base64(),
});

/** The release of this number was put in force. */
const ledgerPublishedSchema = z.strictObject({ kind: z.literal('published'), number: z.int().min(1) });

export const ledgerLineSchema = z.discriminatedUnion('kind', [
  ledgerHeaderSchema,
  ledgerCellsSchema,
  ledgerRecordSchema,
  ledgerReleaseSchema,
  ledgerPublishedSchema,
]);

export type LedgerHeader = z.infer<typeof ledgerHeaderSchema>;
export type Listing = z.infer<typeof listingSchema>;
export type LedgerRecord = z.infer<typeof ledgerRecordSchema>;
export type LedgerRelease = z.infer<typeof ledgerReleaseSchema>;
export type LedgerLine = z.infer<typeof ledgerLineSchema>;
