import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { type Release, releaseSchema } from '../../src/schemas/trust.ts';
import {
  formatManifest,
  MANIFEST_FILE,
  SIGNATURE_FILE,
  sha256Hex,
  UNLISTED_FILES,
} from '../../src/trust/manifest.ts';
import {
  formatRelease,
  formatReleaseScript,
  isDay,
  parseRelease,
  RELEASE_FILE,
  RELEASE_SCRIPT,
} from '../../src/trust/release.ts';
import { isSingleFile, trailerLength, withoutTrailer } from '../../src/trust/trailer.ts';
import { Refusal, UsageError } from './command.ts';
import { hashFolder, isFolder, listFolder, sizeOf } from './folder.ts';
import { readKey, siteNextKeyFile } from './key-file.ts';
import { refuseBroken, type SignedRelease } from './signed-releases.ts';
import { writeWhole } from './write-file.ts';

/** What the publisher says of a release; what is left out is taken from what is there already. */
export interface ReleaseWishes {
  sequence?: number | undefined;
  issued?: string | undefined;
  expires?: string | undefined;
  nextKey?: string | undefined;
  mirrors?: string[] | undefined;
  retireWorker?: boolean | undefined;
}

/** How long a release holds when nobody says: the roster's review in content/site.yaml has the same length. */
const VALID_DAYS = 45;

/** Hosts read these and do not serve them, so a copy that lists them can never be whole. */
const swallowed = [
  '_headers',
  '_redirects',
  '_routes.json',
  '.htaccess',
  'web.config',
  'CNAME',
  'vercel.json',
];

const siteFile = resolve(import.meta.dirname, '../../content/site.yaml');

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The other addresses of the site that content/site.yaml names. */
export function siteMirrors(): string[] {
  if (!existsSync(siteFile)) return [];
  const site: unknown = parseYaml(readFileSync(siteFile, 'utf8'));
  const { mirrors, onion } = (site ?? {}) as { mirrors?: unknown; onion?: unknown };
  const all = [...(Array.isArray(mirrors) ? mirrors : []), onion];
  return all.filter((mirror): mirror is string => typeof mirror === 'string' && mirror !== '');
}

interface Known {
  sequence?: number;
  issued?: string;
  expires?: string;
}

/** Number and days of the roster that the site was built from, when the site carries its `roster.json`. */
function rosterFacts(folder: string, files: readonly string[]): Known {
  const path = files.find((file) => /(^|\/)roster\.json$/.test(file));
  if (path === undefined) return {};
  const facts = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, unknown>;
  const { sequence, issued } = facts;
  const review = facts.review_by;
  return {
    ...(typeof sequence === 'number' && sequence >= 1 && { sequence }),
    ...(isDay(issued) && { issued }),
    ...(isDay(review) && { expires: review }),
  };
}

function earlierRelease(folder: string): Release | null {
  const file = join(folder, RELEASE_FILE);
  return existsSync(file) ? parseRelease(readFileSync(file)) : null;
}

/**
 * Bytes of a file once it is signed: a single file counts with its trailer, whether that is there already or not, so
 * that the release says the same before and after.
 */
function signedSize(file: string, path: string, trailer: number): number {
  if (!isSingleFile(path)) return sizeOf(file);
  return withoutTrailer(readFileSync(file)).length + trailer;
}

function decide(folder: string, files: readonly string[], wishes: ReleaseWishes, today: string): Release {
  const earlier = earlierRelease(folder);
  const roster: Known = earlier ?? rosterFacts(folder, files);
  const issued = wishes.issued ?? roster.issued ?? today;
  const given = wishes.issued === undefined ? roster.expires : undefined;
  const fallbackKey = existsSync(siteNextKeyFile) ? readKey(siteNextKeyFile).text : null;
  const nextKey =
    wishes.nextKey === undefined ? (earlier?.next_key ?? fallbackKey) : readKey(wishes.nextKey).text;
  const sequence = wishes.sequence ?? roster.sequence ?? 1;
  const expires = wishes.expires ?? given ?? addDays(issued, VALID_DAYS);
  const trailer = trailerLength({ sequence, issued, expires });
  const sizes = files.map((path) => signedSize(join(folder, path), path, trailer));
  const release = {
    format: 'vestochka-release/1',
    sequence,
    issued,
    expires,
    next_key: nextKey,
    mirrors: wishes.mirrors ?? earlier?.mirrors ?? siteMirrors(),
    files: files.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    largest: Math.max(0, ...sizes),
    retire_worker: wishes.retireWorker ?? earlier?.retire_worker ?? false,
  };
  const checked = releaseSchema.safeParse(release);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const option = issue?.path.join('.').replace('_', '-');
    throw new UsageError(`${option ? `--${option}` : 'release.json'}: ${issue?.message}`);
  }
  if (release.expires < release.issued) throw new UsageError('--expires is earlier than --issued');
  return checked.data;
}

