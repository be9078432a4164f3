import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRelease, type ReleasePapers } from '../../../src/trust/open-release.ts';
import {
  currentKey,
  nextKey,
  plainSite,
  releaseJson,
  signedSite,
  type Tree,
} from '../../mirrors/signed-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'open-release-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tree = signedSite(plainSite('+00'), { sequence: 6 }, { folder });
const papersOf = (of: Tree): ReleasePapers => ({
  manifest: of.get('SHA256SUMS') ?? Buffer.alloc(0),
  signature: of.get('SHA256SUMS.minisig') ?? Buffer.alloc(0),
  release: of.get('release.json') ?? Buffer.alloc(0),
});
const keys = [nextKey.publicKey, currentKey.publicKey];
const faultOf = (papers: ReleasePapers): unknown => {
  try {
    return openRelease(papers, keys).release.sequence;
  } catch (error) {
    return (error as { fault: string }).fault;
  }
};

describe('the papers of a release', () => {
  it('open under whichever key signed them', () => {
    expect(openRelease(papersOf(tree), keys)).toMatchObject({
      key: currentKey.publicKey,
      release: { sequence: 6 },
    });
  });

  // A mirror may tell one release.json first and the true one later, when the files are compared.
  it('a release.json that was not signed is not read, well-formed as it may be', () => {
    const fields = {
      sequence: 7,
      issued: '2026-11-01',
      expires: '2999-12-31',
      next_key: null,
      retire_worker: true,
    };
    expect(faultOf({ ...papersOf(tree), release: releaseJson(tree, fields, []) })).toBe('bad-release');
  });

  it('a list without release.json is no release', () => {
    const edit = (text: string) => text.replace(/^.*release\.json\n/m, '');
    const bare = signedSite(plainSite('+00'), { sequence: 6 }, { folder, edit });
    expect(faultOf(papersOf(bare))).toBe('release-not-listed');
  });

  it('nothing is read before the signature holds', () => {
    const nonsense = { ...papersOf(tree), manifest: Buffer.from('../../etc/passwd') };
    expect(faultOf(nonsense)).toBe('bad-signature');
    expect(() => openRelease(papersOf(tree), [nextKey.publicKey])).toThrow(/signed with key/);
  });
});
