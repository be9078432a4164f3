import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/trust/fingerprint.ts';
import { parsePublicKey } from '../../../src/trust/minisign.ts';

const root = join(import.meta.dirname, '../../..');
const [heads = '', ...rows] = readFileSync(join(root, 'content/trust/words.tsv'), 'utf8').trim().split('\n');
const languages = heads.split('\t');
const column = (language: string): string[] =>
  rows.map((row) => row.split('\t')[languages.indexOf(language)] ?? '');
const keyOf = (name: string) => parsePublicKey(readFileSync(join(root, 'tests/fixtures/demo', name), 'utf8'));

describe('the words', () => {
  it.each(languages)('of %s are 256, all different, in the letters of the language', (language) => {
    const words = column(language);
    expect(words).toHaveLength(256);
    expect(new Set(words).size).toBe(256);
    const letters =
      language === 'en' || language === 'pl' ? /^\p{Script=Latin}{2,}$/u : /^[\p{Script=Cyrillic}']{2,}$/u;
    expect(words.filter((word) => !letters.test(word) || word !== word.toLowerCase())).toEqual([]);
  });
});

describe('a fingerprint', () => {
  it('is eight words and sixteen characters, and stays what was printed', () => {
    expect(fingerprintOf(keyOf('minisign.pub'), column('en'))).toMatchInlineSnapshot(`
      {
        "code": "6ZZ9-SZSK-XNQD-6NCT",
        "words": [
          "lilac",
          "smile",
          "notebook",
          "grain",
          "linden",
          "pharmacy",
          "sparrow",
          "oar",
        ],
      }
    `);
  });

  it('differs between keys in words and in code, and not between languages in code', () => {
    const [a, b] = ['minisign.pub', 'next.pub'].map((name) => fingerprintOf(keyOf(name), column('ru')));
    expect(a?.code).not.toBe(b?.code);
    expect(a?.words).not.toEqual(b?.words);
    expect(fingerprintOf(keyOf('next.pub'), column('pl')).code).toBe(b?.code);
  });

  it('wants a whole list', () => {
    expect(() => fingerprintOf(keyOf('next.pub'), ['one'])).toThrow(RangeError);
  });
});
