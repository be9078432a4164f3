import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { type HostileMirror, hostileMirrors } from '../mirrors/hostile-mirrors.ts';
import {
  type KeptFields,
  type KeptScripts,
  keptPage,
  keptRelease,
  keptScripts,
  serveTricks,
  type TrickHost,
} from '../mirrors/kept-site.ts';
import { strangerKey, type Tree } from '../mirrors/signed-site.ts';

/* The service worker in a real browser, on a site of three pages, from hosts that fail and lie. */
const scratch = mkdtempSync(join(tmpdir(), 'kept-copy-'));
test.afterAll(() => rmSync(scratch, { recursive: true }));
// Each test makes servers and waits on them; side by side they only wait longer.
test.describe.configure({ mode: 'serial' });

let scripts: KeptScripts;
test.beforeAll(async () => {
  scripts = await keptScripts();
});

const release = (telephone: string, fields: KeptFields, mirrors: string[] = []): Tree =>
  keptRelease(scripts, scratch, telephone, fields, mirrors);
const host = serveTricks;

const status = (page: Page) => page.locator('#keep-status');
const telephone = (page: Page) => page.locator('#telephone');

async function keep(page: Page, origin: TrickHost): Promise<void> {
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
  origin.tree.set('ru/index.html', keptPage('+666'));
  await look(page);
  await page.reload();
  await expect(telephone(page)).toHaveText('+2');
  await origin.close();
});

const failures: [string, TrickHost['trick'] | 'closed'][] = [
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

/** A worker that loses patience sooner, so that mirrors that play for time are told within seconds. */
function impatient({ keep, worker }: KeptScripts): KeptScripts {
  const hurried = worker.replace(/\b(?:15e3|15_?000)\b/, '700').replace(/\b(?:18e4|180_?000)\b/, '1500');
  expect(hurried.length, 'the times stand in the worker').toBeLessThan(worker.length);
  return { keep, worker: hurried };
}

test('no hostile mirror of the suite gets anything onto the phone', async ({ page }) => {
  test.setTimeout(240_000);
  const mirror = await host(new Map());
  const tree = keptRelease(impatient(scripts), scratch, '+1', { sequence: 5 }, [mirror.url]);
  const origin = await host(tree);
  await keep(page, origin);
  origin.trick = (_path, _bytes, response) => void response.socket?.resetAndDestroy();
  const taken: string[] = [];
  const tried = async ({ name, tree: lying, target, answer }: HostileMirror): Promise<void> => {
    mirror.tree = lying;
    mirror.trick = (path, bytes, response) => {
      if (answer === undefined || path !== target || bytes === undefined)
        response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
      else answer(path, bytes, response.req, response);
    };
    await look(page);
    const detail = await page.locator('#keep-detail').textContent();
    const isRefused = detail?.includes('выпуск 5') && (await status(page).textContent()) !== 'OFF';
    if (!isRefused) taken.push(name);
  };
  const [allowed, hostile] = [true, false].map((isNews) =>
    hostileMirrors(scratch).filter(({ news }) => (news ?? false) === isNews),
  );
  for (const each of hostile ?? []) await tried(each);
  expect(taken).toEqual([]);
  await page.goto(`${origin.url}ru/contacts.html`);
  await expect(telephone(page)).toHaveText('+1');
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(2);
  await page.goto(`${origin.url}ru/index.html`);
  // An untrusted comment proves nothing and spoils nothing: so the mirror was asked all along.
  for (const each of allowed ?? []) await tried(each);
  expect(taken).toEqual(['untrusted comment edited']);
  await Promise.all([origin.close(), mirror.close()]);
});

test('an address that shows another key is told, and nothing is taken from it', async ({ page }) => {
  const origin = await host(release('+1', { sequence: 5 }));
  await keep(page, origin);
  const stranger = strangerKey(scratch);
  origin.tree = keptRelease(scripts, scratch, '+66', { sequence: 6 }, [], stranger);
  await look(page);
  await expect(status(page)).toContainText('чужим ключом');
  await page.reload();
  await expect(telephone(page)).toHaveText('+1');
  await origin.close();
});
