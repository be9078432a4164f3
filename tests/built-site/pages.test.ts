import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSite } from '../../scripts/check/site.ts';
import { attribute, pagePaths, readPage } from '../../scripts/site/built-site.ts';
import { site } from './site-under-test.ts';

const paths = pagePaths(site);
const languages = [
  ...new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] as string)),
];

describe('the built site', () => {
  it('passes every check of a built site', () => {
    expect(() => checkSite(site)).not.toThrow();
  });

  it('has the same pages in every language', () => {
    const of = (language: string) =>
      paths.filter((path) => path.startsWith(`${language}/`)).map((path) => path.slice(language.length + 1));
    const first = of('ru');
    expect(languages).toEqual(expect.arrayContaining(['ru', 'uk', 'en']));
    expect(first).toEqual(
      expect.arrayContaining(['index.html', 'check.html', 'collect.html', 'contacts.html']),
    );
    for (const language of languages) expect(of(language)).toEqual(first);
  });

  it('offers every language as a plain link at the root', () => {
    const root = readPage(site, 'index.html');
    const links = root.elements
      .filter((element) => element.tagName === 'a')
      .map((element) => attribute(element, 'href'));
    for (const language of languages) expect(links).toContain(`${language}/index.html`);
  });

  // The verifier is a tool that is kept apart from the site and says of itself what it is.
  it.each(paths.filter((path) => path !== 'verify.html'))(
    '%s says that it is a demonstration, tells no referrer and has a way to leave',
    (path) => {
      const page = readPage(site, path);
      const referrer = page.elements.find((element) => attribute(element, 'name') === 'referrer');
      expect(attribute(referrer as NonNullable<typeof referrer>, 'content')).toBe('no-referrer');
      expect(page.elements.some((element) => attribute(element, 'class')?.split(' ').includes('demo'))).toBe(
        true,
      );
      expect(page.elements.some((element) => attribute(element, 'class')?.split(' ').includes('leave'))).toBe(
        true,
      );
    },
  );

  it('holds no file of the private side', () => {
    const roster = readFileSync(join(site, 'assets/roster.js'), 'utf8');
    expect(roster).not.toContain('R-22000001');
    expect(paths.some((path) => path.includes('private'))).toBe(false);
  });
});
