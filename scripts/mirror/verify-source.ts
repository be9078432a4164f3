import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { type Freshness, freshness } from '../../src/trust/expiry.ts';
import {
  compareFiles,
  LARGEST_MANIFEST,
  LARGEST_SIGNATURE,
  MANIFEST_FILE,
  type Manifest,
  parseManifest,
  SIGNATURE_FILE,
} from '../../src/trust/manifest.ts';
import type { PublicKey } from '../../src/trust/minisign.ts';
import { openRelease, type ReleasePapers } from '../../src/trust/open-release.ts';
import { LARGEST_RELEASE, RELEASE_FILE, RELEASE_SCRIPT } from '../../src/trust/release.ts';
import { verifySingleFile } from '../../src/trust/trailer.ts';
import { TrustError, type TrustFault } from '../../src/trust/trust-error.ts';
import { commonFolder, readZip, unpackEntry } from '../../src/trust/zip.ts';
import { UsageError, type World } from './command.ts';
import {
  baseAddress,
  FetchError,
  fetchBounded,
  fetchBytes,
  fileAddress,
  type Patience,
} from './fetch-bounded.ts';
import { entryAt, hashFolder, isFolder, listFolder } from './folder.ts';
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
  if (bad.length + missing.length + extra.length > 0) {
    report.faults.push({ fault: 'changed-files', message: 'files differ from what was signed' });
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
  if (error instanceof TrustError) report.faults.push({ fault: error.fault, message: error.message });
  else if (error instanceof FetchError) report.faults.push({ fault: 'unreachable', message: error.message });
  else throw error;
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
    try {
      return parseManifest(papers.manifest);
    } catch {
      return null;
    }
  }
}

/** Compares a copy that lies open (path → hash) with its own papers. */
function compareOpen(
  report: Report,
  found: ReadonlyMap<string, string>,
  read: (path: string) => Uint8Array,
  options: VerifyOptions,
): Report {
  const wanted = [MANIFEST_FILE, SIGNATURE_FILE];
  const absent = wanted.filter((path) => !found.has(path));
  if (absent.length > 0) {
    report.missing.push(...absent);
    report.faults.push({ fault: 'not-a-release', message: `there is no ${absent.join(' and no ')}` });
  }
  if (!found.has(MANIFEST_FILE)) return settle(report, options);
  const papers = {
    manifest: read(MANIFEST_FILE),
    signature: found.has(SIGNATURE_FILE) ? read(SIGNATURE_FILE) : new Uint8Array(),
    release: found.has(RELEASE_FILE) ? read(RELEASE_FILE) : new Uint8Array(),
  };
  const manifest = readPapers(report, papers, options.keys);
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
  return compareOpen(report, found, (path) => readFileSync(join(source, path)), options);
}

/** zlib stops at the limit that it is given, so a bomb costs no more than it declared. */
const inflate = (packed: Uint8Array, size: number): Uint8Array =>
  inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });

function verifyZip(source: string, options: VerifyOptions): Report {
  const report = emptyReport(source, 'zip');
  try {
    const entries = readZip(readFileSync(source));
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
      report.faults.push({ fault: 'not-a-release', message: 'this file carries no signature' });
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

/** The three papers of a release at an address. */
export async function fetchPapers(base: URL, patient: Patience): Promise<ReleasePapers> {
  const [manifest, signature, release] = await Promise.all([
    fetchBytes(fileAddress(base, MANIFEST_FILE), LARGEST_MANIFEST, patient),
    fetchBytes(fileAddress(base, SIGNATURE_FILE), LARGEST_SIGNATURE, patient),
    fetchBytes(fileAddress(base, RELEASE_FILE), LARGEST_RELEASE, patient),
  ]);
  return { manifest, signature, release };
}

/** The largest that a listed file may be. */
export function limitOf(path: string, release: { largest: number }): number {
  return path === RELEASE_FILE || path === RELEASE_SCRIPT ? LARGEST_RELEASE : release.largest;
}

/** SHA-256 of a file at an address, null when there is none; nothing is stored. */
async function hashRemote(
  url: URL,
  limit: number,
  patient: Patience,
  add: (n: number) => void,
): Promise<string | null> {
  let hash = createHash('sha256');
  try {
    await fetchBounded(url, { limit, patient }, (piece, restart) => {
      if (restart) hash = createHash('sha256');
      hash.update(piece);
      add(piece.length);
    });
  } catch (error) {
    if (error instanceof FetchError) return error.isAbsent ? null : error.message;
    throw error;
  }
  return hash.digest('hex');
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
    const found = new Map<string, string>();
    const progress = startProgress(world, 'checking', release.bytes);
    await forEachParallel([...manifest.keys()], WIDTH, async (path) => {
      const hash = await hashRemote(fileAddress(base, path), limitOf(path, release), patient, progress.add);
      if (hash !== null) found.set(path, hash);
    });
    progress.done();
    Object.assign(report, compareFiles(manifest, found));
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
