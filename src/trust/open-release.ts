import type { Release } from '../schemas/trust.ts';
import { type Manifest, parseManifest, sha256Hex } from './manifest.ts';
import { type PublicKey, parseSignature, verifySignature } from './minisign.ts';
import { parseRelease, RELEASE_FILE } from './release.ts';
import { TrustError } from './trust-error.ts';

/** The three files by which a release is known, as they came. */
export interface ReleasePapers {
  manifest: Uint8Array;
  signature: Uint8Array;
  release: Uint8Array;
}

export interface OpenedRelease {
  key: PublicKey;
  manifest: Manifest;
  /** SHA-256 of the manifest's bytes: the name of the release. */
  manifestHash: string;
  release: Release;
}

/**
 * Finds the key that signed a manifest among those that may. Nothing of the manifest is read before its
 * signature holds.
 * @throws TrustError `bad-signature-file`, `wrong-key` or `bad-signature`
 */
export function signerOf(message: Uint8Array, signature: Uint8Array, keys: readonly PublicKey[]): PublicKey {
  const parsed = parseSignature(signature);
  const key = keys.find(({ id }) => id === parsed.keyId);
  if (key === undefined) {
    const known = keys.map(({ id }) => id).join(' or ');
    throw new TrustError('wrong-key', `signed with key ${parsed.keyId}, not with ${known}`);
  }
  verifySignature(message, parsed, key);
  return key;
}

/**
 * Opens a release under one of the keys: signature, then manifest, then the hash of `release.json`, then its
 * fields. Whether the release may follow the one that is held is `judgeRelease`'s to say.
 * @throws TrustError
 */
export function openRelease(papers: ReleasePapers, keys: readonly PublicKey[]): OpenedRelease {
  const key = signerOf(papers.manifest, papers.signature, keys);
  const manifest = parseManifest(papers.manifest);
  const listed = manifest.get(RELEASE_FILE);
  if (listed === undefined) {
    throw new TrustError('release-not-listed', `${RELEASE_FILE} is not in the signed list`);
  }
  if (listed !== sha256Hex(papers.release)) {
    throw new TrustError('bad-release', `${RELEASE_FILE} is not the one that was signed`);
  }
  const manifestHash = sha256Hex(papers.manifest);
  return { key, manifest, manifestHash, release: parseRelease(papers.release) };
}
