import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Release } from '../../src/schemas/trust.ts';
import { MANIFEST_FILE, parseManifest, SIGNATURE_FILE } from '../../src/trust/manifest.ts';
import type { PublicKey } from '../../src/trust/minisign.ts';
import { signerOf } from '../../src/trust/open-release.ts';
import {
  type FileStatement,
  formatStatement,
  formatTrailer,
  isSingleFile,
  verifySingleFile,
  withoutTrailer,
} from '../../src/trust/trailer.ts';
import { TrustError } from '../../src/trust/trust-error.ts';
import { Refusal } from './command.ts';
import { demoKeyFile, demoSecretKeyFile, readKey, siteKeyFile } from './key-file.ts';
import { makeManifest } from './make-manifest.ts';
import { writeWhole } from './write-file.ts';

/**
 * The secret key: what was named, else `$MINISIGN_SECRET_KEY`, else the demonstration's where the pages show
 * the demonstration's key, else minisign's own place (null).
 */
export function secretKeyFile(given: string | undefined): string | null {
  if (given !== undefined) return given;
  const told = process.env.MINISIGN_SECRET_KEY;
  if (told !== undefined && told !== '') return told;
  return readKey(siteKeyFile).text === readKey(demoKeyFile).text ? demoSecretKeyFile : null;
}

function minisign(files: readonly string[], secretKey: string | null, statement: string): void {
  const key = secretKey === null ? [] : ['-s', secretKey];
  const options = [
    '-S',
    '-l',
    ...key,
    '-t',
    statement,
    '-c',
    'signature of a release of Vestochka',
    '-m',
    ...files,
  ];
  // minisign asks for the passphrase itself; stdout is ours for data.
  const { error, status } = spawnSync('minisign', options, { stdio: ['inherit', 2, 2] });
  if (error !== undefined) {
    throw new Refusal(
      `minisign did not start (${error.message}); install it: https://jedisct1.github.io/minisign/`,
    );
  }
  if (status !== 0) throw new Refusal(`minisign did not sign (exit status ${status})`);
}

