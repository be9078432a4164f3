import type { Entry } from '../../schemas/entry.ts';

const entry = (ref: string, fields: Partial<Entry>): Entry => ({
  ref,
  given_name: 'Константин',
  patronymic_initial: 'С',
  surname_initial: 'Б',
  birth_from: '1998-05-01',
  birth_to: '1998-05-15',
  ...fields,
});

/** Rows of each shape that a release can hold. */
export const entryExamples: Readonly<Record<string, Entry>> = {
  'half a month': entry('4KD9Q7M2', {}),
  'one day': entry('5KD9Q7M2', { birth_from: '1998-05-12', birth_to: '1998-05-12' }),
  'a year, not divided by patronymic': entry('6KD9Q7M2', {
    patronymic_initial: '',
    birth_from: '1998-01-01',
    birth_to: '1998-12-31',
  }),
  'several years': entry('7KD9Q7M2', { birth_from: '1996-01-01', birth_to: '1999-12-31' }),
  'months across a year': entry('8KD9Q7M2', { birth_from: '1997-11-16', birth_to: '1998-02-28' }),
  'a rare given name': entry('9KD9Q7M2', { given_name: 'К…', patronymic_initial: '' }),
  'a rare patronymic': entry('AKD9Q7M2', { patronymic_initial: '…' }),
  'no patronymic known': entry('BKD9Q7M2', { patronymic_initial: '?' }),
};

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A name with so many rows that they stand under heads: a year of its own, and several years together. */
export const manyYears: readonly Entry[] = Array.from({ length: 64 }, (_, row) => {
  const year = row < 32 ? 1990 : 1991 + Math.floor((row - 32) / 4);
  const month = String((row % 12) + 1).padStart(2, '0');
  return entry(`M0KD9Q${digits[row >> 5]}${digits[row & 31]}`, {
    given_name: 'Михаил',
    birth_from: `${year}-${month}-02`,
    // Each third ends in the year after.
    birth_to: row % 3 === 0 ? `${year + 1}-01-15` : `${year}-${month}-15`,
  });
});
