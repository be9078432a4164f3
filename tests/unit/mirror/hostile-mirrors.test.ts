import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../../scripts/mirror/command.ts';
import { type Patience, patience } from '../../../scripts/mirror/fetch-bounded.ts';
import { pullRelease } from '../../../scripts/mirror/pull-release.ts';
import { type Report, verifySource } from '../../../scripts/mirror/verify-source.ts';
import { waiting } from '../../../src/components/keep/fetch-file.ts';
import { takeRelease } from '../../../src/components/keep/take-release.ts';
import { checkDrop } from '../../../src/components/verify/check-drop.ts';
import { sha256Hex } from '../../../src/trust/manifest.ts';
import { firstPin, judgeRelease } from '../../../src/trust/succession.ts';
import {
  HELD,
  type HostileMirror,
  hostileMirrors,
  OFFERED,
  type RunningMirror,
  serveMirror,
  TODAY,
} from '../../mirrors/hostile-mirrors.ts';
import {
  currentKey,
  nextKey,
  plainSite,
  readTree,
  signedSite,
  type Tree,
  writeTree,
} from '../../mirrors/signed-site.ts';

/** Short only where the mirror plays for time: on a busy machine an honest one may be slow too. */
const patienceWith = (mirror: HostileMirror): Patience =>
  mirror.answer === undefined ? patience : { idle: 300, rate: 2000, grace: 300, attempts: 1 };
const world: World = { out: () => undefined, err: () => undefined, today: TODAY, isTerminal: false };
const key = currentKey.publicKey;
const scratch = mkdtempSync(join(tmpdir(), 'hostile-'));
const mirrors = hostileMirrors(scratch);
const held: Tree = signedSite(plainSite('+00 000 000 00 00'), { sequence: HELD }, { folder: scratch });
const rows: string[][] = [];

const copyFolder = join(scratch, 'copy');
const pull = (url: string, patient: Patience) =>
  pullRelease(url, copyFolder, { key, allowExpired: false, width: 4, patient, world });

async function withMirror<T>(mirror: HostileMirror, act: (running: RunningMirror) => Promise<T>): Promise<T> {
  const running = await serveMirror(mirror);
  try {
    return await act(running);
  } finally {
    const strayed = running.strayed();
    await running.stop();
    expect(strayed, 'requests that followed a redirect to another host').toBe(0);
  }
}

/** Whether the copy still is the release that the victim holds: no refused pull may change that. */
let isCopyWhole = false;

async function freshCopy(): Promise<void> {
  rmSync(copyFolder, { recursive: true, force: true });
  rmSync(`${copyFolder}.releases`, { recursive: true, force: true });
  const running = await serveMirror({ tree: held });
  await pull(running.url, patience);
  await running.stop();
}

const plain = (tree: Tree): Record<string, string> =>
  Object.fromEntries([...tree].map(([path, bytes]) => [path, sha256Hex(bytes)]));

/** Proved files of a broken pull are used by the next one; here each mirror must stand for itself. */
function forgetUnderWay(): void {
  const home = `${copyFolder}.releases`;
  for (const name of readdirSync(home).filter((name) => name.startsWith('incoming-'))) {
    rmSync(join(home, name), { recursive: true });
  }
}

async function runPull(mirror: HostileMirror): Promise<string> {
  if (!isCopyWhole) await freshCopy();
  forgetUnderWay();
  const outcome = await withMirror(mirror, ({ url }) =>
    pull(url, patienceWith(mirror)).then(
      ({ sequence }) => `took ${sequence}`,
      (error: Error) => `refused: ${error.message.slice(0, 60)}`,
    ),
  );
  isCopyWhole = !outcome.startsWith('took');
  if (isCopyWhole) expect(plain(readTree(copyFolder))).toEqual(plain(held));
  return outcome;
}

const verify = (source: string, patient = patience): Promise<Report> =>
  verifySource(source, { keys: [key], allowExpired: false, patient, world });

function zipOf(tree: Tree): Uint8Array {
  return zipSync(Object.fromEntries([...tree].map(([path, bytes]) => [path, new Uint8Array(bytes)])), {
    level: 1,
  });
}

