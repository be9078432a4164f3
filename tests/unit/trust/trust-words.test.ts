import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trustLanguages } from '../../../scripts/site/verify-page.ts';
import {
  isWanted,
  SEALED_FILE_BYTES,
  sealedLeftOut,
  typeOf,
} from '../../../src/components/keep/kept-state.ts';
import { trustWordsSchema } from '../../../src/schemas/trust.ts';
import { encodeShard, shardName, shardRecords } from '../../../src/seal/sealed-files.ts';
import { recordLength } from '../../../src/seal/sealed-record.ts';
import { sealedScript } from '../../../src/seal/sealed-script.ts';

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
  ])('not %s', (path) => expect(wants(path)).toBe(false));
  it('all sealed records while they are few or she asks for them, else none', () => {
    const paths = (count: number): string[] => [
      'ru/index.html',
      'assets/sealed/index.js',
      ...Array.from({ length: count }, (_, number) => `assets/sealed/${shardName(number)}.js`),
    ];
    expect(sealedLeftOut(paths(16), false)).toEqual([]);
    expect(sealedLeftOut(paths(17), false)).toEqual(paths(17).slice(2));
    expect(sealedLeftOut(paths(17), true)).toEqual([]);
    const file = encodeShard(new Uint8Array(32), 1, new Uint8Array(shardRecords * recordLength));
    expect(sealedScript(shardName(1), file)).toHaveLength(SEALED_FILE_BYTES);
  });
  it('is served with the type of its name, whatever a mirror said', () => {
    expect(typeOf('ru/index.html')).toBe('text/html; charset=utf-8');
    expect(typeOf('assets/a.unknown')).toBe('application/octet-stream');
  });
});
