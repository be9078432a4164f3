import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { elementsOf, filesOf, textOf } from '../../scripts/site/built-site.ts';

/** The built site that the suite reads: `npm test` builds one for the occasion, else `dist`. */
export const site = resolve(process.env.SITE_UNDER_TEST ?? join(import.meta.dirname, '../../dist'));

if (!existsSync(join(site, 'index.html'))) {
  throw new Error(
    `There is no built site at ${site}. Run "npm run build" first, or "npm test", which does it.`,
  );
}

/** Paths of the files that we make, all but those of Pagefind. */
export const files = filesOf(site).filter((path) => !path.startsWith('pagefind/'));

export const text = (path: string): string => readFileSync(join(site, path), 'utf8');

/** The text of every file with this ending, and of what stands in such elements of each page that carries its own. */
export function filesAndElements(ending: string, tagName: string): Map<string, string> {
  return new Map([
    ...files.filter((path) => path.endsWith(ending)).map((path) => [path, text(path)] as const),
    ...files
      .filter((path) => path.endsWith('.html') && !path.includes('/'))
      .map((path) => {
        const elements = elementsOf(text(path)).filter((element) => element.tagName === tagName);
        return [path, elements.map(textOf).join('\n')] as const;
      }),
  ]);
}
