import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MANIFEST_FILE, parseManifest, SIGNATURE_FILE } from '../../src/trust/manifest.ts';
import { formatStatement, formatTrailer, withoutTrailer } from '../../src/trust/trailer.ts';
import { Refusal } from './command.ts';
import { demoKeyFile, demoSecretKeyFile, readKey, siteKeyFile } from './key-file.ts';
import { makeManifest } from './make-manifest.ts';
import { writeWhole } from './write-file.ts';

/** Files that are forwarded on their own and so carry their own signature. */
export const isSingleFile = (path: string): boolean => /^(?:vestochka-[a-z-]+|verify)\.html$/.test(path);

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
  const manifestFile = join(folder, MANIFEST_FILE);
  if (!existsSync(manifestFile))
    throw new Refusal(`${folder} has no ${MANIFEST_FILE}: run mirror -- manifest first`);
  const before = parseManifest(readFileSync(manifestFile));
  const singles = [...before.keys()].filter(isSingleFile);
  const { release } = await makeManifest(folder, {}, today);
  const statement = formatStatement(release);
  if (singles.length > 0) {
    const bodies = singles.map((path) => withoutTrailer(readFileSync(join(folder, path))));
    const signatures = signBodies(bodies, secretKey, statement);
    for (const [index, path] of singles.entries()) {
      const [body, signature] = [bodies[index], signatures[index]];
      if (body === undefined || signature === undefined) continue;
      writeWhole(join(folder, path), Buffer.concat([body, Buffer.from(formatTrailer(signature))]));
    }
    await makeManifest(folder, {}, today);
  }
  const { sequence, issued, expires } = release;
  const comment = `vestochka release sequence:${sequence} issued:${issued} expires:${expires}`;
  minisign([manifestFile], secretKey, comment);
  if (!existsSync(join(folder, SIGNATURE_FILE)))
    throw new Refusal(`minisign wrote no ${basename(SIGNATURE_FILE)}`);
  return [...singles, MANIFEST_FILE];
}
