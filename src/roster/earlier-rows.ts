import type { CellIndex } from './cell-index.ts';
import type { Description } from './description.ts';
import type { ExpectedCounts } from './expected-counts.ts';
import { halfMonthOfDay } from './half-month.ts';
import { menBetween } from './partition.ts';
import { dayNumber } from './roster-view.ts';

/**
 * Men by the tables of today who fit a row that was cut under earlier ones: what the row says is read with the table of
 * cells of its day, the men are counted with the tables of now. Of a row with `?`, men of whom the same is missing are
 * a share of that number.
 *
 * Null where the row bears a name that the tables of today do not use: it may have become a spelling of another, and
 * nobody counts those who are spelled so.
 */
export function menOfEarlierRow(counts: ExpectedCounts, index: CellIndex, row: Description): number | null {
  const { given_name, patronymic_initial, surname_initial } = row;
  const { years, groups, initials } = counts;
  const initial = given_name.charAt(0);
  const names = given_name.endsWith('…')
    ? [...counts.namesOf(initial), given_name].filter(
        (name) => index.givenToken(name, surname_initial) === given_name,
      )
    : [given_name];
  if (names.every((name) => counts.givenName(name).every((count) => count === 0))) return null;
  const letters = initials.filter(
    (letter) => index.patronymicToken(given_name, surname_initial, letter) === '…',
  );
  const isDivided = !['', '?'].includes(patronymic_initial);
  const shareAt = (place: number): number => {
    if (!isDivided) return 1;
    if (patronymic_initial !== '…') return counts.patronymicInitial(patronymic_initial)[place] as number;
    const others = Math.max(0, counts.otherPatronymics[place] as number);
    return letters.reduce((sum, letter) => sum + (counts.patronymicInitial(letter)[place] as number), others);
  };
  const surname = counts.surnameInitial(surname_initial);
  const men = new Float64Array(years);
  for (const name of names) {
    const so = counts.givenName(name);
    for (let place = 0; place < groups * years; place += 1) {
      const year = place % years;
      const share = (surname[Math.floor(place / years)] as number) * shareAt(place);
      men[year] = (men[year] as number) + (so[place] as number) * share;
    }
  }
  return menBetween(
    counts,
    men,
    halfMonthOfDay(dayNumber(row.birth_from)),
    halfMonthOfDay(dayNumber(row.birth_to)),
  );
}
