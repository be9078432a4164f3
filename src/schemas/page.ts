import { z } from 'zod';
import { dayText } from './site.ts';

/**
 * Front matter of `content/pages/<lang>/<slug>.mdx`.
 *
 * - `checked`, `review_by`: when the facts were last looked at, and until when they may stand unlooked at.
 * - `confirm`: a fact on the page waits for the publisher's confirmation; a production build refuses it.
 * - `step`: the page's place in the step-by-step way, from 1.
 */
export const pageSchema = z
  .strictObject({
    title: z.string().min(1),
    description: z.string().min(1).max(200),
    checked: dayText,
    review_by: dayText,
    confirm: z.boolean().default(false),
    step: z.number().int().min(1).max(20).optional(),
  })
  .refine((page) => page.review_by > page.checked, {
    path: ['review_by'],
    error: 'the day of review must come after the day of checking',
  });

export type PageMatter = z.infer<typeof pageSchema>;
