import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox } from '../../scripts/check/machine.ts';
import { type Host, serveFolder } from '../../scripts/site/serve.ts';
import { listedMen } from '../e2e/demonstration.ts';
import { site } from './site-under-test.ts';

/**
 * The second engine. Playwright does not drive the distribution's Firefox; Puppeteer does, over WebDriver BiDi.
 * WebAssembly is off, as in the Tor Browser at "Safer".
 */
const [man] = listedMen();
if (man === undefined) throw new Error('The demonstration lists nobody with a full name and birth date.');

let browser: Browser;
let host: Host;

beforeAll(async () => {
  host = await serveFolder(site, 0, '/some/deep/path/');
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: { 'javascript.options.wasm': false, 'security.fileuri.strict_origin_policy': true },
  });
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

async function checkName(page: Page, url: string): Promise<string[]> {
  await page.goto(url);
  await page.waitForSelector('#check[data-ready]', { timeout: 20_000 });
  await page.type('#name', `${man?.given_name} ${man?.surname}`);
  await page.type('#day', String(man?.birth[2]));
  await page.type('#month', String(man?.birth[1]));
  await page.type('#year', String(man?.birth[0]));
  await page.waitForSelector('#check:not([data-busy])');
  await page.waitForSelector('#result[data-state="few"]', { timeout: 10_000 });
  return page.$$eval('#result [data-ref]', (rows) => rows.map((row) => row.getAttribute('data-ref') ?? ''));
}

describe('Firefox, without WebAssembly', () => {
  it.each([
    ['over http below a deep path', () => `${host.url}ru/check.html`],
    ['from file://', () => `${pathToFileURL(site).href}/ru/check.html`],
  ])('a name is found %s', async (_name, address) => {
    const page = await browser.newPage();
    expect(await checkName(page, address())).toContain(man.ref);
    await page.close();
  });
});
