import { inflateSync } from 'fflate';
import { type Freshness, freshness } from '../../trust/expiry.ts';
import {
  compareFiles,
  type Differences,
  isSame,
  MANIFEST_FILE,
  SIGNATURE_FILE,
  sha256Hex,
} from '../../trust/manifest.ts';
import type { PublicKey } from '../../trust/minisign.ts';
import { openRelease } from '../../trust/open-release.ts';
import { RELEASE_FILE } from '../../trust/release.ts';
import { verifySingleFile } from '../../trust/trailer.ts';
import { TrustError, type TrustFault } from '../../trust/trust-error.ts';
import { commonFolder, type Inflate, readZip, unpackEntry } from '../../trust/zip.ts';

/** What can be said of a file that somebody forwarded. */
export type Verdict =
  | {
      outcome: 'genuine';
      kind: 'zip' | 'page';
      key: PublicKey;
      sequence: number;
      issued: string;
      expires: string;
      freshness: Freshness;
    }
  /** Some of it is not what was signed. `differences` is null for a single page. */
  | { outcome: 'altered'; fault: TrustFault; differences: Differences | null }
  /** Signed by somebody else. */
  | { outcome: 'foreign'; fault: TrustFault }
  /** It carries no signature: neither genuine nor false can be said. */
  | { outcome: 'unsigned' };

const LARGEST_FILE = 256 * 1024 * 1024;

/** fflate writes no further than the buffer that it is given; one byte more than promised betrays a bomb. */
const inflate: Inflate = (packed, size) => inflateSync(packed, { out: new Uint8Array(size + 1) });

function checkPage(bytes: Uint8Array, keys: readonly PublicKey[], today: string): Verdict {
  const opened = verifySingleFile(bytes, keys);
  if (opened === null) return { outcome: 'unsigned' };
  const { key, statement } = opened;
  return { outcome: 'genuine', kind: 'page', key, ...statement, freshness: freshness(statement, today) };
}

function checkZip(bytes: Uint8Array, keys: readonly PublicKey[], today: string): Verdict {
  const entries = readZip(bytes);
  const folder = commonFolder(entries.map(({ path }) => path));
  const byPath = new Map(entries.map((entry) => [entry.path.slice(folder.length), entry]));
  const unpack = (path: string): Uint8Array => {
    const entry = byPath.get(path);
    return entry === undefined ? new Uint8Array() : unpackEntry(entry, inflate, LARGEST_FILE);
  };
  if (!byPath.has(MANIFEST_FILE) || !byPath.has(SIGNATURE_FILE)) return { outcome: 'unsigned' };
  const papers = {
    manifest: unpack(MANIFEST_FILE),
    signature: unpack(SIGNATURE_FILE),
    release: unpack(RELEASE_FILE),
  };
  const { key, manifest, release } = openRelease(papers, keys);
  const found = new Map([...byPath.keys()].map((path) => [path, sha256Hex(unpack(path))]));
  const differences = compareFiles(manifest, found);
  if (!isSame(differences)) return { outcome: 'altered', fault: 'not-a-release', differences };
  const { sequence, issued, expires } = release;
  return {
    outcome: 'genuine',
    kind: 'zip',
    key,
    sequence,
    issued,
    expires,
    freshness: freshness(release, today),
  };
}

/**
 * Judges a file under the publisher's keys, by its bytes alone: its name says nothing.
 * @param today ISO day (UTC)
 */
export function checkDrop(bytes: Uint8Array, keys: readonly PublicKey[], today: string): Verdict {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  try {
    return isZip ? checkZip(bytes, keys, today) : checkPage(bytes, keys, today);
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    const { fault } = error;
    return fault === 'wrong-key'
      ? { outcome: 'foreign', fault }
      : { outcome: 'altered', fault, differences: null };
  }
}
