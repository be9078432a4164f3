import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { daysBetween } from '../../src/trust/expiry.ts';
import { compareFiles, isSame, MANIFEST_FILE, SIGNATURE_FILE } from '../../src/trust/manifest.ts';
import type { PublicKey } from '../../src/trust/minisign.ts';
import { type OpenedRelease, openRelease, type ReleasePapers } from '../../src/trust/open-release.ts';
import { limitOf } from '../../src/trust/release.ts';
import { type Judgement, judgeRelease } from '../../src/trust/succession.ts';
import { Refusal, type World } from './command.ts';
import {
  type CopyPlaces,
  keysOf,
  lockCopy,
  pinOfCopy,
  placesOf,
  shownFolder,
  writeState,
} from './copy-state.ts';
import { baseAddress, FetchError, fetchBounded, fileAddress, type Patience } from './fetch-bounded.ts';
import { entryAt, hashFile, hashFolder, listFolder, sizeOf } from './folder.ts';
import { forEachParallel } from './pool.ts';
import { type Progress, startProgress } from './progress.ts';
import { fetchPapers } from './verify-source.ts';

export interface PullOptions {
  key: PublicKey;
  allowExpired: boolean;
  width: number;
  patient: Patience;
  world: World;
}

export interface Pulled {
  step: Judgement['step'];
  sequence: number;
  issued: string;
  expires: string;
  /** Days since it was issued. */
  age: number;
  files: number;
  /** Bytes that came over the network, papers aside. */
  fetched: number;
  folder: string;
}

/** A place to build the new release in, kept after a failure so that the next run goes on from it. */
interface Stage {
  folder: string;
  parts: string;
}

function openStage({ home }: CopyPlaces, hash: string): Stage {
  const name = `incoming-${hash.slice(0, 16)}`;
  for (const other of readdirSync(home)) {
    if (other.startsWith('incoming-') && !other.startsWith(name))
      rmSync(join(home, other), { recursive: true });
  }
  const stage = { folder: join(home, name), parts: join(home, `${name}.parts`) };
  for (const folder of [stage.folder, stage.parts]) {
    if (entryAt(folder)?.isSymbolicLink()) throw new Refusal(`${folder} is a link; remove it`);
    mkdirSync(folder, { recursive: true });
  }
  return stage;
}

async function hasFile(file: string, hash: string): Promise<boolean> {
  return (entryAt(file)?.isFile() ?? false) && (await hashFile(file)) === hash;
}

interface Wanted {
  url: URL;
  part: string;
  hash: string;
  limit: number;
}

/** Writes one file at its part, going on where an earlier run stopped; true when its hash fits. */
async function download(
  { url, part, hash, limit }: Wanted,
  patient: Patience,
  count: (bytes: number) => void,
): Promise<boolean> {
  const from = entryAt(part)?.isFile() ? sizeOf(part) : 0;
  const handle = openSync(part, 'a', 0o644);
  try {
    await fetchBounded(url, { limit, from, patient }, (piece, restart) => {
      if (restart) truncateSync(part);
      writeSync(handle, piece);
      count(piece.length);
    });
  } catch (error) {
    // 416: there is nothing after what we hold already; the hash will tell whether it is the whole.
    if (!(error instanceof FetchError && error.message.endsWith('416'))) throw error;
  } finally {
    closeSync(handle);
  }
  return (await hashFile(part)) === hash;
}

async function bring(
  wanted: Wanted,
  path: string,
  patient: Patience,
  count: (n: number) => void,
): Promise<void> {
  try {
    const isResumed = existsSync(wanted.part);
    if (await download(wanted, patient, count)) return;
    rmSync(wanted.part, { force: true });
    // What was continued may have begun as another release; only a whole file proves the mirror wrong.
    if (isResumed && (await download(wanted, patient, count))) return;
  } catch (error) {
    if (error instanceof FetchError) throw new Refusal(`${path}: ${error.message}`);
    throw error;
  }
  rmSync(wanted.part, { force: true });
  throw new Refusal(`${path}: not the file that was signed`);
}

/** Fills the stage with every listed file: what is there, what the old copy has, what must be fetched. */
async function fillStage(
  stage: Stage,
  base: URL,
  opened: OpenedRelease,
  old: string | null,
  { width, patient }: PullOptions,
  progress: Progress,
): Promise<number> {
  let fetched = 0;
  // Resuming after damage may fetch a file twice; more than twice the whole is no honest mirror.
  const most = 2 * opened.release.bytes + 1_000_000;
  const count = (bytes: number): void => {
    fetched += bytes;
    progress.add(bytes);
    if (fetched > most) throw new Refusal('the mirror sends more than the release holds');
  };
  await forEachParallel([...opened.manifest], width, async ([path, hash], index) => {
    const target = join(stage.folder, path);
    if (await hasFile(target, hash)) return progress.add(sizeOf(target));
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true, recursive: true });
    const known = old === null ? null : join(old, path);
    if (known !== null && (await hasFile(known, hash))) {
      copyFileSync(known, target);
      return progress.add(sizeOf(target));
    }
    const part = join(stage.parts, `${index}-${hash.slice(0, 16)}`);
    const wanted = { url: fileAddress(base, path), part, hash, limit: limitOf(path, opened.release) };
    await bring(wanted, path, patient, count);
    renameSync(part, target);
  });
  return fetched;
}

