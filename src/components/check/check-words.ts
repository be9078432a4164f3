import type { EntryPhrases } from '../../i18n/entry-words.ts';
import { type Forms, fill } from '../../i18n/phrase.ts';
import type { StringKey, Words } from '../../i18n/words.ts';
import type { Reason } from '../../names/reason.ts';

/** What check.client.ts says beyond its templates, in `script#check-words`. Texts have `{placeholders}`. */
export interface CheckWords {
  /** A tag for `Intl.PluralRules` that every browser knows. */
  readonly pluralTag: string;
  readonly entry: EntryPhrases;
  readonly monthsAlone: readonly string[];
  /** `{month} {year}`, for a birth date without its day. */
  readonly monthYear: string;
  readonly compared: {
    readonly given: string;
    readonly surname: string;
    readonly patronymic: string;
    readonly birth: string;
    readonly or: string;
  };
  readonly fewTitle: Forms;
  readonly manyTitle: Forms;
  readonly fit: { readonly strong: string; readonly possible: string };
  /** Already filled with the figure of this roster. */
  readonly odds: { readonly strong: string; readonly possible: string };
  readonly missing: Readonly<Record<'patronymic' | 'birth_date' | 'surname' | 'given_name', string>>;
  /** By the code of the reason; parameters `{typed}` and `{means}`. A code that is not here is not shown. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A step from what she typed to what the row says, in words; `undefined` where the page says nothing of it. */
export function reasonWords({ code, typed, means }: Reason, { reasons }: Pick<CheckWords, 'reasons'>) {
  const text = reasons[code];
  return text === undefined ? undefined : fill(text, { typed: typed ?? '', means: means ?? '' });
}

/** `А`, `А или Б`, `А, Б или В`. */
export function alternatives(values: readonly string[], or: string): string {
  const last = values.length - 1;
  return [values.slice(0, last).join(', '), ...values.slice(last)].filter(Boolean).join(` ${or} `);
}

/** Codes of reasons that have words; the same keys in every language. */
const reasonCodes = [
  'script',
  'layout',
  'spelling',
  'feminine',
  'case',
  'variant',
  'diminutive',
  'colloquial',
  'initial',
  'slip',
  'sound',
  'rest_cell',
  'unknown_name',
  'missing',
] as const;

/**
 * The words of the check page as JSON that is safe inside a script element.
 *
 * @param falseHope of ten families who see a full match, how many find another man
 */
export function checkWords(words: Words, falseHope: number | null): string {
  const t = words.text;
  const data: CheckWords = {
    pluralTag: words.pluralTag,
    entry: words.entry,
    monthsAlone: words.monthsAlone,
    monthYear: t('date.month_year'),
    compared: {
      given: t('check.compared.given'),
      surname: t('check.compared.surname'),
      patronymic: t('check.compared.patronymic'),
      birth: t('check.compared.birth'),
      or: t('check.or'),
    },
    fewTitle: words.forms('check.few.title'),
    manyTitle: words.forms('check.many.title'),
    fit: { strong: t('check.fit.strong'), possible: t('check.fit.possible') },
    odds: { strong: oddsWords(words, falseHope), possible: t('check.odds.possible') },
    missing: {
      patronymic: t('check.missing.patronymic'),
      birth_date: t('check.missing.birth_date'),
      surname: t('check.missing.surname'),
      given_name: t('check.missing.given_name'),
    },
    reasons: Object.fromEntries(
      reasonCodes.map((code) => [code, t(`check.reason.${code}` satisfies StringKey)]),
    ),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/** Never says "none of ten": a small risk is told as one that is there. */
function oddsWords(words: Words, falseHope: number | null): string {
  if (falseHope === null) return words.text('check.odds.few');
  const families = Math.min(9, Math.round(falseHope));
  return families < 1 ? words.text('check.odds.few') : words.count('check.odds', families);
}
