import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenInternalLinks, linksOf } from '../../../../scripts/check/internal-links.ts';
import { applyEdits, attribute, type BuiltPage, elementsOf } from '../../../../scripts/site/built-site.ts';
import { listRows } from '../../../../scripts/site/list-pages.ts';
import { withoutRows } from '../../../../scripts/site/list-rows.ts';
import { rosterBody } from '../../../../src/components/roster-list/roster-body.ts';
import { entryExamples, manyYears } from '../../../../src/components/roster-list/roster-list.examples.ts';
import { nameGroups } from '../../../../src/components/roster-list/roster-table.ts';
import { allWords } from '../../../../src/i18n/words.ts';
import { sortEntries } from '../../../../src/roster/entries-csv.ts';

const entries = sortEntries([...Object.values(entryExamples), ...manyYears]);
const groups = nameGroups(entries);
const languages = new Map(allWords().map((words) => [words.code, words]));
const page = (path: string, text: string): BuiltPage => ({ path, text, elements: elementsOf(text) });

describe('the pages of the list', () => {
  const rows = listRows(entries, languages);
  const frame = '<main>\n<h1>1</h1><div data-list-rows></div></main>';
  const filled = (path: string): string => applyEdits(frame, rows(page(path, frame)));

  it('get their rows in the place of the mark, in their own language', () => {
    for (const [code, words] of languages) {
      const text = filled(`${code}/list/1.html`);
      expect(text).toBe(`<main>\n<h1>1</h1>${rosterBody(words)(groups)}</main>`);
      for (const { ref } of entries) expect(text).toContain(`<td>${ref.slice(0, 4)}-${ref.slice(4)}`);
    }
  });

  it('are left alone where they are no pages of the list', () => {
    expect(rows(page('ru/index.html', frame))).toEqual([]);
  });

  it('without a mark stop the build', () => {
    expect(() => rows(page('ru/list/1.html', '<main></main>'))).toThrow('ru/list/1.html has no place');
  });
});

describe('rows that need no parser', () => {
  const list = rosterBody(languages.get('ru') as NonNullable<ReturnType<typeof languages.get>>)(groups);

  it('are all rows that the list writes, in every language; the anchors of their years are left', () => {
    for (const words of languages.values()) {
      const html = rosterBody(words)(groups);
      const { text, rows } = withoutRows(html);
      expect(rows).toBe(entries.length);
      expect(text.match(/<tr><td>/g)).toHaveLength(text.match(/<tbody/g)?.length ?? 0);
      const ids = (all: string) => elementsOf(all).map((element) => attribute(element, 'id'));
      expect(ids(text).filter((id) => id !== undefined)).toEqual(ids(html).filter((id) => id !== undefined));
      expect(ids(text)).toContain(`n${groups.length}-1990`);
    }
  });

  it('leave links to years that the checks follow', () => {
    const html = `${list}<a href="#n1-1066">1066</a>`;
    const broken = brokenInternalLinks(
      [linksOf(page('ru/list/1.html', withoutRows(html).text))],
      new Set(['ru/list/1.html']),
    );
    expect(broken.map(({ what }) => what)).toEqual([expect.stringContaining('#n1-1066')]);
  });

  it('leave every line where it was', () => {
    const html = `<p>\n${list}\n<p id="x">`;
    expect(elementsOf(withoutRows(html).text).at(-1)?.sourceCodeLocation?.startLine).toBe(3);
  });

  it('hide nothing: whatever stands among them is found as if the whole page were parsed', () => {
    const pieces = [
      '<a href="/x">',
      '<tr onclick=x()><td>1998<td>А, А<td>4KD9-Q7M2',
      '<tr><td style=x>1998<td>А, А<td>4KD9-Q7M2',
      '<tr><td><img src=x><td>А, А<td>4KD9-Q7M2',
      '<tr><td>1998<td>А, А<td>4KD9-Q7M2',
      '<tbody id=n1-1998><tr><th scope=rowgroup colspan=3>1998',
      '<tbody id=n1-1998 onclick=x()><tr><th scope=rowgroup colspan=3>1998',
      '<tbody id=n1-1998><tr><th scope=rowgroup colspan=3><img src=x>',
      '<tr><td>А',
      '<script>x()</script>',
      '<script>',
      '<!--',
      '-->',
      '<svg><use href=x>',
      '<select>',
      '<template>',
      '<style>',
      '<iframe src=x>',
      '<tbody>',
      '</table>',
      '<table>',
      '<p title="',
      '">',
      'text &lt;',
    ];
    const places = [...list.matchAll(/</g)].map(({ index }) => index);
    const seen = (html: string): string[] => {
      const kept = elementsOf(html)
        .map(
          ({ tagName, attrs }) =>
            `${tagName} ${attrs.map(({ name, value }) => `${name}=${withoutRows(value).text}`)}`,
        )
        // What a plain row is made of.
        .filter((element) => !/^(td|tr) $/.test(element));
      return [...new Set(kept)].sort();
    };
    const planted = fc.array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...pieces)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(planted, (plants) => {
        const html = applyEdits(
          list,
          plants.map(([at, text]) => ({ start: at, end: at, text })),
        );
        expect(seen(withoutRows(html).text)).toEqual(seen(html));
      }),
      {
        numRuns: 200,
        examples: [
          [
            [
              [669, '<p title="'],
              [1915, '</table>'],
            ],
          ],
        ],
      },
    );
  });
});
