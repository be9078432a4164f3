import { fill } from '../../i18n/phrase.ts';
import type { CodeWords } from './code-words.ts';

/** A month `YYYY-MM` in words: `апрель 2022`. */
export function monthWords(month: string, words: Pick<CodeWords, 'monthYear' | 'monthsAlone'>): string {
  const [year = '', number = ''] = month.split('-');
  return fill(words.monthYear, { month: words.monthsAlone[Number(number) - 1] ?? number, year });
}

/**
 * How the month of a record stands to the one that she remembers.
 * @param month of the record, `YYYY-MM`
 * @param remembered the number of a month and a year as typed; anything incomplete gives null
 */
export function changeSince(
  month: string,
  remembered: { month: string; year: string },
): 'newer' | 'same' | 'older' | null {
  const year = remembered.year.trim();
  if (remembered.month === '' || !/^\d{4}$/.test(year)) return null;
  const before = `${year}-${remembered.month.padStart(2, '0')}`;
  if (before === month) return 'same';
  return before < month ? 'newer' : 'older';
}
