import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { patience } from '../../../scripts/mirror/fetch-bounded.ts';
import { verifySource } from '../../../scripts/mirror/verify-source.ts';
import { serveMirror } from '../../mirrors/hostile-mirrors.ts';
import { serveWithCaddy, serveWithNginx } from '../../mirrors/recipe-hosts.ts';
import { currentKey, plainSite, readTree, signedSite, writeTree } from '../../mirrors/signed-site.ts';

const root = resolve(import.meta.dirname, '../../..');
const recipes = join(root, 'content/recipes');
const scratch = mkdtempSync(join(tmpdir(), 'recipes-'));
const site = join(scratch, 'site');
const tree = signedSite(
  new Map([...plainSite('+00'), ['404.html', Buffer.from('<!doctype html>no such page')]]),
  { sequence: 1 },
  { folder: scratch },
);
const world = { out: () => undefined, err: () => undefined, today: '2026-11-22', isTerminal: false };
const verify = (source: string) =>
  verifySource(source, { keys: [currentKey.publicKey], allowExpired: false, patient: patience, world });

const wanted: Record<string, string> = {
  'access-control-allow-origin': '*',
  'cache-control': 'no-cache',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

async function checkHost(url: string): Promise<void> {
  expect(await verify(url)).toMatchObject({ ok: true, faults: [] });
  for (const path of ['', 'ru/index.html', 'SHA256SUMS', 'nothing.html']) {
    const response = await fetch(url + path);
    const headers = Object.fromEntries(Object.keys(wanted).map((name) => [name, response.headers.get(name)]));
    expect(headers, path).toEqual(wanted);
    expect(response.status).toBe(path === 'nothing.html' ? 404 : 200);
    if (path === 'nothing.html') expect(await response.text()).toContain('no such page');
  }
  expect((await fetch(`${url}ru/index.html`)).headers.get('content-type')).toMatch(/^text\/html/);
  expect((await fetch(url, { method: 'POST' })).status).toBeGreaterThanOrEqual(400);
}

beforeAll(() => writeTree(tree, site));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('web servers serve an exact copy with the headers, CORS among them', () => {
  it.each([
    ['Caddy', serveWithCaddy],
    ['nginx', serveWithNginx],
  ])('%s', async (_name, serve) => {
    const host = await serve(site);
    try {
      await checkHost(host.url);
    } finally {
      await host.close();
    }
  });

  it('_headers says the same', () => {
    const lines = readFileSync(join(recipes, '_headers'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('  '));
    const headers = lines.map((line) => line.trim().split(/:\s*/, 2));
    const said = Object.fromEntries(headers.map(([name = '', value = '']) => [name.toLowerCase(), value]));
    expect(said).toEqual(wanted);
  });
});

describe('other places', () => {
  it('GitHub Pages: its commands pull and verify', async () => {
    const workflow = parseYaml(readFileSync(join(recipes, 'github-pages.yml'), 'utf8'));
    const steps: { name?: string; run?: string }[] = workflow.jobs.mirror.steps;
    const folder = join(scratch, 'pages');
    mkdirSync(folder);
    const { url, stop } = await serveMirror({ tree: new Map(tree) });
    for (const name of ['pull', 'verify']) {
      const command = (steps.find((step) => step.name === name)?.run ?? 'false').replace(
        'node scripts/mirror.ts',
        `'${process.execPath}' '${join(root, 'scripts/mirror.ts')}'`,
      );
      const env = { ...process.env, VESTOCHKA_SOURCE: url, VESTOCHKA_KEY: currentKey.publicKey.text };
      const status = await new Promise((done) =>
        spawn('sh', ['-c', command], { cwd: folder, env, stdio: 'ignore' }).once('exit', done),
      );
      expect(status, name).toBe(0);
    }
    await stop();
    expect(readTree(join(folder, 'site'))).toEqual(tree);
  });

  it('GitHub Pages: the workflow is one, asks for no more than it needs, and installs all that its commands import', async () => {
    const workflow = parseYaml(readFileSync(join(recipes, 'github-pages.yml'), 'utf8'));
    expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'concurrency', 'jobs']);
    expect(workflow.permissions).toEqual({ contents: 'read', pages: 'write', 'id-token': 'write' });
    const [{ cron }] = workflow.on.schedule;
    expect(cron).toMatch(/^(?:[\d*/,-]+ ){4}[\d*/,-]+$/);
    const { steps, environment, 'runs-on': runner } = workflow.jobs.mirror;
    expect([runner, environment.name]).toEqual(['ubuntu-latest', 'github-pages']);
    for (const step of steps as { uses?: string; run?: string }[]) {
      expect((step.uses === undefined) !== (step.run === undefined), JSON.stringify(step)).toBe(true);
      if (step.uses !== undefined) expect(step.uses).toMatch(/^actions\/[a-z-]+(?:\/[a-z]+)?@v\d+$/);
    }
    // `npm ci --omit=dev` leaves out what stands under devDependencies.
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { metafile } = await build({
      entryPoints: [join(root, 'scripts/mirror.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      metafile: true,
      write: false,
    });
    const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
    const packages = imported
      .filter(({ path, external }) => external && !isBuiltin(path))
      .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
    expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('IPFS: the root CID is the same each time, and the archive holds the copy', () => {
    const pack = (name: string) => {
      const archive = join(scratch, name);
      execFileSync('sh', [join(recipes, 'ipfs.sh'), site, archive], { cwd: root, stdio: 'pipe' });
      return readFileSync(`${archive}.cid`, 'utf8');
    };
    const cid = pack('one.car');
    expect(cid).toMatch(/^baf[a-z2-7]{50,}\n$/);
    cpSync(site, join(scratch, 'twin'), { recursive: true });
    expect(pack('two.car')).toBe(cid);
    const out = join(scratch, 'unpacked');
    execFileSync('npx', ['--no-install', 'ipfs-car', 'unpack', join(scratch, 'one.car'), '--output', out], {
      cwd: root,
    });
    expect(readTree(out)).toEqual(tree);
  });

  it('rclone: the store becomes the copy, old files gone', () => {
    const store = join(scratch, 'store');
    mkdirSync(store);
    writeFileSync(join(store, 'old.html'), 'old');
    execFileSync('sh', [join(recipes, 'rclone.sh'), site, `:local:${store}`], {
      env: { ...process.env, RCLONE_CONFIG: '/dev/null' },
      stdio: 'pipe',
    });
    expect(readTree(store)).toEqual(tree);
  });

  it('the onion service has a place and a port', () => {
    const lines = readFileSync(join(recipes, 'torrc'), 'utf8');
    expect(lines).toMatch(/^HiddenServiceDir \/\S+$/m);
    expect(lines).toMatch(/^HiddenServicePort 80 127\.0\.0\.1:8080$/m);
    if (!existsSync('/usr/bin/tor')) return;
    const file = join(scratch, 'torrc');
    writeFileSync(file, lines.replace('/var/lib/tor', scratch));
    expect(spawnSync('tor', ['--verify-config', '-f', file]).status).toBe(0);
  });

  it("the volunteer's line of cron says nothing while all is well, and why when it is not", async () => {
    const page = readFileSync(join(recipes, 'README.md'), 'utf8');
    const [, line = ''] = /^17 \S+ \* \* \* (.+)$/m.exec(page) ?? [];
    const run = (url: string) => {
      const command = line
        .replace('/srv/vestochka/tools', root)
        .replace('https://vestochka.example/', url)
        .replace('/srv/vestochka/site', join(scratch, 'volunteer'))
        .replace('RW…', currentKey.publicKey.text);
      return new Promise<string>((done) =>
        execFile('sh', ['-c', command], (_error, out, err) => done(out + err)),
      );
    };
    expect(line).not.toContain('%');
    const { url, stop } = await serveMirror({ tree: new Map(tree) });
    expect(await run(url)).toBe('');
    await stop();
    expect(readTree(join(scratch, 'volunteer'))).toEqual(tree);
    expect(await run('http://127.0.0.1:1/')).toContain('the connection failed');
  });

  it('the bucket rule lets everybody read and nobody write', () => {
    const { CORSRules } = JSON.parse(readFileSync(join(recipes, 's3-cors.json'), 'utf8'));
    expect(CORSRules).toMatchObject([{ AllowedOrigins: ['*'], AllowedMethods: ['GET', 'HEAD'] }]);
  });
});
