import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { siteSchema } from '../../src/schemas/site.ts';
import { fingerprintOf } from '../../src/trust/fingerprint.ts';
import { parsePublicKey } from '../../src/trust/minisign.ts';
import { type Card, type CardSettings, renderCards } from './cards/sheet.ts';
import { readCardWords } from './cards/words.ts';
import { writePrivateFile } from './private-file.ts';

const content = resolve(import.meta.dirname, '../../content');

/** The code by which the publisher's key is known on paper; null while there is no key. */
function keyFingerprint(folder: string): string | null {
  const path = join(folder, 'minisign.pub');
  if (!existsSync(path)) return null;
  const [, ...rows] = readFileSync(join(folder, 'words.tsv'), 'utf8').trim().split('\n');
  return fingerprintOf(parsePublicKey(readFileSync(path, 'utf8')), rows).code;
}

/**
 * What stands on every card: mirrors from `site.yaml`, the key's fingerprint from `trust/`, words from `cards/`.
 * @param folder the content folder
 * @throws Error that says which file to mend
 */
export function readCardSettings(folder: string = content): CardSettings {
  const given = {
    keyFingerprint: keyFingerprint(join(folder, 'trust')),
    words: readCardWords(join(folder, 'cards')),
  };
  const path = join(folder, 'site.yaml');
  // Codes may be given out before there is a site.
  if (!existsSync(path)) return { ...given, mirrors: [], language: 'ru', demonstration: true };
  const parsed = siteSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  }
  const { mirrors, default_language, edition } = parsed.data;
  return { ...given, mirrors, language: default_language, demonstration: edition === 'demonstration' };
}

/**
 * Writes the print sheet of `roster -- codes --cards OUT.html`, readable by its owner only: it opens records.
 * @param cards in the order in which they are to be cut
 * @throws Error when a file of the content folder cannot be used
 */
export function writeCards(path: string, cards: readonly Card[]): void {
  writePrivateFile(path, renderCards(cards, readCardSettings()));
}
