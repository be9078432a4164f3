import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, site, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { listedMen } from './demonstration.ts';

const [man] = listedMen();
const alexander = listedMen().find(({ given_name }) => given_name === 'Александр');
if (man === undefined || alexander === undefined)
  throw new Error('The demonstration lists nobody with a full name and birth date, or no Александр.');
const fullName = `${man.surname} ${man.given_name} ${man.patronymic}`;

test('each answer says what it is and what to do next, and the last one counts', async ({ page, home }) => {
  const check = new CheckPage(page);
  await check.open(home);

  await test.step('a record fits: what it is, its code, how often it is another man, what to do', async () => {
    await check.type(fullName, man.birth);
    expect(await check.outcome()).toBe('few');
    const row = check.result.locator(`[data-ref="${man.ref}"]`);
    await expect(row).toContainText(`${man.ref.slice(0, 4)}-${man.ref.slice(4)}`);
    await expect(row.locator('.fit')).toHaveAttribute('data-fit', 'strong');
    await expect(row.locator('[data-slot="odds"]')).not.toBeEmpty();
    await expect(check.result.getByRole('link').first()).toBeVisible();
    await expect(page.locator('#compared li')).toHaveCount(4);
  });

  await test.step('a short form fits: the page says what it is short for', async () => {
    await check.type(`${alexander.surname} Саша ${alexander.patronymic}`, alexander.birth);
    expect(await check.outcome()).toBe('few');
    const reasons = check.result.locator(`[data-ref="${alexander.ref}"] [data-slot="reasons"]`);
    await expect(reasons).toContainText('«Саша»');
    await expect(reasons).toContainText('«Александр»');
    await expect(check.result).not.toContainText(/[{}]/);
  });

  await test.step('the answer comes into view when she presses', async () => {
    await page.locator('#name').press('Enter');
    await expect(check.result.getByRole('heading').first()).toBeInViewport();
  });

  await test.step('an impossible date is named, and not compared', async () => {
    await expect(page.locator('#birth-error')).toBeHidden();
    await check.type(fullName, [man.birth[0], 2, 31]);
    await check.outcome();
    await expect(page.locator('#birth-error')).toBeVisible();
    await expect(page.locator('#day')).toHaveAttribute('aria-invalid', 'true');
    expect(await check.refs()).not.toEqual([]);
  });

  await test.step('many fit: she is asked for what is missing', async () => {
    await check.type('Александр');
    expect(await check.outcome()).toBe('many');
    await expect(check.result.locator('[data-slot="missing"] li').first()).toBeVisible();
    await expect(check.result.locator('[data-fit="strong"]')).toHaveCount(0);
  });

  await test.step('none fits: it does not read as dead, and says what to do now', async () => {
    await check.type('Щукин Ювеналий Эрастович', [1951, 2, 3]);
    expect(await check.outcome()).toBe('none');
    await expect(check.result).toContainText('Это не значит, что его нет в живых');
    await expect(check.result.locator('a[href*="contacts"]').first()).toBeVisible();
  });

  await test.step('answers keep up with fast typing', async () => {
    await page.locator('#name').fill('');
    await page.locator('#name').pressSequentially(fullName, { delay: 5 });
    await check.type(fullName, man.birth);
    expect(await check.outcome()).toBe('few');
    expect(await check.refs()).toContain(man.ref);
  });

  await test.step('nothing typed, nothing answered; emptying takes everything back', async () => {
    await page.locator('#check button[type="reset"]').click();
    await expect(check.result).toHaveAttribute('data-state', 'idle');
    await expect(page.locator('#name')).toHaveValue('');
    await expect(page.locator('#compared li')).toHaveCount(0);
  });
});

test('the answer is the same without a worker', async ({ page, home }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
  });
  const check = new CheckPage(page);
  await check.open(home);
  await check.type(fullName, man.birth);
  expect(await check.outcome()).toBe('few');
  expect(await check.refs()).toContain(man.ref);
});

test('the answer is the same where a worker is made and then refused', async ({ page, home }) => {
  await page.addInitScript(() => {
    const Original = globalThis.Worker;
    globalThis.Worker = class extends Original {
      constructor() {
        super(URL.createObjectURL(new Blob(['throw new Error("refused")'])));
      }
    };
  });
  const check = new CheckPage(page);
  await check.open(home);
  await check.type(fullName, man.birth);
  expect(await check.outcome()).toBe('few');
  expect(await check.refs()).toContain(man.ref);
});

test('a roster that did not arrive whole is an error that says so, never an answer', async ({
  page,
  home,
}) => {
  const roster = readFileSync(join(site, 'assets/roster.js'), 'utf8');
  const middle = Math.floor(roster.length / 2);
  const damages = {
    'cut short': roster.slice(0, middle),
    'with one letter changed': `${roster.slice(0, middle)}${roster[middle] === 'A' ? 'B' : 'A'}${roster.slice(middle + 1)}`,
    'replaced by a page that says "blocked"': '<!doctype html><title>blocked</title>',
    empty: '',
  };
  let body = '';
  await page.route('**/assets/roster.js', (route) => route.fulfill({ body, contentType: 'text/javascript' }));
  const { result } = new CheckPage(page);
  for (const [name, damage] of Object.entries(damages)) {
    body = damage;
    await page.goto(`${home}ru/check.html`);
    await expect(result, name).toHaveAttribute('data-state', 'damaged');
    await expect(result.locator('a[href*="contacts"]'), name).toBeVisible();
    await expect(page.locator('#name'), name).toBeDisabled();
  }
});
