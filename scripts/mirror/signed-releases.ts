import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MANIFEST_FILE, sha256Hex } from '../../src/trust/manifest.ts';
import { parseRelease, RELEASE_FILE } from '../../src/trust/release.ts';
import { LONGEST_JUMP } from '../../src/trust/succession.ts';
import { Refusal, UsageError } from './command.ts';
import { writeWhole } from './write-file.ts';

/** The newest release that was signed with a key, as far as this machine knows. */
export interface SignedRelease {
  sequence: number;
  /** SHA-256 of its manifest; null when only its `release.json` is at hand. */
  manifest: string | null;
  next_key: string | null;
}

const memorySchema = z.record(
  z.string(),
  z.strictObject({
    sequence: z.int().min(1),
    manifest: z.string().nullable(),
    next_key: z.string().nullable(),
  }),
);

/** @throws Refusal when the file is not as it was written */
function readMemory(file: string): Record<string, SignedRelease> {
  if (!existsSync(file)) return {};
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Refusal(`${file} cannot be read: mend it or take it away (it remembers what was signed here)`);
  }
}

/** The newest release that was signed with a key on this machine, or null. */
export function lastSigned(file: string | undefined, key: string): SignedRelease | null {
  return file === undefined ? null : (readMemory(file)[key] ?? null);
}

/** Remembers a signed release, unless a newer one is remembered already. */
export function rememberSigned(file: string | undefined, key: string, release: SignedRelease): void {
  if (file === undefined) return;
  const memory = readMemory(file);
  if ((memory[key]?.sequence ?? 0) > release.sequence) return;
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, `${JSON.stringify({ ...memory, [key]: release }, null, 2)}\n`);
}

/**
 * The release that a folder or a `release.json` is.
 * @throws UsageError when there is none
 */
export function previousRelease(given: string): SignedRelease {
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isFolder ? join(given, RELEASE_FILE) : given;
  if (!existsSync(file)) throw new UsageError(`--after ${given}: there is no ${RELEASE_FILE}`);
  const { sequence, next_key } = parseRelease(readFileSync(file));
  const list = join(dirname(file), MANIFEST_FILE);
  return { sequence, next_key, manifest: existsSync(list) ? sha256Hex(readFileSync(list)) : null };
}

/**
 * Refuses a release that everybody who has seen the previous one would refuse (src/trust/succession.ts).
 * `manifest` is the SHA-256 of the list, null while single files still wait for their signature, which changes it.
 * @throws Refusal
 */
export function refuseBroken(
  next: { sequence: number; next_key: string | null; manifest: string | null },
  previous: SignedRelease,
): void {
  const after = `Everybody who has seen release ${previous.sequence} would refuse it`;
  const higher = `give a higher number: --sequence ${previous.sequence + 1}`;
  if (next.sequence < previous.sequence) {
    throw new Refusal(
      `release ${next.sequence} is lower than release ${previous.sequence}. ${after}; ${higher}`,
    );
  }
  const isOther = next.manifest !== null && previous.manifest !== null && next.manifest !== previous.manifest;
  if (next.sequence === previous.sequence && isOther) {
    throw new Refusal(`release ${next.sequence} was signed already, with other files. ${after}; ${higher}`);
  }
  if (next.sequence - previous.sequence > LONGEST_JUMP) {
    const most = previous.sequence + LONGEST_JUMP;
    throw new Refusal(
      `release ${next.sequence} is too far ahead of release ${previous.sequence}. ${after}; --sequence ${most} at most`,
    );
  }
  if (next.next_key !== previous.next_key) {
    throw new Refusal(
      `it names another next key than release ${previous.sequence} did. ${after}. Name the same (--next-key), or sign with the next key itself`,
    );
  }
}
