import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classicScript } from '../../../scripts/site/browser-bundle.ts';

const components = resolve(import.meta.dirname, '../../../src/components');

/** Methods that Chromium 67 lacks; the bundler lowers syntax, not these. */
const tooNew = /\.(?:at|hasOwn|replaceAll|fromEntries|flatMap|flat|matchAll|allSettled|findLast|toSorted)\(/g;

describe('scripts that run on a phone of 2018 use no method that it lacks', () => {
  it.each([
    'keep/sw.worker.ts',
    'keep/keep.client.ts',
    'verify/verify-script.ts',
    'age/age.client.ts',
    'single/single-file-pages.ts',
  ])('%s', async (entry) => {
    expect((await classicScript(resolve(components, entry))).match(tooNew)).toBeNull();
  });
});
