import type { Page } from 'playwright/test';
import { expect, test } from './channels.ts';
import { CodePage, knownCode } from './code-page.ts';

/** Presses Tab until something has the focus; fails where it cannot be reached or nothing shows where one is. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate((wanted) => {
      const element = document.querySelector(':focus');
      return element && { ring: getComputedStyle(element).outlineStyle, isIt: element.matches(wanted) };
    }, selector);
    if (focused === null) continue;
    expect(focused.ring, 'what has the focus shows it').not.toBe('none');
    if (focused.isIt) return;
  }
  throw new Error(`${selector} is not reached by Tab.`);
}

test('a record is opened, compared, closed and forgotten by the keyboard alone', async ({ page, home }) => {
  const { code, news } = await knownCode(({ status, message }) => status === 'confirmed' && message !== null);
  const [year = '', month = ''] = (news.month ?? '').split('-');
  const form = new CodePage(page);
  await form.visit(home);

  await tabTo(page, '#code');
  await page.keyboard.type('4KD9');
  await page.keyboard.press('Enter');
  // A fault is told where she is typing, and her place is kept.
  await expect(page.locator('#code-error')).toBeVisible();
  await expect(page.locator('#code')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(code.toLowerCase());
  await expect(page.locator('#code-error')).toBeHidden();
  await tabTo(page, '#code-form button[type="submit"]');
  await page.keyboard.press('Space');
  expect(await form.state()).toBe('opened');
  await expect(page.locator('#opened-status')).not.toBeEmpty();

  await tabTo(page, '#opened a');
  await tabTo(page, '#change-month');
  await page.keyboard.press('Home');
  for (let down = 0; down < Number(month); down++) await page.keyboard.press('ArrowDown');
  await expect(page.locator('#change-month')).toHaveValue(String(Number(month)));
  await tabTo(page, '#change-year');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(String(Number(year) - 1));
  await expect(form.result.locator('[data-slot="change-answer"]')).not.toBeEmpty();

  await tabTo(page, '[data-act="close"]');
  await page.keyboard.press('Enter');
  expect(await form.state()).toBe('closed');
  await expect(page.locator('#code')).toBeFocused();
  await expect(page.locator('#code')).toHaveValue('');
});
