import { describe, expect, it } from 'vitest';
import { entryExamples } from '../../../src/components/roster-list/roster-list.examples.ts';
import {
  nameGroups,
  pageCount,
  pageSpans,
  rowsOfPage,
  rowsPerPage,
  tableRows,
} from '../../../src/components/roster-list/roster-table.ts';
import { wordsOf } from '../../../src/i18n/words.ts';
import { type Entry, entrySchema } from '../../../src/schemas/entry.ts';

const [first] = Object.values(entryExamples);
const many = (count: number): Entry[] => Array.from({ length: count }, () => first as Entry);

describe('the browsable roster', () => {
  it('has examples that are rows', () => {
    for (const entry of Object.values(entryExamples)) expect(entrySchema.parse(entry)).toEqual(entry);
  });

  it('no page is smaller than it must be, and every row stands on one', () => {
    for (const rows of [0, 1, 4_999, 5_000, 9_999, 10_000, 12_345]) {
      const pages = pageCount(rows);
      const sizes = Array.from({ length: pages }, (_, index) => rowsOfPage(many(rows), index + 1).length);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows);
      if (pages > 1) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(rowsPerPage);
    }
  });

  it('links to pages say from which name to which they go', () => {
    const names = ['А…', 'Александр', 'Борис', 'Виктор'].flatMap((name, index) =>
      Array.from({ length: [1, 5_000, 5_500, 3_000][index] ?? 0 }, () => name),
    );
    const phrases = wordsOf('ru').entry;
    expect(pageSpans(names, phrases)).toEqual(['редкое имя на А – Александр', 'Александр – Виктор']);
    expect(pageSpans(names.slice(1, 10_001), phrases)).toEqual(['Александр', 'Борис']);
    expect(pageSpans([], phrases)).toEqual(['']);
  });

  it('groups rows by name, in order of birth, with an anchor for each year', () => {
    const groups = nameGroups(Object.values(entryExamples));
    const named = groups.find(({ givenName }) => givenName === 'Константин');
    if (named === undefined) throw new Error('No group.');
    const html = tableRows(named, wordsOf('ru').entry);
    expect(html).toContain(`id=${named.anchor}-1998`);
    expect(html.indexOf('1996')).toBeLessThan(html.indexOf('12\u00a0мая 1998'));
    expect(html).toContain('4KD9-Q7M2');
  });

  it('puts nothing of a row into the page as markup', () => {
    const group = { givenName: 'А', anchor: 'n1', entries: [{ ...(first as Entry), surname_initial: '<' }] };
    expect(tableRows(group, wordsOf('ru').entry)).toContain('<td>&lt;<td>');
  });
});
