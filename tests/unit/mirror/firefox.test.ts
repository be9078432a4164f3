import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox } from '../../../scripts/check/machine.ts';
import { buildVerifyPage, trustLanguages } from '../../../scripts/site/verify-page.ts';
import { formatStatement, formatTrailer } from '../../../src/trust/trailer.ts';
import { type KeptScripts, keptRelease, keptScripts, serveTricks } from '../../mirrors/kept-site.ts';
import { currentKey, plainSite, signBytes, signedSite, type Tree } from '../../mirrors/signed-site.ts';

/* The kept copy and the verifier in the second engine, which Playwright does not drive: Puppeteer does. */
const scratch = mkdtempSync(join(tmpdir(), 'firefox-'));
let browser: Browser;
let scripts: KeptScripts;

beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  scripts = await keptScripts();
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: { 'intl.accept_languages': 'ru', 'intl.locale.requested': 'ru' },
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent ?? '');

/** Waits until a text stands in an element. */
const shows = (page: Page, selector: string, wanted: string) =>
  page.waitForFunction(
    (where, what) => document.querySelector(where)?.textContent?.includes(what),
    { timeout: 30_000 },
    selector,
    wanted,
  );

async function press(page: Page, selector: string): Promise<void> {
  await page.click(selector);
  await page.waitForFunction(
    (where) => document.querySelector<HTMLButtonElement>(where)?.disabled === false,
    { timeout: 30_000 },
    selector,
  );
}

describe('the kept copy in Firefox', () => {
  const release = (telephone: string, sequence: number, mirrors: string[] = []): Tree =>
    keptRelease(scripts, scratch, telephone, { sequence }, mirrors);

  it('is kept when she asks, renewed, taken from a mirror when the origin is gone, and taken out', async () => {
    const forged = await serveTricks(new Map());
    const honest = await serveTricks(new Map());
    const mirrors = [forged.url, honest.url];
    const origin = await serveTricks(release('+1', 5, mirrors));
    const page = await browser.newPage();
    const telephone = async (path: string): Promise<string> => {
      await page.goto(`${origin.url}${path}`);
      return text(page, '#telephone');
    };

    await page.goto(`${origin.url}ru/index.html`);
    await shows(page, '#keep-status', 'OFF');
    await press(page, '#keep-on');
    await shows(page, '#keep-status', 'ON');
    expect(await text(page, '#keep-detail')).toContain('выпуск 5');

    origin.tree = release('+2', 6, mirrors);
    await press(page, '#keep-update');
    expect(await telephone('ru/contacts.html')).toBe('+2');
    origin.tree = release('+3', 7, mirrors).set('ru/contacts.html', Buffer.from('<form>'));
    await page.goto(`${origin.url}ru/index.html`);
    await press(page, '#keep-update');
    expect(await telephone('ru/contacts.html')).toBe('+2');

    await origin.close();
    expect(await telephone('ru/contacts.html')).toBe('+2');
    expect(await telephone('ru/nothing.html')).toBe('no such page');
    forged.tree = release('+66', 7, mirrors).set('ru/contacts.html', Buffer.from('<form>'));
    await page.goto(`${origin.url}ru/index.html`);
    await press(page, '#keep-update');
    expect(await telephone('ru/contacts.html')).toBe('+2');
    honest.tree = release('+4', 7, mirrors);
    await page.goto(`${origin.url}ru/index.html`);
    await press(page, '#keep-update');
    await shows(page, '#keep-detail', honest.url);
    expect(await telephone('ru/contacts.html')).toBe('+4');

    await page.goto(`${origin.url}ru/index.html`);
    await shows(page, '#keep-status', 'ON');
    await press(page, '#keep-off');
    await shows(page, '#keep-status', 'OFF');
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    await expect(page.goto(`${origin.url}ru/contacts.html`)).rejects.toThrow();
    await page.close();
    await Promise.all([forged.close(), honest.close()]);
  });
});

describe('verify.html in Firefox, opened from a folder', () => {
  it('tells genuine files from altered ones and from others', async () => {
    const file = join(scratch, 'verify.html');
    writeFileSync(file, await buildVerifyPage({ keys: [currentKey.publicKey], languages: trustLanguages() }));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const drop = async (name: string, bytes: Uint8Array): Promise<string | null> => {
      writeFileSync(join(scratch, name), bytes);
      await page.$eval('#answer', (answer) => answer.removeAttribute('data-outcome'));
      const input = await page.$('input#file');
      await input?.uploadFile(join(scratch, name));
      await page.waitForSelector('#answer[data-outcome]', { timeout: 30_000 });
      return page.$eval('#answer', (answer) => answer.getAttribute('data-outcome'));
    };
    const zip = (tree: Tree): Uint8Array =>
      zipSync(Object.fromEntries([...tree].map(([path, bytes]) => [path, new Uint8Array(bytes)])));
    const tree = signedSite(plainSite('+00'), { sequence: 6, expires: '2999-12-31' }, { folder: scratch });
    expect(await drop('site.zip', zip(tree))).toBe('genuine');
    expect(await drop('forged.zip', zip(new Map(tree).set('ru/index.html', Buffer.from('+66'))))).toBe(
      'altered',
    );
    expect(await drop('site.html', zip(tree))).toBe('altered');
    expect(await drop('letter.docx', zip(new Map([['word/document.xml', Buffer.from('<w/>')]])))).toBe(
      'unsigned',
    );
    const body = Buffer.from('<!doctype html>\n<p>+00 000 000 00 01</p>\n');
    const statement = { sequence: 6, issued: '2026-11-01', expires: '2999-12-31' };
    const signature = signBytes(body, currentKey, scratch, formatStatement(statement));
    const single = Buffer.concat([body, Buffer.from(formatTrailer(signature))]);
    expect(await drop('vestochka-ru.html', single)).toBe('genuine');
    const wrong = Buffer.from(single.toString().replace('00 01', '00 07'));
    expect(await drop('vestochka-en.html', wrong)).toBe('altered');
    const followed = Buffer.concat([single, Buffer.alloc(4000, '<form>')]);
    expect(await drop('vestochka-uk.html', followed)).toBe('altered');
    await page.close();
  });
});
