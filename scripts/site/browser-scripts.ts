import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { classicScript, functionScript } from './browser-bundle.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Writes the scripts of the pages into the site: `assets/NAME.js` for each `src/components/NAME/NAME.client.ts`,
 * `assets/engine.js` with the search engine as one function, and the service worker at the root of the site, since
 * it governs what stands beside and below it.
 */
export async function writeBrowserScripts(folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  mkdirSync(assets, { recursive: true });
  for (const entry of globSync('src/components/*/*.client.ts', { cwd: root }).sort()) {
    const name = basename(entry, '.client.ts');
    writeFileSync(join(assets, `${name}.js`), await classicScript(join(root, entry)));
  }
  const engine = join(root, 'src/search/engine.ts');
  writeFileSync(join(assets, 'engine.js'), await functionScript(engine, 'vestochkaEngine'));
  for (const entry of globSync('src/components/*/*.worker.ts', { cwd: root }).sort()) {
    writeFileSync(
      join(folder, `${basename(entry, '.worker.ts')}.js`),
      await classicScript(join(root, entry)),
    );
  }
}
