import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentError, locate } from '../../../src/i18n/ui-file.ts';
import { allWords, loadWords, wordsOf } from '../../../src/i18n/words.ts';

const content = resolve(import.meta.dirname, '../../../content');

describe('the words of the site', () => {
  it('are there in all languages, Russian first, each under its own full name', () => {
    expect(allWords().map(({ name }) => name)).toEqual([
      'Русский',
      'Українська',
      'English',
      'Беларуская',
      'Polski',
    ]);
  });

  it('know the plural rules and months of Belarusian without asking the browser', () => {
    const be = wordsOf('be');
    expect(be.pluralTag).toBe('ru');
    expect(be.count('search.found', 3)).toBe('Знайшлося 3 старонкі');
    expect(be.date('2022-02-24')).toBe('24\u00a0лютага 2022');
    expect(be.monthsAlone[4]).toBe('май');
  });

  it('refuse a language and a code that are not there', () => {
    expect(() => wordsOf('xx')).toThrow('content/ui/xx.json');
    expect(() => wordsOf('ru').coded('contact.nobody.name')).toThrow('contact.nobody.name');
  });
});

describe('a mistake in content/ui', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'words-'));
    cpSync(join(content, 'ui'), join(folder, 'ui'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (from: string | RegExp, to: string): void => {
    const file = join(folder, 'ui/uk.json');
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
  };
  const faults = () => {
    try {
      loadWords(folder);
    } catch (error) {
      if (error instanceof ContentError) return error.faults;
      throw error;
    }
    return [];
  };
  const lineWith = (text: string): number =>
    readFileSync(join(folder, 'ui/uk.json'), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it('none: nothing is said', () => {
    expect(faults()).toEqual([]);
  });

  it('a missing translation is named with the file and the place of its source', () => {
    change(/\s*"check\.title": .*/, '');
    expect(faults()).toHaveLength(1);
    expect(faults()[0]?.file).toContain('ui/uk.json');
    expect(faults()[0]?.message).toMatch(/no "check\.title".*ru\.json:\d+/);
  });

  it('an unknown key is named with its line', () => {
    change('"site.skip"', '"site.nothing": "x",\n    "site.skip"');
    expect(faults()).toMatchObject([
      { line: lineWith('site.nothing'), message: 'unknown key "site.nothing" in strings' },
    ]);
  });

  it('other parameters and a missing plural form are named with their lines', () => {
    change('"Крок {n} із {total}"', '"Крок {number} із {total}"');
    change(/"few": "Знайшлося[^,]*,/, '');
    const said = faults();
    expect(said.map(({ line }) => line)).toEqual([lineWith('Крок {number}'), lineWith('"search.found"')]);
    expect(said[1]?.message).toContain('no form for "few"');
  });

  it('an empty text and broken JSON are named with their lines', () => {
    change('"Покинути сторінку"', '""');
    expect(faults()[0]?.line).toBe(lineWith('leave.label'));
    expect(() => locate('x.json', '{\n  "a": [\n}')).toThrow(/x\.json:\d+: /);
  });
});
