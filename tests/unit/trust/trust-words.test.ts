import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trustLanguages } from '../../../scripts/site/verify-page.ts';
import { isWanted, typeOf } from '../../../src/components/keep/kept-state.ts';
import { trustWordsSchema } from '../../../src/schemas/trust.ts';

const content = resolve(import.meta.dirname, '../../../content');
const spoken = readdirSync(join(content, 'ui')).map((name) => name.replace('.json', ''));

/** Places in braces of every sentence, by its name. */
function places(value: unknown, path = ''): string[] {
  if (typeof value === 'string')
    return (value.match(/\{\w+\}/g) ?? []).sort().map((place) => `${path} ${place}`);
  return Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) =>
    places(inner, `${path}/${name}`),
  );
}

describe('what is said about genuineness', () => {
  const languages = trustLanguages();
  const source = languages.get('ru')?.words;

  it('is there in every language of the site', () => {
    expect(spoken.filter((code) => !languages.has(code))).toEqual([]);
    expect([...languages.keys()][0]).toBe('ru');
  });

  it.each([...languages.keys()])('has the same sentences with the same places in %s', (code) => {
    const file = JSON.parse(readFileSync(join(content, `trust/${code}.json`), 'utf8'));
    expect(trustWordsSchema.parse(file)).toEqual(file);
    expect(places(file)).toEqual(places(source));
    expect(languages.get(code)?.list).toHaveLength(256);
  });

  it('draws no sign that a fake could draw as well', () => {
    for (const [, { words }] of languages) expect(JSON.stringify(words)).not.toMatch(/[✓✔☑✅🔒]/u);
  });
});

describe('what a phone keeps', () => {
  const wants = (path: string): boolean => isWanted(path, 'ru', ['ru', 'uk', 'en']);

  it.each([
    'index.html',
    '404.html',
    'release.json',
    'ru/check.html',
    'ru/list/5.html',
    'assets/roster.js',
    'assets/sealed/index.js',
  ])('%s', (path) => expect(wants(path)).toBe(true));
  it.each([
    'uk/check.html',
    'vestochka-ru.html',
    'verify.html',
    'site.zip',
    'pagefind/pagefind.js',
    'ru/list/6.html',
    'assets/sealed/00001.js',
  ])('not %s', (path) => expect(wants(path)).toBe(false));
  it('is served with the type of its name, whatever a mirror said', () => {
    expect(typeOf('ru/index.html')).toBe('text/html; charset=utf-8');
    expect(typeOf('assets/a.unknown')).toBe('application/octet-stream');
  });
});
