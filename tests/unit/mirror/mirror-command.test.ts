import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_GATEWAY, gatewayAddress, withGateway } from '../../../scripts/mirror/ipfs-address.ts';
import { main } from '../../../scripts/mirror.ts';
import { serveMirror } from '../../mirrors/hostile-mirrors.ts';
import {
  currentKey,
  plainSite,
  readTree,
  signBytes,
  signedSite,
  strangerKey,
  type Tree,
  writeTree,
} from '../../mirrors/signed-site.ts';

const root = resolve(import.meta.dirname, '../../..');
const key = currentKey.publicKey.text;
const scratch = mkdtempSync(join(tmpdir(), 'mirror-'));
const site = join(scratch, 'site');
const copy = join(scratch, 'copy');

const mirror = (...args: string[]) => mirrorOn(false, args);

async function mirrorOn(
  isTerminal: boolean,
  args: readonly string[],
  memory?: string,
): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const world = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    today: '2026-11-22',
    isTerminal,
    ...(memory !== undefined && { memory }),
  };
  const status = await main(args, world);
  return { status, out, err };
}

const release = (sequence: number, telephone = `+00 000 000 00 0${sequence}`): Tree =>
  signedSite(plainSite(telephone), { sequence }, { folder: scratch });

async function serving<T>(tree: Tree, act: (url: string) => Promise<T>): Promise<T> {
  const { url, stop } = await serveMirror({ tree });
  try {
    return await act(url);
  } finally {
    await stop();
  }
}

/** A byte now and then, for ever. */
function drip(_path: string, _bytes: Buffer, _request: unknown, response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 50);
  response.on('close', () => clearInterval(timer)).on('error', () => undefined);
}

const pull = (url: string, ...more: string[]) =>
  mirror('pull', url, copy, '--key', key, '--timeout', '1', ...more);

beforeAll(() => mkdirSync(scratch, { recursive: true }));
afterAll(() => rmSync(scratch, { recursive: true }));
beforeEach(() => {
  for (const path of [site, copy, `${copy}.releases`]) rmSync(path, { recursive: true, force: true });
});

describe('usage', () => {
  it.each([
    [[]],
    [['frobnicate']],
    [['verify']],
    [['verify', 'a', 'b']],
    [['verify', '/nonexistent', '--key', key]],
    [['verify', scratch, '--key', 'nonsense']],
    [['verify', scratch, '--sequence', '1']],
    [['verify', scratch, '--frobnicate']],
    [['pull', 'ftp://x/', copy]],
    [['manifest', site, '--sequence', '0']],
    [['manifest', scratch, '--issued', '2026-02-30']],
    [['sign', '/nonexistent', '--key', key]],
    [['status', 'nonsense']],
  ])('%j is refused with status 2 and nothing on stdout', async (args) => {
    const { status, out, err } = await mirror(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('--help');
  });

  it('--help prints the help', async () => {
    const { status, out } = await mirror('--help');
    expect(status).toBe(0);
    expect(out).toContain('mirror -- pull');
  });
});

describe('manifest', () => {
  beforeEach(() => writeTree(plainSite('+00'), site));

  it('is the same to the byte when it is made twice, and what sha256sum checks', async () => {
    const args = ['manifest', site, '--sequence', '4', '--issued', '2026-11-01', '--expires', '2026-12-01'];
    expect((await mirror(...args)).status).toBe(0);
    const first = readFileSync(join(site, 'SHA256SUMS'));
    expect((await mirror('manifest', site)).status).toBe(0);
    expect(readFileSync(join(site, 'SHA256SUMS'))).toEqual(first);
    execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: site });
    expect(readFileSync(join(site, 'release.js'), 'utf8')).toContain('"sequence":4');
  });

  it('takes number and days from the roster of the site', async () => {
    const facts = { format: 'x', sequence: 17, issued: '2026-10-05', review_by: '2026-11-19' };
    mkdirSync(join(site, 'roster'));
    writeFileSync(join(site, 'roster/roster.json'), JSON.stringify(facts));
    await mirror('manifest', site);
    const made = JSON.parse(readFileSync(join(site, 'release.json'), 'utf8'));
    expect(made).toMatchObject({ sequence: 17, issued: '2026-10-05', expires: '2026-11-19' });
  });

  it('removes a signature that no longer fits, and keeps one that does', async () => {
    await mirror('manifest', site, '--sequence', '4');
    await mirror('sign', site);
    await mirror('manifest', site);
    expect(existsSync(join(site, 'SHA256SUMS.minisig'))).toBe(true);
    writeFileSync(join(site, 'index.html'), 'news');
    await mirror('manifest', site);
    expect(existsSync(join(site, 'SHA256SUMS.minisig'))).toBe(false);
  });

  it.each([['_headers'], ['.htaccess'], ['ru/NUL']])('refuses %s', async (path) => {
    writeFileSync(join(site, path), '');
    expect((await mirror('manifest', site)).status).toBe(1);
  });

  it('refuses links', async () => {
    symlinkSync('/etc/passwd', join(site, 'link'));
    expect((await mirror('manifest', site)).err).toContain('link');
  });
});

