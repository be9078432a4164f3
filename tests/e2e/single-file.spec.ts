import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'playwright/test';
import { buildSingleFile } from '../../scripts/site/single-file.ts';
import { createFamilyCode } from '../../src/seal/family-code.ts';
import { sealFiles } from '../../src/seal/seal-release.ts';
import { sealedScript } from '../../src/seal/sealed-script.ts';
import { stretchCode } from '../../src/seal/stretch.ts';
import { parsePublicKey } from '../../src/trust/minisign.ts';
import { formatStatement, formatTrailer, verifySingleFile } from '../../src/trust/trailer.ts';
import { currentKey, signBytes } from '../mirrors/signed-site.ts';
import { kept, record, watch } from './traces.ts';

const site = resolve(process.env.SITE_UNDER_TEST ?? 'dist');
/** Made anew for each group of tests: one worker may run several. */
const scratch = join(tmpdir(), `single-file-${process.pid}`);
const file = join(scratch, 'vestochka-ru.html');
const address = pathToFileURL(file).href;
const release = { sequence: 1, issued: '2026-11-01', expires: '2999-12-31' };

test.beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  expect(existsSync(join(site, 'ru/index.html')), `${site} is built`).toBe(true);
  writeFileSync(file, await buildSingleFile({ siteDir: site, lang: 'ru', release }));
});
test.afterAll(() => rmSync(scratch, { recursive: true }));

test('holds every page, and nothing is loaded or refused', async ({ page }) => {
  const requests: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  await expect(page.locator('#page-index')).toBeVisible();
  const links = await page
    .locator('footer a[href^="#page-"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.length).toBeGreaterThan(8);
  for (const link of links) {
    await page.click(`footer a[href="${link}"]`);
    await expect(page.locator(link)).toBeVisible();
    expect(await page.locator('.page:visible').count()).toBe(1);
  }
  expect(requests.filter((url) => !url.startsWith('blob:') && !url.startsWith(address))).toEqual([]);
  expect(faults).toEqual([]);
});

test('no link leads nowhere', async ({ page }) => {
  await page.goto(address);
  const dead = await page.evaluate(() => {
    const templates = Array.from(document.querySelectorAll('template')).map(({ content }) => content);
    const links = [document, ...templates].flatMap((part) => Array.from(part.querySelectorAll('a')));
    return links
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) =>
        href.startsWith('#')
          ? !document.getElementById(href.slice(1))
          : !/^(?:https?|tel|mailto):/.test(href),
      );
  });
  expect(dead).toEqual([]);
  const ids = await page.evaluate(() => Array.from(document.querySelectorAll('[id]')).map(({ id }) => id));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test('looks for him', async ({ page }) => {
  await page.goto(`${address}#page-check`);
  await page.waitForSelector('#check[data-ready]');
  await page.fill('#name', 'Иванов Александр');
  await expect(page.locator('#result')).not.toHaveAttribute('data-state', 'idle');
  await expect(page.locator('#result')).not.toHaveAttribute('data-state', 'damaged');
});

test('nothing typed leaves the file, nothing of it stays, and other pages and a new opening show none of it', async ({
  page,
}) => {
  await watch(page);
  await page.goto(`${address}#page-check`);
  await page.waitForSelector('#check[data-ready]');
  const before = { url: page.url(), title: await page.title() };
  const { requests, traces, url, title } = await record(page, async () => {
    await page.locator('#name').pressSequentially('Иванов Александр Петрович');
    await page.locator('#day').pressSequentially('12');
    await page.locator('#month').pressSequentially('5');
    await page.locator('#year').pressSequentially('1998');
    await page.locator('#year').press('Enter');
    await expect(page.locator('#result')).not.toHaveAttribute('data-state', /idle|loading|damaged/);
  });
  expect(requests).toEqual([]);
  expect(traces).toEqual([]);
  expect({ url, title }).toEqual(before);
  expect(await kept(page)).toEqual({ local: {}, session: {}, cookie: '' });
  await page.click('footer a[href="#page-contacts"]');
  expect(await page.evaluate(() => document.body.innerText)).not.toContain('Петрович');
  expect(page.url()).toBe(`${address}#page-contacts`);
  expect(await page.evaluate(() => window.traces)).toEqual([]);
  await page.goto('about:blank');
  await page.goBack();
  await page.waitForSelector('#check[data-ready]', { state: 'attached' });
  await expect(page.locator('#name')).toHaveValue('');
});

test('a place within a page shows that page', async ({ page }) => {
  await page.goto(`${address}#page-check`);
  const inner = await page.evaluate(
    () =>
      Array.from(document.querySelectorAll('.page:not(#page-check) [id*="--"]'))
        .map(({ id }) => id)
        .find((id) => id.startsWith('contacts--')) ?? '',
  );
  await page.goto(`${address}#${inner}`);
  await expect(page.locator('#page-contacts')).toBeVisible();
  expect(await page.locator('.page:visible').count()).toBe(1);
});

test('without scripts every page is reached', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.locator('#page-index')).toBeVisible();
  await page.click('footer a[href="#page-contacts"]');
  await expect(page.locator('#page-contacts')).toBeVisible();
  await expect(page.locator('#page-index')).toBeHidden();
  await page.goto(`${address}#page-check`);
  await expect(page.locator('#page-check')).toBeVisible();
  await context.close();
});

