import { describe, expect, it } from 'vitest';
import { filesAndElements } from './site-under-test.ts';

/** Every script of ours: the files, and those that stand in a page of its own, as in the single files. */
const scripts = filesAndElements('.js', 'script');

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