describe('what a release may not be', () => {
  const memory = join(scratch, 'private/signed.json');
  const publish = (...args: string[]) => mirrorOn(false, args, memory);

  beforeEach(() => {
    rmSync(memory, { force: true });
    writeTree(plainSite('+00'), site);
  });

  it('a folder that is no built site, unless forced', async () => {
    const diary = join(scratch, 'diary');
    writeTree(new Map([['index.html', Buffer.from('mine')]]), diary);
    const { status, err } = await mirror('manifest', diary);
    expect([status, readdirSync(diary)]).toEqual([1, ['index.html']]);
    expect(err).toContain('no built site');
    expect((await mirror('manifest', diary, '--force')).status).toBe(0);
  });

  it('with a file that many hosts leave out', async () => {
    writeFileSync(join(site, 'ru/.DS_Store'), '');
    expect((await mirror('manifest', site)).err).toContain('ru/.DS_Store');
  });

  it('lower than the release.json that is there', async () => {
    await mirror('manifest', site, '--sequence', '4');
    const before = readTree(site);
    const { status, err } = await mirror('manifest', site, '--sequence', '3');
    expect(status).toBe(1);
    expect(err).toContain('lower than release 4');
    expect(readTree(site)).toEqual(before);
    expect((await mirror('manifest', site, '--sequence', '3', '--force')).status).toBe(0);
  });

  it('lower than the previous release, too far ahead of it, or with another heir', async () => {
    const old = join(scratch, 'old');
    writeTree(release(7), old);
    const follow = (sequence: string, ...more: string[]) =>
      mirror('manifest', site, '--sequence', sequence, '--after', old, ...more);
    expect((await follow('6')).err).toContain('--sequence 8');
    expect((await follow('1008')).err).toContain('--sequence 1007 at most');
    expect((await follow('8', '--next-key', key)).err).toContain('another next key');
    expect(existsSync(join(site, 'SHA256SUMS'))).toBe(false);
    expect((await follow('7')).err).toContain('signed before');
    expect((await follow('8')).status).toBe(0);
    expect(
      (await mirror('manifest', site, '--after', join(old, 'release.json'), '--sequence', '9')).status,
    ).toBe(0);
    expect((await mirror('manifest', site, '--after', scratch)).status).toBe(2);
  });

  it('lower than what was signed here, or another release under its number', async () => {
    const own = strangerKey(scratch);
    const sign = () => publish('sign', site, '--secret-key', own.secretFile, '--key', own.publicKey.text);
    await publish('manifest', site, '--sequence', '4', '--issued', '2026-11-01');
    expect((await sign()).status).toBe(0);
    expect((await sign()).status).toBe(0);
    writeFileSync(join(site, 'ru/index.html'), 'news');
    await publish('manifest', site);
    expect((await sign()).err).toContain('--sequence 5');
    expect(existsSync(join(site, 'SHA256SUMS.minisig'))).toBe(false);
    await publish('manifest', site, '--sequence', '3', '--force');
    expect((await sign()).err).toContain('lower than release 4');
    await publish('manifest', site, '--sequence', '5');
    expect((await sign()).status).toBe(0);
  });
});

