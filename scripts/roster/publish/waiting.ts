import type { Policy } from '../../../src/schemas/policy.ts';
import type { Ledger } from '../ledger/ledger-file.ts';

export type WaitReason = 'not_first_of_month' | 'below_min_batch';

const month = (iso: string): string => iso.slice(0, 7);

/** Why so many changes of rows may not be made now; null when they may. DESIGN section 3, release rules. */
export function mustWait(
  ledger: Ledger,
  issued: string,
  changes: number,
  { minBatch }: Pick<Policy, 'minBatch'>,
): WaitReason | null {
  const months = ledger.releases
    .filter(({ number }) => ledger.published.has(number))
    .map((release) => month(release.issued));
  if (months.some((earlier) => earlier >= month(issued))) return 'not_first_of_month';
  return changes < minBatch ? 'below_min_batch' : null;
}
