import { z } from 'zod';
import { policySchema } from './policy.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The one format that this version writes and reads. */
export const rosterFormat = 'vestochka-roster/1';

/**
 * `roster.json`: a release of the roster is what this file names.
 *
 * - `sequence`: never goes back. `issued`, `review_by`: ISO dates.
 * - `policy`: the policy in force, with `k`, the smallest class size that follows from it.
 * - `counts.entries`: rows of `entries.csv`. How many sealed records there are is not told, only their capacity.
 * - `sealed`: how to open the files under `sealed/`; its inner form belongs to `sealed.ts`. Absent when there are none.
 * - `files`: `entries.csv`, `cells/NUMBER.bin` (the tables under which rows in force were cut), `sealed/`: every file beside `roster.json` that belongs to the release, by its path with `/`.
 */
export const rosterSchema = z.strictObject({
  format: z.literal(rosterFormat),
  edition: z.enum(['demonstration', 'production']),
  sequence: z.int().min(1),
  issued: z.iso.date(),
  review_by: z.iso.date(),
  policy: policySchema.extend({ k: z.int().min(2) }),
  counts: z.strictObject({ entries: z.int().min(0) }),
  sealed: z.record(z.string(), z.json()).optional(),
  files: z.record(
    z.string().regex(/^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+$/),
    z.strictObject({ bytes: z.int().min(0), sha256 }),
  ),
});

export type Roster = z.infer<typeof rosterSchema>;
