import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { listedMen } from './demonstration.ts';

const man = listedMen()[0];
if (man === undefined) throw new Error('The demonstration lists nobody with a full name and birth date.');

/** Whether his row is found by his full name and birth date on the check page that is open. */
async function findHim(page: Page): Promise<boolean> {
  const check = new CheckPage(page);
  await check.ready();
  await check.type(`${man?.surname} ${man?.given_name} ${man?.patronymic}`, man?.birth);
  expect(await check.outcome()).toBe('few');
  return (await check.refs()).includes(man?.ref ?? '');
}

test('read a page, change the language, check a name', async ({ page, home }) => {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });

  await page.goto(`${home}index.html`);
  await page.locator('a[hreflang="ru"], a[lang="ru"]').first().click();
  await expect(page).toHaveURL(/\/ru\/index\.html$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');

  await page.locator('header a[lang="uk"]').click();
  await expect(page).toHaveURL(/\/uk\/index\.html$/);
  await page.locator('header a[lang="ru"]').click();

  await page.locator('main a[href$="check.html"]').first().click();
  await expect(page).toHaveURL(/\/ru\/check\.html$/);
  expect(await findHim(page)).toBe(true);
  expect(failures).toEqual([]);
});

test('read pages and find the row with scripts off', async ({ browser, home }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${home}ru/index.html`);
  await page.locator('header a[lang="uk"]').click();
  await expect(page).toHaveURL(/\/uk\/index\.html$/);
  await page.goto(`${home}ru/check.html`);
  await page.locator('main a[href*="list/"]:visible').first().click();
  await expect(page).toHaveURL(/\/ru\/list\//);
  await expect(page.getByText(`${man.ref.slice(0, 4)}-${man.ref.slice(4)}`)).toBeVisible();
  await context.close();
});

test('what was forwarded is verified, on the page that the site links to', async ({ page, home }) => {
  await page.goto(`${home}ru/genuine.html`);
  await page.locator('main a[href$="verify.html"]').first().click();
  await expect(page).toHaveURL(/\/verify\.html$/);
  const genuine = readFileSync(join(process.env.SIGNED_COPY ?? '', 'vestochka-ru.html'));
  const at = genuine.indexOf('tel:+');
  const forged = Buffer.from(genuine);
  forged.write(forged[at + 6] === 0x31 ? '2' : '1', at + 6);
  for (const [buffer, outcome] of [
    [genuine, 'genuine'],
    [forged, 'altered'],
  ] as const) {
    await page.setInputFiles('#file', { name: 'vestochka-ru.html', mimeType: 'text/html', buffer });
    await expect(page.locator('#answer')).toHaveAttribute('data-outcome', outcome);
  }
});

test('the pages are searched', async ({ page, home }) => {
  await page.goto(`${home}ru/search.html`);
  await page.locator('#query').fill('границу');
  await expect(page.locator('#search-results a[href$="ru/collect-crossing.html"]')).toBeVisible();
});

test('the site is kept on the phone, read and asked when the host is gone, and taken out', async ({
  page,
  carrier,
}) => {
  const host = await carrier.open();
  const offered = page.locator('#keep-status');
  try {
    await page.goto(`${host.url}ru/blocked.html`);
    await page.click('#keep-on');
    await expect(page.locator('#keep-off')).toBeVisible({ timeout: 30_000 });
  } finally {
    await host.close();
  }
  await page.goto(`${host.url}ru/contacts.html`);
  await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
  await page.goto(`${host.url}ru/check.html`);
  expect(await findHim(page)).toBe(true);
  await page.goto(`${host.url}ru/blocked.html`);
  await page.click('#keep-off');
  await expect(page.locator('#keep-off')).toBeHidden();
  await expect(offered).toHaveText((await offered.getAttribute('data-off')) ?? '-');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('keeping is not offered where no browser can do it', async ({ page, home }) => {
  await page.goto(`${home}ru/blocked.html`);
  await expect(page.locator('#keep-on')).toBeHidden();
});

test('a page that is not there leads to those that are', async ({ page, home }) => {
  await page.goto(`${home}ru/deeper/and/deeper.html`);
  await expect(page.locator('section[lang="ru"] h1')).toBeVisible();
});
