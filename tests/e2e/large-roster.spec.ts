import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Host, serveFolder } from '../../scripts/site/serve.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { expect, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { siteWithLargeRoster } from './large-roster.ts';

/** A man whom a row describes: his surname and patronymic are made up around its initials. */
function query({ given_name, patronymic_initial, surname_initial, birth_from }: Entry) {
  const [year = 0, month = 0, day = 0] = birth_from.split('-').map(Number);
  return {
    name: `${surname_initial}отапов ${given_name} ${patronymic_initial}асильевич`,
    birth: [year, month, day] as const,
  };
}

test.describe('a roster in shards', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let host: Host;
  let row: Entry;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    const large = siteWithLargeRoster(60_000);
    folder = large.folder;
    host = await serveFolder(folder);
    const named = large.entries.find(
      ({ given_name, patronymic_initial }) => given_name === 'Сергей' && /^[А-Я]$/.test(patronymic_initial),
    );
    if (named === undefined)
      throw new Error('The partition has no cell of Сергей with a patronymic initial.');
    row = named;
  });
  test.afterAll(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('nothing is fetched while she types; at most two parts when she presses', async ({ page }) => {
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/assets/roster/')) fetched.push(request.url());
    });
    const check = new CheckPage(page);
    await check.open(host.url);
    const { name, birth } = query(row);
    await check.type(name, birth);
    expect(await check.outcome()).toBe('press');
    expect(fetched).toEqual([]);
    await page.locator('#check button[type="submit"]').click();
    await expect(check.result).toHaveAttribute('data-state', /few|many/);
    expect(await check.refs()).toContain(row.ref);
    expect(fetched.length).toBeGreaterThan(0);
    expect(fetched.length).toBeLessThanOrEqual(2);
  });

  test('a query that would need more of it asks for what is missing', async ({ page }) => {
    const check = new CheckPage(page);
    await check.open(host.url);
    await check.type('Сергей');
    await check.outcome();
    await page.locator('#check button[type="submit"]').click();
    await expect(check.result).toHaveAttribute('data-state', 'ask');
    await expect(check.result.locator('[data-slot="missing"] li').first()).toBeVisible();
  });

  test('from file:// too', async ({ page }) => {
    const check = new CheckPage(page);
    await check.open(`${pathToFileURL(folder).href}/`);
    const { name, birth } = query(row);
    await check.type(name, birth);
    await check.outcome();
    await page.locator('#check button[type="submit"]').click();
    await expect(check.result).toHaveAttribute('data-state', /few|many/);
    expect(await check.refs()).toContain(row.ref);
  });

  test('a part of another release is no answer', async ({ page }) => {
    await page.route('**/assets/roster/*.js', (route) =>
      route.fulfill({
        body: 'globalThis.vestochka.shards={0:"AAAA",1:"AAAA"}',
        contentType: 'text/javascript',
      }),
    );
    const check = new CheckPage(page);
    await check.open(host.url);
    const { name, birth } = query(row);
    await check.type(name, birth);
    await check.outcome();
    await page.locator('#check button[type="submit"]').click();
    await expect(check.result).toHaveAttribute('data-state', 'damaged');
  });
});
