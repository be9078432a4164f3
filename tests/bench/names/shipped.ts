import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { compiledNameTables } from '../../../scripts/names/name-tables.ts';
import { functionScript } from '../../../scripts/site/browser-bundle.ts';

const options = { bundle: true, minify: true, charset: 'utf8', format: 'esm', write: false } as const;

/**
 * Bytes that a page would load, after gzip -9.
 * @param module the package of a library; null for our engine with its tables
 */
export async function shippedBytes(module: string | null): Promise<number> {
  if (module === null) {
    const entry = resolve(import.meta.dirname, '../../../src/search/engine.ts');
    const engine = await functionScript(entry, 'vestochkaEngine');
    const sizes = [engine, compiledNameTables()].map((text) => gzipSync(text, { level: 9 }).length);
    return sizes.reduce((sum, size) => sum + size);
  }
  const entry = (text: string): BuildOptions => ({
    stdin: { contents: text, resolveDir: import.meta.dirname },
    logLevel: 'silent',
  });
  const all = `export * from '${module}'`;
  // Some packages have no default export.
  return bundled(entry(`${all}; export { default } from '${module}'`)).catch(() => bundled(entry(all)));
}

async function bundled(entry: BuildOptions): Promise<number> {
  const result = await build({ ...options, ...entry });
  return gzipSync(result.outputFiles?.[0]?.contents ?? '', { level: 9 }).length;
}