async function runWorker(mirror: HostileMirror): Promise<string> {
  const manifest = held.get('SHA256SUMS') ?? Buffer.alloc(0);
  const release = JSON.parse(String(held.get('release.json')));
  const offer = { key: key.text, release, manifest: sha256Hex(manifest) };
  const { pin } = judgeRelease(firstPin(key.text), offer, TODAY);
  const put: string[] = [];
  return withMirror(mirror, async ({ url }) => {
    const taking = {
      pin,
      origin: 'http://127.0.0.1:9/',
      mirrors: [url],
      wants: () => true,
      held: async (path: string, hash: string) => {
        const bytes = held.get(path);
        return bytes !== undefined && sha256Hex(bytes) === hash ? bytes : null;
      },
      put: async (_hash: string, path: string) => void put.push(path),
      // Node's fetch knows no page that it belongs to, so the mode of a page's own requests has no meaning here.
      fetcher: (address: string, { mode: _mode, ...init }: RequestInit) => fetch(address, init),
      wait: mirror.answer === undefined ? waiting : { idle: 300, whole: 900 },
      today: TODAY,
    };
    const { taken, passed } = await takeRelease(taking);
    if (taken === null) return `kept ${HELD} (${passed.at(-1)?.why})`;
    expect(put).toHaveLength(taken.opened.manifest.size);
    return `took ${taken.opened.release.sequence}`;
  });
}

beforeAll(() => mkdirSync(scratch, { recursive: true }));
afterAll(() => {
  rmSync(scratch, { recursive: true });
  const head = ['mirror', 'TUF case', 'pull', 'verify', 'verify.html', 'service worker'];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const text = [head, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`\n${text.join('\n')}\n`);
});

describe('nothing gets through from', () => {
  it('an honest mirror: everything does', async () => {
    const tree = signedSite(plainSite('+00 000 000 00 01'), { sequence: OFFERED }, { folder: scratch });
    const honest: HostileMirror = { name: 'honest', tree };
    expect(await runPull(honest)).toBe(`took ${OFFERED}`);
    expect(plain(readTree(copyFolder))).toEqual(plain(tree));
    expect(await runWorker(honest)).toBe(`took ${OFFERED}`);
    expect(await withMirror(honest, ({ url }) => verify(url))).toMatchObject({ ok: true });
    expect(checkDrop(zipOf(tree), 'site.zip', [key], TODAY)).toMatchObject({
      outcome: 'genuine',
      sequence: OFFERED,
    });
  });

  it('the next key, when it takes over: its release is taken', async () => {
    const tree = signedSite(
      plainSite('+00 000 000 00 01'),
      { sequence: 1, next_key: 'RWQBAgMEBQYHCOo9mBP9ohg8Q/KUWWzQ6KbApvBYAZVpRBTKyPGpLzLB' },
      { key: nextKey, folder: scratch },
    );
    expect(await runPull({ name: 'takeover', tree })).toBe('took 1');
    expect(await runWorker({ name: 'takeover', tree })).toBe('took 1');
  });

  it.each(mirrors.map((mirror) => [mirror.name, mirror] as const))('%s', async (name, mirror) => {
    const pulled = await runPull(mirror);
    const report = await withMirror(mirror, ({ url }) => verify(url, patienceWith(mirror)));
    const worker = await runWorker(mirror);
    const row = [name, mirror.tuf ?? '', pulled, report.ok ? 'genuine' : (report.faults[0]?.fault ?? '?')];
    rows.push(row);
    const news = `took ${OFFERED}`;
    expect(pulled === news).toBe(mirror.news ?? false);
    expect(pulled.startsWith('took')).toBe(mirror.news ?? false);
    expect(worker.startsWith('took')).toBe(mirror.news ?? false);
    expect(report.ok).toBe((mirror.isGenuine ?? false) && !mirror.isExpired);
    row.push('–', worker);
    if (mirror.answer !== undefined) return;
    const verdict = checkDrop(zipOf(mirror.tree), 'site.zip', [key], TODAY);
    row[4] =
      verdict.outcome === 'genuine' ? `genuine ${verdict.sequence} ${verdict.freshness}` : verdict.outcome;
    expect(verdict.outcome === 'genuine').toBe(mirror.isGenuine ?? false);
    writeTree(mirror.tree, join(scratch, 'lying'));
    const lying = await verify(join(scratch, 'lying'));
    expect(lying.ok).toBe(report.ok);
    expect(lying.genuine).toBe(mirror.isGenuine ?? false);
  });

  it('leaves nothing outside of its folder', () => {
    expect(readTree(copyFolder).has('../evil.html')).toBe(false);
  });
});
