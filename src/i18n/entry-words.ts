import type { Entry } from '../schemas/entry.ts';
import { fill } from './phrase.ts';

/**
 * The words that a row of the roster is told in: the same on the check page and in the browsable list.
 * `months` are names as they stand after a day; the rest are texts with `{placeholders}`.
 */
export interface EntryPhrases {
  readonly months: readonly string[];
  /** `{day} {month} {year}` */
  readonly date: string;
  /** `{day} {month}` */
  readonly dayMonth: string;
  /** A day and a day: `{from}`, `{to}`. */
  readonly between: string;
  readonly onDay: string;
  readonly inYear: string;
  readonly inYears: string;
  /** `{letter}`: a given name that is too rare for a cell of its own. */
  readonly rareGiven: string;
  readonly surname: string;
  readonly patronymic: string;
  readonly rarePatronymic: string;
  readonly unknownPatronymic: string;
}

/** `Константин`, or the words for "a rare name in К" when the row names only the initial. */
export function givenWords(givenName: string, phrases: EntryPhrases): string {
  return givenName.endsWith('…') ? fill(phrases.rareGiven, { letter: givenName.slice(0, -1) }) : givenName;
}

/** The patronymic of a row, or an empty text where the cell is not divided by it. */
export function patronymicWords(initial: string, phrases: EntryPhrases): string {
  if (initial === '') return '';
  if (initial === '…') return phrases.rarePatronymic;
  if (initial === '?') return phrases.unknownPatronymic;
  return fill(phrases.patronymic, { letter: initial });
}

/** All of a row but the birth date: `Константин, отчество на С, фамилия на Б`. */
export function whoWords(
  entry: Pick<Entry, 'given_name' | 'patronymic_initial' | 'surname_initial'>,
  phrases: EntryPhrases,
): string {
  return [
    givenWords(entry.given_name, phrases),
    patronymicWords(entry.patronymic_initial, phrases),
    fill(phrases.surname, { letter: entry.surname_initial }),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** A day in words: `12 мая 1998`. */
export function dateWords(iso: string, phrases: Pick<EntryPhrases, 'months' | 'date'>): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return fill(phrases.date, { day: Number(day), month: phrases.months[Number(month) - 1] ?? month, year });
}

/**
 * The bounds of a birth date, both inclusive, in the shortest true words: a year, some years, a day, or
 * `между 1 и 15 мая 1998`.
 */
export function bornWords(from: string, to: string, phrases: EntryPhrases): string {
  const [fromYear = '', toYear = ''] = [from.slice(0, 4), to.slice(0, 4)];
  if (from === to) return fill(phrases.onDay, { date: dateWords(from, phrases) });
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) {
    return fromYear === toYear
      ? fill(phrases.inYear, { year: fromYear })
      : fill(phrases.inYears, { from: fromYear, to: toYear });
  }
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = sameMonth
    ? String(Number(from.slice(8)))
    : fromYear === toYear
      ? dateWords(from, { months: phrases.months, date: phrases.dayMonth })
      : dateWords(from, phrases);
  return fill(phrases.between, { from: start, to: dateWords(to, phrases) });
}
