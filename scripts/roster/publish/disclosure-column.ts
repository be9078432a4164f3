import { Refusal } from '../exit.ts';
import type { Ledger } from '../ledger/ledger-file.ts';
import type { Plan } from './plan.ts';

const shownIds = 20;
const wayOut =
  'Export the register with the column disclosure; an empty value in it lists a man, so the column may be empty.';

/** Whether any register that the ledger published from told who must not be public. */
function hadColumn({ releases, published }: Ledger): boolean {
  return releases.some(
    ({ number, without_disclosure }) => published.has(number) && without_disclosure !== true,
  );
}

/**
 * A register without a column of disclosure lists everybody. That is right where it never had one; where the column
 * was lost on the way, it would make public whom it kept back. Withheld men are not in the ledger at all, so
 * nobody who is new to the list can be told from them.
 * @throws Refusal when men would become public for no other reason than that a column is gone
 */
export function checkLostColumn(ledger: Ledger, { unhidden, changes }: Plan): void {
  if (unhidden.length > 0) {
    const ids = unhidden.slice(0, shownIds).join(', ') + (unhidden.length > shownIds ? ', …' : '');
    throw new Refusal(
      `Nothing was published: the register has no column of disclosure, and men whom the ledger knows as not listed would become public (${unhidden.length}: ${ids}). ${wayOut}`,
    );
  }
  const added = changes.filter(({ kind }) => kind === 'add').length;
  if (added === 0 || !hadColumn(ledger)) return;
  throw new Refusal(
    `Nothing was published: ${added} ${added === 1 ? 'man' : 'men'} would become public, and the register has no column of disclosure any more, as earlier ones had. ${wayOut}`,
  );
}
