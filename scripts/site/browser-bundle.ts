import { build } from 'esbuild';
import { minify } from 'terser';

/**
 * Browsers that must run the scripts: what an Android phone of 2018, the Tor Browser and an iPhone with iOS 14.5 have.
 * `globalThis` (Chromium 71) and BigInt are the floor.
 */
const browsers = ['chrome71', 'firefox68', 'safari14.1'];

/**
 * One classic script from a TypeScript entry file. Module scripts do not load from `file://`, so everything that a
 * page runs is a classic file without imports.
 *
 * @param entry path of the entry file
 * @returns the text of the script
 */
export async function classicScript(entry: string): Promise<string> {
  return minified(await bundle(entry));
}

/**
 * A script that defines one global function with the whole bundle inside it. The page can call it, or hand its
 * source text to a worker as a blob: there is no second file to fetch, so it works from `file://`, and nothing is
 * fetched when the worker starts.
 *
 * @param entry path of the entry file; it exports what `name()` returns
 * @param name the property of `globalThis`
 */
export async function functionScript(entry: string, name: string): Promise<string> {
  const body = await bundle(entry, 'exported');
  return minified(`globalThis.${name}=function(){${body.trim()}return exported};`);
}

/** Terser makes of esbuild's output another twentieth less, which is a kilobyte of the check page. */
async function minified(script: string): Promise<string> {
  const { code } = await minify(script, {
    ecma: 2018,
    toplevel: true,
    compress: { passes: 2, keep_fargs: false },
    format: { comments: false },
  });
  if (code === undefined) throw new Error('Nothing came out of minifying.');
  return code;
}

async function bundle(entry: string, globalName?: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    ...(globalName === undefined ? {} : { globalName }),
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    target: browsers,
    write: false,
  });
  const file = result.outputFiles[0];
  if (file === undefined) throw new Error(`Nothing came out of bundling ${entry}.`);
  return file.text;
}
