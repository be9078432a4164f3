import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readContent } from '../../src/i18n/ui-file.ts';
import type { ContentFiles } from './content-files.ts';

/**
 * What a translation was made from: `content/translations/<lang>.json` holds, for each text, the fingerprint of its
 * source on the day somebody compared the two. When the source changes, the fingerprint no longer fits.
 */
export type Stamps = Record<string, string>;

/** A text that is not as it should be in a language. `unstamped`: nobody has said that it fits its source. */
export interface TranslationGap {
  readonly lang: string;
  /** `pages/<slug>` or `ui/<key>`. */
  readonly text: string;
  readonly state: 'missing' | 'older' | 'unstamped';
}

const stampsSchema = z.record(z.string(), z.string().regex(/^[0-9a-f]{10}$/));

export const stampsFile = (root: string, lang: string): string =>
  join(root, `content/translations/${lang}.json`);

export function readStamps(root: string, lang: string): Stamps {
  const file = stampsFile(root, lang);
  return existsSync(file) ? readContent(file, stampsSchema).value : {};
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** Fingerprints of every text of a language, by its name. Days in front matter are no part of the text. */
function textsOf(content: ContentFiles, lang: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const page of content.pages) {
    if (page.lang !== lang) continue;
    texts.set(
      `pages/${page.slug}`,
      fingerprint([page.value.title, page.value.description, page.body].join('\n')),
    );
  }
  const ui = content.uis.find(({ code }) => code === lang)?.ui;
  for (const [key, text] of Object.entries(ui?.strings ?? {})) texts.set(`ui/${key}`, fingerprint(text));
  for (const [key, forms] of Object.entries(ui?.plurals ?? {}))
    texts.set(`ui/${key}`, fingerprint(JSON.stringify(forms)));
  return texts;
}

/**
 * Compares each language with the one that is written first.
 *
 * @param stampsOf the stamps of a language
 */
export function translationGaps(
  content: ContentFiles,
  sourceLang: string,
  stampsOf: (lang: string) => Stamps,
): TranslationGap[] {
  const source = textsOf(content, sourceLang);
  const languages = content.uis.map(({ code }) => code).filter((code) => code !== sourceLang);
  return languages.flatMap((lang) => {
    const texts = textsOf(content, lang);
    const stamps = stampsOf(lang);
    return [...source].flatMap(([text, wanted]): TranslationGap[] => {
      if (!texts.has(text)) return [{ lang, text, state: 'missing' }];
      const stamp = stamps[text];
      if (stamp === wanted) return [];
      return [{ lang, text, state: stamp === undefined ? 'unstamped' : 'older' }];
    });
  });
}

/** Stamps for the texts of a language that say they fit their source today, keys sorted. */
export function stamped(
  content: ContentFiles,
  sourceLang: string,
  lang: string,
  before: Stamps,
  only?: readonly string[],
): Stamps {
  const texts = textsOf(content, lang);
  const entries = [...textsOf(content, sourceLang)].flatMap(([text, wanted]) => {
    if (!texts.has(text)) return [];
    const stamp = only === undefined || only.includes(text) ? wanted : before[text];
    return stamp === undefined ? [] : [[text, stamp] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