const isHidden = (path: string): boolean => /(?:^|\/)\./.test(path) && !path.startsWith('.well-known/');

/** Somebody's documents must not become a release because a folder was mistyped. */
function refuseNoSite(folder: string, files: readonly string[]): void {
  const isSite = files.includes('index.html') && files.some((path) => /^[a-z]{2,3}\/index\.html$/.test(path));
  if (isSite) return;
  throw new Refusal(
    `${folder} is no built site: it has no index.html and LANG/index.html. Name the folder that "npm run build" wrote; --force takes this one as it is`,
  );
}

function refuseStrangers(folder: string): string[] {
  const { files, strange } = listFolder(folder);
  const [link] = strange;
  if (link !== undefined) throw new Refusal(`${link} is a link or a device; a release has plain files only`);
  const kept = files.find((path) => swallowed.includes(path));
  if (kept !== undefined) {
    throw new Refusal(`${kept} is read by hosts and not served; add it at deployment, outside ${folder}`);
  }
  const hidden = files.find(isHidden);
  if (hidden !== undefined) {
    throw new Refusal(
      `${hidden}: many hosts leave out names that begin with a dot, so no copy could be whole; remove it`,
    );
  }
  return files.filter((path) => !UNLISTED_FILES.includes(path));
}

export interface MadeManifest {
  release: Release;
  /** SHA-256 of the manifest. */
  hash: string;
  files: number;
}

/** What a new release is held against. */
export interface ManifestRules {
  /** The release before it, where one is known. */
  previous?: SignedRelease | null;
  /** Writes what would be refused. */
  force?: boolean;
}

function refuseLower(folder: string, { sequence }: Release): void {
  const earlier = earlierRelease(folder)?.sequence ?? 0;
  if (sequence >= earlier) return;
  throw new Refusal(
    `release ${sequence} is lower than release ${earlier}, which ${join(folder, RELEASE_FILE)} says it is. Numbers only rise: leave --sequence out or give a higher one; --force writes it`,
  );
}

/**
 * Writes `release.json`, `release.js` and `SHA256SUMS` into a built site. The same folder and wishes give the
 * same bytes. A signature that no longer fits is removed.
 * @throws Refusal, UsageError, TrustError; then nothing was written
 */
export async function makeManifest(
  folder: string,
  wishes: ReleaseWishes,
  today: string,
  { previous = null, force = false }: ManifestRules = {},
): Promise<MadeManifest> {
  if (!isFolder(folder)) throw new UsageError(`${folder} is no folder`);
  const ours = [RELEASE_FILE, RELEASE_SCRIPT];
  const files = refuseStrangers(folder).filter((path) => !ours.includes(path));
  if (files.length === 0) throw new Refusal(`${folder} is empty`);
  if (!force) refuseNoSite(folder, files);
  const release = decide(folder, files, wishes, today);
  if (!force) refuseLower(folder, release);
  const hashes = await hashFolder(folder, files);
  const papers: [string, string][] = [
    [RELEASE_FILE, formatRelease(release)],
    [RELEASE_SCRIPT, formatReleaseScript(release)],
  ];
  for (const [path, text] of papers) hashes.set(path, sha256Hex(Buffer.from(text)));
  const manifest = formatManifest(hashes);
  const hash = sha256Hex(Buffer.from(manifest));
  if (previous !== null && !force) refuseBroken({ ...release, manifest: null }, previous);
  const target = join(folder, MANIFEST_FILE);
  const isNews = !existsSync(target) || readFileSync(target, 'utf8') !== manifest;
  for (const [path, text] of papers) writeWhole(join(folder, path), text);
  writeWhole(target, manifest);
  if (isNews) rmSync(join(folder, SIGNATURE_FILE), { force: true });
  return { release, hash, files: hashes.size };
}
