import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../scripts/site/serve.ts';

/** Real web servers with the recipes of content/recipes, on the loopback interface. */
const recipes = resolve(import.meta.dirname, '../../content/recipes');

export function serveWithCaddy(site: string): Promise<Host> {
  return serveWith((port, scratch) =>
    spawn('caddy', ['run', '--config', join(recipes, 'Caddyfile'), '--adapter', 'caddyfile'], {
      env: {
        ...process.env,
        VESTOCHKA_ADDRESS: `http://127.0.0.1:${port}`,
        VESTOCHKA_ROOT: site,
        HOME: scratch,
      },
      stdio: 'ignore',
    }),
  );
}

export function serveWithNginx(site: string): Promise<Host> {
  return serveWith((port, scratch) => {
    const server = readFileSync(join(recipes, 'nginx.conf'), 'utf8')
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replace('/srv/vestochka/site', site);
    const file = join(scratch, 'nginx.conf');
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${scratch}/${name};`,
    );
    const owner = process.getuid?.() === 0 ? 'user root;' : '';
    writeFileSync(
      file,
      `daemon off;${owner}pid ${scratch}/nginx.pid;error_log /dev/null;events{}http{include /etc/nginx/mime.types;${paths.join('')}${server}}`,
    );
    return spawn('nginx', ['-c', file, '-e', '/dev/null'], { stdio: 'ignore' });
  });
}

async function serveWith(start: (port: number, scratch: string) => ChildProcess): Promise<Host> {
  const scratch = mkdtempSync(join(tmpdir(), 'recipe-host-'));
  const port = await freePort();
  const child = start(port, scratch);
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((done) => child.once('exit', done));
    rmSync(scratch, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  try {
    await whenUp(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function whenUp(url: string): Promise<void> {
  for (let tried = 0; tried < 100; tried++) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error(`${url} does not come up`);
}
