import { describe, expect, it } from 'vitest';
import { fill, placeholders, plural } from '../../../src/i18n/phrase.ts';

describe('phrases', () => {
  it('fills parameters in and leaves what has none to be seen', () => {
    expect(fill('с {from} до {to}', { from: '8', to: 22 })).toBe('с 8 до 22');
    expect(fill('{name}', {})).toBe('{name}');
  });

  it('takes the plural form of the language', () => {
    const forms = { one: '{n} запись', few: '{n} записи', many: '{n} записей', other: '{n} записи' };
    const words = [1, 2, 5, 11, 21, 1.5].map((n) => plural(forms, n, 'ru'));
    expect(words).toEqual(['1 запись', '2 записи', '5 записей', '11 записей', '21 запись', '1.5 записи']);
  });

  it('falls back to "other" and lists placeholders once, sorted', () => {
    expect(plural({ other: 'x' }, 1, 'en')).toBe('x');
    expect(placeholders('{to} {from} {to}')).toEqual(['from', 'to']);
  });
});
