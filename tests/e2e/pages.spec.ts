import { searchExamples } from '../../src/components/page-search/page-search.examples.ts';
import { expect, test } from './channels.ts';

test.describe('search of the pages', () => {
  for (const [lang, asked] of Object.entries(searchExamples)) {
    test(`what people ask in "${lang}", in the forms in which they ask it, finds its page`, async ({
      page,
      home,
    }) => {
      test.setTimeout(180_000);
      await page.goto(`${home}${lang}/search.html`);
      for (const [words, slug] of asked) {
        await page.locator('#query').fill('');
        await page.locator('#query').fill(words);
        const found = page.locator(`#search-results a[href$="${lang}/${slug}.html"]`);
        await expect(found, words).toBeVisible({ timeout: 15_000 });
        // A screen reader hears how many there are.
        await expect(page.locator('#search-status[role="status"]'), words).toHaveText(/\d/);
        expect(await page.locator('#search-results a[href*="/list/"]').count(), words).toBe(0);
      }
    });
  }

  test('nothing is fetched before the field is used', async ({ page, home }) => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto(`${home}uk/search.html`);
    await page.waitForLoadState('networkidle');
    expect(fetched.filter((url) => url.includes('/pagefind/'))).toEqual([]);
    await page.locator('#query').focus();
    await expect.poll(() => fetched.some((url) => url.includes('/pagefind/'))).toBe(true);
  });
});

test.describe('days', () => {
  const notice = 'main > [data-stale]';

  test('a page says that it is out of date from the day after its review', async ({ page, home }) => {
    await page.goto(`${home}ru/rights.html`);
    const reviewBy = (await page.locator(notice).getAttribute('data-stale')) ?? '';
    const shownOn = async (instant: string): Promise<boolean> => {
      await page.clock.setFixedTime(new Date(instant));
      await page.reload();
      return page.locator(notice).isVisible();
    };
    expect(await shownOn(`${reviewBy}T12:00:00Z`)).toBe(false);
    const after = new Date(`${reviewBy}T12:00:00Z`);
    after.setUTCDate(after.getUTCDate() + 1);
    expect(await shownOn(after.toISOString())).toBe(true);
  });

  test.describe('in Yekaterinburg', () => {
    test.use({ timezoneId: 'Asia/Yekaterinburg' });

    test('hours stand by her clock too, in winter and in summer', async ({ page, home }) => {
      const hours = page.locator('#helpline [data-zone]');
      await page.clock.setFixedTime(new Date('2026-12-01T10:00:00Z'));
      await page.goto(`${home}ru/contacts.html`);
      await expect(hours).toHaveText(['В Киеве сейчас 12:00.', 'По вашим часам: с 11:00 до 01:00.']);
      await page.clock.setFixedTime(new Date('2026-07-01T10:00:00Z'));
      await page.reload();
      await expect(hours).toHaveText(['В Киеве сейчас 13:00.', 'По вашим часам: с 10:00 до 00:00.']);
    });
  });
});

test('the flyer prints as one sheet of A4 and one of A6', async ({ page, home }) => {
  for (const lang of ['ru', 'uk', 'en', 'be', 'pl']) {
    await page.goto(`${home}${lang}/flyer.html`);
    // One address may be blocked where the leaflet is read.
    expect(await page.locator('.a6 .codes svg').count(), lang).toBeGreaterThanOrEqual(2);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
      // Points, 72 to the inch, as millimetres.
      [Number(width), Number(height)].map((points) => Math.round((points / 72) * 25.4)),
    );
    expect(sizes, lang).toEqual([
      [210, 297],
      [105, 148],
    ]);
  }
});

test('a checklist on paper has no controls', async ({ page, home }) => {
  await page.goto(`${home}ru/checklist.html`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#leave')).toBeHidden();
  await expect(page.locator('footer nav')).toBeHidden();
  await expect(page.locator('ul.check li').first()).toBeVisible();
  // Nor the time at which it was printed.
  await expect(page.locator('#helpline [data-zone]').first()).toBeHidden();
  await expect(page.locator('#helpline [data-zone]').last()).toBeVisible();
});

test('the way out names its keys where a script hears them, and nowhere else', async ({ browser, home }) => {
  const keys = async (options: { javaScriptEnabled?: boolean }, blocked = ''): Promise<boolean> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    const page = await context.newPage();
    if (blocked !== '') await page.route(blocked, (route) => route.abort());
    await page.goto(`${home}ru/rights.html`);
    const shown = await page.locator('#leave .keys').isVisible();
    const box = await page.locator('#leave').boundingBox();
    expect(box?.height).toBeLessThan(60);
    await context.close();
    return shown;
  };
  expect(await keys({})).toBe(true);
  expect(await keys({ javaScriptEnabled: false })).toBe(false);
  // As in a browser that has scripts, for other pages than this one.
  expect(await keys({}, '**/assets/frame.js')).toBe(false);
});
