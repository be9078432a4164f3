import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'playwright/test';
import { buildSingleFile } from '../../scripts/site/single-file.ts';
import { parsePublicKey } from '../../src/trust/minisign.ts';
import { formatStatement, formatTrailer, verifySingleFile } from '../../src/trust/trailer.ts';
import { currentKey, signBytes } from '../mirrors/signed-site.ts';

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

test('takes its signature as its last lines', () => {
  const body = readFileSync(file);
  const signature = signBytes(body, currentKey, scratch, formatStatement(release));
  const signed = Buffer.concat([body, Buffer.from(formatTrailer(signature))]);
  expect(verifySingleFile(signed, [parsePublicKey(currentKey.publicKey.text)])?.statement).toEqual(release);
  expect(signed.length).toBeLessThanOrEqual(2_000_000);
});
