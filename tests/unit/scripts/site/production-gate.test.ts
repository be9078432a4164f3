import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentFiles, readContentFiles } from '../../../../scripts/site/content-files.ts';
import { productionProblems } from '../../../../scripts/site/production-gate.ts';
import { type Stamps, stamped, translationGaps } from '../../../../scripts/site/translation-state.ts';
import { type Roster, rosterSchema } from '../../../../src/schemas/release.ts';

const root = resolve(import.meta.dirname, '../../../..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
  for (const part of ['ui', 'pages', 'contacts', 'route', 'site.yaml'])
    cpSync(join(root, 'content', part), join(folder, 'content', part), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const edit = (path: string, change: (text: string) => string): void => {
  const file = join(folder, 'content', path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};
const release: Roster = rosterSchema.parse({
  format: 'vestochka-roster/1',
  edition: 'production',
  sequence: 1,
  issued: '2026-11-01',
  review_by: '2027-01-01',
  policy: { k: 34 },
  counts: { entries: 0 },
  files: {},
});
/** Every text of a language stamped as it stands. */
const stampsOf =
  (content: ContentFiles) =>
  (lang: string): Stamps =>
    stamped(content, 'ru', lang, {});
function problems(today = '2026-11-22', roster = release) {
  const content = readContentFiles(folder);
  return productionProblems(content, { file: 'roster.json', roster }, stampsOf(content), today);
}

describe('a production build', () => {
  it('is refused with a list of every value of the demonstration, with file and line', () => {
    const said = problems().map(({ file, line, what }) => `${file}:${line}: ${what}`);
    expect(said).toContain('content/site.yaml:2: the edition is the demonstration.');
    expect(said.join('\n')).toMatch(/content\/site\.yaml:\d+: key_fingerprint is made up/);
    expect(said.join('\n')).toMatch(
      /content\/contacts\/helpline\.yaml:\d+: is a contact of the demonstration/,
    );
    expect(said.join('\n')).toMatch(/content\/contacts\/red-cross\.yaml:\d+: waits for the publisher/);
    expect(said.join('\n')).toMatch(/content\/pages\/pl\/papers\.mdx:7: waits for the publisher/);
  });

  it('is refused for days of review that have passed', () => {
    const content = readContentFiles(folder);
    const before = problems('2027-01-01').length;
    const after = problems('2027-03-01');
    expect(after.length - before).toBe(content.pages.length + content.contacts.length + 1);
    expect(after.filter(({ what }) => what.includes('renewed'))).toHaveLength(1);
  });

  it('is refused for a release of the demonstration and a translation that is missing', () => {
    rmSync(join(folder, 'content/pages/be/rights.mdx'));
    const said = problems('2026-11-22', { ...release, edition: 'demonstration' });
    expect(said.map(({ what }) => what)).toContain('the release is the demonstration.');
    expect(said.find(({ file }) => file === 'content/pages/be/rights.mdx')?.what).toBe(
      'pages/rights is not translated.',
    );
  });

  it('is let through when everything is real, confirmed and in time', () => {
    edit('site.yaml', (text) =>
      text
        .replace('edition: demonstration', 'edition: production')
        .replace(/demonstration: \[.*\]/, 'demonstration: []'),
    );
    for (const contact of ['helpline', 'email', 'red-cross', 'mothers']) {
      edit(`contacts/${contact}.yaml`, (text) =>
        text
          .replace(/^(confirm|demonstration): true$/gm, '')
          .replace(/^phones:.*$/m, "phones: ['+41227346001']"),
      );
    }
    for (const page of readContentFiles(folder).pages) {
      edit(page.file.slice('content/'.length), (text) => text.replace(/^confirm: true\n/m, ''));
    }
    expect(problems()).toEqual([]);
  });
});

describe('translations', () => {
  it('are older when their source changes, and only then', () => {
    const stamps = stampsOf(readContentFiles(folder))('uk');
    const gaps = () => {
      const content = readContentFiles(folder);
      return translationGaps(content, 'ru', (lang) => (lang === 'uk' ? stamps : stampsOf(content)(lang)));
    };
    expect(gaps()).toEqual([]);
    edit('pages/ru/rights.mdx', (text) => text.replace('checked: 2026-11-20', 'checked: 2026-11-21'));
    expect(gaps()).toEqual([]);
    edit('pages/ru/rights.mdx', (text) => `${text}\nЕщё одна мысль.\n`);
    edit('ui/ru.json', (text) => text.replace('"Искать"', '"Найти"'));
    expect(gaps()).toEqual([
      { lang: 'uk', text: 'pages/rights', state: 'older' },
      { lang: 'uk', text: 'ui/check.search', state: 'older' },
    ]);
  });

  it('that nobody compared are listed too', () => {
    const content = readContentFiles(folder);
    const gaps = translationGaps(content, 'ru', (lang) => (lang === 'pl' ? {} : stampsOf(content)(lang)));
    expect(new Set(gaps.map(({ lang, state }) => `${lang} ${state}`))).toEqual(new Set(['pl unstamped']));
  });
});

describe('content that cannot be used', () => {
  it('is named with file and line: numbers, front matter, unknown keys', () => {
    edit('contacts/helpline.yaml', (text) => text.replace(/^phones:.*$/m, "phones: ['+380441234567']"));
    edit('pages/en/home.mdx', (text) =>
      text.replace('review_by: 2027-02-20', 'review_by: 2026-11-01\nmood: calm'),
    );
    edit('route/collect.yaml', (text) => text.replace('kind: end', 'kind: sea'));
    const said = readContentFiles(folder).problems.map(({ file, line }) => `${file}:${line}`);
    expect(said).toContain('content/contacts/helpline.yaml:3');
    expect(said.filter((at) => at.startsWith('content/pages/en/home.mdx:')).length).toBeGreaterThan(0);
    expect(said.some((at) => at.startsWith('content/route/collect.yaml:'))).toBe(true);
  });
});
