/**
 * Why something is not believed. Each code is one kind of fault, so that a page can tell it in its own
 * language and a test can name it; `message` is English, for terminals.
 */
export type TrustFault =
  | 'bad-key'
  | 'bad-signature-file'
  | 'wrong-key'
  | 'bad-signature'
  | 'bad-manifest'
  | 'bad-release'
  | 'bad-trailer'
  | 'bad-zip'
  | 'not-a-release'
  | 'unsigned'
  | 'release-not-listed'
  | 'rollback'
  | 'jump'
  | 'equivocation'
  | 'next-key-changed'
  | 'no-successor'
  | 'expired';

/** Something that may come from a hostile place is not as it must be. */
export class TrustError extends Error {
  readonly fault: TrustFault;

  constructor(fault: TrustFault, message: string) {
    super(message);
    this.name = 'TrustError';
    this.fault = fault;
  }
}
