import type { LedgerRelease } from '../../../src/schemas/ledger.ts';
import { Refusal } from '../exit.ts';

/**
 * The sequence number of a release.
 * @param asked by `--sequence`
 * @param same the last release says all that this one would
 * @throws Refusal when it would go back, or would be that of another release
 */
export function chooseSequence(
  asked: number | undefined,
  last: LedgerRelease | undefined,
  same: boolean,
): number {
  if (last === undefined) return asked ?? 1;
  if (asked === undefined) return same ? last.sequence : last.sequence + 1;
  if (asked < last.sequence) {
    throw new Refusal(
      `Sequence ${asked} would go back: ${last.sequence} was published. Leave --sequence out, or give ${last.sequence + 1} or more.`,
    );
  }
  if (asked === last.sequence && !same) {
    throw new Refusal(
      `Sequence ${asked} was published with another content. Leave --sequence out, or give ${asked + 1} or more.`,
    );
  }
  return asked;
}
