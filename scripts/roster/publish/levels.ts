import { dayNumber } from '../../../src/roster/roster-view.ts';
import type { Entry } from '../../../src/schemas/entry.ts';

/** How fine the rows are: numbers of rows by what they tell. */
export interface Levels {
  given_name: { own: number; rest: number };
  patronymic: { letter: number; rest: number; undivided: number; unknown: number };
  birth: { half_month: number; month: number; quarter: number; year: number; longer: number };
}

function birthLevel(days: number): keyof Levels['birth'] {
  if (days <= 16) return 'half_month';
  if (days <= 31) return 'month';
  if (days <= 93) return 'quarter';
  return days <= 366 ? 'year' : 'longer';
}

export function levelsOf(entries: readonly Entry[]): Levels {
  const levels: Levels = {
    given_name: { own: 0, rest: 0 },
    patronymic: { letter: 0, rest: 0, undivided: 0, unknown: 0 },
    birth: { half_month: 0, month: 0, quarter: 0, year: 0, longer: 0 },
  };
  const patronymicLevels: Record<string, keyof Levels['patronymic']> = {
    '': 'undivided',
    '…': 'rest',
    '?': 'unknown',
  };
  for (const entry of entries) {
    levels.given_name[entry.given_name.endsWith('…') ? 'rest' : 'own'] += 1;
    levels.patronymic[patronymicLevels[entry.patronymic_initial] ?? 'letter'] += 1;
    levels.birth[birthLevel(dayNumber(entry.birth_to) - dayNumber(entry.birth_from) + 1)] += 1;
  }
  return levels;
}
