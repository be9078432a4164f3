import { type EntryPhrases, givenWords } from '../../i18n/entry-words.ts';
import { escaped } from '../../i18n/markup.ts';
import { fill } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { formatRef } from '../../roster/ref-code.ts';
import type { Entry } from '../../schemas/entry.ts';

/** Rows of one page of the browsable roster: so many that the host cannot tell which name was looked at. */
export const rowsPerPage = 5_000;

/** A head stands over at least so many rows: those of one year, or of as many years as hold them. */
const rowsPerSpan = 25;

/** Neighbouring years that rows begin in, and these rows in order of birth. */
export interface YearSpan {
  /** Four digits; `to` is the last year that a row begins in. */
  readonly from: string;
  readonly to: string;
  readonly entries: readonly Entry[];
}

/** Neighbouring rows with one given name. */
export interface NameGroup {
  readonly givenName: string;
  readonly anchor: string;
  readonly spans: readonly YearSpan[];
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
  return groups.map(({ givenName, anchor, entries }) => ({
    givenName,
    anchor,
    spans: yearSpans(
      entries.sort((a, b) => (a.birth_from < b.birth_from ? -1 : a.birth_from > b.birth_from ? 1 : 0)),
    ),
  }));
}

/** @param entries in order of birth */
function yearSpans(entries: readonly Entry[]): YearSpan[] {
  const spans: { from: string; to: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const year = entry.birth_from.slice(0, 4);
    const open = spans.at(-1);
    if (open === undefined || (year !== open.to && open.entries.length >= rowsPerSpan))
      spans.push({ from: year, to: year, entries: [entry] });
    else {
      open.to = year;
      open.entries.push(entry);
    }
  }
  const [before, last] = spans.slice(-2);
  if (before !== undefined && last !== undefined && last.entries.length < rowsPerSpan) {
    spans.pop();
    before.to = last.to;
    before.entries.push(...last.entries);
  }
  return spans;
}

/** What the rows of a table are written with in one language: made once, since it remembers what it wrote. */
export interface RowPhrases {
  /** The years of a span: `1998` or `1984–1987`. */
  years(span: YearSpan): string;
  /** The bounds of a birth date in figures; without the year of a head that is one year. */
  born(entry: Entry, headYear: string | null): string;
}

/**
 * Dates stand in figures as papers have them (`16.05.1998 – 15.07.1998`): in words each would take four lines of a
 * phone. A large roster has millions of rows and some ten thousand pairs of bounds.
 */
export function rowPhrases({ tag, bornInTable }: Pick<Words, 'tag' | 'bornInTable'>): RowPhrases {
  const day = figures(tag, { day: '2-digit', month: '2-digit' });
  const fullDay = figures(tag, { day: '2-digit', month: '2-digit', year: 'numeric' });
  const { inYears, between } = bornInTable;
  const years = ({ from, to }: Pick<YearSpan, 'from' | 'to'>): string =>
    escaped(from === to ? from : fill(inYears, { from, to }));
  const written = (from: string, to: string, headYear: string | null): string => {
    const [fromYear, toYear] = [from.slice(0, 4), to.slice(0, 4)];
    if (from.endsWith('-01-01') && to.endsWith('-12-31')) return years({ from: fromYear, to: toYear });
    const last = toYear === headYear ? day(to) : fullDay(to);
    if (from === to) return escaped(last);
    const first = fromYear === toYear || fromYear === headYear ? day(from) : fullDay(from);
    return escaped(fill(between, { from: first, to: last }));
  };
  const [full, withoutYear] = [new Map<string, string>(), new Map<string, string>()];
  const born = ({ birth_from, birth_to }: Entry, headYear: string | null): string => {
    const known = headYear === null ? full : withoutYear;
    const bounds = birth_from + birth_to;
    const found = known.get(bounds);
    if (found !== undefined) return found;
    const text = written(birth_from, birth_to, headYear);
    known.set(bounds, text);
    return text;
  };
  return { years, born };
}

/** Writes an ISO day in figures, in the order of a language. */
function figures(tag: string, fields: Intl.DateTimeFormatOptions): (iso: string) => string {
  const format = new Intl.DateTimeFormat(tag, { ...fields, timeZone: 'UTC' });
  return (iso) => format.format(Date.parse(iso));
}

/** Where the rows of a span begin on the page. */
export const spanAnchor = (group: NameGroup, { from }: YearSpan): string => `${group.anchor}-${from}`;

/**
 * The bodies of a name's table as HTML, each under its years where there are several. Written as text, since a page of
 * 5,000 rows drawn by components takes seconds; end tags that HTML lets out are let out. What is alike in neighbouring
 * rows stands together, which is what gzip shortens: the date, its year in the head above. scripts/site/list-rows.ts
 * reads what is written here.
 */
export function tableBodies(group: NameGroup, phrases: RowPhrases): string {
  const headed = group.spans.length > 1;
  return group.spans
    .map((span) => {
      const head = headed
        ? `<tbody id=${spanAnchor(group, span)}><tr><th scope=rowgroup colspan=3>${phrases.years(span)}`
        : '<tbody>';
      const headYear = headed && span.from === span.to ? span.from : null;
      return head + span.entries.map((entry) => tableRow(entry, headYear, phrases)).join('');
    })
    .join('');
}

function tableRow(entry: Entry, headYear: string | null, phrases: RowPhrases): string {
  const letters = [entry.surname_initial, entry.patronymic_initial].filter((letter) => letter !== '');
  return `<tr><td>${phrases.born(entry, headYear)}<td>${escaped(letters.join(', '))}<td>${formatRef(entry.ref)}`;
}

export function groupTitle(group: NameGroup, phrases: EntryPhrases): string {
  return givenWords(group.givenName, phrases);
}
