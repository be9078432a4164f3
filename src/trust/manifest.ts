import { sha256 } from '@noble/hashes/sha2.js';
import { pathClash, pathFault } from './safe-path.ts';
import { decodeText } from './text.ts';
import { TrustError } from './trust-error.ts';

/** Path inside the release → SHA-256 as 64 lower-case hexadecimal digits. */
export type Manifest = ReadonlyMap<string, string>;

export const MANIFEST_FILE = 'SHA256SUMS';
export const SIGNATURE_FILE = 'SHA256SUMS.minisig';

/** The list cannot name itself, nor the signature that is made of it. */
export const UNLISTED_FILES: readonly string[] = [MANIFEST_FILE, SIGNATURE_FILE];

/** About 40,000 files: a site of a million rows has some thousands. */
export const LARGEST_MANIFEST = 4 * 1024 * 1024;
export const LARGEST_SIGNATURE = 16 * 1024;

function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

export const sha256Hex = (bytes: Uint8Array): string => hexOf(sha256(bytes));

function refusal(why: string): TrustError {
  return new TrustError('bad-manifest', `${MANIFEST_FILE}: ${why}`);
}

/** Order by UTF-16 code unit, the same on every machine and in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function checkedPaths(paths: readonly string[]): void {
  for (const path of paths) {
    const fault = pathFault(path);
    if (fault !== null) throw refusal(`the path ${JSON.stringify(path)} ${fault}`);
    if (UNLISTED_FILES.includes(path)) throw refusal(`${path} cannot be listed`);
  }
  const clash = pathClash(paths);
  if (clash !== null) throw refusal(clash);
}

/**
 * `SHA256SUMS` as `sha256sum -c` reads it, sorted by path: the same files give the same bytes.
 * @throws TrustError `bad-manifest` for a path that some system could not hold
 */
export function formatManifest(files: Manifest): string {
  const paths = [...files.keys()].sort(byCodeUnit);
  checkedPaths(paths);
  return paths.map((path) => `${files.get(path)}  ${path}\n`).join('');
}

/**
 * Reads a manifest and refuses whatever two programs could read in two ways: other line ends, other
 * spellings of a hash, a path twice, clashes of case, a way out of the folder.
 * @throws TrustError `bad-manifest`
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  if (bytes.length > LARGEST_MANIFEST) throw refusal('it is too large');
  const text = decodeText(bytes);
  if (text === null) throw refusal('it is no UTF-8 text');
  if (text === '') throw refusal('it is empty');
  if (text.includes('\r')) throw refusal('its line ends were changed on the way (CR)');
  if (!text.endsWith('\n')) throw refusal('its last line is cut off');
  const rows = text.slice(0, -1).split('\n');
  const files = new Map<string, string>();
  const paths: string[] = [];
  for (const [index, row] of rows.entries()) {
    const match = /^([0-9a-f]{64}) {2}(.+)$/.exec(row);
    if (match?.[1] === undefined || match[2] === undefined) {
      throw refusal(`line ${index + 1} is not a hash, two spaces and a path`);
    }
    files.set(match[2], match[1]);
    paths.push(match[2]);
  }
  checkedPaths(paths);
  return files;
}

/** How a set of files differs from the manifest; each list is sorted. */
export interface Differences {
  bad: string[];
  missing: string[];
  extra: string[];
}

/**
 * Compares what is there (path → SHA-256) with what is listed. The manifest and its signature are no extra
 * files; anything else that is not listed is.
 */
export function compareFiles(listed: Manifest, found: ReadonlyMap<string, string>): Differences {
  const paths = [...listed.keys()].sort(byCodeUnit);
  return {
    bad: paths.filter((path) => found.has(path) && found.get(path) !== listed.get(path)),
    missing: paths.filter((path) => !found.has(path)),
    extra: [...found.keys()]
      .filter((path) => !listed.has(path) && !UNLISTED_FILES.includes(path))
      .sort(byCodeUnit),
  };
}

export const isSame = ({ bad, missing, extra }: Differences): boolean =>
  bad.length + missing.length + extra.length === 0;
