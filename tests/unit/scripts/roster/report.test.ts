import { describe, expect, it } from 'vitest';
import { readPopulation } from '../../../../scripts/roster/population-folder.ts';
import { createCollector } from '../../../../scripts/roster/report/findings.ts';
import { reportPage } from '../../../../scripts/roster/report/page.ts';
import { barPlot, escapeHtml } from '../../../../scripts/roster/report/plot.ts';
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
    if (row !== null) collector.add(`R-${index}`, index % 2 === 0 ? null : '4KD9Q7M2', row);
  }
  return collector.finish();
}

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
    findings: findingsOf(rows),
    policy,
    population,
    release,
    before: { sequence: 1, issued: '2026-10-01', counts: { entries: 590 } },
    problems: 0,
    rowsOfRegister: rows,
    warnings: ['The column <unit> is ignored.'],
    issued: '2026-11-22',
    ...change,
  });

describe('the findings', () => {
  const findings = findingsOf(600);

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
    collector.add('R-1', '4KD9Q7M2', {
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

  it('show five common names and five rare ones', () => {
    expect(findings.examples.map(({ rank }) => rank)).toEqual([
      ...Array<string>(5).fill('common'),
      ...Array<string>(5).fill('rare'),
    ]);
    expect(findings.examples.at(-1)?.men).toBeNull();
  });
});

describe('the page', () => {
  it('fetches nothing and runs nothing', () => {
    const page = pageOf(600);
    expect(page).not.toMatch(/<script|<link|<img|url\(|@import| src=| href=| style=| on\w+=/i);
    expect(page).toContain("default-src 'none'");
    expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(5);
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('escapes what comes from the register', () => {
    expect(pageOf(600)).toContain('The column &lt;unit&gt; is ignored.');
    expect(escapeHtml('<a b="c">&')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;');
    expect(barPlot('<x>', [{ label: '<y>', value: 3 }])).not.toMatch(/<x>|<y>/);
  });

  it('tells what waits and why, and how many rows were left out', () => {
    const waiting = { additions: 7, withdrawals: 2, corrections: 0, why: 'below_min_batch' as const };
    const page = pageOf(600, { release: { ...release, waiting }, problems: 3 });
    expect(page).toContain('9 changes wait');
    expect(page).toContain('minBatch');
    expect(page).toContain('3 faults were found');
  });

  it('can be written of a register without a single row', () => {
    const page = pageOf(0);
    expect(page).toContain('No row yet.');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
