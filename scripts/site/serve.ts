import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { runCommand } from '../usage.ts';

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
      response.statusCode = 404;
      request.url = '/404.html';
      files(request, response, () => void response.end());
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

const usage = `Usage: npm run serve -- [FOLDER] [--port N]

Serves a built site (dist unless told otherwise) on this machine only, and prints its address.
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
  const host = await serveFolder(resolve(positionals[0] ?? 'dist'), Number(values.port));
  process.stdout.write(`${host.url}\n`);
}

if (import.meta.main) await runCommand(usage, main);
