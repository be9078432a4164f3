import { describe, expect, it } from 'vitest';
import { endings } from '../../../src/components/page-search/endings.ts';
import { searchTerms } from '../../../src/components/page-search/stem.ts';

/** Pagefind finds words that begin with what is asked: a term is good when every form begins with it. */
const findsAll = (lang: string, asked: string, forms: readonly string[]): void => {
  const term = searchTerms(asked, endings[lang] ?? []);
  for (const form of forms) expect(form.startsWith(term), `${asked} → ${term} ≠ ${form}`).toBe(true);
};

describe('words of languages that Pagefind does not stem', () => {
  it.each([
    ['uk', ['кордон', 'кордону', 'кордоном', 'кордоні', 'кордони']],
    ['uk', ['паспорт', 'паспорта', 'паспортом', 'паспорти']],
    ['uk', ['шахраї', 'шахраям', 'шахраями']],
    ['uk', ['підтвердження', 'підтвердженням', 'підтвердженню']],
    ['uk', ['телефон', 'телефони', 'телефоном', 'телефонів']],
    ['be', ['мяжа', 'мяжы', 'мяжой', 'мяжу']],
    ['be', ['пашпарт', 'пашпарта', 'пашпартам', 'пашпарты']],
    ['be', ['махляры', 'махляроў', 'махлярам']],
    ['be', ['пацвярджэнне', 'пацвярджэннем', 'пацвярджэння']],
    ['be', ['тэлефон', 'тэлефоны', 'тэлефоне', 'тэлефонаў']],
  ])('%s: any form finds all forms: %j', (lang, forms) => {
    for (const asked of forms) findsAll(lang, asked, forms);
  });

  it('leaves short words, and languages that Pagefind stems, as they are', () => {
    expect(searchTerms('Код КПП', endings.uk ?? [])).toBe('код кпп');
    expect(searchTerms('  границы ', [])).toBe('границы');
    expect(searchTerms('', [])).toBe('');
  });
});