describe('signing where there is no Node', () => {
  const offline = join(scratch, 'offline');
  const recipe = join(root, 'content/recipes/sign-offline.sh');

  beforeEach(async () => {
    rmSync(offline, { recursive: true, force: true });
    writeTree(plainSite('+00'), site);
    for (const name of ['vestochka-ru.html', 'vestochka-en.html', 'verify.html'])
      writeFileSync(join(site, name), `<!doctype html>\n<p>${name}</p>\n`);
    await mirror('manifest', site, '--sequence', '4', '--issued', '2026-11-01');
  });

  it('a shell and minisign give the same bytes as the command, also a second time', async () => {
    const away = join(scratch, 'away');
    const sign = () => execFileSync('sh', [recipe, away, currentKey.secretFile], { stdio: 'pipe' });
    writeTree(readTree(site), away);
    sign();
    await mirror('sign', site);
    expect(readTree(away)).toEqual(readTree(site));
    sign();
    expect(readTree(away)).toEqual(readTree(site));
    expect((await mirror('verify', away, '--key', key)).status).toBe(0);
    expect((await mirror('verify', join(away, 'vestochka-ru.html'), '--key', key)).status).toBe(0);
  });

  it('the recipe signs nothing when a file was changed on the way', () => {
    writeFileSync(join(site, 'ru/index.html'), 'forged');
    const { status, stderr } = spawnSync('sh', [recipe, site, currentKey.secretFile], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('make the manifest anew')]);
    expect(existsSync(join(site, 'SHA256SUMS.minisig'))).toBe(false);
  });

  it('signatures that minisign made are attached, and each step says the next', async () => {
    mkdirSync(offline);
    const attach = () => mirror('sign', site, '--signatures', offline, '--key', key);
    const singles = ['verify.html', 'vestochka-en.html', 'vestochka-ru.html'];
    const first = await attach();
    expect(first.status).toBe(1);
    const [, statement = ''] = /-t '([^']+)' -m verify\.html/.exec(first.err) ?? [];
    for (const name of singles) {
      const signature = signBytes(readFileSync(join(site, name)), currentKey, scratch, statement);
      writeFileSync(join(offline, `${name}.minisig`), signature);
    }
    const second = await attach();
    expect([second.status, second.err]).toEqual([1, expect.stringContaining('-m SHA256SUMS')]);
    const list = signBytes(readFileSync(join(site, 'SHA256SUMS')), currentKey, scratch);
    writeFileSync(join(offline, 'SHA256SUMS.minisig'), list);
    expect(await attach()).toMatchObject({ status: 0, out: expect.stringContaining('SHA256SUMS') });
    expect((await mirror('verify', site, '--key', key)).status).toBe(0);
    expect((await mirror('verify', join(site, 'vestochka-ru.html'), '--key', key)).status).toBe(0);
    expect((await attach()).status).toBe(0);
  });

  it('a signature of another file, or of another release, is refused', async () => {
    mkdirSync(offline);
    const attach = () => mirror('sign', site, '--signatures', offline, '--key', key);
    const said = (sequence: number) =>
      `vestochka single file sequence:${sequence} issued:2026-11-01 expires:2026-12-16`;
    const put = (name: string, of: string, sequence: number) =>
      writeFileSync(
        join(offline, `${name}.minisig`),
        signBytes(readFileSync(join(site, of)), currentKey, scratch, said(sequence)),
      );
    for (const name of ['verify.html', 'vestochka-en.html']) put(name, name, 4);
    put('vestochka-ru.html', 'vestochka-en.html', 4);
    expect((await attach()).err).toContain('does not fit vestochka-ru.html');
    put('vestochka-ru.html', 'vestochka-ru.html', 3);
    expect((await attach()).err).toContain('another release');
  });
});

