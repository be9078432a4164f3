import type { Page } from 'playwright/test';
import { pagePaths } from '../../scripts/site/built-site.ts';
import { expect, site, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { CodePage, strangerCode } from './code-page.ts';

/*
 * Everything with the keyboard alone, in one language: the same pages stand in the others. Lists are as long as the
 * roster; what they are operated with is tried below.
 */
test.describe.configure({ mode: 'parallel' });

const paths = pagePaths(site).filter(
  (path) => (!path.includes('/') || path.startsWith('ru/')) && !/\/list\/|^vestochka-/.test(path),
);

/** What has the focus: its place among all that can be operated, and what is wrong with how it is shown. */
interface Focused {
  /** -1 where nothing of the page has the focus. */
  place: number;
  wrong: string[];
}

const operable = 'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),summary';

/** What a thumb must hit: all but links within a sentence. */
const targets =
  'button,input:not([type="file"]),select,summary,nav a,.leave,.mark,.button,.plain,.tel,.address,.paths a,.choose a';

/** How many parts of the page can be operated: those that are drawn. */
const operableCount = (page: Page): Promise<number> =>
  page.evaluate(
    (operable) =>
      [...document.querySelectorAll<HTMLElement>(operable)].filter(
        (part) => part.getClientRects().length > 0 && !part.closest('fieldset:disabled'),
      ).length,
    operable,
  );

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(
    ([operable, targets]) => {
      const parts = [...document.querySelectorAll<HTMLElement>(operable)].filter(
        (part) => part.getClientRects().length > 0 && !part.closest('fieldset:disabled'),
      );
      const part = document.activeElement as HTMLElement | null; // the page is HTML throughout
      const place = part === null ? -1 : parts.indexOf(part);
      if (part === null || place < 0) return { place: -1, wrong: [] };
      const name = `${part.localName} “${(part.textContent ?? '').trim().slice(0, 30) || part.id}”`;
      // A file field is shown by its label.
      const shown = part.matches('input[type="file"]') ? (part.nextElementSibling as HTMLElement) : part;
      const { outlineStyle, outlineWidth } = getComputedStyle(shown);
      const wrong: string[] = [];
      if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2)
        wrong.push(`${name}: its focus is not seen`);
      // WCAG 2.2, 2.5.5 (AAA).
      const { width, height } = part.getBoundingClientRect();
      if (part.matches(targets) && Math.min(width, height) < 44)
        wrong.push(`${name}: a target of ${Math.round(width)} × ${Math.round(height)} px`);
      // WCAG 2.2, 2.4.11: the bar that stays at the top does not cover what has the focus.
      const [box] = Array.from(shown.getClientRects());
      if (box !== undefined) {
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        if (at === null || !(shown.contains(at) || at.contains(shown))) wrong.push(`${name}: is covered`);
      }
      return { place, wrong };
    },
    [operable, targets] as const,
  );

