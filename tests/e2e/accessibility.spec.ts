import { createRequire } from 'node:module';
import type { Page } from 'playwright/test';
import { pagePaths } from '../../scripts/site/built-site.ts';
import { expect, site, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { CodePage, knownCode, strangerCode } from './code-page.ts';
import { listedMen } from './demonstration.ts';

test.describe.configure({ mode: 'parallel' });

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const [man] = listedMen();

/** Pages as long as the roster have thousands of like rows; one page of each language stands for them. */
const paths = pagePaths(site).filter((path) => !/\/list\/(?!1\.html)/.test(path));
const languages = [
  ...new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] as string)),
];

interface Violation {
  id: string;
  nodes: { target: unknown[] }[];
}

/** What WCAG 2.2 A and AA find wrong, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  // What is scrolled below the bar that leaves the page would count as covered.
  await page.evaluate(() => scrollTo(0, 0));
  // The policy of the pages forbids scripts from outside; a debugger's evaluation is not bound by it.
  const source = await import('node:fs').then(({ readFileSync }) => readFileSync(axe, 'utf8'));
  await page.evaluate(source);
  const found: Violation[] = await page.evaluate(() => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    return axe
      .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then((result) => result.violations);
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** How many pixels the page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const language of ['', ...languages]) {
  const own = paths.filter((path) =>
    language === '' ? !path.includes('/') : path.startsWith(`${language}/`),
  );
  test(`every page of "${language}" fits a screen of 320 px and has nothing that axe finds wrong`, async ({
    page,
    home,
  }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: 320, height: 640 });
    const wrong: string[] = [];
    for (const path of own) {
      await page.goto(`${home}${path}`);
      if ((await overflow(page)) > 0) wrong.push(`${path}: wider than the screen`);
      if (path.includes('/list/')) continue;
      wrong.push(...(await violations(page)).map((violation) => `${path}: ${violation}`));
    }
    expect(wrong).toEqual([]);
  });

  if (language === '') continue;
  test(`every state of the check in "${language}" has nothing that axe finds wrong`, async ({
    page,
    home,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const check = new CheckPage(page);
    await check.open(home, language);
    const states: Record<string, () => Promise<void>> = {
      few: () => check.type(`${man?.given_name} ${man?.patronymic} ${man?.surname}`, man?.birth),
      many: () => check.type('Александр'),
      none: () => check.type('Щукин Ювеналий Эрастович', [1951, 2, 3]),
    };
    for (const [state, enter] of Object.entries(states)) {
      await enter();
      expect(await check.outcome()).toBe(state);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
  });

  test(`every state of the family code in "${language}" has nothing that axe finds wrong`, async ({
    page,
    home,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const letter = await knownCode(({ message }) => message !== null && message !== '');
    const callUs = await knownCode(({ status }) => status === 'call_us');
    const codePage = new CodePage(page);
    await codePage.visit(home, language);
    for (const code of [letter.code, callUs.code, strangerCode, `${strangerCode.slice(0, -1)}?`]) {
      await codePage.open(code);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
  });
}

test('200 % text does not widen the page', async ({ page, home }) => {
  for (const path of ['ru/index.html', 'ru/check.html', 'ru/contacts.html', 'ru/collect.html']) {
    await page.goto(`${home}${path}`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await overflow(page), path).toBe(0);
  }
});

test('the check can be done with the keyboard alone', async ({ page, home }) => {
  const check = new CheckPage(page);
  await check.open(home);
  await page.locator('body').press('Tab');
  const reached: string[] = [];
  for (let press = 0; press < 40 && !reached.includes('year'); press += 1) {
    reached.push(await page.evaluate(() => document.activeElement?.id ?? ''));
    if (reached.at(-1) === 'name') await page.keyboard.type('Александр');
    await page.keyboard.press('Tab');
  }
  expect(reached).toEqual(expect.arrayContaining(['name', 'day', 'month', 'year']));
  expect(await check.outcome()).toBe('many');
});

test('Shift three times leaves the page', async ({ page, home }) => {
  await page.route(/^https?:\/\/(?!127)/, (route) => route.fulfill({ body: 'elsewhere' }));
  await page.goto(`${home}ru/safety.html`);
  const aim = await page.locator('#leave').getAttribute('href');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
  await expect(page).toHaveURL(aim ?? '');
  await page.goBack().catch(() => null);
  expect(page.url()).not.toContain('safety.html');
});
