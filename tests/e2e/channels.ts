import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base } from 'playwright/test';
import sirv from 'sirv';
import { serveFolder } from '../../scripts/site/serve.ts';
import { serveWithCaddy, serveWithNginx } from '../mirrors/recipe-hosts.ts';
import { insecureName } from './insecure-name.ts';

/** The site that the suite runs on. */
export const site = resolve(process.env.SITE_UNDER_TEST ?? join(import.meta.dirname, '../../dist'));

/** A way in which the same bytes reach a reader. */
export interface Channel {
  name: string;
  /** Why the search of the pages cannot run here; null where it can. */
  withoutPageSearch: string | null;
  /** Why the site cannot be kept on the phone here; null where it can. */
  withoutKeptCopy: string | null;
  /** Address of the site's folder, with a slash at the end. */
  open(): Promise<{ url: string; close(): Promise<void> }>;
}

const everything = { withoutPageSearch: null, withoutKeptCopy: null };

const atRoot: Channel = { name: 'at the root of a host', ...everything, open: () => serveFolder(site) };

const deep: Channel = {
  name: 'below a deep path',
  ...everything,
  open: () => serveFolder(site, 0, '/some/deep/path/'),
};

const caddy: Channel = { name: 'by Caddy with our recipe', ...everything, open: () => serveWithCaddy(site) };

const nginx: Channel = { name: 'by nginx with our recipe', ...everything, open: () => serveWithNginx(site) };

/** A host that knows the types of pages, styles, scripts and pictures, and calls everything else a page. */
const careless: Channel = {
  name: 'behind a host that sends wrong types for endings it does not know',
  ...everything,
  async open() {
    const known = /\.(html|css|js|svg|png|json)$/;
    const setHeaders = (response: ServerResponse, path: string): void => {
      if (!known.test(path)) response.setHeader('Content-Type', 'text/html');
    };
    const server = createServer(sirv(site, { dev: true, setHeaders }));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
    return {
      url: `http://127.0.0.1:${port}/`,
      close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
    };
  },
};

const insecure: Channel = {
  name: 'over plain http on a name that is no secure context',
  withoutPageSearch: null,
  withoutKeptCopy: 'browsers give service workers to secure contexts only',
  async open() {
    const host = await serveFolder(site);
    return { url: host.url.replace('127.0.0.1', insecureName), close: host.close };
  },
};

const unpacked: Channel = {
  name: 'from file:// in an unpacked folder',
  withoutPageSearch: 'a page from file:// may fetch nothing, and Pagefind fetches its index',
  withoutKeptCopy: 'file:// has no service workers',
  async open() {
    // A name with a space and Cyrillic letters, as an unpacked archive often has.
    const folder = mkdtempSync(join(tmpdir(), 'Весточка копия-'));
    cpSync(site, folder, { recursive: true });
    return {
      url: `${pathToFileURL(folder).href}/`,
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

/**
 * Which journeys run where. On every channel pages are read, the language is changed, a name is checked and a family
 * code opened (none needs more than a classic script); what a channel cannot have says why. The single file has a suite
 * of its own, single-file.spec.ts: it holds no page search, no kept copy and no family codes.
 */
export const channels: readonly Channel[] = [atRoot, deep, insecure, careless, caddy, nginx, unpacked];

interface Fixtures {
  /** The site at the root of a host, for tests that are not about the channel. */
  home: string;
}

export const test = base.extend<Fixtures>({
  // Playwright finds out what a fixture needs by reading this pattern.
  // biome-ignore lint/correctness/noEmptyPattern: see the line above
  home: async ({}, use) => {
    const host = await atRoot.open();
    await use(host.url);
    await host.close();
  },
});

export { expect } from 'playwright/test';
