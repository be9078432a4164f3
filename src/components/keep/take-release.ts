import {
  LARGEST_MANIFEST,
  LARGEST_SIGNATURE,
  MANIFEST_FILE,
  type Manifest,
  SIGNATURE_FILE,
  sha256Hex,
} from '../../trust/manifest.ts';
import { parsePublicKey } from '../../trust/minisign.ts';
import { type OpenedRelease, openRelease } from '../../trust/open-release.ts';
import { LARGEST_RELEASE, limitOf, RELEASE_FILE } from '../../trust/release.ts';
import { type Judgement, judgeRelease, type Pin } from '../../trust/succession.ts';
import { TrustError, type TrustFault } from '../../trust/trust-error.ts';
import { type Fetcher, fetchFile, type Waiting } from './fetch-file.ts';

/** Everything the taking of a release needs from outside, so that it runs in a worker and in a test alike. */
export interface Taking {
  pin: Pin;
  /** The site's own address, ending in `/`. */
  origin: string;
  /** Where else the site is, from the release that is held. */
  mirrors: readonly string[];
  /** Which files of the release the phone keeps. */
  wants: (path: string, manifest: Manifest) => boolean;
  /** A file that is held already under this hash, or null. */
  held: (path: string, hash: string) => Promise<Uint8Array | null>;
  /** Puts a proved file aside; it counts once all are there. */
  put: (manifestHash: string, path: string, bytes: Uint8Array) => Promise<void>;
  fetcher: Fetcher;
  wait: Waiting;
  /** ISO day (UTC). */
  today: string;
}

export interface Taken {
  /** The address that it came from. */
  source: string;
  judgement: Judgement;
  opened: OpenedRelease;
  /** The manifest as it was signed. */
  manifest: Uint8Array;
}

/** Why an address was passed over. */
export interface PassedOver {
  source: string;
  why: TrustFault | 'unreachable';
}

const WIDTH = 4;

/** Where a path of the release is under an address. */
export function addressOf(base: string, path: string): string {
  return base + path.split('/').map(encodeURIComponent).join('/');
}

/**
 * Requests tell nobody anything beyond the file's address. To another host they need its CORS header; a
 * redirect is never followed off the site's own host.
 */
export function requestFor(base: string, origin: string): RequestInit {
  const common: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
  return base === origin
    ? { ...common, mode: 'same-origin', redirect: 'follow' }
    : { ...common, mode: 'cors', redirect: 'error' };
}

async function takeFrom(source: string, taking: Taking): Promise<Taken> {
  const { pin, origin, today, wants, held, put } = taking;
  const init = requestFor(source, origin);
  const get = (path: string, limit: number) => fetchFile(addressOf(source, path), limit, init, taking);
  const manifest = await get(MANIFEST_FILE, LARGEST_MANIFEST);
  const signature = await get(SIGNATURE_FILE, LARGEST_SIGNATURE);
  const papers = { manifest, signature, release: await get(RELEASE_FILE, LARGEST_RELEASE) };
  const keys = [pin.key, ...(typeof pin.nextKey === 'string' ? [pin.nextKey] : [])].map(parsePublicKey);
  const opened = openRelease(papers, keys);
  const offer = { key: opened.key.text, release: opened.release, manifest: opened.manifestHash };
  // She who keeps the site for the first time is not refused for its age: nothing is ever withheld for it.
  const judgement = judgeRelease(pin, offer, today, { allowExpired: pin.expires === null });
  const taken = { source, judgement, opened, manifest };
  if (judgement.step === 'same' || judgement.retire) return taken;
  let queue = [...opened.manifest].filter(([path]) => wants(path, opened.manifest));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [path, hash] = next;
      const bytes = (await held(path, hash)) ?? (await get(path, limitOf(path, opened.release)));
      if (sha256Hex(bytes) !== hash) throw new TrustError('bad-manifest', `${path} is not what was signed`);
      await put(opened.manifestHash, path, bytes);
    }
  };
  const failures: unknown[] = [];
  // All must have ended before a failure is told: who cleans up after it must not meet a file that comes late.
  const careful = () =>
    work().catch((error: unknown) => {
      queue = [];
      failures.push(error);
    });
  await Promise.all(Array.from({ length: WIDTH }, careful));
  if (failures.length > 0) throw failures[0];
  return taken;
}

/** Mirrors in an order that differs from phone to phone; a page on https cannot ask one on http. */
function reachable(origin: string, mirrors: readonly string[], random: () => number): string[] {
  const isSecure = origin.startsWith('https:');
  return mirrors
    .filter((mirror) => mirror !== origin && (mirror.startsWith('https:') || !isSecure))
    .map((mirror) => ({ mirror, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ mirror }) => mirror);
}

/**
 * Looks for a newer release: at the site's own address first, and only when that one fails (no answer, a page
 * of a censor, a body cut short, an older release) at its mirrors. Taken is only what the pinned key signed,
 * whole, and under the rules of succession.
 * @returns what was taken, or null; and which addresses were passed over, with the reason
 */
export async function takeRelease(
  taking: Taking,
  random: () => number = Math.random,
): Promise<{ taken: Taken | null; passed: PassedOver[] }> {
  const passed: PassedOver[] = [];
  for (const source of [taking.origin, ...reachable(taking.origin, taking.mirrors, random)]) {
    try {
      return { taken: await takeFrom(source, taking), passed };
    } catch (error) {
      passed.push({ source, why: error instanceof TrustError ? error.fault : 'unreachable' });
    }
  }
  return { taken: null, passed };
}
