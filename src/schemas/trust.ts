import { z } from 'zod';

const day = z.iso.date('expected a day as YYYY-MM-DD');

const publicKey = z
  .string()
  .regex(/^RW[A-Za-z0-9+/]{54}$/, 'expected a minisign public key: 56 characters that start with RW');

/**
 * `release.json` of a site: what the publisher says about one release. It is listed in `SHA256SUMS`, so its
 * signature covers it.
 *
 * - `sequence`: rises with every release and never falls.
 * - `issued`, `expires`: days (UTC); a release is fresh to the end of its last day. No hours: they would tell
 *   when the publisher works.
 * - `next_key`: the only key that may take over; fixed by the first release. Null: there will be none.
 * - `mirrors`: where else the same site is, each ending in `/`.
 * - `files`, `bytes`, `largest`: how many files, how much in all, and the longest one in bytes, without
 *   `release.json` and `release.js`; a mirror that sends more is cut off.
 * - `retire_worker`: true takes the service worker out of every phone that has kept the site.
 */
export const releaseSchema = z.strictObject({
  format: z.literal('vestochka-release/1'),
  sequence: z.int().min(1),
  issued: day,
  expires: day,
  next_key: publicKey.nullable(),
  mirrors: z.array(z.string().regex(/^https?:\/\/[^\s/?#@]+\/(?:[^\s?#]*\/)?$/)).max(100),
  files: z.int().min(0),
  bytes: z.int().min(0),
  largest: z.int().min(0),
  retire_worker: z.boolean(),
});

export type Release = z.infer<typeof releaseSchema>;

const sentence = z.string().min(1);

function sentences<const Name extends string>(...names: Name[]) {
  return z.strictObject(
    Object.fromEntries(names.map((name) => [name, sentence])) as Record<Name, typeof sentence>,
  );
}

/**
 * `content/trust/<lang>.json`: what is said in one language about genuineness (`verify`, the page verify.html),
 * the kept copy (`keep`), age (`age`) and the site as one file (`single`). Places in braces are filled in: `{sequence}`, and the days `{issued}`,
 * `{expires}`, `{taken}`, the address `{source}`, and megabytes `{size}`.
 */
export const trustWordsSchema = z.strictObject({
  name: sentence,
  verify: sentences(
    'title',
    'intro',
    'choose',
    'drop',
    'checking',
    'genuine',
    'compare',
    'expired',
    'long_expired',
    'altered',
    'foreign',
    'unsigned',
    'failed',
    'signer',
    'code',
    'release',
    'bad',
    'missing',
    'extra',
    'limits',
    'old',
  ),
  keep: sentences(
    'release',
    'own',
    'mirror',
    'update',
    'searching',
    'nothing_new',
    'none_answers',
    'foreign',
    'leaves',
    'limits',
    'sealed_in',
    'sealed_out',
    'sealed_keep',
  ),
  age: sentences('expired', 'long_expired', 'number'),
  single: sentences('about', 'code', 'code_link', 'list'),
});

export type TrustWords = z.infer<typeof trustWordsSchema>;
