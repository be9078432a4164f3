/** How long a phone waits for one file. */
export interface Waiting {
  /** Milliseconds without a byte. */
  idle: number;
  /** Milliseconds in all, however steadily it drips. */
  whole: number;
}

export const waiting: Waiting = { idle: 15_000, whole: 180_000 };

export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * Fetches one file within bounds. Bytes are counted as they arrive and after unpacking, so that neither an
 * endless body nor a bomb fills the phone.
 * @throws Error when it cannot be had whole; the reason does not matter to the caller, who asks elsewhere
 */
export async function fetchFile(
  url: string,
  limit: number,
  init: RequestInit,
  { fetcher, wait }: { fetcher: Fetcher; wait: Waiting },
): Promise<Uint8Array> {
  const abort = new AbortController();
  const whole = setTimeout(() => abort.abort(), wait.whole);
  let idle = setTimeout(() => abort.abort(), wait.idle);
  try {
    const response = await fetcher(url, { ...init, signal: abort.signal });
    if (response.status !== 200 || response.body === null) throw new Error(`status ${response.status}`);
    const reader = response.body.getReader();
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(pieces, length);
      clearTimeout(idle);
      idle = setTimeout(() => abort.abort(), wait.idle);
      length += value.length;
      if (length > limit) throw new Error('too large');
      pieces.push(value);
    }
  } finally {
    clearTimeout(whole);
    clearTimeout(idle);
    abort.abort();
  }
}
