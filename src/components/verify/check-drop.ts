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
import { limitOf, RELEASE_FILE } from '../../trust/release.ts';
import { verifySingleFile } from '../../trust/trailer.ts';
import { TrustError, type TrustFault } from '../../trust/trust-error.ts';
import {
  commonFolder,
  type Inflate,
  isZipName,
  mentionsSignature,
  readZip,
  unpackEntry,
  unpackedSize,
} from '../../trust/zip.ts';

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

const LARGEST_PAPER = 4 * 1024 * 1024;
const LARGEST_WHOLE = 512 * 1024 * 1024;

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
  if (unpackedSize(entries) > LARGEST_WHOLE)
    throw new TrustError('bad-zip', 'the zip is too large to be ours');
  const folder = commonFolder(entries.map(({ path }) => path));
  const byPath = new Map(entries.map((entry) => [entry.path.slice(folder.length), entry]));
  const unpack = (path: string, limit = LARGEST_PAPER): Uint8Array => {
    const entry = byPath.get(path);
    return entry === undefined ? new Uint8Array() : unpackEntry(entry, inflate, limit);
  };
  if (!byPath.has(MANIFEST_FILE) || !byPath.has(SIGNATURE_FILE)) return { outcome: 'unsigned' };
  const papers = {
    manifest: unpack(MANIFEST_FILE),
    signature: unpack(SIGNATURE_FILE),
    release: unpack(RELEASE_FILE),
  };
  const { key, manifest, release } = openRelease(papers, keys);
  // What is not listed is named and not unpacked: nobody said how large it may be.
  const hashOf = (path: string): string => {
    const isListed = manifest.has(path) && (byPath.get(path)?.size ?? 0) <= limitOf(path, release);
    return isListed ? sha256Hex(unpack(path, limitOf(path, release))) : '';
  };
  const found = new Map([...byPath.keys()].map((path) => [path, hashOf(path)]));
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
 * Judges a file under the publisher's keys by its bytes. Its name only counts against it: an archive that goes by the
 * name of a page would be drawn by her browser, with whatever a stranger packed between its files.
 * @param name as it was forwarded
 * @param today ISO day (UTC)
 */
export function checkDrop(
  bytes: Uint8Array,
  name: string,
  keys: readonly PublicKey[],
  today: string,
): Verdict {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  // Documents of office programs are archives as well: without a signed list they are simply not ours.
  if (isZip && !mentionsSignature(bytes)) return { outcome: 'unsigned' };
  if (isZip && !isZipName(name)) return { outcome: 'altered', fault: 'bad-zip', differences: null };
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
