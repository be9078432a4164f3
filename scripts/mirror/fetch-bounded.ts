import { setTimeout as sleep } from 'node:timers/promises';

/** How much patience a mirror gets. */
export interface Patience {
  /** Milliseconds without a byte. */
  idle: number;
  /** Bytes a second on average, counted once `grace` milliseconds are over: slow enough is never. */
  rate: number;
  grace: number;
  /** How often a broken connection is tried in all. */
  attempts: number;
  /** When all patience ends, by `performance.now()`; without it a mirror that is just fast enough may take its time. */
  until?: number;
}

export const patience: Patience = { idle: 20_000, rate: 512, grace: 20_000, attempts: 3 };

const LONGEST_WAY = 5;

/**
 * A file could not be had. `isFinal`: trying again will not help.
 *
 * - `absent`: the mirror answered and says that there is no such file;
 * - `too-large`: it sends more than the file can have, so it is another one;
 * - `lost`: nothing can be said of the file.
 */
export class FetchError extends Error {
  readonly isFinal: boolean;
  readonly kind: 'absent' | 'too-large' | 'lost';

  constructor(message: string, isFinal: boolean, kind: FetchError['kind'] = 'lost') {
    super(message);
    this.isFinal = isFinal;
    this.kind = kind;
  }
}

const outOfTime = (): FetchError => new FetchError('it takes longer than it was given', true);

/** Milliseconds that an answer may still take. */
function timeLeft({ idle, until }: Patience): number {
  return until === undefined ? idle : Math.max(0, Math.min(idle, until - performance.now()));
}

/** The same host; from http to https on it is the one change of scheme that is let through. */
function isSameHost(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  return (
    from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:' && to.port === ''
  );
}

async function follow(start: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let step = 0; step <= LONGEST_WAY; step++) {
    const response = await fetch(url, { redirect: 'manual', headers, signal });
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    const next = new URL(response.headers.get('location') ?? '', url);
    if (!isSameHost(url, next)) throw new FetchError(`it redirects to another host (${next.host})`, true);
    url = next;
  }
  throw new FetchError('it redirects in a circle', true);
}

function checkStatus(response: Response, from: number): void {
  const { status } = response;
  if (status === 200 || (status === 206 && from > 0)) return;
  const isAbsent = status === 404 || status === 410;
  const kind = isAbsent ? 'absent' : 'lost';
  throw new FetchError(`it answers with status ${status}`, status < 500 && status !== 429, kind);
}

/** True when the answer continues at byte `from`. */
function continuesAt(response: Response, from: number): boolean {
  return (
    response.status === 206 && (response.headers.get('content-range') ?? '').startsWith(`bytes ${from}-`)
  );
}

/** Takes one piece; `restart` says that what came before must be forgotten. */
export type Sink = (piece: Uint8Array, restart: boolean) => void | Promise<void>;

interface Body {
  response: Response;
  limit: number;
  from: number;
  signal: AbortController;
}

async function drain(
  { response, limit, from, signal }: Body,
  sink: Sink,
  patient: Patience,
): Promise<number> {
  const isResumed = continuesAt(response, from);
  let total = isResumed ? from : 0;
  let restart = !isResumed;
  const told = Number(response.headers.get('content-length') ?? 0);
  if (total + told > limit) throw new FetchError(`it is larger than ${limit} bytes`, true, 'too-large');
  const reader = response.body?.getReader();
  const started = performance.now();
  let received = 0;
  let timer: NodeJS.Timeout | undefined;
  const rearm = (): void => {
    clearTimeout(timer);
    const left = timeLeft(patient);
    if (left === 0) throw outOfTime();
    timer = setTimeout(() => signal.abort(new FetchError('it went silent', false)), left);
  };
  try {
    rearm();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      rearm();
      received += value.length;
      total += value.length;
      if (total > limit) throw new FetchError(`it does not end after ${limit} bytes`, true, 'too-large');
      const seconds = (performance.now() - started) / 1000;
      if (seconds * 1000 > patient.grace && received / seconds < patient.rate) {
        throw new FetchError('it is slower than anyone can wait for', true);
      }
      await sink(value, restart);
      restart = false;
    }
    if (restart) await sink(new Uint8Array(), true);
    return total;
  } finally {
    clearTimeout(timer);
    await reader?.cancel().catch(() => undefined);
  }
}

async function attempt(
  url: URL,
  limit: number,
  from: number,
  sink: Sink,
  patient: Patience,
): Promise<number> {
  const signal = new AbortController();
  const left = timeLeft(patient);
  if (left === 0) throw outOfTime();
  const timer = setTimeout(() => signal.abort(new FetchError('it does not answer', false)), left);
  // Unpacked bytes are what counts; asking for none packed leaves nothing to a bomb, and the limit holds anyway.
  const headers = { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) };
  try {
    const response = await follow(url, headers, signal.signal);
    clearTimeout(timer);
    try {
      checkStatus(response, from);
      return await drain({ response, limit, from, signal }, sink, patient);
    } finally {
      // After a refusal the rest must not go on arriving.
      signal.abort();
    }
  } catch (error) {
    if (error instanceof FetchError) throw error;
    if (signal.signal.reason instanceof FetchError) throw signal.signal.reason;
    // undici tells every failure of a connection as a TypeError with a cause; anything else is not ours.
    if (!(error instanceof TypeError)) throw error;
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    throw new FetchError(`the connection failed (${cause})`, false);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fetches one file in pieces, within bounds of size, time and way, trying a broken connection again from
 * where it broke.
 * @param limit bytes, counted after any unpacking
 * @param from how many bytes are there already
 * @returns bytes in all
 * @throws FetchError
 */
export async function fetchBounded(
  url: URL,
  { limit, from = 0, patient = patience }: { limit: number; from?: number; patient?: Patience },
  sink: Sink,
): Promise<number> {
  let have = from;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(
        url,
        limit,
        have,
        async (piece, restart) => {
          have = (restart ? 0 : have) + piece.length;
          await sink(piece, restart);
        },
        patient,
      );
    } catch (error) {
      if (!(error instanceof FetchError) || error.isFinal || tried >= patient.attempts) throw error;
      await sleep(Math.min(patient.idle, 250 * 4 ** (tried - 1)));
    }
  }
}

/** A small file as bytes. */
export async function fetchBytes(url: URL, limit: number, patient: Patience = patience): Promise<Buffer> {
  let pieces: Uint8Array[] = [];
  await fetchBounded(url, { limit, patient }, (piece, restart) => {
    if (restart) pieces = [];
    pieces.push(piece);
  });
  return Buffer.concat(pieces);
}

/**
 * The address that paths of a site are added to.
 * @throws TypeError when it is no http address
 */
export function baseAddress(text: string): URL {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError('not http');
  url.search = '';
  url.hash = '';
  if (/\.html?$/.test(url.pathname)) url.pathname = url.pathname.replace(/[^/]*$/, '');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Where a file of the release is under that address. */
export function fileAddress(base: URL, path: string): URL {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), base);
}
