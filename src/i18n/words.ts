import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { EntryPhrases } from './entry-words.ts';
import { dateWords } from './entry-words.ts';
import { type Forms, fill, type Params, plural } from './phrase.ts';
import { ContentError, compareUi, missingPluralForms, readUi, type UiFile } from './ui-file.ts';

type Source = typeof import('../../content/ui/ru.json');
/** Keys are those of the language that is written first, so that a wrong one is an error of types. */
export type StringKey = keyof Source['strings'];
export type PluralKey = keyof Source['plurals'];

/** A language of the site, with what a page needs to speak it. */
export interface Words {
  readonly code: string;
  /** Its own full name, as it stands in the list of languages. */
  readonly name: string;
  /** BCP 47, for the `lang` attribute. */
  readonly tag: string;
  /** Where to look for a page that is missing in this language, nearest first. */
  readonly fallback: readonly string[];
  /** A tag whose plural rules every browser knows. */
  readonly pluralTag: string;
  /** Month names as they stand after a day. */
  readonly months: readonly string[];
  /** Month names without a day: «май 1998». */
  readonly monthsAlone: readonly string[];
  text(key: StringKey, params?: Params): string;
  /** A text whose key is put together from a code in `content/`; an unknown one stops the build. */
  coded(key: string, params?: Params): string;
  count(key: PluralKey, n: number, params?: Params): string;
  forms(key: PluralKey): Forms;
  date(iso: string): string;
  readonly entry: EntryPhrases;
  /** Birth dates under a column heading that already says "born": bounds of days, and of years. */
  readonly bornInTable: Pick<EntryPhrases, 'between' | 'inYears'>;
}

/** The strings of every language of `content/ui`, checked against the first; throws `ContentError`. */
export function loadWords(contentFolder: string, sourceCode = 'ru'): Map<string, Words> {
  const folder = join(contentFolder, 'ui');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readUi(relative(process.cwd(), join(folder, name)), name.slice(0, -'.json'.length)));
  const source = files.find(({ code }) => code === sourceCode);
  if (source === undefined)
    throw new ContentError([{ file: join(folder, `${sourceCode}.json`), line: 1, message: 'is not there' }]);
  const faults = files.flatMap((file) =>
    file === source ? missingPluralForms(file) : compareUi(source, file),
  );
  if (faults.length > 0) throw new ContentError(faults);
  const ordered = [...files].sort((a, b) => a.ui.language.order - b.ui.language.order);
  return new Map(ordered.map((file) => [file.code, wordsOfFile(file)]));
}

function wordsOfFile({ file, code, ui }: UiFile): Words {
  const { language } = ui;
  const pluralTag = language.plurals_like ?? language.tag;
  const months = language.months ?? monthsOf(language.tag);
  const coded = (key: string, params?: Params): string => {
    const text = ui.strings[key];
    if (text === undefined) throw new ContentError([{ file, line: 1, message: `strings have no "${key}"` }]);
    return fill(text, params);
  };
  const text = (key: StringKey, params?: Params): string => coded(key, params);
  const forms = (key: PluralKey): Forms => {
    const found = ui.plurals[key];
    if (found === undefined) throw new ContentError([{ file, line: 1, message: `plurals have no "${key}"` }]);
    // A partial record of zod says `string | undefined`; a form that is absent and one that is undefined read alike.
    return found as Forms;
  };
  const entry: EntryPhrases = {
    months,
    date: text('date.full'),
    dayMonth: text('date.day_month'),
    between: text('entry.born.between'),
    onDay: text('entry.born.on_day'),
    inYear: text('entry.born.in_year'),
    inYears: text('entry.born.in_years'),
    rareGiven: text('entry.given.rare'),
    surname: text('entry.surname'),
    patronymic: text('entry.patronymic'),
    rarePatronymic: text('entry.patronymic.rare'),
    unknownPatronymic: text('entry.patronymic.unknown'),
  };
  return {
    code,
    name: language.name,
    tag: language.tag,
    fallback: language.fallback,
    pluralTag,
    months,
    monthsAlone: language.months_alone ?? monthsAloneOf(language.tag),
    text,
    coded,
    count: (key, n, params) => plural(forms(key), n, pluralTag, params),
    forms,
    date: (iso) => dateWords(iso, entry),
    entry,
    bornInTable: {
      between: text('list.born.between'),
      inYears: text('list.born.in_years'),
    },
  };
}

/** Month names in the form that follows a day (мая, травня, maja), from the machine that builds the site. */
function monthsOf(tag: string): string[] {
  const format = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => {
    const parts = format.formatToParts(Date.UTC(2022, month, 2));
    return parts.find(({ type }) => type === 'month')?.value ?? String(month + 1);
  });
}

function monthsAloneOf(tag: string): string[] {
  const format = new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2022, month, 2)));
}

let loaded: Map<string, Words> | undefined;

/** Every language of the site in order, read once. The build runs at the root of the repository. */
export function allWords(): Words[] {
  loaded ??= loadWords(resolve(process.cwd(), 'content'));
  return [...loaded.values()];
}

/** One language; an unknown code is an error. */
export function wordsOf(code: string): Words {
  const words = allWords().find((one) => one.code === code);
  if (words === undefined) throw new RangeError(`There is no content/ui/${code}.json.`);
  return words;
}