function signBodies(
  bodies: readonly Uint8Array[],
  secretKey: string | null,
  statement: string,
): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-sign-'));
  try {
    const files = bodies.map((body, index) => {
      const file = join(folder, `${index}`);
      writeFileSync(file, body);
      return file;
    });
    minisign(files, secretKey, statement);
    return files.map((file) => readFileSync(`${file}.minisig`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Unsigned {
  singles: string[];
  bodies: Uint8Array[];
  release: Release;
}

/** What is to be signed of a folder that has a manifest. */
async function openUnsigned(folder: string, today: string): Promise<Unsigned> {
  const manifestFile = join(folder, MANIFEST_FILE);
  if (!existsSync(manifestFile))
    throw new Refusal(`${folder} has no ${MANIFEST_FILE}: run mirror -- manifest first`);
  const singles = [...parseManifest(readFileSync(manifestFile)).keys()].filter(isSingleFile);
  const { release } = await makeManifest(folder, {}, today, { force: true });
  return {
    singles,
    release,
    bodies: singles.map((path) => withoutTrailer(readFileSync(join(folder, path)))),
  };
}

/** Puts signatures under the single files and makes the manifest anew over them. */
async function addTrailers(
  folder: string,
  { singles, bodies }: Unsigned,
  signatures: readonly Uint8Array[],
  today: string,
): Promise<void> {
  for (const [index, path] of singles.entries()) {
    const [body, signature] = [bodies[index], signatures[index]];
    if (body === undefined || signature === undefined) continue;
    writeWhole(join(folder, path), Buffer.concat([body, Buffer.from(formatTrailer(signature))]));
  }
  if (singles.length > 0) await makeManifest(folder, {}, today, { force: true });
}

/**
 * Signs a built site that has a manifest: first each single file, whose signature becomes its last lines, then
 * the manifest, made anew over them. Ed25519 is deterministic, so signing twice gives the same bytes.
 * @returns the names of the files that were signed
 * @throws Refusal
 */
export async function signRelease(
  folder: string,
  secretKey: string | null,
  today: string,
): Promise<string[]> {
  const unsigned = await openUnsigned(folder, today);
  const { singles, bodies, release } = unsigned;
  if (singles.length > 0) {
    await addTrailers(folder, unsigned, signBodies(bodies, secretKey, formatStatement(release)), today);
  }
  const { sequence, issued, expires } = release;
  const comment = `vestochka release sequence:${sequence} issued:${issued} expires:${expires}`;
  minisign([join(folder, MANIFEST_FILE)], secretKey, comment);
  if (!existsSync(join(folder, SIGNATURE_FILE)))
    throw new Refusal(`minisign wrote no ${basename(SIGNATURE_FILE)}`);
  return [...singles, MANIFEST_FILE];
}

function signatureOf(
  path: string,
  body: Uint8Array,
  signatures: string,
  keys: readonly PublicKey[],
): FileStatement {
  const file = join(signatures, `${path}.minisig`);
  const signed = Buffer.concat([body, Buffer.from(formatTrailer(readFileSync(file)))]);
  try {
    const statement = verifySingleFile(signed, keys)?.statement;
    if (statement !== undefined) return statement;
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new Refusal(`${file} does not fit ${path}: ${error.message}`);
  }
  throw new Refusal(`${file} is no signature`);
}

/**
 * Takes signatures that `minisign -S -l` made elsewhere, on a machine without this program: those of the single files
 * (`NAME.html.minisig`) become their last lines, which changes the list; then the one of the list itself.
 * @returns the names of the files that are signed
 * @throws Refusal saying what is to be signed next, and how
 */
export async function attachSignatures(
  folder: string,
  signatures: string,
  keys: readonly PublicKey[],
  today: string,
): Promise<string[]> {
  const unsigned = await openUnsigned(folder, today);
  const { singles, bodies, release } = unsigned;
  const said = formatStatement(release);
  const absent = singles.filter((path) => !existsSync(join(signatures, `${path}.minisig`)));
  const sign = `minisign -S -l -s KEY -t '${said}' -m`;
  if (absent.length > 0) {
    // What is there already may carry an older signature, which is no part of what is signed.
    for (const [index, path] of singles.entries()) writeWhole(join(folder, path), bodies[index] ?? '');
    await makeManifest(folder, {}, today, { force: true });
    throw new Refusal(
      `single files are not signed yet. Where the key is, in a copy of ${folder}:\n  ${sign} ${absent.join(' ')}\nPut the *.minisig files into ${signatures} and run this again`,
    );
  }
  for (const [index, path] of singles.entries()) {
    const statement = signatureOf(path, bodies[index] ?? new Uint8Array(), signatures, keys);
    if (formatStatement(statement) !== said) {
      throw new Refusal(`the signature of ${path} says another release; sign it anew:\n  ${sign} ${path}`);
    }
  }
  const bytes = singles.map((path) => readFileSync(join(signatures, `${path}.minisig`)));
  await addTrailers(folder, unsigned, bytes, today);
  const manifest = readFileSync(join(folder, MANIFEST_FILE));
  const file = join(signatures, SIGNATURE_FILE);
  try {
    if (!existsSync(file)) throw new TrustError('unsigned', 'there is none yet');
    const signature = readFileSync(file);
    signerOf(manifest, signature, keys);
    writeWhole(join(folder, SIGNATURE_FILE), signature);
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new Refusal(
      `the single files are signed, the list is not (${error.message}). Carry ${join(folder, MANIFEST_FILE)} to where the key is:\n  minisign -S -l -s KEY -m ${MANIFEST_FILE}\nPut ${SIGNATURE_FILE} into ${signatures} and run this again`,
    );
  }
  return [...singles, MANIFEST_FILE];
}
