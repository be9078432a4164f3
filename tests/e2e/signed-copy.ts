import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSecretKeyFile } from '../../scripts/mirror/key-file.ts';
import { signRelease } from '../../scripts/mirror/sign-release.ts';
import { site } from './channels.ts';

/**
 * Runs once before the suite: a copy of the built site, signed as a publisher signs it, is what all channels carry.
 * Without a signature nothing could be kept on a phone, and nothing verified.
 *
 * @returns what takes the copy away after the suite
 */
export default async function signCopy(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-signed-'));
  cpSync(site, folder, { recursive: true });
  await signRelease(folder, demoSecretKeyFile, new Date().toISOString().slice(0, 10));
  process.env.SIGNED_COPY = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
