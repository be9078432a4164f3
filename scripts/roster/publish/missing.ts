import { Refusal } from '../exit.ts';

/** So many listed men may be missing from a register at once before it counts as cut off: 50, or a tenth of them. */
export function missingLimit(listed: number): number {
  return Math.max(50, Math.floor(listed / 10));
}

/** The register lacks so many of the listed men that it may be cut off. */
export class TooManyMissing extends Refusal {
  override name = 'TooManyMissing';
  readonly missing: number;
  readonly listed: number;

  constructor(missing: number, listed: number) {
    super(
      `Nothing was published: ${missing} of ${listed} listed men are not in the register any more, and their rows would be withdrawn (up to ${missingLimit(listed)} at once pass). Is the register whole? Export it again; if they are meant to go, give --accept-missing.`,
    );
    this.missing = missing;
    this.listed = listed;
  }
}
