import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { classicScript } from '../../scripts/site/browser-bundle.ts';
import { trustLanguages } from '../../scripts/site/verify-page.ts';
import { currentKey, nextKey, type ReleaseFields, signedSite, type Tree } from '../mirrors/signed-site.ts';

/*
 * The service worker in a real browser, on a site of three pages: what Keep.astro puts on a page, the true scripts,
 * and releases signed by the demonstration key.
 */
const components = resolve(import.meta.dirname, '../../src/components/keep');
const scratch = mkdtempSync(join(tmpdir(), 'kept-copy-'));
test.afterAll(() => rmSync(scratch, { recursive: true }));
// Each test makes servers and waits on them; side by side they only wait longer.
test.describe.configure({ mode: 'serial' });

let scripts: { keep: string; worker: string };
test.beforeAll(async () => {
  scripts = {
    keep: await classicScript(join(components, 'keep.client.ts')),
    worker: await classicScript(join(components, 'sw.worker.ts')),
  };
});

function pageWith(telephone: string): Buffer {
  const data = {
    keys: [currentKey.publicKey.text, nextKey.publicKey.text],
    language: 'ru',
    languages: ['ru', 'en'],
    words: trustLanguages().get('ru')?.words.keep,
  };
  return Buffer.from(`<!doctype html><meta charset="utf-8"><title>Весточка</title><p id="telephone">${telephone}</p>
<div id="keep" hidden><button id="keep-on">on</button><button id="keep-update" hidden>update</button>
<button id="keep-off" hidden>off</button><p id="keep-status" data-on="ON" data-off="OFF" data-busy="BUSY" data-failed="FAILED"></p>
<p id="keep-detail"></p><p id="keep-sealed"></p><button id="keep-sealed-on" hidden></button></div><script type="application/json" id="keep-data">${JSON.stringify(data)}</script>
<script src="../assets/keep.js" defer></script>`);
}

const fresh = { issued: '2026-11-01', expires: '2999-12-31' };

/** Files of sealed records, as many as a release has; what is in them does not matter here. */
const sealedFiles = (count: number): [string, Buffer][] =>
  Array.from({ length: count }, (_, number) => [
    `assets/sealed/${String(number).padStart(5, '0')}.js`,
    Buffer.from(`records ${number}`),
  ]);

function release(
  telephone: string,
  fields: Partial<ReleaseFields> & { sequence: number; sealed?: number },
  mirrors: string[] = [],
): Tree {
  const { sealed = 0, ...told } = fields;
  const plain: Tree = new Map([
    ['ru/index.html', pageWith(telephone)],
    ['ru/contacts.html', Buffer.from(`<!doctype html><p id="telephone">${telephone}</p>`)],
    ['en/index.html', Buffer.from(`<!doctype html><p id="telephone">${telephone} in English</p>`)],
    ['404.html', Buffer.from('<!doctype html><p id="telephone">no such page</p>')],
    ['assets/keep.js', Buffer.from(scripts.keep)],
    ['sw.js', Buffer.from(scripts.worker)],
    ...sealedFiles(sealed),
  ]);
  return signedSite(plain, { ...fresh, ...told }, { folder: scratch, mirrors });
}

interface Host {
  url: string;
  tree: Tree;
  /** What the host does instead of serving its files. */
  trick: ((path: string, bytes: Buffer | undefined, response: ServerResponse) => void) | null;
  close: () => Promise<void>;
}

async function host(tree: Tree): Promise<Host> {
  const running: Host = { url: '', tree, trick: null, close: async () => undefined };
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript' };
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1).split('?')[0] ?? '');
    const bytes = running.tree.get(path);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    if (running.trick !== null) running.trick(path, bytes, response);
    else response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  running.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  running.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return running;
}

const status = (page: Page) => page.locator('#keep-status');
const telephone = (page: Page) => page.locator('#telephone');

async function keep(page: Page, origin: Host): Promise<void> {
  await page.goto(`${origin.url}ru/index.html`);
  await expect(status(page)).toHaveText('OFF');
  await page.click('#keep-on');
  await expect(status(page)).toHaveText('ON');
}

async function look(page: Page): Promise<void> {
  await page.click('#keep-update');
  await expect(page.locator('#keep-update')).toBeEnabled({ timeout: 30_000 });
}

test('kept when she asks, read offline, and taken out without a trace', async ({ page, context }) => {
  const origin = await host(release('+1', { sequence: 5 }));
  await page.goto(`${origin.url}ru/index.html`);
  expect((await context.serviceWorkers()).length).toBe(0);
  await keep(page, origin);
  await expect(page.locator('#keep-detail')).toContainText('Сохранён выпуск 5');
  await origin.close();
  await page.goto(`${origin.url}ru/contacts.html`);
  await expect(telephone(page)).toHaveText('+1');
  await page.goto(`${origin.url}ru/nothing.html`);
  await expect(telephone(page)).toHaveText('no such page');
  await page.goto(`${origin.url}ru/index.html`);
  await page.click('#keep-off');
  await expect(status(page)).toHaveText('OFF');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await expect(page.goto(`${origin.url}ru/contacts.html`)).rejects.toThrow();
});

