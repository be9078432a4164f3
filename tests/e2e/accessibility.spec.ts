import { readFileSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright/test';
import { pagePaths } from '../../scripts/site/built-site.ts';
import { type Host, serveFolder } from '../../scripts/site/serve.ts';
import { expect, site, test } from './channels.ts';
import { siteWithLargeRoster } from './large-roster.ts';
import {
  axeFile,
  checkStates,
  codeStates,
  fallbackState,
  keepStates,
  largeCheckStates,
  oldStates,
  pagesWithScripts,
  type State,
  searchStates,
  statesOfPage,
} from './states.ts';

test.describe.configure({ mode: 'parallel' });

const axe = readFileSync(axeFile, 'utf8');

/** Pages as long as the roster have thousands of like rows; one page of each language stands for them. */
const paths = pagePaths(site).filter(
  (path) => !/\/list\/(?!1\.html)/.test(path) && !path.startsWith('vestochka-'),
);
const languages = [
  ...new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] as string)),
];
const pathsOf = (language: string): string[] =>
  paths.filter((path) => (language === '' ? !path.includes('/') : path.startsWith(`${language}/`)));

/** States that every language has, in the order of the site. */
const states: readonly State[] = [
  ...checkStates,
  ...codeStates,
  ...searchStates,
  ...keepStates,
  ...oldStates,
  fallbackState,
];

interface Violation {
  id: string;
  nodes: { target: unknown[] }[];
}

/** The rules of axe that carry WCAG 2.2 A and AA. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those of them that another set of colours can break. */
const rulesOfColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What these rules find wrong, as `rule: element`. */
async function violations(page: Page, runOnly: object = everyRule): Promise<string[]> {
  await page.evaluate(() => {
    // What is scrolled below the bar that leaves the page would count as covered.
    scrollTo(0, 0);
    // Thousands of rows differ in their letters alone; the first of each table stand for them.
    for (const row of Array.from(document.querySelectorAll('tbody tr:nth-child(n+3)'))) row.remove();
    for (const group of Array.from(document.querySelectorAll('.names')).slice(5)) group.remove();
  });
  // The policy of the pages forbids scripts from outside; a debugger's evaluation is not bound by it.
  await page.evaluate(axe);
  const found: Violation[] = await page.evaluate((rules) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    // What passes need not be described.
    return axe.run({ runOnly: rules, resultTypes: ['violations'] }).then((result) => result.violations);
  }, runOnly);
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** How many pixels the page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Everything that is wrong with the page as it stands, each line beginning with `where`. */
async function faults(page: Page, where: string, runOnly?: object): Promise<string[]> {
  const wide = (await overflow(page)) > 0 ? [`${where}: wider than the screen`] : [];
  return [...wide, ...(await violations(page, runOnly)).map((violation) => `${where}: ${violation}`)];
}

/** Each state in a page of its own, since states leave routes and clocks behind. */
async function faultsOfStates(
  browser: Browser,
  home: string,
  language: string,
  list: readonly State[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const state of list) {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await state.reach(page, home, language);
    wrong.push(...(await faults(page, `${language}, ${state.name}`)));
    await page.close();
  }
  return wrong;
}

for (const language of ['', ...languages]) {
  test(`every page of "${language}" fits a screen of 320 px and has nothing that axe finds wrong`, async ({
    page,
    home,
  }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: 320, height: 640 });
    const wrong: string[] = [];
    for (const path of pathsOf(language)) {
      await page.goto(`${home}${path}`);
      wrong.push(...(await faults(page, path)));
    }
    expect(wrong).toEqual([]);
  });
}

