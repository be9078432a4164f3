import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The built site that the suite reads: `npm test` builds one for the occasion, else `dist`. */
export const site = resolve(process.env.SITE_UNDER_TEST ?? join(import.meta.dirname, '../../dist'));

if (!existsSync(join(site, 'index.html'))) {
  throw new Error(
    `There is no built site at ${site}. Run "npm run build" first, or "npm test", which does it.`,
  );
}
