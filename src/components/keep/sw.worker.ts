import '../code/old-browsers.ts';
import { type Manifest, parseManifest, sha256Hex, UNLISTED_FILES } from '../../trust/manifest.ts';
import { limitOf } from '../../trust/release.ts';
import { firstPin } from '../../trust/succession.ts';
import { fetchFile, waiting } from './fetch-file.ts';
import {
  isSealed,
  isWanted,
  type KeepAnswer,
  type KeepRequest,
  type KeptState,
  SEALED_FILE_BYTES,
  sealedLeftOut,
  typeOf,
} from './kept-state.ts';
import { addressOf, requestFor, type Taken, takeRelease } from './take-release.ts';

/*
 * The service worker, installed only when she asks for it. It serves the release that was proved and kept, and
 * looks for a newer one behind it. Nothing of a release is written in here (keys and numbers come from the page and
 * are remembered), so that its bytes stay the same over the years.
 *
 * What it cannot do: protect from whoever holds this very address. A browser replaces a worker by what the address
 * serves, and so would he.
 */

interface WaitingEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface FetchedEvent extends WaitingEvent {
  request: Request;
  respondWith: (response: Promise<Response>) => void;
}
interface WorkerScope {
  registration: ServiceWorkerRegistration;
  clients: { claim: () => Promise<void> };
  skipWaiting: () => Promise<void>;
  addEventListener: ((type: 'install' | 'activate', listener: (event: WaitingEvent) => void) => void) &
    ((type: 'fetch', listener: (event: FetchedEvent) => void) => void) &
    ((type: 'message', listener: (event: MessageEvent<KeepRequest> & WaitingEvent) => void) => void);
}

// The sources are typed for pages; a worker's global is another one, and its types cannot stand beside the DOM's.
const worker = self as unknown as WorkerScope;
const scope = worker.registration.scope;
const prefix = `vestochka ${scope} `;
const stateCache = `${prefix}state`;
const stateAddress = `${scope}kept-state.json`;
const manifestAddress = `${scope}kept-manifest.txt`;

/** Between two looks for a newer release that nobody asked for. */
const PAUSE = 10 * 60 * 1000;

const filesCache = (manifestHash: string): string => `${prefix}files ${manifestHash.slice(0, 16)}`;
const today = (): string => new Date().toISOString().slice(0, 10);
const fetcher = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);

async function readState(): Promise<KeptState | null> {
  if (!(await caches.has(stateCache))) return null;
  const found = await (await caches.open(stateCache)).match(stateAddress);
  return found === undefined ? null : ((await found.json()) as KeptState);
}

async function writeState(state: KeptState): Promise<void> {
  await (await caches.open(stateCache)).put(stateAddress, new Response(JSON.stringify(state)));
}

async function dropCaches(keep: readonly string[]): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && !keep.includes(name)) await caches.delete(name);
  }
}

async function remove(): Promise<void> {
  await dropCaches([]);
  await worker.registration.unregister();
}

async function keptManifest(state: KeptState): Promise<Manifest | null> {
  const found = await (await caches.open(filesCache(state.manifestHash))).match(manifestAddress);
  return found === undefined ? null : parseManifest(new Uint8Array(await found.arrayBuffer()));
}

async function keptFile(state: KeptState, path: string): Promise<Response | undefined> {
  return (await caches.open(filesCache(state.manifestHash))).match(addressOf(scope, path));
}

function responseOf(path: string, bytes: Uint8Array): Response {
  // A copy, because the type of a view over any buffer is wider than what a Response takes.
  const body = bytes.slice().buffer as ArrayBuffer;
  return new Response(body, {
    headers: { 'content-type': typeOf(path), 'x-content-type-options': 'nosniff' },
  });
}

async function put(manifestHash: string, path: string, bytes: Uint8Array): Promise<void> {
  await (await caches.open(filesCache(manifestHash))).put(addressOf(scope, path), responseOf(path, bytes));
}

async function adopt(taken: Taken, { language, languages, wantsSealed = false }: Search): Promise<KeptState> {
  const { source, judgement, opened } = taken;
  const { release, manifestHash } = opened;
  const files = await caches.open(filesCache(manifestHash));
  await files.put(manifestAddress, responseOf('manifest.txt', taken.manifest));
  const state: KeptState = {
    pin: judgement.pin,
    language,
    languages,
    manifestHash,
    sequence: release.sequence,
    issued: release.issued,
    expires: release.expires,
    mirrors: release.mirrors,
    largest: release.largest,
    source,
    taken: today(),
    looked: Date.now(),
    wantsSealed,
    sealedLeftOut: sealedLeftOut(opened.manifest.keys(), wantsSealed).length * SEALED_FILE_BYTES,
  };
  await writeState(state);
  await dropCaches([stateCache, filesCache(manifestHash)]);
  return state;
}

/** What is looked for, and on whose behalf. */
type Search = Pick<KeptState, 'pin' | 'language' | 'languages' | 'mirrors' | 'wantsSealed'>;

