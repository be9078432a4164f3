import type { Words } from '../../i18n/words.ts';
import type { SealedStatus } from '../../schemas/sealed.ts';

/** A status that opens to a record; `call_us` has a template of its own. */
export type ToldStatus = Exclude<SealedStatus, 'call_us'>;

/** What code.client.ts says beyond its templates, in `script#code-words`. Texts have `{placeholders}`. */
export interface CodeWords {
  /** The last ISO day on which this copy may count as new. */
  readonly reviewBy: string;
  readonly status: Readonly<Record<ToldStatus, string>>;
  readonly meaning: Readonly<Record<ToldStatus, string>>;
  /** `{month}`: the month of the record in words. */
  readonly month: string;
  readonly noMonth: string;
  /** `{month} {year}` */
  readonly monthYear: string;
  readonly monthsAlone: readonly string[];
  readonly fault: {
    readonly empty: string;
    /** `{n}`, `{expected}` */
    readonly length: string;
    readonly characters: string;
    /** `{group}` */
    readonly group: string;
    /** `{groups}` */
    readonly groups: string;
    /** Where no group stands out. */
    readonly whole: string;
    readonly ambiguous: string;
  };
  readonly change: { readonly newer: string; readonly same: string; readonly older: string };
}

/**
 * The words of the code page as JSON that is safe inside a script element.
 * @param reviewBy ISO day by which a newer release was due
 */
export function codeWords(words: Words, reviewBy: string): string {
  const t = words.text;
  const data: CodeWords = {
    reviewBy,
    status: {
      reported: t('code.status.reported'),
      confirmed: t('code.status.confirmed'),
      transferred: t('code.status.transferred'),
      released: t('code.status.released'),
      repatriated: t('code.status.repatriated'),
    },
    meaning: {
      reported: t('code.meaning.reported'),
      confirmed: t('code.meaning.confirmed'),
      transferred: t('code.meaning.transferred'),
      released: t('code.meaning.released'),
      repatriated: t('code.meaning.repatriated'),
    },
    month: t('code.opened.month'),
    noMonth: t('code.opened.no_month'),
    monthYear: t('date.month_year'),
    monthsAlone: words.monthsAlone,
    fault: {
      empty: t('code.fault.empty'),
      length: t('code.fault.length'),
      characters: t('code.fault.characters'),
      group: t('code.fault.group'),
      groups: t('code.fault.groups'),
      whole: t('code.error'),
      ambiguous: t('code.fault.ambiguous'),
    },
    change: {
      newer: t('code.change.newer'),
      same: t('code.change.same'),
      older: t('code.change.older'),
    },
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
