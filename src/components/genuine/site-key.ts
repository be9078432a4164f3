import publicKeyFile from '../../../content/trust/minisign.pub?raw';
import nextKeyFile from '../../../content/trust/next.pub?raw';
import wordsFile from '../../../content/trust/words.tsv?raw';
import { type Fingerprint, fingerprintOf } from '../../trust/fingerprint.ts';
import { parsePublicKey } from '../../trust/minisign.ts';

/** The publisher's public keys, as minisign spells them: the one in force and the one that may take over. */
export const siteKeys: readonly string[] = [publicKeyFile, nextKeyFile].map(
  (file) => parsePublicKey(file).text,
);

/** A language without words of its own borrows the English ones: they can be compared without being understood. */
function wordList(lang: string): string[] {
  const [head = '', ...rows] = wordsFile.trim().split('\n');
  const columns = head.split('\t');
  const column = columns.indexOf(columns.includes(lang) ? lang : 'en');
  return rows.map((row) => row.split('\t')[column] ?? '');
}

const fingerprints = new Map<string, Fingerprint>();

/**
 * By what a key is known on paper, the one in force unless told otherwise: words of the language, and the code that is
 * the same in all. Stretched once in each language, since several pages and sheets show it.
 */
export function siteFingerprint(lang: string, file = publicKeyFile): Fingerprint {
  const known = `${lang}\n${file}`;
  const print = fingerprints.get(known) ?? fingerprintOf(parsePublicKey(file), wordList(lang));
  fingerprints.set(known, print);
  return print;
}
