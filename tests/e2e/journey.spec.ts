import { channels, expect, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { listedMen } from './demonstration.ts';

const man = listedMen()[0];
if (man === undefined) throw new Error('The demonstration lists nobody with a full name and birth date.');

for (const channel of channels) {
  test.describe(channel.name, () => {
    let host: Awaited<ReturnType<typeof channel.open>>;
    test.beforeAll(async () => {
      host = await channel.open();
    });
    test.afterAll(() => host.close());

    test('read a page, change the language, check a name', async ({ page }) => {
      const failures: string[] = [];
      page.on('pageerror', (error) => failures.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') failures.push(message.text());
      });

      await page.goto(`${host.url}index.html`);
      await page.locator('a[hreflang="ru"], a[lang="ru"]').first().click();
      await expect(page).toHaveURL(/\/ru\/index\.html$/);
      await expect(page.locator('html')).toHaveAttribute('lang', 'ru');

      await page.locator('header a[lang="uk"]').click();
      await expect(page).toHaveURL(/\/uk\/index\.html$/);
      await page.locator('header a[lang="ru"]').click();

      await page.locator('main a[href$="check.html"]').first().click();
      await expect(page).toHaveURL(/\/ru\/check\.html$/);
      const check = new CheckPage(page);
      await check.ready();
      await check.type(`${man.surname} ${man.given_name} ${man.patronymic}`, man.birth);
      expect(await check.outcome()).toBe('few');
      expect(await check.refs()).toContain(man.ref);
      expect(failures).toEqual([]);
    });

    test('the pages are searched where that can be', async ({ page }) => {
      await page.goto(`${host.url}ru/search.html`);
      await page.locator('#query').fill('границу');
      const found = page.locator('#search-results a[href$="ru/collect-crossing.html"]');
      if (channel.withoutPageSearch === null) await expect(found).toBeVisible();
      else await expect(found).toHaveCount(0);
    });

    test('keeping the site is offered where that can be', async ({ page }) => {
      await page.goto(`${host.url}ru/blocked.html`);
      const offer = page.locator('#keep');
      if (channel.withoutKeptCopy === null) await expect(offer).toBeVisible();
      else await expect(offer).toBeHidden();
    });

    test('read pages and find the row with scripts off', async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${host.url}ru/index.html`);
      await page.locator('header a[lang="uk"]').click();
      await expect(page).toHaveURL(/\/uk\/index\.html$/);
      await page.goto(`${host.url}ru/check.html`);
      await page.locator('main a[href*="list/"]:visible').first().click();
      await expect(page).toHaveURL(/\/ru\/list\//);
      const shown = `${man.ref.slice(0, 4)}-${man.ref.slice(4)}`;
      await expect(page.getByText(shown)).toBeVisible();
      await context.close();
    });
  });
}
