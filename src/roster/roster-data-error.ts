import type { Steps } from '../steps/steps.ts';

/** What is wrong with bytes that should be a roster; the page has words for each. */
export type RosterFault =
  /** Not a roster at all, or one of another format version. */
  | 'foreign'
  /** Fewer bytes than the head promises. */
  | 'truncated'
  /** The checksum or the content does not fit. */
  | 'damaged'
  /** Whole, but of another release or in another place than asked for. */
  | 'misplaced';

/** Thrown instead of any answer when roster bytes cannot be trusted: a damaged roster never reads as "none fits". */
export class RosterDataError extends Error {
  readonly fault: RosterFault;

  constructor(fault: RosterFault, message: string) {
    super(message);
    this.name = 'RosterDataError';
    this.fault = fault;
  }
}

/** What `read` gives; a number out of range in bytes that are being read means that they are damaged. */
export function readOrDamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damagedBy(error);
  }
}

/** `readOrDamaged` of what is read in steps. */
export function* orDamaged<T>(steps: Steps<T>): Steps<T> {
  try {
    return yield* steps;
  } catch (error) {
    throw damagedBy(error);
  }
}

function damagedBy(error: unknown): unknown {
  return error instanceof RangeError ? new RosterDataError('damaged', error.message) : error;
}