for (const language of languages) {
  test(`every state of every page in "${language}" has nothing that axe finds wrong`, async ({
    browser,
    home,
  }) => {
    test.setTimeout(300_000);
    expect(await faultsOfStates(browser, home, language, states)).toEqual([]);
  });

  test(`pages in "${language}" without scripts have nothing that axe finds wrong`, async ({ page, home }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 320, height: 640 });
    // axe is a script itself, so the page comes to it as a browser without scripts draws it.
    await page.route(`${home}**/*.html`, async (route) => {
      const response = await route.fetch();
      const html = (await response.text()).replace(/<script\b[^>]*\ssrc=[^>]*><\/script>/g, '');
      await route.fulfill({ response, body: html.replaceAll('noscript>', 'div>') });
    });
    const wrong: string[] = [];
    for (const slug of pagesWithScripts) {
      await page.goto(`${home}${language}/${slug}.html`);
      wrong.push(...(await faults(page, `${language}/${slug}.html`)));
    }
    expect(wrong).toEqual([]);
  });
}

test.describe('a roster in parts', () => {
  test.describe.configure({ mode: 'serial' });
  let folder = '';
  let host: Host;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    folder = siteWithLargeRoster(60_000).folder;
    host = await serveFolder(folder);
  });
  test.afterAll(async () => {
    await host?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const language of languages) {
    test(`its states in "${language}" have nothing that axe finds wrong`, async ({ browser }) => {
      test.setTimeout(120_000);
      expect(await faultsOfStates(browser, host.url, language, largeCheckStates)).toEqual([]);
    });
  }
});

test('no state of the check and the family code is left out', async ({ page, home }) => {
  const named = (list: readonly State[]): string[] => list.map(({ name }) => name);
  await page.goto(`${home}ru/check.html`);
  expect(named([...checkStates, ...largeCheckStates])).toEqual(
    expect.arrayContaining(await statesOfPage(page, 'state-')),
  );
  await page.goto(`${home}ru/code.html`);
  expect(named(codeStates)).toEqual(expect.arrayContaining(await statesOfPage(page, 'code-state-')));
});

test('the verifier has nothing that axe finds wrong, in any language, before and after a file', async ({
  page,
  home,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 640 });
  const wrong: string[] = [];
  await page.goto(`${home}verify.html`);
  for (const button of await page.locator('[data-language]').all()) {
    await button.click();
    const language = (await button.getAttribute('data-language')) ?? '';
    wrong.push(...(await faults(page, `verify.html, ${language}`)));
    await page.setInputFiles('#file', {
      name: 'letter.html',
      mimeType: 'text/html',
      buffer: Buffer.from('<p>'),
    });
    await page.locator('#answer[data-outcome]').waitFor();
    wrong.push(...(await faults(page, `verify.html, ${language}, a file`)));
  }
  expect(wrong).toEqual([]);
});

// Colours do not depend on the language: one stands for all.
for (const [name, media] of [
  ['dark', { colorScheme: 'dark' }],
  ['high contrast', { contrast: 'more' }],
  ['dark high contrast', { colorScheme: 'dark', contrast: 'more' }],
  ['forced colours', { forcedColors: 'active' }],
] as const) {
  test(`colours: ${name}`, async ({ browser, home }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...media });
    const wrong: string[] = [];
    const page = await context.newPage();
    for (const path of [...pathsOf(''), ...pathsOf('ru')]) {
      await page.goto(`${home}${path}`);
      wrong.push(...(await faults(page, path, rulesOfColour)));
    }
    // States are made of what pages are made of: they are seen in the two sets that change most.
    const seen = 'contrast' in media ? [] : [...checkStates, ...codeStates, ...oldStates];
    for (const state of seen) {
      const other = await context.newPage();
      await state.reach(other, home, 'ru');
      wrong.push(...(await faults(other, state.name, rulesOfColour)));
      await other.close();
    }
    await context.close();
    expect(wrong).toEqual([]);
  });
}

test('text twice as large, and text with wide spacing, does not widen any page', async ({ page, home }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 360, height: 740 });
  const wrong: string[] = [];
  for (const path of paths) {
    await page.goto(`${home}${path}`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    if ((await overflow(page)) > 0) wrong.push(`${path}: 200 %`);
    // WCAG 2.2, 1.4.12.
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
      const { style } = document.body;
      style.lineHeight = '1.5';
      style.letterSpacing = '0.12em';
      style.wordSpacing = '0.16em';
    });
    if ((await overflow(page)) > 0) wrong.push(`${path}: spacing`);
  }
  expect(wrong).toEqual([]);
});
