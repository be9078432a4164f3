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
