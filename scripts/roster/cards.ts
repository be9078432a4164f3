import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { siteSchema } from '../../src/schemas/site.ts';
import { type Card, type CardSettings, renderCards } from './cards/sheet.ts';
import { readCardWords } from './cards/words.ts';

const content = resolve(import.meta.dirname, '../../content');

/**
 * What stands on every card: mirrors and key fingerprint from `site.yaml`, words from `cards/`.
 * @param folder the content folder
 * @throws Error that says which file to mend
 */
export function readCardSettings(folder: string = content): CardSettings {
  const words = readCardWords(join(folder, 'cards'));
  const path = join(folder, 'site.yaml');
  // Codes may be given out before there is a site.
  if (!existsSync(path))
    return { mirrors: [], keyFingerprint: null, language: 'ru', demonstration: true, words };
  const parsed = siteSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  }
  const { mirrors, key_fingerprint, default_language, edition } = parsed.data;
  return {
    mirrors,
    keyFingerprint: key_fingerprint,
    language: default_language,
    demonstration: edition === 'demonstration',
    words,
  };
}

/**
 * Writes the print sheet of `roster -- codes --cards OUT.html`, readable by its owner only: it opens records.
 * @param cards in the order in which they are to be cut
 * @throws Error when a file of the content folder cannot be used
 */
export function writeCards(path: string, cards: readonly Card[]): void {
  writeFileSync(path, renderCards(cards, readCardSettings()), { mode: 0o600 });
}
