import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { build, type Plugin } from 'esbuild';
import type { Minified } from './minify-worker.ts';

/**
 * Browsers that must run the scripts: what an Android phone of 2018, the Tor Browser and an iPhone with iOS 14.5 have.
 * `globalThis` (Chromium 71), BigInt and `\p{…}` in patterns (Firefox 78) are the floor; what is behind it in a pattern
 * (`(?<=…)`) came to Safari with 16.4 only, and a test of the built site looks for it.
 */
const browsers = ['chrome71', 'firefox78', 'safari14.1'];

const made = new Map<string, Promise<string>>();

/** What was made once in a process is not made again: minifying is the slowest part of a build. */
function once(key: string, make: () => Promise<string>): Promise<string> {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

/**
 * One classic script from a TypeScript entry file. Module scripts do not load from `file://`, so everything that a
 * page runs is a classic file without imports.
 *
 * @param entry path of the entry file
 * @returns the text of the script
 */
export function classicScript(entry: string): Promise<string> {
  return once(entry, async () => minified(await bundle(entry)));
}

/**
 * A script that defines one global function with the whole bundle inside it. The page can call it, or hand its
 * source text to a worker as a blob: there is no second file to fetch, so it works from `file://`, and nothing is
 * fetched when the worker starts.
 *
 * @param entry path of the entry file; it exports what `name()` returns
 * @param name the property of `globalThis`
 */
export function functionScript(entry: string, name: string): Promise<string> {
  return once(`${entry} ${name}`, async () => {
    const module = await bundle(entry, 'esm');
    return minified(`globalThis.${name}=function(){${asFunctionBody(module)}};`);
  });
}

/**
 * A module without imports as the body of a function that returns what it exports. esbuild's own way to a global name
 * costs 200 bytes of helpers after gzip.
 */
function asFunctionBody(module: string): string {
  const [end, list] = /export\{([^{}]*)\};?\s*$/.exec(module) ?? [];
  if (end === undefined || list === undefined) throw new Error('The bundle has no exports at its end.');
  const fields = list.split(',').map((one) => {
    const [inside = '', outside = inside] = one.split(' as ');
    return `${outside.trim()}:${inside.trim()}`;
  });
  return `${module.slice(0, -end.length)}return{${fields.join()}}`;
}

/** Answers that are waited for, by the number of the question; the thread is alive while there are any. */
const waiting = new Map<number, { resolve: (script: string) => void; reject: (error: Error) => void }>();
let minifier: Worker | undefined;
let questions = 0;

/** Minified in a thread of its own, so that it costs a build no time while Astro draws the pages. */
function minified(script: string): Promise<string> {
  const worker = minifier ?? startMinifier();
  minifier = worker;
  return new Promise((resolve, reject) => {
    questions += 1;
    waiting.set(questions, { resolve, reject });
    worker.ref();
    worker.postMessage({ id: questions, script });
  });
}

function startMinifier(): Worker {
  const worker = new Worker(new URL('./minify-worker.ts', import.meta.url));
  worker.on('message', ({ id, ...result }: Minified) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if ('script' in result) asker?.resolve(result.script);
    else asker?.reject(new Error(`A script could not be minified: ${result.failed}`));
  });
  worker.on('error', (error) => {
    minifier = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return worker;
}

/** Fuse.js as it ranks candidates here, and its list of every script's combining marks. */
const fuse = /fuse\.basic\.min\.mjs$/;
const combiningMarks = /\/\[\\u0300-\\u036F[^\]]+\]\/g/;

/**
 * Fuse.js without its list of combining marks, more than a kilobyte of the check page after gzip: it is read where
 * `ignoreDiacritics` is set, which it never is, since names are folded before they are ranked.
 */
const withoutCombiningMarks: Plugin = {
  name: 'without-combining-marks',
  setup({ onLoad }) {
    onLoad({ filter: fuse }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!combiningMarks.test(text)) throw new Error(`${path} has no list of combining marks any more.`);
      return { contents: text.replace(combiningMarks, '/[]/g'), loader: 'js' };
    });
  },
};

async function bundle(entry: string, format: 'iife' | 'esm' = 'iife'): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format,
    minify: true,
    // Old engines know no class fields; plain assignments need no helper.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    // Names that begin with _ are private to the module that has them (Fuse.js).
    ...(format === 'esm' ? { mangleProps: /^_/ } : {}),
    charset: 'utf8',
    legalComments: 'none',
    target: browsers,
    plugins: [withoutCombiningMarks],
    write: false,
  });
  const file = result.outputFiles[0];
  if (file === undefined) throw new Error(`Nothing came out of bundling ${entry}.`);
  return file.text;
}