for (const path of paths) {
  test(`${path}: Tab reaches everything in its order, shows where it is, and comes out`, async ({
    page,
    home,
  }) => {
    await page.goto(`${home}${path}`);
    if (path.endsWith('check.html')) await new CheckPage(page).ready();
    if (path.endsWith('code.html')) await page.locator('#code-form[data-ready]').waitFor();
    const count = await operableCount(page);
    const reached: number[] = [];
    const wrong: string[] = [];
    for (let press = 0; press <= count; press += 1) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      if (now.place < 0) break;
      reached.push(now.place);
      wrong.push(...now.wrong);
    }
    expect(wrong).toEqual([]);
    expect(reached).toEqual(Array.from({ length: count }, (_, place) => place));
  });
}

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}.`);
}

test('a name is typed, answered and followed up', async ({ page, home }) => {
  const check = new CheckPage(page);
  await check.open(home);
  await tabTo(page, '#name');
  await page.keyboard.type('Щукин Ювеналий');
  await tabTo(page, '#year');
  await page.keyboard.type('1951');
  expect(await check.outcome()).toBe('none');
  await tabTo(page, '#result a[href*="red-cross"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/contacts\.html#red-cross$/);
});

test('what was typed is emptied', async ({ page, home }) => {
  await new CheckPage(page).open(home);
  await tabTo(page, '#name');
  await page.keyboard.type('Александр');
  await tabTo(page, 'button[type="reset"]');
  await page.keyboard.press('Space');
  await expect(page.locator('#name')).toHaveValue('');
  await expect(page.locator('#result')).toHaveAttribute('data-state', 'idle');
});

test('a code is typed, answered and corrected', async ({ page, home }) => {
  await new CodePage(page).visit(home);
  await tabTo(page, '#code');
  await page.keyboard.type(strangerCode);
  await page.keyboard.press('Enter');
  await expect(page.locator('#opened')).toHaveAttribute('data-state', 'wrong');
  await tabTo(page, '#opened a[href*="contacts"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/contacts\.html$/);
});

test('pages are searched and opened', async ({ page, home }) => {
  await page.goto(`${home}ru/search.html`);
  await tabTo(page, '#query');
  await page.keyboard.type('мошенники');
  await expect(page.locator('#search-results a').first()).toBeVisible();
  await tabTo(page, '#search-results a');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/search\.html/);
});

test('one step leads to the next, and the first link of all leads past the head', async ({ page, home }) => {
  await page.goto(`${home}ru/collect.html`);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  await tabTo(page, '.go-on a');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/collect-evidence\.html$/);
  await tabTo(page, '.steps a[href*="papers"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/papers\.html$/);
});

test('another language is chosen, and the list is walked by name and year', async ({ page, home }) => {
  await page.goto(`${home}ru/rights.html`);
  await tabTo(page, '.langs a[lang="pl"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/pl\/rights\.html$/);
  await page.goto(`${home}ru/list/1.html`);
  await tabTo(page, 'main .pages a');
  const aim = (await page.evaluate(() => document.activeElement?.getAttribute('href'))) ?? '';
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${aim}$`));
});

test('a number that stands behind a warning is unfolded', async ({ page, home }) => {
  await page.clock.setFixedTime(new Date('2036-11-22T12:00:00Z'));
  await page.goto(`${home}ru/contacts.html`);
  await tabTo(page, 'details.aged summary');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator('details.aged[open] a.tel')).toBeFocused();
});

test('the site is offered for keeping', async ({ page, home }) => {
  await page.goto(`${home}ru/blocked.html`);
  await expect(page.locator('#keep')).toBeVisible();
  await tabTo(page, '#keep-on');
  await page.keyboard.press('Enter');
  await expect(page.locator('#keep-status')).not.toBeEmpty();
});

test.describe('leaving', () => {
  test.beforeEach(({ page }) =>
    page.route(/^https?:\/\/(?!127)/, (route) => route.fulfill({ body: 'elsewhere' })),
  );

  for (const slug of ['safety', 'check', 'search', 'flyer']) {
    test(`Shift three times leaves ${slug}, and "back" does not return`, async ({ page, home }) => {
      await page.goto(`${home}ru/${slug}.html`);
      const aim = (await page.locator('#leave').getAttribute('href')) ?? '';
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
      await expect(page).toHaveURL(aim);
      await page.goBack().catch(() => null);
      expect(page.url()).not.toContain(`${slug}.html`);
    });
  }

  test('Shift between letters does not leave', async ({ page, home }) => {
    await new CheckPage(page).open(home);
    await page.locator('#name').focus();
    await page.keyboard.type('ИВАН');
    for (const letter of 'abc') {
      await page.keyboard.press('Shift');
      await page.keyboard.press(letter);
    }
    await expect(page).toHaveURL(/check\.html$/);
  });

  test('the bar is the second stop of every page, and Enter leaves', async ({ page, home }) => {
    await page.goto(`${home}ru/rights.html`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator('#leave')).toBeFocused();
    const aim = (await page.locator('#leave').getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(aim);
  });
});