describe('sign and verify', () => {
  beforeEach(async () => {
    writeTree(plainSite('+00'), site);
    writeFileSync(join(site, 'vestochka-ru.html'), '<!doctype html>\n<p>все страницы</p>\n');
    await mirror('manifest', site, '--sequence', '4', '--issued', '2026-11-01');
    await mirror('sign', site, '--secret-key', currentKey.secretFile);
  });

  it('minisign, signify, OpenSSL and sha256sum take what was signed', () => {
    const run = (command: string, args: string[]) =>
      execFileSync(command, args, { cwd: site, stdio: 'pipe' });
    const keyFile = join(root, 'tests/fixtures/demo/minisign.pub');
    run('minisign', ['-V', '-q', '-m', 'SHA256SUMS', '-P', key]);
    run('signify-openbsd', ['-V', '-q', '-p', keyFile, '-x', 'SHA256SUMS.minisig', '-m', 'SHA256SUMS']);
    run('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS']);
  });

  it('signing twice gives the same bytes', async () => {
    const before = readTree(site);
    await mirror('sign', site, '--secret-key', currentKey.secretFile);
    expect(readTree(site)).toEqual(before);
  });

  it('a folder, a zip with and without a folder around it, and a single file are genuine', async () => {
    execFileSync('zip', ['-q', '-r', join(scratch, 'inside.zip'), '.'], { cwd: site });
    execFileSync('zip', ['-q', '-r', join(scratch, 'around.zip'), 'site'], { cwd: scratch });
    for (const source of [
      site,
      join(scratch, 'inside.zip'),
      join(scratch, 'around.zip'),
      join(site, 'vestochka-ru.html'),
    ]) {
      const { status, out } = await mirror('verify', source, '--key', key, '--json');
      expect([status, JSON.parse(out)]).toMatchObject([0, { ok: true, genuine: true, sequence: 4, bad: [] }]);
    }
  });

  it('names every bad, missing and extra file at once', async () => {
    writeFileSync(join(site, 'ru/index.html'), 'forged');
    rmSync(join(site, 'assets/site.css'));
    writeFileSync(join(site, 'ru/form.html'), '<form>');
    symlinkSync('index.html', join(site, 'link.html'));
    const { status, out } = await mirror('verify', site, '--key', key, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      genuine: false,
      bad: ['ru/index.html'],
      missing: ['assets/site.css'],
      extra: ['link.html', 'ru/form.html'],
    });
    const text = (await mirror('verify', site, '--key', key)).out;
    for (const line of [
      'NOT GENUINE',
      'bad: ru/index.html',
      'missing: assets/site.css',
      'extra: ru/form.html',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('what a stranger named a file cannot write on the terminal', async () => {
    writeFileSync(join(site, 'a\u001b[2J\ngenuine'), '');
    const { out } = await mirror('verify', site, '--key', key);
    expect(out).toContain('a\\u001b[2J\\ngenuine');
  });

  it('says plainly that nobody signed it: a folder, a zip, a page, an address', async () => {
    rmSync(join(site, 'SHA256SUMS.minisig'));
    execFileSync('zip', ['-q', '-r', join(scratch, 'unsigned.zip'), '.'], { cwd: site });
    writeFileSync(join(scratch, 'page.html'), '<!doctype html>');
    await serving(readTree(site), async (url) => {
      for (const source of [site, join(scratch, 'unsigned.zip'), join(scratch, 'page.html'), url]) {
        const text = await mirror('verify', source, '--key', key);
        expect([text.status, text.out]).toEqual([1, expect.stringContaining(': NOT SIGNED\n')]);
        const { faults, bad } = JSON.parse((await mirror('verify', source, '--key', key, '--json')).out);
        expect([faults.map(({ fault }: { fault: string }) => fault), bad]).toEqual([['unsigned'], []]);
      }
    });
  });

  it('says plainly that something is no release at all', async () => {
    const diary = join(scratch, 'letters');
    writeTree(new Map([['diary.txt', Buffer.from('mine')]]), diary);
    execFileSync('zip', ['-q', '-r', join(scratch, 'letters.docx'), '.'], { cwd: diary });
    await serving(readTree(diary), async (url) => {
      for (const source of [diary, join(scratch, 'letters.docx'), url]) {
        const { status, out } = await mirror('verify', source, '--key', key);
        expect([status, out]).toEqual([1, expect.stringContaining(': NO RELEASE OF THIS SITE\n')]);
      }
    });
  });

  it('a genuine archive under the name of a page is not believed: a browser would draw what packers hide in it', async () => {
    execFileSync('zip', ['-q', '-r', '-0', join(scratch, 'page.zip'), '.'], { cwd: site });
    renameSync(join(scratch, 'page.zip'), join(scratch, 'vestochka-ru.html'));
    const { status, out } = await mirror('verify', join(scratch, 'vestochka-ru.html'), '--key', key);
    expect([status, out]).toEqual([1, expect.stringContaining('does not end in .zip')]);
  });

  it('papers that are links are not followed', async () => {
    rmSync(join(site, 'SHA256SUMS'));
    symlinkSync('/dev/zero', join(site, 'SHA256SUMS'));
    const { status, out } = await mirror('verify', site, '--key', key);
    expect([status, out]).toEqual([1, expect.stringContaining('SHA256SUMS is a link')]);
  });

  it('the page at the address of a folder is compared as well', async () => {
    const tree = readTree(site);
    const forged = { tree: new Map(tree).set('', Buffer.from('forged')).set('ru/', Buffer.from('forged')) };
    const { url, stop } = await serveMirror(forged);
    const { status, out } = await mirror('verify', url, '--key', key);
    await stop();
    expect([status, out]).toEqual([1, expect.stringContaining('bad: ru/ (instead of ru/index.html)')]);
  });

  it('compares with an unsigned list too, and says that nobody signed it', async () => {
    rmSync(join(site, 'SHA256SUMS.minisig'));
    writeFileSync(join(site, 'ru/index.html'), 'forged');
    const { status, out } = await mirror('verify', site, '--key', key, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      bad: ['ru/index.html'],
      missing: ['SHA256SUMS.minisig'],
      sequence: null,
    });
  });

  it('a single file with one letter changed, and one without a signature, are not genuine', async () => {
    const file = join(scratch, 'single.html');
    writeFileSync(file, readFileSync(join(site, 'vestochka-ru.html'), 'utf8').replace('все', 'вce'));
    expect((await mirror('verify', file, '--key', key)).status).toBe(1);
    writeFileSync(file, '<!doctype html>');
    expect((await mirror('verify', file, '--key', key)).out).toContain('no signature');
  });

  it('an expired copy is told from a genuine one; --allow-expired takes both', async () => {
    await mirror('manifest', site, '--issued', '2026-01-01', '--expires', '2026-02-01');
    await mirror('sign', site);
    const { status, out } = await mirror('verify', site, '--json');
    expect([status, JSON.parse(out)]).toMatchObject([
      1,
      { ok: false, genuine: true, freshness: 'long-expired' },
    ]);
    expect((await mirror('verify', site, '--allow-expired')).status).toBe(0);
  });
});

describe('IPFS', () => {
  beforeEach(async () => {
    writeTree(plainSite('+00'), site);
    await mirror('manifest', site, '--sequence', '4', '--issued', '2026-11-01');
  });

  it('the CID of a signed copy is the same each time; of an unsigned one there is none', async () => {
    expect(await mirror('cid', site)).toMatchObject({ status: 1, out: '' });
    await mirror('sign', site);
    const { status, out, err } = await mirror('cid', site, '--car', join(scratch, 'site.car'));
    expect([status, out]).toEqual([0, expect.stringMatching(/^ba[a-z2-7]{57}\n$/)]);
    expect(err).toContain(`https://${out.trim()}.ipfs.dweb.link/`);
    expect((await mirror('cid', site)).out).toBe(out);
    const roots = execFileSync('npx', ['--no-install', 'ipfs-car', 'roots', join(scratch, 'site.car')], {
      cwd: root,
    });
    expect(roots.toString()).toBe(out);
  });

  it('its address takes the place of the one before it, among those that the flyer prints', () => {
    const text = readFileSync(join(root, 'content/site.yaml'), 'utf8');
    const address = (letter: string) => gatewayAddress(`ba${letter.repeat(57)}`, DEFAULT_GATEWAY);
    const once = withGateway(text, address('a'));
    const added = once.split('\n').filter((line) => !text.split('\n').includes(line));
    expect(added).toEqual([`  - ${address('a')}`]);
    expect(withGateway(once, address('b'))).toBe(once.replace(address('a'), address('b')));
    const long = ['mirrors:', ...Array.from({ length: 5 }, (_, at) => `  - https://${at}.example/`), ''];
    expect(withGateway(long.join('\n'), address('a')).split('\n')[3]).toBe(`  - ${address('a')}`);
    expect(() => gatewayAddress('ba', 'evil.example/x')).toThrow(/host name/);
  });
});

describe('pull', () => {
  it('says where the new key is when it has changed twice', async () => {
    await serving(release(1), pull);
    const third = strangerKey(scratch);
    const tree = signedSite(plainSite('+'), { sequence: 2 }, { folder: scratch, key: third });
    await serving(tree, async (url) => {
      const { status, err } = await pull(url);
      expect([status, err]).toEqual([1, expect.stringContaining('take the\nnew key from paper')]);
      expect(err).toContain(`${copy}.releases`);
    });
  });

  it('makes a copy, keeps it, and says when there is nothing new', async () => {
    const first = release(1);
    await serving(first, async (url) => {
      expect((await pull(url)).out).toContain('\tfirst\t');
      expect(readTree(copy)).toEqual(first);
      expect((await pull(url, '--json')).out).toContain('"fetched":0');
    });
    const second = release(2);
    await serving(second, async (url) => expect((await pull(url)).out).toContain('\tnewer\t'));
    expect(readTree(copy)).toEqual(second);
    expect(readdirSync(`${copy}.releases`).filter((name) => /^\d/.test(name))).toHaveLength(2);
  });

  it('draws a bar on a terminal and nowhere else', async () => {
    await serving(release(1), async (url) => {
      expect((await pull(url)).err).not.toContain('█');
      rmSync(copy);
      rmSync(`${copy}.releases`, { recursive: true });
      const { err } = await mirrorOn(true, ['pull', url, copy, '--key', key]);
      expect(err).toMatch(/█{24} 100 %/);
    });
  });

  it('fetches only what has changed', async () => {
    await serving(release(1, '+1'), pull);
    const asked: string[] = [];
    const second = signedSite(
      new Map([...plainSite('+1'), ['ru/index.html', Buffer.from('news')]]),
      { sequence: 2 },
      { folder: scratch },
    );
    const spy = {
      tree: second,
      target: 'assets/roster.bin',
      answer: (path: string) => void asked.push(path),
    };
    const { url, stop } = await serveMirror(spy);
    expect((await pull(url)).status).toBe(0);
    await stop();
    expect(asked).toEqual([]);
  });

  it('goes on where it stopped, by byte', async () => {
    const tree = release(1);
    const ranges: (string | undefined)[] = [];
    let isBroken = true;
    const server = createServer((request, response) => {
      const path = (request.url ?? '').slice(1);
      const bytes = tree.get(path) ?? Buffer.alloc(0);
      if (path !== 'assets/roster.bin') return void response.end(bytes);
      ranges.push(request.headers.range);
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const head = {
        'content-length': bytes.length - from,
        'content-range': `bytes ${from}-${bytes.length - 1}/*`,
      };
      response.writeHead(from > 0 ? 206 : 200, head);
      if (!isBroken) return void response.end(bytes.subarray(from));
      response.write(bytes.subarray(from, from + 50_000), () => setTimeout(() => response.destroy(), 20));
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect((await pull(url)).status).toBe(1);
    expect(existsSync(copy)).toBe(false);
    isBroken = false;
    expect((await pull(url)).status).toBe(0);
    server.close();
    expect(readTree(copy)).toEqual(tree);
    expect(ranges[0]).toBeUndefined();
    expect(Number(/bytes=(\d+)-/.exec(ranges.at(-1) ?? '')?.[1])).toBeGreaterThanOrEqual(50_000);
  });

  it('mends a copy that was damaged on the disk', async () => {
    const tree = release(1);
    await serving(tree, async (url) => {
      await pull(url);
      writeFileSync(join(copy, 'ru/index.html'), 'damaged');
      writeFileSync(join(copy, 'extra.html'), 'stranger');
      expect((await pull(url)).status).toBe(0);
    });
    expect(readTree(copy)).toEqual(tree);
  });

  it('a visitor never sees the copy half done', async () => {
    await serving(release(1), pull);
    const seen = new Set<string>();
    let isRunning = true;
    const watch = (async () => {
      const look = () => seen.add(JSON.parse(readFileSync(join(copy, 'release.json'), 'utf8')).sequence);
      while (isRunning) {
        look();
        await new Promise(setImmediate);
      }
      look();
    })();
    await serving(release(2), pull);
    isRunning = false;
    await watch;
    expect([...seen]).toEqual([1, 2]);
    expect(lstatSync(copy).isSymbolicLink()).toBe(true);
  });

  it('takes over a plain folder that is a copy, or is empty, and no other', async () => {
    writeTree(release(1), copy);
    await serving(release(2), async (url) => expect((await pull(url)).out).toContain('\tnewer\t'));
    rmSync(copy);
    rmSync(`${copy}.releases`, { recursive: true });
    mkdirSync(copy);
    await serving(release(1), async (url) => expect((await pull(url)).status).toBe(0));
    rmSync(copy);
    rmSync(`${copy}.releases`, { recursive: true });
    mkdirSync(copy);
    writeFileSync(join(copy, 'diary.txt'), 'mine');
    await serving(release(1), async (url) => expect((await pull(url)).err).toContain('no copy of this site'));
    expect(readdirSync(copy)).toEqual(['diary.txt']);
  });

  it('leaves a link of somebody else alone, and mends its own that leads nowhere', async () => {
    const foreign = join(scratch, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'diary.txt'), 'mine');
    symlinkSync(foreign, copy);
    await serving(release(1), async (url) => {
      expect((await pull(url)).err).toContain('no copy of this site');
      rmSync(copy);
      expect((await pull(url)).status).toBe(0);
      for (const name of readdirSync(`${copy}.releases`).filter((name) => /^\d/.test(name))) {
        rmSync(join(`${copy}.releases`, name), { recursive: true });
      }
      expect((await pull(url)).status).toBe(0);
    });
    expect(readTree(copy).has('ru/index.html')).toBe(true);
  });

  it('remembers the highest release even when the copy was put back by hand', async () => {
    await serving(release(2), pull);
    rmSync(copy);
    writeTree(release(1), copy);
    await serving(release(1), async (url) => expect((await pull(url)).err).toContain('older than release 2'));
  });

  it('is pinned to the key of the first run', async () => {
    await serving(release(1), pull);
    const other = readFileSync(join(root, 'tests/fixtures/demo/next.pub'), 'utf8').split('\n')[1] ?? '';
    await serving(release(2), async (url) => {
      expect((await mirror('pull', url, copy, '--key', other)).err).toContain('pinned to another key');
    });
  });

  it('one at a time; the lock of a dead run does not matter', async () => {
    mkdirSync(`${copy}.releases`);
    writeFileSync(join(`${copy}.releases`, 'lock'), `${process.ppid}\n`);
    await serving(release(1), async (url) => {
      expect((await pull(url)).err).toContain('another pull');
      writeFileSync(join(`${copy}.releases`, 'lock'), '999999999\n');
      expect((await pull(url)).status).toBe(0);
    });
  });

  it('an expired release needs --allow-expired where there is no copy yet', async () => {
    const fields = { sequence: 1, issued: '2026-01-01', expires: '2026-02-01' };
    await serving(signedSite(plainSite('+'), fields, { folder: scratch }), async (url) => {
      expect((await pull(url)).status).toBe(1);
      expect((await pull(url, '--allow-expired')).status).toBe(0);
    });
  });

  it('survives being killed at any moment', { timeout: 60_000 }, async () => {
    await serving(release(1), pull);
    await serving(release(2), async (url) => {
      const before = readTree(copy);
      const program = ['scripts/mirror.ts', 'pull', url, copy, '--key', key];
      for (const wait of [150, 220, 260, 300, 340]) {
        const shell = `${process.execPath} ${program.join(' ')} & p=$!; sleep ${wait / 1000}; kill -9 $p 2>/dev/null; wait $p`;
        await new Promise((done) => {
          import('node:child_process').then(({ exec }) => exec(shell, { cwd: root }, done));
        });
        const now = readTree(copy);
        const sequence = JSON.parse(String(now.get('release.json'))).sequence;
        if (sequence === 1) expect(now).toEqual(before);
        else expect((await mirror('verify', copy, '--key', key)).status).toBe(0);
      }
      expect((await pull(url)).status).toBe(0);
    });
    expect(dirname(copy)).toBe(scratch);
  });
});

describe('status', () => {
  it('is a table, JSON and a page, and fails when one is tampered or stale', async () => {
    const forged = new Map(release(2)).set('ru/index.html', Buffer.from('forged'));
    const page = join(scratch, 'status.html');
    await serving(release(2), (good) =>
      serving(release(1), (old) =>
        serving(forged, async (bad) => {
          const gone = 'http://127.0.0.1:9/';
          const { status, out } = await mirror(
            'status',
            good,
            old,
            bad,
            gone,
            '--key',
            key,
            '--json',
            '--timeout',
            '1',
          );
          expect(status).toBe(1);
          expect(JSON.parse(out).mirrors.map(({ state }: { state: string }) => state)).toEqual([
            'exact',
            'stale',
            'tampered',
            'unreachable',
          ]);
          const table = await mirror('status', good, bad, '--key', key, '--page', page);
          expect(table.out).toContain('ru/index.html: changed');
          expect((await mirror('status', good, gone, '--key', key, '--timeout', '1')).status).toBe(0);
          expect((await mirror('status', gone, '--key', key, '--timeout', '1')).status).toBe(1);
        }),
      ),
    );
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('tampered');
    expect(html).not.toContain('<script');
  });

  it('a mirror that answers without a signed list is at fault; one that breaks off is unreachable', async () => {
    const unsigned = new Map(release(2));
    unsigned.delete('SHA256SUMS.minisig');
    const broken = {
      tree: release(2),
      target: 'ru/index.html',
      answer: (_path: string, _bytes: Buffer, _request: unknown, response: ServerResponse) =>
        void response.destroy(),
    };
    const { url, stop } = await serveMirror(broken);
    await serving(unsigned, async (bad) => {
      const { status, out } = await mirror('status', bad, url, '--key', key, '--json', '--timeout', '1');
      expect(status).toBe(1);
      expect(JSON.parse(out).mirrors).toMatchObject([
        { state: 'tampered', faults: [expect.stringContaining('nobody signed it')] },
        { state: 'unreachable', faults: [expect.stringContaining('ru/index.html')] },
      ]);
    });
    await stop();
  });

  it('mirrors that play for time do not hold it up, nor each other', { timeout: 20_000 }, async () => {
    const slow = { tree: release(2), target: 'assets/roster.bin', answer: drip };
    const mirrors = await Promise.all(Array.from({ length: 5 }, () => serveMirror(slow)));
    await serving(release(2), async (good) => {
      const addresses = [...mirrors.map(({ url }) => url), good];
      const limits = ['--within', '2', '--min-rate', '0'];
      const { status, out } = await mirror('status', ...addresses, '--key', key, ...limits, '--json');
      expect(status).toBe(0);
      const states = JSON.parse(out).mirrors.map(({ state }: { state: string }) => state);
      expect(states).toEqual([...mirrors.map(() => 'unreachable'), 'exact']);
      expect(out).toContain('longer than it was given');
    });
    for (const { stop } of mirrors) await stop();
  });
});
