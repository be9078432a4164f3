import { bornWords, type EntryPhrases, givenWords } from '../../i18n/entry-words.ts';
import { formatRef } from '../../roster/ref-code.ts';
import type { Entry } from '../../schemas/entry.ts';

/** Rows of one page of the browsable roster: so many that the host cannot tell which name was looked at. */
export const rowsPerPage = 5_000;

/** Neighbouring rows with one given name. */
export interface NameGroup {
  readonly givenName: string;
  readonly anchor: string;
  readonly entries: readonly Entry[];
}

export function pageCount(rows: number): number {
  return Math.max(1, Math.floor(rows / rowsPerPage));
}

/** The rows of a page, numbered from 1. The last page takes what is left over, so that no page is small. */
export function rowsOfPage<Row>(rows: readonly Row[], page: number): readonly Row[] {
  const last = page === pageCount(rows.length);
  return rows.slice((page - 1) * rowsPerPage, last ? undefined : page * rowsPerPage);
}

/**
 * What the links between the pages say beside their numbers: `Александр – Андрей`, or one name where it fills the page.
 *
 * @param names given names of all rows, in the order of the list
 */
export function pageSpans(names: readonly string[], phrases: EntryPhrases): string[] {
  return Array.from({ length: pageCount(names.length) }, (_, index) => {
    const shown = rowsOfPage(names, index + 1);
    const ends = new Set([shown.at(0) ?? '', shown.at(-1) ?? '']);
    return [...ends].map((name) => givenWords(name, phrases)).join(' – ');
  });
}

export function nameGroups(entries: readonly Entry[]): NameGroup[] {
  const groups: { givenName: string; anchor: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const open = groups.at(-1);
    if (open?.givenName === entry.given_name) open.entries.push(entry);
    else
      groups.push({
        givenName: entry.given_name,
        anchor: `n${groups.length + 1}`,
        entries: [entry],
      });
  }
  return groups.map((group) => ({
    ...group,
    entries: [...group.entries].sort((a, b) =>
      a.birth_from < b.birth_from ? -1 : a.birth_from > b.birth_from ? 1 : 0,
    ),
  }));
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it may stand in an element or a quoted attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/**
 * The words of a birth date by its two bounds. A large roster has millions of rows and some ten thousand spans.
 */
export function bornCells(phrases: EntryPhrases): (entry: Entry) => string {
  const known = new Map<string, string>();
  return ({ birth_from, birth_to }) => {
    const span = birth_from + birth_to;
    const found = known.get(span);
    if (found !== undefined) return found;
    const words = escaped(bornWords(birth_from, birth_to, phrases));
    known.set(span, words);
    return words;
  };
}

/**
 * The body of a table of rows as HTML. Written as text, since a page of 5,000 rows drawn by components takes
 * seconds; end tags that HTML lets out are let out. scripts/site/list-rows.ts reads what is written here.
 */
export function tableRows(group: NameGroup, phrases: EntryPhrases, born = bornCells(phrases)): string {
  let year = '';
  return group.entries
    .map((entry) => {
      const begins = entry.birth_from.slice(0, 4);
      const anchor = begins === year ? '' : ` id=${group.anchor}-${begins}`;
      year = begins;
      return `<tr${anchor}><td>${escaped(entry.surname_initial)}<td>${escaped(entry.patronymic_initial)}<td>${born(entry)}<td>${formatRef(entry.ref)}`;
    })
    .join('');
}

/** Years that a group's rows begin in, in order, for its links. */
export function yearsOf(group: NameGroup): string[] {
  return [...new Set(group.entries.map(({ birth_from }) => birth_from.slice(0, 4)))];
}

export function groupTitle(group: NameGroup, phrases: EntryPhrases): string {
  return givenWords(group.givenName, phrases);
}
