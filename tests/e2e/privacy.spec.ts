import type { Page } from 'playwright/test';
import { expect, test } from './channels.ts';
import { CheckPage } from './check-page.ts';

declare global {
  interface Window {
    traces: string[];
  }
}

/** Records whatever could carry a typed word out of the page or leave it on the phone. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.traces = [];
    const note = (what: string): void => void window.traces.push(what);
    const wrap = (owner: object | undefined, name: string, label: string): void => {
      const original = owner === undefined ? undefined : Reflect.get(owner, name);
      if (owner === undefined || typeof original !== 'function') return;
      Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
        note(label);
        return Reflect.apply(original, this, args);
      });
    };
    wrap(Storage.prototype, 'setItem', 'storage');
    wrap(globalThis.IDBFactory?.prototype, 'open', 'indexedDB');
    wrap(globalThis.CacheStorage?.prototype, 'open', 'caches');
    wrap(History.prototype, 'pushState', 'history');
    wrap(History.prototype, 'replaceState', 'history');
    wrap(Navigator.prototype, 'sendBeacon', 'beacon');
    wrap(window, 'fetch', 'fetch');
    wrap(window, 'open', 'window');
    wrap(XMLHttpRequest.prototype, 'open', 'XMLHttpRequest');
    wrap(console, 'log', 'console');
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(Document.prototype, 'cookie', {
      get: () => cookie?.get?.call(document) ?? '',
      set: () => note('cookie'),
    });
  });
}

interface Recording {
  requests: string[];
  traces: string[];
  url: string;
  title: string;
}

/** What happened in the page and on the wire while something was done. */
async function record(page: Page, act: () => Promise<void>): Promise<Recording> {
  const requests: string[] = [];
  const listen = (request: { url(): string }): void => void requests.push(request.url());
  page.on('request', listen);
  await page.evaluate(() => {
    window.traces = [];
  });
  await act();
  await page.waitForTimeout(300);
  page.off('request', listen);
  const traces = await page.evaluate(() => [...window.traces]);
  return { requests, traces, url: page.url(), title: await page.title() };
}

test('nothing typed leaves the page, and nothing of it stays', async ({ page, home }) => {
  await watch(page);
  const check = new CheckPage(page);
  await check.open(home);
  const before = { url: page.url(), title: await page.title() };
  const { requests, traces, url, title } = await record(page, async () => {
    await page.locator('#name').pressSequentially('Иванов Сергей Петрович');
    await page.locator('#day').pressSequentially('12');
    await page.locator('#month').pressSequentially('5');
    await page.locator('#year').pressSequentially('1998');
    await page.locator('#year').press('Enter');
    await check.outcome();
  });
  expect(requests).toEqual([]);
  expect(traces).toEqual([]);
  expect({ url, title }).toEqual(before);
  const kept = await page.evaluate(() => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookie: document.cookie,
  }));
  expect(kept).toEqual({ local: {}, session: {}, cookie: '' });
});

test('the recorder notices what it is there to notice', async ({ page, home }) => {
  await watch(page);
  await new CheckPage(page).open(home);
  const { requests, traces } = await record(page, async () => {
    await page.evaluate(() => {
      localStorage.setItem('name', 'x');
      history.replaceState(null, '', '?name=x');
      new Image().src = 'probe.png';
    });
  });
  expect(traces).toEqual(['storage', 'history']);
  expect(requests.some((request) => request.includes('probe.png'))).toBe(true);
});

test('what was typed is gone when she comes back to the page', async ({ page, home }) => {
  const check = new CheckPage(page);
  await check.open(home);
  await check.type('Иванов Сергей');
  await page.goto(`${home}ru/index.html`);
  await page.goBack();
  await check.ready();
  await expect(page.locator('#name')).toHaveValue('');
});

test('the page contacts no other host', async ({ page, home }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    // The worker comes from the page's own memory.
    if (protocol !== 'blob:') hosts.add(host);
  });
  await new CheckPage(page).open(home);
  expect([...hosts]).toEqual([new URL(home).host]);
});
