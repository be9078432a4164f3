import { rosterBody } from '../../src/components/roster-list/roster-body.ts';
import { type NameGroup, nameGroups, rowsOfPage } from '../../src/components/roster-list/roster-table.ts';
import type { Words } from '../../src/i18n/words.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { attribute, type BuiltPage, type Edit } from './built-site.ts';

/** `ru/list/12.html` */
const listPath = /^([^/]+)\/list\/(\d+)\.html$/;

/**
 * Puts the rows into the frames that src/pages/[lang]/list/[page].astro draws. They are written last and never
 * parsed: of a million rows in five languages, reading the HTML alone would take ten minutes.
 *
 * @param entries sorted (`sortEntries`)
 * @returns for a page that was read, the edit that brings its rows; none where the page is not one of the list
 */
export function listRows(
  entries: readonly Entry[],
  languages: ReadonlyMap<string, Words>,
): (page: BuiltPage) => Edit[] {
  const bodies = new Map([...languages].map(([code, words]) => [code, rosterBody(words)]));
  const pages = new Map<number, readonly NameGroup[]>();
  // The same in every language.
  const groupsOf = (page: number): readonly NameGroup[] => {
    const groups = pages.get(page) ?? nameGroups(rowsOfPage(entries, page));
    pages.set(page, groups);
    return groups;
  };
  return ({ path, elements }) => {
    const [, lang = '', number] = listPath.exec(path) ?? [];
    const body = bodies.get(lang);
    if (body === undefined) return [];
    const place = elements.find((element) => attribute(element, 'data-list-rows') !== undefined);
    const location = place?.sourceCodeLocation;
    if (!location) throw new Error(`${path} has no place for the rows of the list.`);
    const text = body(groupsOf(Number(number)));
    return [{ start: location.startOffset, end: location.endOffset, text }];
  };
}
