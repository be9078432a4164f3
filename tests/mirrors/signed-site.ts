import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { filesOf } from '../../scripts/site/built-site.ts';
import { MANIFEST_FILE, SIGNATURE_FILE, sha256Hex } from '../../src/trust/manifest.ts';
import { type PublicKey, parsePublicKey } from '../../src/trust/minisign.ts';

const demo = resolve(import.meta.dirname, '../fixtures/demo');

export interface KeyPair {
  publicKey: PublicKey;
  secretFile: string;
}

const pair = (name: string): KeyPair => ({
  publicKey: parsePublicKey(readFileSync(join(demo, `${name}.pub`), 'utf8')),
  secretFile: join(demo, `${name}.key`),
});

export const currentKey = pair('minisign');
export const nextKey = pair('next');

/** A key that nobody named. */
export function strangerKey(folder: string): KeyPair {
  const secretFile = join(folder, 'stranger.key');
  const publicFile = join(folder, 'stranger.pub');
  execFileSync('minisign', ['-G', '-W', '-f', '-p', publicFile, '-s', secretFile], { stdio: 'ignore' });
  return { publicKey: parsePublicKey(readFileSync(publicFile, 'utf8')), secretFile };
}

/** Files of a site: path → bytes. */
export type Tree = Map<string, Buffer>;

export interface ReleaseFields {
  sequence: number;
  issued: string;
  expires: string;
  next_key: string | null;
  retire_worker: boolean;
}

export const pageOf = (telephone: string): Buffer =>
  Buffer.from(`<!doctype html>\n<title>Весточка</title>\n<p>Позвоните: ${telephone}</p>\n`);

/** Deterministic noise, so that nothing packs it and every run is the same. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

/** The files of a small site, before it has papers. */
export function plainSite(telephone: string): Tree {
  return new Map([
    ['index.html', Buffer.from('<!doctype html>\n<a href="ru/index.html">Русский</a>\n')],
    ['ru/index.html', pageOf(telephone)],
    ['ru/contacts.html', pageOf(`${telephone} (helpline)`)],
    ['assets/site.css', Buffer.from('body{font-family:serif}\n')],
    ['assets/roster.bin', noise(200_000, telephone.charCodeAt(telephone.length - 1))],
  ]);
}

/** Signs bytes with minisign and returns the signature file. */
export function signBytes(bytes: Uint8Array, key: KeyPair, folder: string, comment = 'test'): Buffer {
  const file = join(folder, 'to-sign');
  writeFileSync(file, bytes);
  execFileSync('minisign', ['-S', '-l', '-s', key.secretFile, '-m', file, '-t', comment], {
    stdio: 'ignore',
  });
  return readFileSync(`${file}.minisig`);
}

/** `release.json` with plausible sizes. */
export function releaseJson(tree: Tree, fields: ReleaseFields, mirrors: readonly string[]): Buffer {
  const sizes = [...tree.values()].map(({ length }) => length);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const { sequence, issued, expires, next_key, retire_worker } = fields;
  const value = {
    format: 'vestochka-release/1',
    sequence,
    issued,
    expires,
    next_key,
    mirrors,
    files: sizes.length,
    bytes,
    largest: Math.max(...sizes),
    retire_worker,
  };
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

export const manifestOf = (tree: Tree): string =>
  [...tree.keys()]
    .sort()
    .map((path) => `${sha256Hex(tree.get(path) ?? Buffer.alloc(0))}  ${path}\n`)
    .join('');

/** The site with its papers, signed. `edit` may spoil the manifest before it is signed. */
export function signedSite(
  plain: Tree,
  fields: Partial<ReleaseFields> & { sequence: number },
  {
    key = currentKey,
    folder,
    edit = (text) => text,
    mirrors = ['https://mirror.example/'],
  }: { key?: KeyPair; folder: string; edit?: (text: string) => string; mirrors?: readonly string[] },
): Tree {
  const tree = new Map(plain);
  const { publicKey } = nextKey;
  const whole = {
    issued: '2026-11-01',
    expires: '2026-12-31',
    next_key: publicKey.text,
    retire_worker: false,
  };
  tree.set('release.json', releaseJson(plain, { ...whole, ...fields }, mirrors));
  const manifest = Buffer.from(edit(manifestOf(tree)));
  tree.set(MANIFEST_FILE, manifest);
  tree.set(SIGNATURE_FILE, signBytes(manifest, key, folder));
  return tree;
}

/** Writes a tree into a new folder. */
export function writeTree(tree: Tree, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** Reads a folder, or a link to one, back. */
export function readTree(folder: string): Tree {
  const target = `${folder}.read`;
  cpSync(folder, target, { recursive: true, dereference: true });
  const tree = new Map(filesOf(target).map((path) => [path, readFileSync(join(target, path))]));
  rmSync(target, { recursive: true });
  return tree;
}
