import { describe, expect, it } from 'vitest';
import { entryExamples, manyYears } from '../../../src/components/roster-list/roster-list.examples.ts';
import {
  nameGroups,
  pageCount,
  pageSpans,
  rowPhrases,
  rowsOfPage,
  rowsPerPage,
  tableBodies,
} from '../../../src/components/roster-list/roster-table.ts';
import { allWords, wordsOf } from '../../../src/i18n/words.ts';
import { type Entry, entrySchema } from '../../../src/schemas/entry.ts';

const [first] = Object.values(entryExamples);
const many = (count: number): Entry[] => Array.from({ length: count }, () => first as Entry);

describe('the browsable roster', () => {
  it('has examples that are rows', () => {
    for (const entry of [...Object.values(entryExamples), ...manyYears])
      expect(entrySchema.parse(entry)).toEqual(entry);
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

  const bodies = (entries: readonly Entry[], code = 'ru'): string =>
    nameGroups(entries)
      .map((group) => tableBodies(group, rowPhrases(wordsOf(code))))
      .join('\n');

  it('a name of few rows stands in one body, in order of birth, each date with its year', () => {
    const html = bodies(Object.values(entryExamples).filter(({ given_name }) => given_name === 'Константин'));
    expect(html).toMatch(/^<tbody><tr><td>1996–1999<td>Б, С<td>7KD9-Q7M2<tr>/);
    for (const born of ['16.11.1997 – 28.02.1998', '1998', '12.05.1998', '01.05 – 15.05.1998'])
      expect(html).toContain(`<tr><td>${born}<td>Б`);
  });

  it('many rows stand under their years: one that fills a head, or several together', () => {
    const html = bodies(manyYears);
    const heads = [...html.matchAll(/<tbody id=(n1-\d+)><tr><th scope=rowgroup colspan=3>([^<]+)/g)];
    expect(heads.map(([, id, years]) => `${id} ${years}`)).toEqual(['n1-1990 1990', 'n1-1991 1991–1998']);
    // Under one year a date does without it, unless it ends in another.
    expect(html).toContain('<td>02.02 – 15.02<td>');
    expect(html).toContain('<td>02.01 – 15.01.1991<td>');
    expect(html).toContain('<td>02.02 – 15.02.1995<td>');
  });

  it('no head stands over fewer rows than it takes, and none over a name of few rows', () => {
    for (const count of [1, 24, 25, 33, 56, 57, 64]) {
      const [group] = nameGroups(manyYears.slice(0, count));
      const sizes = group?.spans.map(({ entries }) => entries.length) ?? [];
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
      if (sizes.length > 1) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(25);
    }
  });

  it('writes dates in figures, in the order of each language', () => {
    const born = allWords().map(({ code }) => / – ([^<]+)/.exec(bodies([first as Entry], code))?.[1]);
    expect(born).toEqual(['15.05.1998', '15.05.1998', '15/05/1998', '15.05.1998', '15.05.1998']);
  });

  it('puts nothing of a row into the page as markup', () => {
    expect(bodies([{ ...(first as Entry), surname_initial: '<' }])).toContain('<td>&lt;, С<td>');
  });
});
