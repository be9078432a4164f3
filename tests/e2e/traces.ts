import type { Page } from 'playwright/test';

declare global {
  interface Window {
    traces: string[];
  }
}

/** Records whatever could carry a typed word out of the page or leave it on the phone. */
export async function watch(page: Page): Promise<void> {
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
export async function record(page: Page, act: () => Promise<void>): Promise<Recording> {
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

/** What a page left on the phone. */
export const kept = (page: Page) =>
  page.evaluate(() => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookie: document.cookie,
  }));
