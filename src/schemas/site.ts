import { z } from 'zod';

/** A day as `YYYY-MM-DD`. YAML readers that make a `Date` of it are taken back to the text. */
export const dayText = z
  .union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))])
  .pipe(z.iso.date('expected a day as YYYY-MM-DD'));

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an address that starts with https://' });

/**
 * `content/site.yaml`: what holds for the whole site.
 *
 * - `edition`: a `demonstration` says so on every page; `production` is refused while a demonstration value is left.
 * - `default_language`: the language that is written first and that others are translated from.
 * - `leave_to`: where "leave this page" goes: a dull page that is open from everywhere.
 * - `mirrors`, `onion`: other addresses of the same site; `onion` may be empty.
 * - `key_fingerprint`: what is printed on the flyer, so that a copy can be proved without trusting it.
 * - `announcement`: the day of the announcement that the way is taken from.
 * - `demonstration`: the names of fields above whose values are made up.
 */
export const siteSchema = z.strictObject({
  edition: z.enum(['demonstration', 'production']),
  default_language: z.string().min(2),
  leave_to: webAddress,
  mirrors: z.array(webAddress).min(1),
  onion: z.union([webAddress, z.literal('')]),
  key_fingerprint: z.string().regex(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/, 'expected groups of four, as printed'),
  announcement: dayText,
  demonstration: z.array(z.string()),
});

export type Site = z.infer<typeof siteSchema>;
