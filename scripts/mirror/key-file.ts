import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PublicKey, parsePublicKey } from '../../src/trust/minisign.ts';
import { TrustError } from '../../src/trust/trust-error.ts';
import { UsageError } from './command.ts';

const root = resolve(import.meta.dirname, '../..');

/** The public key that the pages show, and the next one. */
export const siteKeyFile = join(root, 'content/trust/minisign.pub');
export const siteNextKeyFile = join(root, 'content/trust/next.pub');

/** The demonstration's key pair, open to everyone. */
export const demoKeyFile = join(root, 'tests/fixtures/demo/minisign.pub');
export const demoSecretKeyFile = join(root, 'tests/fixtures/demo/minisign.key');

/**
 * A public key given as a file or as minisign's 56 characters.
 * @throws UsageError when it is neither
 */
export function readKey(given: string): PublicKey {
  const isFile = existsSync(given);
  try {
    return parsePublicKey(isFile ? readFileSync(given, 'utf8') : given);
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    const what = isFile
      ? 'holds no minisign public key'
      : 'is neither a file nor a minisign public key (RW…)';
    throw new UsageError(`--key: ${given} ${what}`);
  }
}

/** The keys named on the command line, else the one that the pages of this site show. */
export function keysFrom(given: readonly string[] | undefined): PublicKey[] {
  if (given !== undefined && given.length > 0) return given.map(readKey);
  if (!existsSync(siteKeyFile))
    throw new UsageError('--key PUB is needed: a minisign public key or its file');
  return [readKey(siteKeyFile)];
}
