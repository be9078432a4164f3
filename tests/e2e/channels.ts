import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base } from 'playwright/test';
import sirv from 'sirv';
import { type Host, serveFolder } from '../../scripts/site/serve.ts';
import { serveWithCaddy, serveWithNginx } from '../mirrors/recipe-hosts.ts';
import { insecureName } from './insecure-name.ts';

/** The site that the suite runs on, as it was built. */
export const site = resolve(process.env.SITE_UNDER_TEST ?? join(import.meta.dirname, '../../dist'));

/** The same, signed by the demonstration's key (signed-copy.ts): the bytes that every channel carries. */
const carried = (): string => process.env.SIGNED_COPY ?? site;

/** A way in which the same bytes reach a reader. `open` gives the address of the site's folder, with a slash. */
export interface Channel {
  name: string;
  open(): Promise<Host>;
}

const ROOT = 'at the root of a host';
const DEEP = 'below a deep path';
const INSECURE = 'over plain http on a name that is no secure context';
const CARELESS = 'behind a host that sends wrong types for endings it does not know';
const CADDY = 'by Caddy with our recipe';
const NGINX = 'by nginx with our recipe';
const FILES = 'from a folder that was unpacked, without any host';

/** A host that knows the types of pages, styles, scripts and pictures, and calls everything else a page. */
async function serveCarelessly(): Promise<Host> {
  const known = /\.(html|css|js|svg|png|json)$/;
  const setHeaders = (response: ServerResponse, path: string): void => {
    if (!known.test(path)) response.setHeader('Content-Type', 'text/html');
  };
  const server = createServer(sirv(carried(), { dev: true, setHeaders }));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

async function serveInsecurely(): Promise<Host> {
  const host = await serveFolder(carried());
  return { url: host.url.replace('127.0.0.1', insecureName), close: host.close };
}

async function unpack(): Promise<Host> {
  // A name with a space and Cyrillic letters, as an unpacked archive often has.
  const folder = mkdtempSync(join(tmpdir(), 'Весточка копия-'));
  cpSync(carried(), folder, { recursive: true });
  return {
    url: `${pathToFileURL(folder).href}/`,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The single file is a channel too, with a suite of its own: single-file.spec.ts. */
export const channels: readonly Channel[] = [
  { name: ROOT, open: () => serveFolder(carried()) },
  { name: DEEP, open: () => serveFolder(carried(), 0, '/some/deep/path/') },
  { name: INSECURE, open: serveInsecurely },
  { name: CARELESS, open: serveCarelessly },
  { name: CADDY, open: () => serveWithCaddy(carried()) },
  { name: NGINX, open: () => serveWithNginx(carried()) },
  { name: FILES, open: unpack },
];

/** Tests that do not run on a channel, by file or title, and why. */
interface Absence {
  tests: RegExp;
  on: readonly string[];
  because: string;
}

const elsewhere = channels.map(({ name }) => name).filter((name) => name !== ROOT);

/**
 * The table of the suite: **every test runs on every channel, less what stands here.** Each channel is a project of
 * playwright.config.ts, so `npm run test:e2e -- --list` prints which journey runs where.
 *
 * |                          | root | deep | plain http | careless | Caddy | nginx | file:// | single file |
 * |--------------------------|------|------|------------|----------|-------|-------|---------|-------------|
 * | read, languages, no scripts |  ✓ |  ✓  |     ✓      |    ✓     |   ✓   |   ✓   |    ✓    |     ✓       |
 * | check a name             |  ✓   |  ✓   |     ✓      |    ✓     |   ✓   |   ✓   |    ✓    |     ✓       |
 * | family code              |  ✓   |  ✓   |     ✓      |    ✓     |   ✓   |   ✓   |    ✓    | while its records fit |
 * | nothing typed leaves     |  ✓   |  ✓   |     ✓      |    ✓     |   ✓   |   ✓   |    ✓    |     ✓       |
 * | verify what was forwarded|  ✓   |  ✓   |     ✓      |    ✓     |   ✓   |   ✓   |    ✓    |  another file |
 * | search of the pages      |  ✓   |  ✓   |     ✓      |    ✓     |   ✓   |   ✓   | no fetch | no fetch   |
 * | keep on the phone        |  ✓   |  ✓   | no secure context | ✓ |   ✓   |   ✓   | no service worker | no service worker |
 */
export const absences: readonly Absence[] = [
  {
    tests: /search of the pages|the pages are searched/,
    on: [FILES],
    because: 'a page from file:// may fetch nothing, and Pagefind fetches its index',
  },
  { tests: /the site is kept/, on: [FILES], because: 'file:// has no service workers' },
  {
    tests: /the site is kept/,
    on: [INSECURE],
    because: 'browsers give service workers to secure contexts only',
  },
  {
    tests: /keeping is not offered/,
    on: channels.map(({ name }) => name).filter((name) => name !== FILES && name !== INSECURE),
    because: 'it is offered there, and done',
  },
  {
    tests: /a page that is not there/,
    on: [FILES, CARELESS],
    because: 'only a host that is told to can answer with 404.html',
  },
  {
    tests:
      /accessibility\.spec|(?<!-)keyboard\.spec|pages\.spec\.ts (?!.*search of the pages)|what people ask in/,
    on: elsewhere,
    because:
      'about what is drawn, printed, said on a day and found by many words: the same bytes do the same; that the search itself runs is asked on each channel ("the pages are searched")',
  },
  {
    tests: /did not arrive whole|closing, idling|given up while it opens|an old copy says/,
    on: [DEEP, CADDY, NGINX],
    because:
      'states of a page that know nothing of paths and headers, and take time: run at the root, over plain http, behind the careless host and from file://',
  },
  {
    tests: /large-roster\.spec/,
    on: elsewhere,
    because: 'builds a site of 60,000 rows of its own and opens it by http and from file://',
  },
  {
    tests: /kept-copy\.spec/,
    on: elsewhere,
    because: 'needs hosts of its own that fail and lie; on each channel "the site is kept" stands for it',
  },
  {
    tests: /single-file\.spec|verify-page\.spec/,
    on: elsewhere,
    because: 'one file that loads nothing is opened from file:// whatever brought it',
  },
];

/** What does not run on a channel. */
export const absentOn = (channel: string): RegExp[] =>
  absences.filter(({ on }) => on.includes(channel)).map(({ tests }) => tests);

interface Fixtures {
  /** Address of the site on the channel of this project. */
  home: string;
  /** The channel of this project, for tests that open and close it themselves. */
  carrier: Channel;
}

interface WorkerFixtures {
  /** Name of the channel; each project of playwright.config.ts sets one. */
  channelName: string;
  host: Host;
}

const channelOf = (name: string): Channel => {
  const found = channels.find((channel) => channel.name === name);
  if (found === undefined) throw new Error(`There is no channel "${name}".`);
  return found;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  channelName: [ROOT, { option: true, scope: 'worker' }],
  host: [
    async ({ channelName }, use) => {
      const host = await channelOf(channelName).open();
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  home: async ({ host }, use) => use(host.url),
  carrier: async ({ channelName }, use) => use(channelOf(channelName)),
});

export { expect } from 'playwright/test';
