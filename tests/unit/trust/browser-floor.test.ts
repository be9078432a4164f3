import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classicScript } from '../../../scripts/site/browser-bundle.ts';

const components = resolve(import.meta.dirname, '../../../src/components');

/** Methods that Chromium 67 lacks; the bundler lowers syntax, not these. */
const tooNew = /\.(?:at|replaceAll|fromEntries|flatMap|flat|matchAll|allSettled|findLast|toSorted)\(/g;

describe('scripts that run on a phone of 2018 use no method that it lacks', () => {
  it.each([
    'keep/sw.worker.ts',
    'keep/keep.client.ts',
    'verify/verify-script.ts',
    'age/age.client.ts',
    'single/single-file-pages.ts',
  ])('%s', async (entry) => {
    const text = await classicScript(resolve(components, entry));
    expect(text.match(tooNew)).toBeNull();
    // The cryptography calls this one; src/components/code/old-browsers.ts brings it.
    if (text.includes('.hasOwn(')) expect(text).toContain('"hasOwn"in ');
  });
});
