import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Release } from '../../src/schemas/trust.ts';
import { type Freshness, freshness } from '../../src/trust/expiry.ts';
import {
  byCodeUnit,
  compareFiles,
  LARGEST_MANIFEST,
  LARGEST_SIGNATURE,
  MANIFEST_FILE,
  type Manifest,
  parseManifest,
  SIGNATURE_FILE,
  UNLISTED_FILES,
} from '../../src/trust/manifest.ts';
import type { PublicKey } from '../../src/trust/minisign.ts';
import { openRelease, type ReleasePapers } from '../../src/trust/open-release.ts';
import { LARGEST_RELEASE, limitOf, RELEASE_FILE } from '../../src/trust/release.ts';
import { verifySingleFile } from '../../src/trust/trailer.ts';
import { TrustError, type TrustFault } from '../../src/trust/trust-error.ts';
import {
  commonFolder,
  isZipName,
  mentionsSignature,
  readZip,
  unpackEntry,
  unpackedSize,
} from '../../src/trust/zip.ts';
import { UsageError, type World } from './command.ts';
import {
  baseAddress,
  FetchError,
  fetchBounded,
  fetchBytes,
  fileAddress,
  type Patience,
} from './fetch-bounded.ts';
import { entryAt, hashFolder, isFolder, listFolder, sizeOf } from './folder.ts';
import { forEachParallel } from './pool.ts';
import { startProgress } from './progress.ts';

export interface Fault {
  fault: TrustFault | 'unreachable' | 'strange-file' | 'changed-files';
  message: string;
}

/** What was found out about a copy. */
export interface Report {
  source: string;
  kind: 'folder' | 'zip' | 'file' | 'url';
  /** Genuine and, unless told otherwise, not expired. */
  ok: boolean;
  /** Every byte is what the holder of the key signed. */
  genuine: boolean;
  /** Number of the key that signed, as minisign prints it. */
  key: string | null;
  sequence: number | null;
  issued: string | null;
  expires: string | null;
  freshness: Freshness | null;
  /** SHA-256 of the manifest. */
  manifest: string | null;
  faults: Fault[];
  bad: string[];
  missing: string[];
  extra: string[];
}

export interface VerifyOptions {
  keys: readonly PublicKey[];
  allowExpired: boolean;
  patient: Patience;
  world: World;
}

const LARGEST_ZIP = 512 * 1024 * 1024;
const LARGEST_SINGLE = 16 * 1024 * 1024;
const WIDTH = 6;

function emptyReport(source: string, kind: Report['kind']): Report {
  return {
    source,
    kind,
    ok: false,
    genuine: false,
    key: null,
    sequence: null,
    issued: null,
    expires: null,
    freshness: null,
    manifest: null,
    faults: [],
    bad: [],
    missing: [],
    extra: [],
  };
}

function settle(report: Report, { allowExpired, world }: VerifyOptions): Report {
  const { bad, missing, extra } = report;
  const absent = missing.filter((path) => !UNLISTED_FILES.includes(path));
  if (bad.length + absent.length + extra.length > 0) {
    const isUnsigned = report.faults.some(({ fault }) => fault === 'unsigned');
    const list = isUnsigned ? 'its own list, which anybody can write' : 'what was signed';
    report.faults.push({ fault: 'changed-files', message: `files differ from ${list}` });
  }
  report.genuine = report.faults.length === 0;
  if (report.expires !== null) {
    report.freshness = freshness({ expires: report.expires }, world.today);
    if (report.freshness !== 'fresh' && !allowExpired) {
      report.faults.push({ fault: 'expired', message: `genuine or not, it expired on ${report.expires}` });
    }
  }
  report.ok = report.faults.length === 0;
  return report;
}

function note(report: Report, error: unknown): void {
  if (error instanceof TrustError) {
    report.faults.push({ fault: error.fault, message: error.message });
  } else if (error instanceof FetchError) {
    const fault = error.kind === 'too-large' ? 'bad-manifest' : 'unreachable';
    report.faults.push({ fault, message: error.message });
  } else throw error;
}

/** Fills in what the papers say; returns the list to compare with, which nobody vouches for after a fault. */
function readPapers(report: Report, papers: ReleasePapers, keys: readonly PublicKey[]): Manifest | null {
  try {
    const { key, manifest, manifestHash, release } = openRelease(papers, keys);
    const { sequence, issued, expires } = release;
    Object.assign(report, { key: key.id, sequence, issued, expires, manifest: manifestHash });
    return manifest;
  } catch (error) {
    note(report, error);
    if (error instanceof TrustError && error.fault === 'bad-signature') report.bad.push(MANIFEST_FILE);
    return listOf(papers.manifest);
  }
}

/** A list that nobody vouches for, to say at least how the files differ from it; null when it is none. */
function listOf(manifest: Uint8Array): Manifest | null {
  try {
    return parseManifest(manifest);
  } catch {
    return null;
  }
}