/** The numbers of the files of sealed records that are on the phone. */
const keptSealed = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
    return urls
      .flatMap((url) => /sealed\/(\d+)\.js$/.exec(url)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

test('a few sealed records are kept with the site, all of them', async ({ page }) => {
  const origin = await host(release('+1', { sequence: 5, sealed: 16 }));
  await keep(page, origin);
  expect(await keptSealed(page)).toEqual(numbers(16));
  await expect(page.locator('#keep-sealed')).toContainText('тоже в копии');
  await expect(page.locator('#keep-sealed-on')).toBeHidden();
  await origin.close();
});

test('many sealed records are kept when she asks for them, never some of them', async ({ page }) => {
  const origin = await host(release('+1', { sequence: 5, sealed: 17 }));
  await keep(page, origin);
  expect(await keptSealed(page)).toEqual([]);
  await expect(page.locator('#keep-sealed')).toContainText('5 МБ');
  // What is read for a code leaves nothing behind.
  expect(await page.evaluate(async () => (await fetch('../assets/sealed/00003.js')).text())).toBe(
    'records 3',
  );
  expect(await keptSealed(page)).toEqual([]);
  await page.click('#keep-sealed-on');
  await expect(page.locator('#keep-sealed')).toContainText('тоже в копии');
  expect(await keptSealed(page)).toEqual(numbers(17));
  // Her wish holds for later releases.
  origin.tree = release('+2', { sequence: 6, sealed: 18 });
  await look(page);
  await page.reload();
  expect(await keptSealed(page)).toEqual(numbers(18));
  await origin.close();
  expect(await page.evaluate(async () => (await fetch('../assets/sealed/00017.js')).text())).toBe(
    'records 17',
  );
});

test('a site whose papers do not fit the key is not kept', async ({ page }) => {
  const tree = release('+1', { sequence: 5 });
  tree.set('ru/contacts.html', Buffer.from('<form>'));
  const origin = await host(tree);
  await page.goto(`${origin.url}ru/index.html`);
  await page.click('#keep-on');
  await expect(status(page)).toHaveText('FAILED');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await origin.close();
});

test('a newer release of the origin is taken, an altered one is not', async ({ page }) => {
  const origin = await host(release('+1', { sequence: 5 }));
  await keep(page, origin);
  origin.tree = release('+2', { sequence: 6 });
  await look(page);
  await page.reload();
  await expect(telephone(page)).toHaveText('+2');
  origin.tree = release('+3', { sequence: 7 });
  origin.tree.set('ru/index.html', pageWith('+666'));
  await look(page);
  await page.reload();
  await expect(telephone(page)).toHaveText('+2');
  await origin.close();
});

const failures: [string, Host['trick'] | 'closed'][] = [
  ['gone', 'closed'],
  ['reset', (_path, _bytes, response) => void response.socket?.resetAndDestroy()],
  [
    'a page of a censor with status 200',
    (_path, _bytes, response) => void response.writeHead(200).end('<h1>Blocked</h1>'),
  ],
  [
    'a body that is cut off',
    (_path, bytes, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write(bytes ?? 'x', () => response.destroy());
    },
  ],
  ['an error', (_path, _bytes, response) => void response.writeHead(503).end()],
];

for (const [name, trick] of failures) {
  test(`when the origin is ${name}, a newer release comes from a mirror and only from an honest one`, async ({
    page,
  }) => {
    const forged = await host(new Map());
    const honest = await host(new Map());
    const mirrors = [forged.url, honest.url];
    forged.tree = release('+66', { sequence: 6 }, mirrors).set('ru/contacts.html', Buffer.from('<form>'));
    const origin = await host(release('+1', { sequence: 5 }, mirrors));
    await keep(page, origin);
    if (trick === 'closed') await origin.close();
    else origin.trick = trick;
    await look(page);
    await page.reload();
    await expect(telephone(page)).toHaveText('+1');
    honest.tree = release('+2', { sequence: 6 }, mirrors);
    await look(page);
    await page.reload();
    await expect(telephone(page)).toHaveText('+2');
    await expect(page.locator('#keep-detail')).toContainText(honest.url);
    await page.goto(`${origin.url}en/index.html`);
    await expect(telephone(page)).toHaveText('+2 in English');
    await Promise.all([forged, honest, ...(trick === 'closed' ? [] : [origin])].map((each) => each.close()));
  });
}

test('a signed release of a higher number takes the worker out; of the same number it does not', async ({
  page,
}) => {
  const origin = await host(release('+1', { sequence: 5 }));
  await keep(page, origin);
  origin.tree = release('+1', { sequence: 5, retire_worker: true });
  await look(page);
  await expect(page.locator('#keep-off')).toBeVisible();
  origin.tree = release('+2', { sequence: 6, retire_worker: true });
  await look(page);
  await expect(status(page)).toHaveText('OFF');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await page.reload();
  await expect(telephone(page)).toHaveText('+2');
  await origin.close();
});
