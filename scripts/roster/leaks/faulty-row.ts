import type { RegisterColumn } from '../../../src/schemas/register.ts';
import { readDate } from '../register/date.ts';
import type { Cells } from '../register/record.ts';
import type { Words } from '../register/words.ts';
import type { Needle } from './needles.ts';

/** Shorter remains of a name stand in every text. */
const shortestName = 3;

/**
 * As much of a row with faults as can be read: a slip in his date must not make his surname public.
 * @param cells as they were written
 */
export function needleOf(cells: Cells, words: Words): Needle {
  const text = (column: RegisterColumn): string => {
    const value = (cells[column] ?? '')
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .trim();
    return words.isNothing(value) ? '' : value;
  };
  const name = (column: RegisterColumn): string => {
    const letters = text(column)
      .replace(/[^\p{L}\p{M}\s'’ʼ-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return letters.length < shortestName ? '' : letters;
  };
  const birth = readDate(text('birth_date'));
  const [surname, given_name, patronymic] = (['surname', 'given_name', 'patronymic'] as const).map(name);
  const message = text('message');
  return {
    record_id: text('record_id'),
    ...(surname ? { surname } : {}),
    ...(given_name ? { given_name } : {}),
    ...(patronymic ? { patronymic } : {}),
    ...(birth.kind === 'date' ? { birth: birth.date } : {}),
    ...(message === '' ? {} : { message }),
  };
}
