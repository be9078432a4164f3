import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../../src/trust/manifest.ts';
import { type PublicKey, parsePublicKey } from '../../src/trust/minisign.ts';
import { type OpenedRelease, openRelease } from '../../src/trust/open-release.ts';
import { RELEASE_FILE } from '../../src/trust/release.ts';
import { firstPin, type Pin } from '../../src/trust/succession.ts';
import { TrustError } from '../../src/trust/trust-error.ts';
import { isProcessAlive } from '../process-alive.ts';
import { Refusal } from './command.ts';
import { entryAt, isFolder, listFolder } from './folder.ts';
import { writeWhole } from './write-file.ts';

/**
 * Where a copy lives. `DIR` itself is a link to one folder of `DIR.releases/`, because changing a link is the
 * only change of a whole folder that no visitor ever sees half done.
 */
export interface CopyPlaces {
  link: string;
  home: string;
  state: string;
  lock: string;
}

/** What is remembered between runs: the key that the volunteer named, and what it has become since. */
interface CopyState {
  given_key: string;
  pin: Pin;
}

export function placesOf(folder: string): CopyPlaces {
  const link = resolve(folder);
  const home = join(dirname(link), `${basename(link)}.releases`);
  return { link, home, state: join(home, 'state.json'), lock: join(home, 'lock') };
}

/**
 * One pull at a time; the lock of a run that was killed is taken over.
 * @returns what frees it
 */
export function lockCopy({ home, lock }: CopyPlaces): () => void {
  mkdirSync(home, { recursive: true });
  for (let tried = 0; ; tried++) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
      return () => {
        rmSync(lock, { force: true });
        if (readdirSync(home).length === 0) rmdirSync(home);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(lock, 'utf8'));
      if (tried > 0 || (owner !== process.pid && isProcessAlive(owner))) {
        throw new Refusal(`another pull (process ${owner}) is under way; when it is not, remove ${lock}`);
      }
      rmSync(lock, { force: true });
    }
  }
}

/** The release that lies in a folder, when it is one under these keys. Its other files are not looked at. */
function releaseIn(folder: string, keys: readonly PublicKey[]): OpenedRelease | null {
  const [manifest, signature, release] = [MANIFEST_FILE, SIGNATURE_FILE, RELEASE_FILE].map((path) =>
    join(folder, path),
  );
  if (manifest === undefined || signature === undefined || release === undefined) return null;
  if (![manifest, signature, release].every((file) => existsSync(file))) return null;
  const papers = {
    manifest: readFileSync(manifest),
    signature: readFileSync(signature),
    release: readFileSync(release),
  };
  try {
    return openRelease(papers, keys);
  } catch (error) {
    if (error instanceof TrustError) return null;
    throw error;
  }
}

/** A link that an earlier run made, even when what it points to is gone. */
function isOwnLink({ link, home }: CopyPlaces, entry: Stats): boolean {
  return entry.isSymbolicLink() && dirname(resolve(dirname(link), readlinkSync(link))) === home;
}

/** The keys that may sign: the one in force and the one that may take over. */
export function keysOf({ key, nextKey }: Pin): PublicKey[] {
  return [key, ...(typeof nextKey === 'string' ? [nextKey] : [])].map(parsePublicKey);
}

function readState({ state }: CopyPlaces): CopyState | null {
  return existsSync(state) ? (JSON.parse(readFileSync(state, 'utf8')) as CopyState) : null;
}

export function writeState({ state }: CopyPlaces, key: PublicKey, pin: Pin): void {
  writeWhole(state, `${JSON.stringify({ given_key: key.text, pin } satisfies CopyState, null, 2)}\n`);
}

/**
 * What this copy is pinned to: what is remembered, or what lies there when that is newer (a run may have been
 * killed between the two), or the key alone.
 * @throws Refusal when the copy belongs to another key, or the folder holds something that is no copy
 */
export function pinOfCopy(places: CopyPlaces, key: PublicKey): Pin {
  const state = readState(places);
  if (state !== null && state.given_key !== key.text && state.pin.key !== key.text) {
    throw new Refusal(
      `this copy is pinned to another key. If that is meant, remove ${places.home} and ${places.link} and begin anew`,
    );
  }
  const remembered = state?.pin ?? firstPin(key.text);
  const entry = entryAt(places.link);
  if (entry === undefined || isOwnLink(places, entry)) {
    if (!isFolder(places.link)) return remembered;
  } else if (!isFolder(places.link)) throw new Refusal(`${places.link} is there and is no folder`);
  const lying = releaseIn(places.link, keysOf(remembered));
  if (lying === null) {
    const isOurs = state !== null || (entry !== undefined && isOwnLink(places, entry));
    const { files, strange } = listFolder(places.link);
    if (!isOurs && files.length + strange.length > 0) {
      throw new Refusal(
        `${places.link} holds something that is no copy of this site; name a new or empty folder`,
      );
    }
    return remembered;
  }
  const { release, manifestHash } = lying;
  const isNewer = lying.key.text !== remembered.key || release.sequence > remembered.sequence;
  if (!isNewer) return remembered;
  const { sequence, expires, next_key } = release;
  return { key: lying.key.text, nextKey: next_key, sequence, manifest: manifestHash, expires };
}

/** The folder that the copy shows now, or null. */
export function shownFolder({ link }: CopyPlaces): string | null {
  return isFolder(link) ? realpathSync(link) : null;
}
