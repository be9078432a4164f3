import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox } from '../../scripts/check/machine.ts';
import { type Host, serveFolder } from '../../scripts/site/serve.ts';
import { type KnownCode, knownCode, strangerCode } from '../e2e/known-codes.ts';
import { site } from './site-under-test.ts';

/**
 * A family code in the second engine, with what the Tor Browser at "Safer" switches off: WebAssembly, and all of the
 * compilers behind the interpreter, so that nothing is fast.
 */
let browser: Browser;
let host: Host;
let known: KnownCode;

beforeAll(async () => {
  known = await knownCode(({ status, message }) => status === 'confirmed' && message !== null);
  host = await serveFolder(site, 0, '/some/deep/path/');
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: {
      'javascript.options.wasm': false,
      'javascript.options.ion': false,
      'javascript.options.baselinejit': false,
      'javascript.options.native_regexp': false,
      'security.fileuri.strict_origin_policy': true,
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

async function open(page: Page, code: string): Promise<string | null> {
  await page.$eval('#code', (input) => {
    (input as HTMLInputElement).value = '';
  });
  await page.type('#code', code);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#opened[data-state="opened"], #opened[data-state="wrong"]', {
    timeout: 20_000,
  });
  return page.$eval('#opened', (sheet) => sheet.getAttribute('data-state'));
}

describe('Firefox, without WebAssembly and compilers', () => {
  it.each([
    ['over http below a deep path', () => `${host.url}ru/code.html`],
    ['from file://, where there is no network', () => `${pathToFileURL(site).href}/ru/code.html`],
  ])(
    'a code opens %s, and a stranger is told so',
    async (_name, address) => {
      const page = await browser.newPage();
      await page.goto(address());
      await page.waitForSelector('#code-form[data-ready]', { timeout: 20_000 });
      expect(await open(page, known.code.toLowerCase())).toBe('opened');
      expect(await page.$eval('#opened blockquote', ({ textContent }) => textContent)).toBe(
        known.news.message,
      );
      await page.reload();
      await page.waitForSelector('#code-form[data-ready]', { timeout: 20_000 });
      expect(await open(page, strangerCode)).toBe('wrong');
      await page.close();
    },
    60_000,
  );
});
