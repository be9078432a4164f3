import { z } from 'zod';

/**
 * `policy.yaml`: what the publisher decides about disclosure. Terms are those of statistical disclosure control.
 *
 * - `maxRisk`: the highest journalist risk of a row, 1 ÷ the number of people in the population who fit it.
 * - `margin`: share of an expected cell size that is believed, because names are not independent.
 * - `minBatch`: fewest additions and withdrawals with which `entries.csv` may change.
 * - `expectedShare`: share of inquiries that end in a confirmed capture; only the words about false hope use it.
 * - `regionalMultiplier`: k is multiplied by it where a name is regional (1 = as everywhere).
 * - `listing_basis`: his consent, or the law that the publisher acts under; a production release needs it.
 */
export const policySchema = z.strictObject({
  maxRisk: z.number().gt(0).max(0.5).default(0.03),
  margin: z.number().gt(0).max(1).default(0.65),
  minBatch: z.int().min(1).default(50),
  expectedShare: z.number().gt(0).max(1).default(0.024),
  regionalMultiplier: z.number().min(1).max(100).default(1),
  listing_basis: z.string().trim().min(1).optional(),
});

export type Policy = z.infer<typeof policySchema>;

/** k, the smallest class size that `maxRisk` permits: 0.03 → 34. */
export function smallestClass(policy: Pick<Policy, 'maxRisk'>): number {
  // Without the tolerance 1 / 0.05 and the like could round up by one through binary fractions.
  return Math.ceil(1 / policy.maxRisk - 1e-9);
}
