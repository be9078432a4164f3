import { escaped as text } from '../../../src/i18n/markup.ts';
import type { Description } from '../../../src/roster/description.ts';
import { dateInWords } from './html.ts';

/** A row as the site words it. */
export function rowInWords({
  given_name,
  patronymic_initial,
  surname_initial,
  birth_from,
  birth_to,
}: Description): string {
  const patronymic =
    { '': '', '…': ', patronymic with a rare initial', '?': ', something missing' }[patronymic_initial] ??
    ` ${patronymic_initial}.`;
  const given = given_name.endsWith('…') ? `a rarer name in ${given_name.slice(0, -1)}` : given_name;
  const [from, to] = [birth_from, birth_to].map(
    (iso) => `<span class="date">${text(dateInWords(iso))}</span>`,
  );
  return `${text(given)}${text(patronymic)}, surname in ${text(surname_initial)}, born ${from} to ${to}`;
}
