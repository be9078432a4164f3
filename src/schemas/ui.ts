import { z } from 'zod';

/**
 * `content/ui/<lang>.json`: everything the site says outside its pages, in one language.
 *
 * `language.tag` is the BCP 47 tag for `lang` and `Intl`; `plurals_like` names a language with the same plural
 * rules for browsers that do not know this one (Chromium has no Belarusian), `months` (after a day) and
 * `months_alone` are month names for the same reason; `fallback` is the order of languages in which a page that is missing here is shown.
 */
export const uiSchema = z.strictObject({
  language: z.strictObject({
    name: z.string().min(1),
    tag: z.string().regex(/^[a-z]{2,3}(-[A-Za-z]+)*$/),
    order: z.number().int(),
    fallback: z.array(z.string()),
    plurals_like: z.string().optional(),
    months: z.array(z.string().min(1)).length(12).optional(),
    months_alone: z.array(z.string().min(1)).length(12).optional(),
  }),
  strings: z.record(z.string(), z.string().min(1, 'an empty string')),
  plurals: z.record(
    z.string(),
    z.partialRecord(z.enum(['zero', 'one', 'two', 'few', 'many', 'other']), z.string().min(1)),
  ),
});

export type Ui = z.infer<typeof uiSchema>;
