import { foldCyrillic } from '../../../src/names/fold.ts';
import type { Entry } from '../../../src/schemas/entry.ts';

/** Rows whose birth dates span more than this many half months name their years only. */
const mostHalves = 24;

/** `199005a`: the first half of May 1990. */
function half(year: number, month: number, day: number): string {
  return `${year}${String(month).padStart(2, '0')}${day <= 15 ? 'a' : 'b'}`;
}

/**
 * A row of the roster as words for a library, which knows nothing of spans of dates: every half month that it covers,
 * or every year.
 */
export function rowText(entry: Entry): string {
  const words = [foldCyrillic(entry.given_name.toLowerCase())];
  if (/\p{L}/u.test(entry.patronymic_initial)) words.push(`п${entry.patronymic_initial.toLowerCase()}`);
  words.push(`ф${entry.surname_initial.toLowerCase()}`);
  const [year = 0, month = 0, day = 0] = entry.birth_from.split('-').map(Number);
  const to = entry.birth_to;
  const halves: string[] = [];
  for (let at = (year * 12 + month - 1) * 2 + (day <= 15 ? 0 : 1); halves.length <= mostHalves; at += 1) {
    const [y, m, second] = [Math.floor(at / 24), (Math.floor(at / 2) % 12) + 1, at % 2 === 1];
    if (`${y}-${String(m).padStart(2, '0')}-${second ? '16' : '01'}` > to) break;
    halves.push(half(y, m, second ? 16 : 1));
  }
  if (halves.length <= mostHalves) return [...words, ...halves].join(' ');
  const last = Number(to.slice(0, 4));
  for (let one = year; one <= last; one += 1) words.push(String(one));
  return words.join(' ');
}

/** The same words for a birth date; one of them stands in every row that covers it. */
export function birthText({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${half(year, month, day)} ${year}`;
}
