import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { runCommand, UsageError } from '../usage.ts';

/** A static host of a built site, as plain as the plainest mirror. */
export interface Host {
  /** Ends in a slash. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder on the loopback interface.
 *
 * @param prefix path below which the site stands, for instance `/some/deep/path/`
 * @param port 0 takes any free port
 * @throws when the port is taken
 */
export async function serveFolder(folder: string, port = 0, prefix = '/'): Promise<Host> {
  const files = sirv(folder, { dev: true, extensions: [] });
  const server = createServer((request, response) => {
    const notFound = (): void => {
      const page = join(folder, '404.html');
      response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' });
      response.end(existsSync(page) ? readFileSync(page) : undefined);
    };
    const path = request.url ?? '/';
    if (!path.startsWith(prefix)) return notFound();
    request.url = `/${path.slice(prefix.length)}`;
    files(request, response, notFound);
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    url: `http://127.0.0.1:${taken}${prefix}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done());
  });
}

/** Errors of `listen` after which another port may do. */
const anotherMayDo: Record<string, string> = {
  EADDRINUSE: 'is taken',
  EACCES: 'is kept for the administrator of this machine',
};

/** As `serveFolder`; where the port cannot be had, says so on stderr and takes any free one. */
export async function serveNear(folder: string, port: number): Promise<Host> {
  try {
    return await serveFolder(folder, port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = anotherMayDo[code];
    if (why === undefined) throw error;
    process.stderr.write(`Port ${port} ${why}; taking another one.\n`);
    return serveFolder(folder);
  }
}

/** @throws UsageError on what is no port */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port wants a number from 0 to 65535, not "${text}".`);
}

const usage = `Usage: npm run serve -- [FOLDER] [--port N]

Serves a built site (dist unless told otherwise) on this machine only, and prints its address.

  --port N   the port to serve on (4173; another one when it is taken)
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '4173' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const port = portOf(values.port);
  const folder = resolve(positionals[0] ?? 'dist');
  if (!existsSync(join(folder, 'index.html'))) {
    process.stderr.write(`There is no site in ${folder}. Build one first: npm run build\n`);
    process.exitCode = 1;
    return;
  }
  const host = await serveNear(folder, port);
  process.stdout.write(`${host.url}\n`);
}

if (import.meta.main) await runCommand(usage, main);
