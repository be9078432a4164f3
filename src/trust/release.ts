import type { Release } from '../schemas/trust.ts';
import { parsePublicKey } from './minisign.ts';
import { decodeText } from './text.ts';
import { TrustError } from './trust-error.ts';

export const RELEASE_FILE = 'release.json';
/** The same facts as a classic script: a page opened from a folder (`file://`) can fetch nothing else. */
export const RELEASE_SCRIPT = 'release.js';

export const LARGEST_RELEASE = 64 * 1024;

/** The largest that a listed file may be, in bytes: a mirror that sends more is cut off. */
export function limitOf(path: string, { largest }: Pick<Release, 'largest'>): number {
  return path === RELEASE_FILE || path === RELEASE_SCRIPT ? LARGEST_RELEASE : largest;
}

function refusal(why: string): TrustError {
  return new TrustError('bad-release', `${RELEASE_FILE}: ${why}`);
}

/** `release.json`, always in the same order and spelling. */
export function formatRelease(release: Release): string {
  const { format, sequence, issued, expires, next_key, mirrors } = release;
  const { files, bytes, largest, retire_worker } = release;
  const ordered = {
    format,
    sequence,
    issued,
    expires,
    next_key,
    mirrors,
    files,
    bytes,
    largest,
    retire_worker,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/** `release.js`: what a page must know of its own age, as a script that works from `file://`. */
export function formatReleaseScript({
  sequence,
  issued,
  expires,
}: Pick<Release, 'sequence' | 'issued' | 'expires'>): string {
  return `self.vestochkaRelease=${JSON.stringify({ sequence, issued, expires })};\n`;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** True for a real day as `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isKey(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 56) return false;
  try {
    return parsePublicKey(value).text === value;
  } catch {
    return false;
  }
}

function isMirror(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^\s/?#@]+\/(?:[^\s?#]*\/)?$/.test(value);
}

const fields: Record<keyof Release, (value: unknown) => boolean> = {
  format: (value) => value === 'vestochka-release/1',
  sequence: (value) => isCount(value) && value >= 1,
  issued: isDay,
  expires: isDay,
  next_key: (value) => value === null || isKey(value),
  mirrors: (value) => Array.isArray(value) && value.length <= 100 && value.every(isMirror),
  files: isCount,
  bytes: isCount,
  largest: isCount,
  retire_worker: (value) => typeof value === 'boolean',
};

/**
 * Reads `release.json`. The rules are those of `releaseSchema`, written out because a phone should not load
 * a schema library for ten fields; a test holds the two together.
 * @throws TrustError `bad-release`
 */
export function parseRelease(bytes: Uint8Array): Release {
  if (bytes.length > LARGEST_RELEASE) throw refusal('it is too large');
  const text = decodeText(bytes);
  if (text === null) throw refusal('it is no UTF-8 text');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal('it is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('it is no object');
  const given = value as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (!Object.keys(fields).includes(name)) throw refusal(`${name} is unknown to this version`);
  }
  for (const [name, isRight] of Object.entries(fields)) {
    if (!isRight(given[name])) throw refusal(`${name} is missing or wrong`);
  }
  // Every field was checked above, and there is no other.
  const release = given as unknown as Release;
  if (release.expires < release.issued) throw refusal('it expires before it is issued');
  return release;
}