/** What it means that one of the papers is not there. */
type Absence = { fault: TrustFault; message: string };

const noFacts: Absence = { fault: 'bad-release', message: `there is no ${RELEASE_FILE}` };

const noRelease: Absence = {
  fault: 'not-a-release',
  message: `there is no ${MANIFEST_FILE} here, so this is no release of the site`,
};

const notSigned: Absence = {
  fault: 'unsigned',
  message: `nobody signed it (there is no ${SIGNATURE_FILE}): whether it is genuine cannot be said`,
};

/** Compares a copy that lies open (path → hash) with its own papers. */
function compareOpen(
  report: Report,
  found: ReadonlyMap<string, string>,
  read: (path: string) => Uint8Array,
  options: VerifyOptions,
): Report {
  if (!found.has(MANIFEST_FILE)) {
    report.missing.push(MANIFEST_FILE);
    report.faults.push(noRelease);
    return settle(report, options);
  }
  let manifest: Manifest | null;
  if (found.has(SIGNATURE_FILE)) {
    const papers = {
      manifest: read(MANIFEST_FILE),
      signature: read(SIGNATURE_FILE),
      release: found.has(RELEASE_FILE) ? read(RELEASE_FILE) : new Uint8Array(),
    };
    manifest = readPapers(report, papers, options.keys);
  } else {
    report.missing.push(SIGNATURE_FILE);
    report.faults.push(notSigned);
    manifest = listOf(read(MANIFEST_FILE));
  }
  if (manifest !== null) {
    const { bad, missing, extra } = compareFiles(manifest, found);
    report.bad.push(...bad);
    report.missing.push(...missing);
    report.extra.push(...extra);
  }
  return settle(report, options);
}

async function verifyFolder(source: string, options: VerifyOptions): Promise<Report> {
  const report = emptyReport(source, 'folder');
  const { files, strange } = listFolder(source);
  const found = await hashFolder(source, files);
  for (const path of strange) {
    found.set(path, 'a link or a device');
    report.faults.push({ fault: 'strange-file', message: `${path} is a link or a device` });
  }
  // A paper that is a link could lead anywhere, to a device that never ends too.
  const read = (path: string): Uint8Array => {
    const file = join(source, path);
    const isPaper = files.includes(path) && sizeOf(file) <= LARGEST_MANIFEST;
    return isPaper ? readFileSync(file) : new Uint8Array();
  };
  return compareOpen(report, found, read, options);
}

/** zlib stops at the limit that it is given, so a bomb costs no more than it declared. */
const inflate = (packed: Uint8Array, size: number): Uint8Array =>
  inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });

function verifyZip(source: string, options: VerifyOptions): Report {
  const report = emptyReport(source, 'zip');
  try {
    const bytes = readFileSync(source);
    if (mentionsSignature(bytes) && !isZipName(source)) {
      throw new TrustError(
        'bad-zip',
        'this is an archive whose name does not end in .zip; a browser may draw it',
      );
    }
    // Documents of office programs are archives as well, and packed more loosely than ours may be.
    if (!bytes.includes(MANIFEST_FILE)) throw new TrustError(noRelease.fault, noRelease.message);
    const entries = readZip(bytes);
    if (unpackedSize(entries) > LARGEST_ZIP)
      throw new TrustError('bad-zip', 'the zip is too large to be ours');
    const folder = commonFolder(entries.map(({ path }) => path));
    const byPath = new Map(entries.map((entry) => [entry.path.slice(folder.length), entry]));
    const unpack = (path: string): Uint8Array => {
      const entry = byPath.get(path);
      return entry === undefined ? new Uint8Array() : unpackEntry(entry, inflate, LARGEST_ZIP);
    };
    const found = new Map([...byPath.keys()].map((path) => [path, sha256Of(unpack(path))]));
    return compareOpen(report, found, unpack, options);
  } catch (error) {
    note(report, error);
    return settle(report, options);
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function verifyFile(source: string, options: VerifyOptions): Report {
  const report = emptyReport(source, 'file');
  try {
    const opened = verifySingleFile(readFileSync(source), options.keys);
    if (opened === null) {
      report.faults.push({
        fault: 'unsigned',
        message: 'this file carries no signature: whether it is genuine cannot be said',
      });
    } else {
      const { key, statement } = opened;
      Object.assign(report, { key: key.id, ...statement });
    }
  } catch (error) {
    note(report, error);
    report.bad.push(source);
  }
  return settle(report, options);
}

/**
 * The three papers of a release at an address.
 * @throws TrustError `not-a-release` or `unsigned` when the host answers and has none; FetchError
 */
export async function fetchPapers(base: URL, patient: Patience): Promise<ReleasePapers> {
  const get = async (path: string, limit: number, { fault, message }: Absence): Promise<Buffer> => {
    try {
      return await fetchBytes(fileAddress(base, path), limit, patient);
    } catch (error) {
      if (!(error instanceof FetchError) || error.kind !== 'absent') throw error;
      throw new TrustError(fault, message);
    }
  };
  // One after the other: where the first is absent, that is what must be told.
  return {
    manifest: await get(MANIFEST_FILE, LARGEST_MANIFEST, noRelease),
    signature: await get(SIGNATURE_FILE, LARGEST_SIGNATURE, notSigned),
    release: await get(RELEASE_FILE, LARGEST_RELEASE, noFacts),
  };
}

/** What a remote file turned out to be: its hash, or why there is none. */
type Remote = { hash: string } | { kind: FetchError['kind']; why: string };

/** Reads a file at an address; nothing is stored. */
async function readRemote(
  url: URL,
  limit: number,
  patient: Patience,
  add: (n: number) => void,
): Promise<Remote> {
  let hash = createHash('sha256');
  try {
    await fetchBounded(url, { limit, patient }, (piece, restart) => {
      if (restart) hash = createHash('sha256');
      hash.update(piece);
      add(piece.length);
    });
  } catch (error) {
    if (error instanceof FetchError) return { kind: error.kind, why: error.message };
    throw error;
  }
  return { hash: hash.digest('hex') };
}

/** After so many files that did not arrive, a mirror is not asked for more. */
const MOST_LOST = 12;

interface RemoteFile {
  /** As the report names it. */
  name: string;
  url: URL;
  hash: string;
  limit: number;
  /** A mirror need not answer here: some hosts show no page for a folder. */
  isOptional: boolean;
}

/**
 * What can be asked for at an address: each listed file, and for each page of a folder the folder itself, since that
 * is what people type and a hostile host could answer there with another page.
 */
function remoteFiles(base: URL, manifest: Manifest, release: Release): RemoteFile[] {
  return [...manifest].flatMap(([path, hash]) => {
    const file = { hash, limit: limitOf(path, release), isOptional: false };
    const listed = { ...file, name: path, url: fileAddress(base, path) };
    if (path !== 'index.html' && !path.endsWith('/index.html')) return [listed];
    const folder = path.slice(0, -'index.html'.length);
    return [
      listed,
      { ...file, name: `${folder} (instead of ${path})`, url: fileAddress(base, folder), isOptional: true },
    ];
  });
}

async function compareRemote(
  report: Report,
  files: readonly RemoteFile[],
  patient: Patience,
  add: (bytes: number) => void,
): Promise<void> {
  let lost = 0;
  await forEachParallel(files, WIDTH, async ({ name, url, hash, limit, isOptional }) => {
    if (lost >= MOST_LOST) return;
    const remote = await readRemote(url, limit, patient, add);
    if ('hash' in remote) {
      if (remote.hash !== hash) report.bad.push(name);
    } else if (remote.kind === 'too-large') report.bad.push(name);
    else if (isOptional) return;
    else if (remote.kind === 'absent') report.missing.push(name);
    else {
      lost++;
      report.faults.push({ fault: 'unreachable', message: `${name}: ${remote.why}` });
    }
  });
  if (lost >= MOST_LOST) {
    report.faults.push({
      fault: 'unreachable',
      message: 'too many files did not arrive; the rest was not asked for',
    });
  }
  for (const paths of [report.bad, report.missing]) paths.sort(byCodeUnit);
}

async function verifyUrl(source: string, options: VerifyOptions): Promise<Report> {
  const report = emptyReport(source, 'url');
  const { keys, patient, world } = options;
  const base = baseAddress(source);
  try {
    const papers = await fetchPapers(base, patient);
    const manifest = readPapers(report, papers, keys);
    // A list that nobody signed is no reason to fetch thousands of files.
    if (manifest === null || report.faults.length > 0) return settle(report, options);
    const { release } = openRelease(papers, keys);
    const progress = startProgress(world, 'checking', release.bytes);
    await compareRemote(report, remoteFiles(base, manifest, release), patient, progress.add).finally(
      progress.done,
    );
  } catch (error) {
    note(report, error);
  }
  return settle(report, options);
}

function startsLikeZip(file: string): boolean {
  const start = Buffer.alloc(4);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, start);
  } finally {
    closeSync(handle);
  }
  return start.toString('latin1').startsWith('PK');
}

/**
 * Says whether a copy is genuine: a folder, a zip, a single HTML file or a web address. Of an address only
 * listed files can be asked for, so extra ones are not seen there.
 * @throws UsageError when there is nothing to look at
 */
export async function verifySource(source: string, options: VerifyOptions): Promise<Report> {
  if (/^https?:\/\//.test(source)) return verifyUrl(source, options);
  if (!existsSync(source)) throw new UsageError(`there is no ${source}`);
  if (isFolder(source)) return verifyFolder(source, options);
  const size = entryAt(source)?.size ?? 0;
  const isZip = startsLikeZip(source);
  if (size > (isZip ? LARGEST_ZIP : LARGEST_SINGLE))
    throw new UsageError(`${source} is too large to be ours`);
  return isZip ? verifyZip(source, options) : verifyFile(source, options);
}
