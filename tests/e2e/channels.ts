import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base } from 'playwright/test';
import { serveFolder } from '../../scripts/site/serve.ts';
import { insecureName } from './insecure-name.ts';

/** The site that the suite runs on. */
export const site = resolve(process.env.SITE_UNDER_TEST ?? join(import.meta.dirname, '../../dist'));

/** A way in which the same bytes reach a reader. */
export interface Channel {
  name: string;
  /** Address of the site's folder, with a slash at the end. */
  open(): Promise<{ url: string; close(): Promise<void> }>;
}

const atRoot: Channel = { name: 'at the root of a host', open: () => serveFolder(site) };

const deep: Channel = { name: 'below a deep path', open: () => serveFolder(site, 0, '/some/deep/path/') };

const insecure: Channel = {
  name: 'over plain http on a name that is no secure context',
  async open() {
    const host = await serveFolder(site);
    return { url: host.url.replace('127.0.0.1', insecureName), close: host.close };
  },
};

const unpacked: Channel = {
  name: 'from file:// in an unpacked folder',
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

/** Which journeys run where: all of these read pages, change language and check a name. */
export const channels: readonly Channel[] = [atRoot, deep, insecure, unpacked];

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
