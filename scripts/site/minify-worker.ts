import { parentPort } from 'node:worker_threads';
import { minify } from 'terser';

/** What this thread answers to `{ id, script }`. */
export type Minified = { id: number } & ({ script: string } | { failed: string });

/** Terser makes of esbuild's output another twentieth less, which is a kilobyte of the check page. */
async function minified(script: string): Promise<string> {
  const { code } = await minify(script, {
    ecma: 2018,
    toplevel: true,
    compress: { passes: 4, keep_fargs: false },
    format: { comments: false },
  });
  if (code === undefined) throw new Error('nothing came out.');
  return code;
}

async function answer({ id, script }: { id: number; script: string }): Promise<Minified> {
  try {
    return { id, script: await minified(script) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', async (question) => parentPort?.postMessage(await answer(question)));
