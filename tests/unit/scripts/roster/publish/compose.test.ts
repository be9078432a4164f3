import { expect, it } from 'vitest';
import { entriesFile } from '../../../../../scripts/roster/publish/compose.ts';
import { formatEntries } from '../../../../../src/roster/entries-csv.ts';
import type { Entry } from '../../../../../src/schemas/entry.ts';

const entry = (number: number): Entry => ({
  ref: `4KD9Q${String(number % 1000).padStart(3, '0')}`,
  given_name: number % 2 === 0 ? 'Пётр' : 'И…',
  patronymic_initial: '…',
  surname_initial: 'Щ',
  birth_from: '1990-01-01',
  birth_to: '1990-01-15',
});

it.each([0, 1, 9_999, 10_000, 10_001, 20_000])(
  'writes entries.csv as the browser reads it, %i rows',
  (count) => {
    const entries = Array.from({ length: count }, (_, number) => entry(number));
    expect(Buffer.from(entriesFile(entries)).toString()).toBe(formatEntries(entries));
  },
);
