/**
 * What went wrong:
 * - `input`: what was given to be sealed cannot be (said with the place of the record, never its words);
 * - `format`: the bytes are no sealed file, or of a version that this program does not know;
 * - `mixed`: the files belong to different releases;
 * - `damaged`: the bytes were changed or cut after sealing;
 * - `absent`: this copy carries no such file.
 */
export type SealErrorKind = 'input' | 'format' | 'mixed' | 'damaged' | 'absent';

/** Sealing or opening failed for a reason that has nothing to do with the code that was typed. */
export class SealError extends Error {
  override name = 'SealError';
  readonly kind: SealErrorKind;

  constructor(kind: SealErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