test('knows its own age', async ({ page }) => {
  const old = join(scratch, 'old.html');
  const aged = { sequence: 1, issued: '2020-01-01', expires: '2020-02-01' };
  writeFileSync(old, await buildSingleFile({ siteDir: site, lang: 'ru', release: aged }));
  await page.goto(`${address}#page-contacts`);
  await expect(page.locator('#age')).toBeHidden();
  await page.goto(`${pathToFileURL(old).href}#page-contacts`);
  await expect(page.locator('#age')).toContainText('01.02.2020');
  const number = page.locator('#page-contacts a[href^="tel:"]').first();
  await expect(number).toBeHidden();
  await page.locator('#page-contacts details.aged summary').first().click();
  await expect(number).toBeVisible();
});

test.describe('with sealed records that fit', () => {
  const code = createFamilyCode(Uint8Array.from({ length: 10 }, (_, i) => 11 * i + 5));
  const news = { status: 'confirmed', month: '2022-04', message: 'Мама, я жив.' } as const;
  const small = join(scratch, 'small');
  const whole = join(scratch, 'with-codes.html');

  test.beforeAll(async () => {
    cpSync(site, small, { recursive: true });
    const folder = join(small, 'assets/sealed');
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    const bytes = new Uint8Array(32).fill(7);
    const sealed = sealFiles({
      records: [{ stretched: stretchCode(code), news }],
      salt: bytes,
      secret: bytes,
    });
    for (const [name, content] of sealed)
      writeFileSync(join(folder, `${name}.js`), sealedScript(name, content));
    writeFileSync(whole, await buildSingleFile({ siteDir: small, lang: 'ru', release }));
  });

  test('opens a code, loads nothing, and blanks it when another page is shown', async ({ page, context }) => {
    await context.setOffline(true);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${pathToFileURL(whole).href}#page-code`);
    await page.waitForSelector('#code-form[data-ready]');
    const opened = page.locator('#opened:not([data-state="loading"])');
    await page.fill('#code', code.toLowerCase());
    await page.press('#code', 'Enter');
    await expect(opened).toHaveAttribute('data-state', 'opened');
    await expect(opened.locator('blockquote')).toHaveText(news.message);
    await page.fill('#code', createFamilyCode(new Uint8Array(10)));
    await page.press('#code', 'Enter');
    await expect(opened).toHaveAttribute('data-state', 'wrong');
    await page.fill('#code', code);
    await page.press('#code', 'Enter');
    await expect(opened).toHaveAttribute('data-state', 'opened');
    await page.click('footer a[href="#page-contacts"]');
    await expect(page.locator('#page-contacts')).toBeVisible();
    await expect(page.locator('#opened')).toHaveAttribute('data-state', 'blank');
    await expect(page.locator('#code')).toHaveValue('');
    const own = pathToFileURL(whole).href;
    expect(requests.filter((url) => !url.startsWith('blob:') && !url.startsWith(own))).toEqual([]);
  });

  test('still looks for him, and no two elements have one id', async ({ page }) => {
    await page.goto(`${pathToFileURL(whole).href}#page-check`);
    await page.waitForSelector('#check[data-ready]');
    const ids = await page.evaluate(() => Array.from(document.querySelectorAll('[id]')).map(({ id }) => id));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(statSync(whole).size).toBeLessThan(2_000_000);
  });
});

test('without room for sealed records it says where a code can be opened', async ({ page }) => {
  await page.goto(`${address}#page-code`);
  await expect(page.locator('#page-code')).toContainText('в этот файл не поместились');
  await expect(page.locator('#page-code')).toContainText('Где взять код');
  await expect(page.locator('#page-code form')).toHaveCount(0);
  await page.click('#page-code a[href="#page-blocked"]');
  await expect(page.locator('#page-blocked')).toBeVisible();
});

test('takes its signature as its last lines', () => {
  const body = readFileSync(file);
  const signature = signBytes(body, currentKey, scratch, formatStatement(release));
  const signed = Buffer.concat([body, Buffer.from(formatTrailer(signature))]);
  expect(verifySingleFile(signed, [parsePublicKey(currentKey.publicKey.text)])?.statement).toEqual(release);
  expect(signed.length).toBeLessThanOrEqual(2_000_000);
});
