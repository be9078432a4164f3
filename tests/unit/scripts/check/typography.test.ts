import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typographyFaults, typographyOf } from '../../../../scripts/check/typography.ts';
import { readContentFiles } from '../../../../scripts/site/content-files.ts';

const content = readContentFiles(resolve(import.meta.dirname, '../../../..'));

/** Words that no page says of anybody, whatever the glossaries allow besides: stems, in the language's own letters. */
const verdicts: Readonly<Record<string, RegExp>> = {
  ru: /предател|захватчик|оккупант|геро[йя]|сдавш|фашист|враг/iu,
  uk: /зрадник|загарбник|окупант|геро[йя]|здавс|фашист|ворог/iu,
  be: /здраднік|захопнік|акупант|геро[йя]|здаўся|фашыст|вораг/iu,
  pl: /zdrajc|najeźdźc|okupant|bohater|poddał|faszyst|wróg/iu,
  en: /traitor|invader|occupier|\bhero|surrender|fascist|enem(?:y|ies)/iu,
};

describe('how each language writes', () => {
  it('is how its pages and the words of the interface are written', () => {
    expect(typographyFaults(content)).toEqual([]);
  });

  it('is told of straight marks, marks of another language and a day that may part from its month', () => {
    expect(typographyOf('uk', 'Натисніть "Шукати"')).toHaveLength(1);
    expect(typographyOf('uk', "Ім'я")).toHaveLength(1);
    expect(typographyOf('pl', 'Naciśnij «Szukaj»')).toEqual(['quotation marks of another language: « »']);
    expect(typographyOf('en', 'Press „Search”')).toHaveLength(1);
    expect(typographyOf('be', '2 сакавіка 2022')).toEqual([
      'an ordinary space in “2 сакавіка”, which may end a line',
    ]);
    expect(typographyOf('be', '2\u00a0сакавіка 2022: «так»')).toEqual([]);
    // A language that is added later: what its quotation marks are, nobody has said.
    expect(typographyOf('de', '2 März: „so”')).toEqual([]);
  });

  it('leaves out what is no prose: code, attributes, addresses, words in another language', () => {
    const [page] = content.pages;
    if (page === undefined) throw new Error('There is no page.');
    const body =
      '<p class="lead">«Так»</p> [тут](x.html "y")\n`a "b"` <span lang="pl">„Tak”</span>\n```\n\'c\'\n```\n';
    const shown = { ...page, lang: 'ru', body, value: { ...page.value, title: 'Т', description: 'О' } };
    expect(typographyFaults({ ...content, pages: [shown], uis: [] })).toEqual([]);
  });
});

describe('what is said of him', () => {
  it('is no verdict, in any language', () => {
    for (const { lang, slug, value, body } of content.pages)
      expect(`${value.title} ${value.description} ${body}`, `${lang}/${slug}`).not.toMatch(
        verdicts[lang] ?? /^$/,
      );
    for (const { code, ui } of content.uis)
      for (const [key, text] of Object.entries(ui.strings))
        expect(text, `${code} ${key}`).not.toMatch(verdicts[code] ?? /^$/);
  });
});
