import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizeWords } from '../../src/components/single/size-words.ts';
import type { Roster } from '../../src/schemas/release.ts';
import {
  applyEdits,
  attribute,
  type BuiltPage,
  type Edit,
  type Element,
  pagePaths,
  readPage,
} from './built-site.ts';
import { buildSingleFile, SingleFileTooLarge } from './single-file.ts';

/**
 * Writes the single-file edition of each language, `vestochka-LANG.html`, and its size beside the links to it.
 *
 * @returns bytes by language; a language whose roster does not fit one file is not among them
 */
export async function writeSingleFiles(
  folder: string,
  languages: readonly string[],
  { sequence, issued, review_by }: Roster,
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const lang of languages) {
    const html = await singleFile(folder, lang, { sequence, issued, expires: review_by });
    if (html === null) continue;
    writeFileSync(join(folder, `vestochka-${lang}.html`), html);
    sizes.set(lang, Buffer.byteLength(html));
  }
  for (const path of pagePaths(folder)) {
    // Most pages have no such link, and pages of a large list are long to parse.
    if (!readFileSync(join(folder, path), 'utf8').includes('data-single-file')) continue;
    const page = readPage(folder, path);
    const edits = page.elements.flatMap((element) => sizeEdits(page, element, sizes));
    if (edits.length > 0) writeFileSync(join(folder, path), applyEdits(page.text, edits));
  }
  return sizes;
}

async function singleFile(
  siteDir: string,
  lang: string,
  release: { sequence: number; issued: string; expires: string },
): Promise<string | null> {
  try {
    return await buildSingleFile({ siteDir, lang, release });
  } catch (error) {
    if (error instanceof SingleFileTooLarge) return null;
    throw error;
  }
}

/** The size after the link, or the words that stand for the link where there is no file. */
function sizeEdits({ path }: BuiltPage, element: Element, sizes: ReadonlyMap<string, number>): Edit[] {
  const none = attribute(element, 'data-single-file');
  const place = element.sourceCodeLocation;
  if (none === undefined || !place?.startTag || !place.endTag) return [];
  const lang = path.split('/')[0] ?? '';
  const bytes = sizes.get(lang);
  if (bytes === undefined) {
    return [{ start: place.startTag.endOffset, end: place.endTag.startOffset, text: escapeText(none) }];
  }
  const at = place.endTag.startOffset;
  return [{ start: at, end: at, text: escapeText(` (${sizeWords(bytes, lang)})`) }];
}

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
