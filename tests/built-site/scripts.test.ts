import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elementsOf, filesOf, textOf } from '../../scripts/site/built-site.ts';
import { site } from './site-under-test.ts';

const files = filesOf(site).filter((path) => !path.startsWith('pagefind/'));
const text = (path: string): string => readFileSync(join(site, path), 'utf8');

/** Every script of ours: the files, and those that stand in a page of its own, as in the single files. */
const scripts = new Map([
  ...files.filter((path) => path.endsWith('.js')).map((path) => [path, text(path)] as const),
  ...files
    .filter((path) => path.endsWith('.html') && !path.includes('/'))
    .map((path) => {
      const inside = elementsOf(text(path)).filter(({ tagName }) => tagName === 'script');
      return [path, inside.map(textOf).join('\n')] as const;
    }),
]);

/** `(?<=…)` and `(?<!…)`: a script that has one does not run at all in Safari before 16.4. */
const looksBehind = (script: string): boolean => /\(\?<[=!]/.test(script);

describe('the scripts of the site', () => {
  it('are there', () => {
    expect([...scripts.keys()]).toEqual(
      expect.arrayContaining(['assets/engine.js', 'assets/check.js', 'verify.html', 'vestochka-ru.html']),
    );
  });

  it.each([...scripts])(
    '%s has no pattern that looks behind, which older iPhones cannot read',
    (_, script) => {
      expect(looksBehind(script)).toBe(false);
    },
  );

  it('would be found looking behind', () => {
    expect(looksBehind('/(?<!a)b/u')).toBe(true);
    expect(looksBehind('/(?<year>a)/u')).toBe(false);
  });
});
