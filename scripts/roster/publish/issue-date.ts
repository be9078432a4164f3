import type { LedgerRelease } from '../../../src/schemas/ledger.ts';
import { Refusal } from '../exit.ts';
import type { Warning } from '../register/problem.ts';

/** So far ahead a release may be dated without a word: the next month's is prepared early. */
const daysAhead = 31;
const day = 86_400_000;

/** @throws Refusal when the release would look older than the last one */
export function checkIssued(issued: string, last: LedgerRelease | undefined): void {
  if (last === undefined || issued >= last.issued) return;
  throw new Refusal(
    `The last release is of ${last.issued}; one of ${issued} would look older than it. Give --issued ${last.issued} or later.`,
  );
}

/** A slip in the year would hold for ever, since later releases cannot be dated before it. */
export function aheadWarning(issued: string, today: string): Warning[] {
  const days = (Date.parse(issued) - Date.parse(today)) / day;
  if (days <= daysAhead) return [];
  const message = `The release is dated ${issued}, ${days} days from now; no release can be dated before it afterwards.`;
  return [{ code: 'issued_ahead', row: 0, column: null, message }];
}
