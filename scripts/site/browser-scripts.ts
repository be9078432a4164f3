import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { classicScript, functionScript } from './browser-bundle.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Makes the scripts of the pages: `assets/NAME.js` for each `src/components/NAME/NAME.client.ts`, `assets/engine.js`
 * with the search engine as one function, and the service worker at the root of the site, since it governs what
 * stands beside and below it.
 *
 * @returns texts by their paths in the site
 */
export async function makeBrowserScripts(): Promise<Map<string, string>> {
  const entries = (ending: string): string[] =>
    globSync(`src/components/*/*${ending}`, { cwd: root })
      .sort()
      .map((entry) => join(root, entry));
  const scripts: [string, Promise<string>][] = [
    // The largest first: it takes the longest.
    ['assets/engine.js', functionScript(join(root, 'src/search/engine.ts'), 'vestochkaEngine')],
    ...entries('.client.ts').map((entry): [string, Promise<string>] => [
      `assets/${basename(entry, '.client.ts')}.js`,
      classicScript(entry),
    ]),
    ...entries('.worker.ts').map((entry): [string, Promise<string>] => [
      `${basename(entry, '.worker.ts')}.js`,
      classicScript(entry),
    ]),
  ];
  return new Map(await Promise.all(scripts.map(async ([path, text]) => [path, await text] as const)));
}

/** Writes what `makeBrowserScripts` made. */
export function writeBrowserScripts(folder: string, scripts: ReadonlyMap<string, string>): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const [path, text] of scripts) writeFileSync(join(folder, path), text);
}