async function checkStage({ folder }: Stage, opened: OpenedRelease, papers: ReleasePapers): Promise<void> {
  writeFileSync(join(folder, MANIFEST_FILE), papers.manifest);
  writeFileSync(join(folder, SIGNATURE_FILE), papers.signature);
  const { files, strange } = listFolder(folder);
  const differences = compareFiles(opened.manifest, await hashFolder(folder, files));
  if (isSame(differences) && strange.length === 0) return;
  rmSync(folder, { recursive: true });
  throw new Refusal('the copy changed while it was made; it was thrown away');
}

function pointAt({ link }: CopyPlaces, folder: string): void {
  const beside = `${link}.new`;
  rmSync(beside, { force: true });
  const target = process.platform === 'win32' ? folder : join(basename(dirname(folder)), basename(folder));
  symlinkSync(target, beside, 'junction');
  renameSync(beside, link);
}

/** Puts the finished stage in the place of the copy. An earlier copy that was a plain folder is moved aside once. */
function swap(places: CopyPlaces, stage: Stage, opened: OpenedRelease): string {
  const { release, manifestHash } = opened;
  const name = `${release.sequence}-${manifestHash.slice(0, 16)}`;
  let folder = join(places.home, name);
  for (let again = 2; existsSync(folder); again++) folder = join(places.home, `${name}-${again}`);
  renameSync(stage.folder, folder);
  const entry = entryAt(places.link);
  if (entry?.isDirectory()) {
    const isEmpty = readdirSync(places.link).length === 0;
    const aside = join(places.home, 'before');
    if (isEmpty) rmdirSync(places.link);
    else renameSync(places.link, aside);
    try {
      pointAt(places, folder);
    } catch (error) {
      if (!isEmpty) renameSync(aside, places.link);
      throw error;
    }
  } else {
    pointAt(places, folder);
  }
  return folder;
}

function tidy({ home }: CopyPlaces, keep: readonly string[]): void {
  const kept = new Set([...keep.map((folder) => basename(folder)), 'state.json', 'lock']);
  for (const name of readdirSync(home)) {
    if (!kept.has(name)) rmSync(join(home, name), { recursive: true, force: true });
  }
}

async function isWhole(folder: string, opened: OpenedRelease): Promise<boolean> {
  const { files, strange } = listFolder(folder);
  return strange.length === 0 && isSame(compareFiles(opened.manifest, await hashFolder(folder, files)));
}

async function pullLocked(url: string, places: CopyPlaces, options: PullOptions): Promise<Pulled> {
  const { key, world, patient, allowExpired } = options;
  const base = baseAddress(url);
  const pin = pinOfCopy(places, key);
  const papers = await fetchPapers(base, patient);
  const opened = openRelease(papers, keysOf(pin));
  const { release, manifestHash } = opened;
  const offer = { key: opened.key.text, release, manifest: manifestHash };
  const judgement = judgeRelease(pin, offer, world.today, { allowExpired });
  const old = shownFolder(places);
  const { sequence, issued, expires } = release;
  const pulled = { step: judgement.step, sequence, issued, expires, age: daysBetween(issued, world.today) };
  if (judgement.step === 'same' && old !== null && (await isWhole(old, opened))) {
    writeState(places, key, judgement.pin);
    return { ...pulled, files: opened.manifest.size, fetched: 0, folder: places.link };
  }
  const stage = openStage(places, manifestHash);
  const progress = startProgress(world, 'pulling', release.bytes);
  const fetched = await fillStage(stage, base, opened, old, options, progress).finally(progress.done);
  await checkStage(stage, opened, papers);
  const folder = swap(places, stage, opened);
  writeState(places, key, judgement.pin);
  tidy(places, old === null ? [folder] : [folder, old]);
  return { ...pulled, files: opened.manifest.size, fetched, folder: places.link };
}

/**
 * Brings a copy up to date from any address that carries the site, however hostile. Whatever fails, the old
 * copy stays whole and in its place; what was fetched by then is kept for the next run.
 * @throws Refusal, TrustError, FetchError
 */
export async function pullRelease(url: string, folder: string, options: PullOptions): Promise<Pulled> {
  const places = placesOf(folder);
  const free = lockCopy(places);
  try {
    return await pullLocked(url, places, options);
  } finally {
    free();
  }
}
