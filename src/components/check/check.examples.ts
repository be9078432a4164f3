import type { SearchResult } from '../../search/query.ts';
import { entryExamples } from '../roster-list/roster-list.examples.ts';

const entry = (name: string) => {
  const found = entryExamples[name];
  if (found === undefined) throw new Error(`There is no example of a row called ${name}.`);
  return found;
};

const understood: SearchResult['understood'] = {
  givenNames: ['Константин'],
  surnameInitials: ['Б'],
  patronymicInitials: ['С'],
  birth: { year: 1998, month: 5, day: 12 },
  layout: false,
};
const nothing: SearchResult['understood'] = {
  givenNames: [],
  surnameInitials: [],
  patronymicInitials: [],
  birth: {},
  layout: false,
};

/** Answers of each shape that the check can show. */
export const resultExamples: Readonly<Record<string, SearchResult>> = {
  'one row fits in everything': {
    outcome: 'few',
    total: 1,
    matches: [
      {
        entry: entry('half a month'),
        fit: 'strong',
        reasons: [
          { code: 'diminutive', part: 'given_name', typed: 'Костя', means: 'Константин' },
          { code: 'feminine', part: 'surname', typed: 'Буйничева', means: 'Буйничев' },
        ],
      },
    ],
    understood,
    missing: [],
    anySurnameInitials: ['Б'],
  },
  'two rows may fit': {
    outcome: 'few',
    total: 2,
    matches: [
      { entry: entry('several years'), fit: 'possible', reasons: [{ code: 'missing', part: 'patronymic' }] },
      {
        entry: entry('a rare given name'),
        fit: 'possible',
        reasons: [{ code: 'rest_cell', part: 'given_name' }],
      },
    ],
    understood: { ...understood, givenNames: ['Константин', 'Кондрат'], birth: { year: 1998 } },
    missing: ['birth_date'],
    anySurnameInitials: ['Б'],
  },
  'many fit, and more can be said': {
    outcome: 'many',
    total: 21,
    matches: [],
    understood: { ...understood, surnameInitials: [], patronymicInitials: [], birth: {} },
    missing: ['surname', 'patronymic', 'birth_date'],
    anySurnameInitials: null,
  },
  'many fit, and everything was said': {
    outcome: 'many',
    total: 12,
    matches: [{ entry: entry('half a month'), fit: 'strong', reasons: [] }],
    understood,
    missing: [],
    anySurnameInitials: ['Б'],
  },
  'none fits': { outcome: 'none', total: 0, matches: [], understood, missing: [], anySurnameInitials: ['Б'] },
  'nothing was asked': {
    outcome: 'idle',
    total: 0,
    matches: [],
    understood: nothing,
    missing: [],
    anySurnameInitials: [],
  },
};
