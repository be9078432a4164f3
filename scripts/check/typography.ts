import type { ContentFiles } from '../site/content-files.ts';

/** A text of content with a sign that its language does not write so. */
export interface TypographyFault {
  readonly lang: string;
  /** `pages/<slug>` or `ui/<key>`, as `translation-state.ts` names texts. */
  readonly text: string;
  readonly what: string;
}

/** Quotation marks as the languages of the site write them; a language that is not here may use any but straight ones. */
const quotes: Readonly<Record<string, string>> = { ru: '«»', uk: '«»', be: '«»', pl: '„”', en: '“”' };

/** Every sign that opens or closes a quotation in one of them. */
const everyQuote = '«»„“”';

/** Names of months as they follow a day, by their stems, which no other word of the pages begins with. */
const months: Readonly<Record<string, string>> = {
  ru: 'январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр',
  uk: 'січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд',
  be: 'студз|лют|сакавік|красавік|мая|чэрв|ліп|жніўн|верас|кастрычнік|лістапад|снежн',
  pl: 'stycz|lut|marc|kwiet|maj|czerw|lip|sierp|wrze|paźdz|listopad|grud',
  en: 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec',
};

/** What of an MDX page is read: no code, no tags with their attributes, no addresses, no words in another language. */
function proseOf(body: string): string {
  return body
    .replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
    .replace(/<span lang="[^"]*">[^<]*<\/span>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\]\([^)]*\)/g, ']');
}

/** What one text has that its language writes otherwise: straight marks, another language's, a day that may part from its month. */
export function typographyOf(lang: string, text: string): string[] {
  const own = quotes[lang] ?? everyQuote;
  const foreign = [...everyQuote].filter((mark) => !own.includes(mark) && text.includes(mark));
  const month = months[lang];
  const parted = month === undefined ? null : new RegExp(`\\d (?:${month})\\p{L}*`, 'u').exec(text);
  return [
    ...(/["']/.test(text) ? ['a straight quotation mark or apostrophe'] : []),
    ...(foreign.length > 0 ? [`quotation marks of another language: ${foreign.join(' ')}`] : []),
    ...(parted === null ? [] : [`an ordinary space in “${parted[0]}”, which may end a line`]),
  ];
}

/** Every such text of every language. */
export function typographyFaults(content: ContentFiles): TypographyFault[] {
  const told = (lang: string, text: string, prose: string): TypographyFault[] =>
    typographyOf(lang, prose).map((what) => ({ lang, text, what }));
  const pages = content.pages.flatMap(({ lang, slug, value, body }) =>
    told(lang, `pages/${slug}`, [value.title, value.description, proseOf(body)].join('\n')),
  );
  const strings = content.uis.flatMap(({ code, ui }) => [
    ...Object.entries(ui.strings).flatMap(([key, text]) => told(code, `ui/${key}`, text)),
    ...Object.entries(ui.plurals).flatMap(([key, forms]) =>
      told(code, `ui/${key}`, Object.values(forms).join('\n')),
    ),
  ]);
  return [...pages, ...strings];
}
