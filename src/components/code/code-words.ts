import type { Words } from '../../i18n/words.ts';
import type { SealedStatus } from '../../schemas/sealed.ts';

/** What code.client.ts says beyond its templates, in `script#code-words`. */
export interface CodeWords {
  readonly status: Readonly<Record<Exclude<SealedStatus, 'call_us'>, string>>;
  /** `{month}`: the month of the record in words. */
  readonly month: string;
  /** `{month} {year}` */
  readonly monthYear: string;
  readonly monthsAlone: readonly string[];
}

/** The words of the code page as JSON that is safe inside a script element. */
export function codeWords(words: Words): string {
  const t = words.text;
  const data: CodeWords = {
    status: {
      reported: t('code.status.reported'),
      confirmed: t('code.status.confirmed'),
      transferred: t('code.status.transferred'),
      released: t('code.status.released'),
      repatriated: t('code.status.repatriated'),
    },
    month: t('code.opened.month'),
    monthYear: t('date.month_year'),
    monthsAlone: words.monthsAlone,
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
