import type { Pin } from '../../trust/succession.ts';

/** What the phone remembers of the copy that it keeps. */
export interface KeptState {
  pin: Pin;
  /** Code of the language whose pages are kept, and of all others. */
  language: string;
  languages: string[];
  manifestHash: string;
  sequence: number;
  issued: string;
  expires: string;
  mirrors: string[];
  /** The largest file in bytes. */
  largest: number;
  /** The address that the copy came from, and the day. */
  source: string;
  taken: string;
  /** When a newer release was last looked for, in milliseconds. */
  looked: number;
  /** She asked for the sealed records too, however large they are. Absent in copies that were kept before one could. */
  wantsSealed?: boolean;
  /** Bytes of sealed records that are not in the copy; absent where all are, or the release has none. */
  sealedLeftOut?: number;
}

/** What a page asks the worker. The answer comes through the port of the message. */
export type KeepRequest =
  | { type: 'keep'; keys: string[]; language: string; languages: string[] }
  | { type: 'state' }
  | { type: 'look' }
  | { type: 'keep-sealed' }
  | { type: 'remove' };

/**
 * - `kept`: a release, or what was missing of it, was taken; `same`: there is no newer one; `none`: no address gave one that can be believed;
 * - `foreign`: nor did any, and one is signed with a key that is neither ours nor its successor: a forgery, or the key
 *   has changed twice since, which only paper can tell;
 * - `retired`: a signed release took the worker out; `removed`: she did.
 */
export interface KeepAnswer {
  outcome: 'kept' | 'same' | 'none' | 'foreign' | 'retired' | 'removed' | 'state';
  state: KeptState | null;
}

/** Pages of the list that are kept: 25,000 rows, as many as come with the check page. */
const KEPT_LIST_PAGES = 5;

/** Files of sealed records that a phone keeps without being asked: some 4 MB. */
const KEPT_SEALED_FILES = 16;

/** Bytes of one such file, the same in every release (a test compares). */
export const SEALED_FILE_BYTES = 245_849;

/** The files into which sealed records are cut; their index, which may hold all of them, is kept as any other file. */
export const isSealed = (path: string): boolean => /^assets\/sealed\/\d+\.js$/.test(path);

/**
 * The files of sealed records that a copy lacks, all or none: of a part of them one could read which one she opened.
 * @param paths all files of the release
 * @param wantsSealed she asked for them
 */
export function sealedLeftOut(paths: Iterable<string>, wantsSealed: boolean): string[] {
  const files = [...paths].filter(isSealed);
  return wantsSealed || files.length <= KEPT_SEALED_FILES ? [] : files;
}

/**
 * Which files of a release a phone keeps beside its sealed records: the pages of one language, and what they need.
 * Single files and archives are for forwarding; the page search asks for far more than it is worth offline.
 */
export function isWanted(path: string, language: string, languages: readonly string[]): boolean {
  const [folder = ''] = path.split('/');
  if (folder === 'pagefind' || /\.zip$/.test(path)) return false;
  if (/^(?:vestochka-[a-z-]+|verify)\.html$/.test(path)) return false;
  const list = /\/list\/(\d+)\.html$/.exec(path);
  if (list !== null && Number(list[1]) > KEPT_LIST_PAGES) return false;
  return folder === language || !languages.includes(folder);
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json',
};

/** The type by the name's ending; a mirror's own idea of it is not asked. */
export function typeOf(path: string): string {
  return types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