async function look(search: Search, held: KeptState | null): Promise<KeepAnswer> {
  const manifest = held === null ? null : await keptManifest(held);
  const { taken, passed } = await takeRelease({
    pin: search.pin,
    origin: scope,
    mirrors: search.mirrors,
    wants: (path, all) =>
      isSealed(path)
        ? sealedLeftOut(all.keys(), search.wantsSealed ?? false).length === 0
        : isWanted(path, search.language, search.languages),
    held: async (path, hash) => {
      if (held === null || manifest?.get(path) !== hash) return null;
      const file = await keptFile(held, path);
      return file === undefined ? null : new Uint8Array(await file.arrayBuffer());
    },
    put,
    fetcher,
    wait: waiting,
    today: today(),
  });
  if (taken?.judgement.retire) {
    await remove();
    return { outcome: 'retired', state: null };
  }
  if (taken === null || taken.judgement.step === 'same') {
    const state = held === null ? null : { ...held, looked: Date.now() };
    if (state !== null) await writeState(state);
    await dropCaches(state === null ? [] : [stateCache, filesCache(state.manifestHash)]);
    const isForeign = passed.some(({ why }) => why === 'wrong-key');
    return { outcome: taken !== null ? 'same' : isForeign ? 'foreign' : 'none', state };
  }
  return { outcome: 'kept', state: await adopt(taken, search) };
}

let underWay: Promise<KeepAnswer> | null = null;
/** One search at a time; who comes later waits for the same. */
function lookOnce(search: Search, held: KeptState | null): Promise<KeepAnswer> {
  underWay ??= look(search, held).finally(() => {
    underWay = null;
  });
  return underWay;
}

/** Takes the sealed records of the kept release, all of them and in their order, and remembers the wish. */
async function keepSealed(state: KeptState): Promise<KeepAnswer> {
  const manifest = (await keptManifest(state)) ?? new Map<string, string>();
  for (const path of sealedLeftOut(manifest.keys(), false)) {
    if ((await keptFile(state, path)) !== undefined) continue;
    const file = await fetchListed(state, path, manifest.get(path) ?? '');
    if (file === null) return { outcome: 'none', state };
    await (await caches.open(filesCache(state.manifestHash))).put(addressOf(scope, path), file);
  }
  const kept = { ...state, wantsSealed: true, sealedLeftOut: 0 };
  await writeState(kept);
  return { outcome: 'kept', state: kept };
}

async function answer(request: KeepRequest): Promise<KeepAnswer> {
  const held = await readState();
  if (request.type === 'remove') {
    await remove();
    return { outcome: 'removed', state: null };
  }
  if (request.type === 'keep' && held === null) {
    const { keys, language, languages } = request;
    const [key = '', nextKey] = keys;
    const pin = { ...firstPin(key), ...(nextKey !== undefined && { nextKey }) };
    return lookOnce({ pin, language, languages, mirrors: [] }, null);
  }
  if (held === null || request.type === 'state') return { outcome: 'state', state: held };
  if (request.type === 'keep-sealed') return keepSealed(held);
  return lookOnce(held, held);
}

/** Path of a request inside the site, or null when it is outside. */
function pathOf(url: string): string | null {
  const [address = ''] = url.split(/[?#]/);
  if (!address.startsWith(scope)) return null;
  try {
    const path = decodeURIComponent(address.slice(scope.length));
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  } catch {
    return null;
  }
}

/** A listed file that the phone does not keep: from whoever gives exactly what was signed. */
async function fetchListed(state: KeptState, path: string, hash: string): Promise<Response | null> {
  for (const source of new Set([scope, state.source, ...state.mirrors])) {
    try {
      const limit = limitOf(path, state);
      const bytes = await fetchFile(addressOf(source, path), limit, requestFor(source, scope), {
        fetcher,
        wait: waiting,
      });
      if (sha256Hex(bytes) === hash) return responseOf(path, bytes);
    } catch {
      // The next address may do better.
    }
  }
  return null;
}

async function find(state: KeptState, path: string): Promise<Response | null> {
  const kept = await keptFile(state, path);
  if (kept !== undefined) return kept;
  const hash = (await keptManifest(state))?.get(path);
  return hash === undefined ? null : fetchListed(state, path, hash);
}

async function respond(event: FetchedEvent, path: string): Promise<Response> {
  const state = await readState();
  if (state === null || UNLISTED_FILES.includes(path)) return fetch(event.request);
  if (event.request.mode === 'navigate' && Date.now() - state.looked > PAUSE)
    event.waitUntil(lookOnce(state, state));
  const found = await find(state, path);
  if (found !== null) return found;
  // It may be a page of a newer release.
  const { state: newer } = await lookOnce(state, state);
  const later = newer === null ? null : await find(newer, path);
  if (later !== null) return later;
  const absent = await keptFile(newer ?? state, '404.html');
  return absent === undefined
    ? Response.error()
    : new Response(absent.body, { status: 404, headers: absent.headers });
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => {
  const [port] = event.ports;
  event.waitUntil(answer(event.data).then((reply) => port?.postMessage(reply)));
});
worker.addEventListener('fetch', (event) => {
  const path = event.request.method === 'GET' ? pathOf(event.request.url) : null;
  if (path !== null) event.respondWith(respond(event, path));
});
