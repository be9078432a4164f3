import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntriesError, formatEntries, parseEntries, sortEntries } from '../../../src/roster/entries-csv.ts';
import type { Entry } from '../../../src/schemas/entry.ts';

const entry: Entry = {
  ref: '4KD9Q7M2',
  given_name: 'Константин',
  patronymic_initial: 'С',
  surname_initial: 'Б',
  birth_from: '1998-05-01',
  birth_to: '1998-05-15',
};

const entries = fc.array(
  fc.record({
    ref: fc.constantFrom('4KD9Q7M2', '0F5TWVGS', 'PPH1X5Y9'),
    given_name: fc.constantFrom('Константин', 'К…', "Д'Артаньян", 'a "b", c'),
    patronymic_initial: fc.constantFrom('', '…', '?', 'С'),
    surname_initial: fc.constantFrom('Б', 'Я'),
    birth_from: fc.constantFrom('1998-05-01', '1960-01-01'),
    birth_to: fc.constantFrom('1998-05-15', '2008-12-31'),
  }),
);

describe('entries.csv', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(parseEntries(formatEntries(list))).toEqual(list);
      }),
    );
  });

  it('is in the same order whatever the order of the register', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(sortEntries([...list].reverse())).toEqual(sortEntries(list));
      }),
    );
  });

  it.each([
    ['an end in the middle of a line', (text: string) => text.slice(0, -3), 2],
    ['another header', (text: string) => text.replace('ref,', 'id,'), 1],
    ['a field too many', (text: string) => text.replace('1998-05-15', '1998-05-15,x'), 2],
    ['no reference code', (text: string) => text.replace('4KD9Q7M2', '4KD9Q7MI'), 2],
    ['no date', (text: string) => text.replace('1998-05-15', '15.05.1998'), 2],
    ['bounds in the wrong order', (text: string) => text.replace('1998-05-15', '1997-05-15'), 2],
    ['a surname for an initial', (text: string) => text.replace(',Б,', ',Бубнов,'), 2],
    ['a lone quotation mark', (text: string) => text.replace('Константин', 'Конст"антин'), 2],
  ])('refuses %s and names the line', (_name, damage, line) => {
    const read = (): unknown => parseEntries(damage(formatEntries([entry])));
    expect(read).toThrow(EntriesError);
    expect(read).toThrow(new RegExp(`line ${line}`));
  });
});
