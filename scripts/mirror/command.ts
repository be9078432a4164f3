export { UsageError } from '../usage.ts';

/** The command was called rightly and says no, or the data are at fault: exit status 1. */
export class Refusal extends Error {}

/** What a run can be told from outside, so that tests need no clock, terminal or network of their own. */
export interface World {
  out: (text: string) => void;
  err: (text: string) => void;
  /** ISO day (UTC). */
  today: string;
  /** Whether a moving progress bar is of use on stderr. */
  isTerminal: boolean;
  /** Where it is remembered which releases were signed here; nowhere without it. */
  memory?: string;
}

/** What a stranger wrote (names of files, answers of hosts), so that it can write nothing else on a terminal. */
export const printable = (text: string): string =>
  text.replace(/[^\P{C}\n]/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
