import { describe, expect, it } from 'vitest';
import { readPopulation } from '../../../../scripts/roster/population-folder.ts';
import { createCollector } from '../../../../scripts/roster/report/findings.ts';
import { dateInWords, periodInWords } from '../../../../scripts/roster/report/html.ts';
import { reportPage } from '../../../../scripts/roster/report/page.ts';
import { barPlot } from '../../../../scripts/roster/report/plot.ts';
import { escaped } from '../../../../src/i18n/markup.ts';
import { policySchema } from '../../../../src/schemas/policy.ts';

const policy = policySchema.parse({});
const population = readPopulation();

function findingsOf(rows: number) {
  const collector = createCollector({ population, policy });
  for (let index = 0; index < rows; index += 1) {
    const row = collector.describe({
      given_name: ['Сергей', 'Ильдар', 'Александр'][index % 3] as string,
      surname_initial: 'КСМБ'.charAt(index % 4),
      patronymic_initial: index % 10 === 0 ? null : 'АНВС'.charAt(index % 4),
      birth: { year: 1975 + (index % 30), month: 1 + (index % 12), day: 3 },
    });
    if (row !== null) collector.add(index + 2, index % 2 === 0 ? null : '4KD9Q7M2', row);
  }
  return collector.finish();
}

const sixHundred = findingsOf(600);

const release = {
  sequence: 2,
  issued: '2026-11-22',
  review_by: '2026-12-27',
  entries: 600,
  added: 12,
  withdrawn: 3,
  corrected: 1,
  waiting: { additions: 0, withdrawals: 0, corrections: 0, why: null },
  records: { listed: 600, sealed: 5, withheld: 1, withdrawn: 3, too_rare: 4, missing: 0 },
  news: { new: 12, changed: 4 },
  levels: { given_name: { own: 0, rest: 0 } } as never,
  unchanged: false,
};
const pageOf = (rows: number, change: object = {}) =>
  reportPage({
    findings: rows === 600 ? sixHundred : findingsOf(rows),
    policy,
    population,
    release,
    before: { sequence: 1, issued: '2026-10-01', counts: { entries: 590 } },
    problems: 0,
    rowsOfRegister: rows,
    warnings: [
      { code: 'column_ignored', row: 1, column: 'unit', message: 'The column <unit> is ignored.' },
      ...Array.from({ length: 12 }, (_, index) => ({
        code: 'names_swapped' as const,
        row: index + 7,
        column: 'given_name' as const,
        message: `Row ${index + 7}: the given name looks like a surname. Were they swapped?`,
      })),
    ],
    issued: '2026-11-22',
    ...change,
  });

describe('the findings', () => {
  const findings = sixHundred;

  it('hold no row above the limit', () => {
    expect(findings.rows).toBeGreaterThan(550);
    expect(Math.max(...findings.risks)).toBeLessThanOrEqual(policy.maxRisk);
    expect(Math.min(...findings.classSizes) * policy.margin).toBeGreaterThanOrEqual(34 * (1 - 1e-9));
    expect(findings.incomplete).toBeGreaterThan(0);
    expect(findings.earlier).toEqual({ rows: 0, below: 0, unmeasured: 0 });
  });

  it('list the riskiest rows first, and every row in one class of width', () => {
    const shown = findings.riskiest.map(({ risk }) => risk);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    expect(findings.birthWidths.reduce((sum, { rows }) => sum + rows, 0)).toBe(findings.rows);
  });

  it('count a row that the tables in force cannot produce as one of earlier tables', () => {
    const collector = createCollector({ population, policy });
    collector.add(2, '4KD9Q7M2', {
      given_name: 'Сергей',
      patronymic_initial: 'А',
      surname_initial: 'К',
      birth_from: '1990-01-02',
      birth_to: '1990-01-03',
    });
    expect(collector.finish()).toMatchObject({
      rows: 1,
      earlier: { rows: 1, below: 0, unmeasured: 1 },
      risks: [],
    });
  });

  it('tell rows by how frequent the given name is, each in one class, rarer names with longer periods', () => {
    expect(findings.rarity.reduce((sum, { rows }) => sum + rows, 0)).toBe(findings.rows);
    const [common, , rarer] = findings.rarity;
    expect(common?.period).toBeLessThan(rarer?.period ?? 0);
    for (const parts of [findings.givenNames, findings.patronymics]) {
      expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(findings.rows);
    }
  });

  it('show five common names and five rare ones', () => {
    expect(findings.examples.map(({ rank }) => rank)).toEqual([
      ...Array<string>(5).fill('common'),
      ...Array<string>(5).fill('rare'),
    ]);
    expect(findings.examples.at(-1)?.men).toBeNull();
  });
});

describe('the page', () => {
  const page = pageOf(600);

  it('fetches nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|url\(|@import| src=| href="(?!#)| style=| on\w+=/i);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('holds nothing of the register but places in it, and every link leads to a section', () => {
    expect(page).not.toMatch(/R-\d/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(8);
    expect(ids).toEqual(expect.arrayContaining(links));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells in words what each plot shows, and the figures of plots that have none in them', () => {
    const drawings = [...page.matchAll(/<svg class="(wide|narrow)"[^>]*role="img" aria-label="([^"]+)"/g)];
    expect(drawings).toHaveLength(12);
    for (const [, , spoken] of drawings) expect(spoken).toMatch(/\d/);
    expect(page.match(/<details>/g)).toHaveLength(3);
    const figures = /<caption>Rows by their risk<\/caption>.*?<\/table>/s.exec(page)?.[0] ?? '';
    const rows = [...figures.matchAll(/<\/span> ([\d,]+)<\/td>/g)].map(([, n]) =>
      Number(n?.replace(',', '')),
    );
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(sixHundred.risks.length);
  });

  it('says what to do before publishing', () => {
    expect(page).toContain('12 rows (7, 8, 9, 10, 11, 12, 13, 14, 15, 16 and others): the given name');
    expect(page).toContain('4 men are too rare for any row');
    expect(page).toContain('listing_basis');
    const basis = pageOf(600, { policy: { ...policy, listing_basis: 'consent' } });
    expect(basis).not.toContain('listing_basis');
  });

  it('escapes what comes from the register', () => {
    expect(page).toContain('The column &lt;unit&gt; is ignored.');
    expect(escaped('<a b="c">&')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;');
    expect(barPlot('<x>', [{ label: '<y>', value: 3 }], '<z>')).not.toMatch(/<[xyz]>/);
  });

  it.each([
    [
      { additions: 7, withdrawals: 2, corrections: 0, why: 'below_min_batch' },
      'until there are 50 of them, 41 more',
    ],
    [
      { additions: 70, withdrawals: 2, corrections: 0, why: 'not_first_of_month' },
      'until a release of 1 December 2026 or later',
    ],
  ])('tells what waits, why and how long: %o', (waiting, until) => {
    const told = pageOf(600, { release: { ...release, waiting }, problems: 3 });
    expect(told).toContain(`${waiting.additions + 2} changes wait ${until}`);
    expect(told).toContain('3 faults were found');
  });

  it('can be written of a register without a single row', () => {
    const empty = pageOf(0);
    expect(empty).toContain('No row yet.');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it('dates and periods are told in words', () => {
  expect(dateInWords('1998-05-12')).toBe('12 May 1998');
  expect([15, 16, 31, 92, 366, 730, 3653].map(periodInWords)).toEqual([
    'half a month',
    'half a month',
    'a month',
    '3 months',
    '12 months',
    '2 years',
    '10 years',
  ]);
});
