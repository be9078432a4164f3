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
  type Walk,
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

/** Walks that every language has, in the order of the site. */
const walks: readonly Walk[] = [
  checkStates,
  codeStates,
  searchStates,
  keepStates,
  oldStates,
  [fallbackState],
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
  const hasAxe = await page.evaluate(() => 'axe' in globalThis);
  // The policy of the pages forbids scripts from outside; a debugger's evaluation is not bound by it.
  if (!hasAxe) await page.evaluate(axe);
  const found: Violation[] = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    // What is scrolled below the bar that leaves the page would count as covered.
    scrollTo(0, 0);
    // Thousands of rows differ in their letters alone; the first of each table stand for them meanwhile.
    const like = [
      ...document.querySelectorAll('tbody tr:nth-child(n+3)'),
      ...[...document.querySelectorAll('.names')].slice(5),
    ].map((part) => ({ part, mark: new Comment() }));
    for (const { part, mark } of like) part.replaceWith(mark);
    // What passes need not be described.
    const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'] });
    for (const { part, mark } of like) mark.replaceWith(part);
    return violations;
  }, runOnly);
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** How many pixels the page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What is seen by its edge alone where the browser takes all colours away. */
const edged = '.leave, .note, .button, .plain, .sheet, .paths a, .choose a, input:not([type="file"]), select';

/** Parts whose edge is not drawn, and lines drawn in the colour of the paper. */
const withoutEdges = (page: Page): Promise<string[]> =>
  page.evaluate((edged) => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const drawn = (selector: string): Element[] =>
      [...document.querySelectorAll(selector)].filter((part) => part.getClientRects().length > 0);
    const bare = drawn(edged).filter((part) => getComputedStyle(part).borderTopStyle === 'none');
    const faint = drawn('.route .line, .sign g').filter((part) => getComputedStyle(part).stroke === paper);
    return [...bare, ...faint].map((part) => `${part.localName}.${part.getAttribute('class')} has no edge`);
  }, edged);

/** Everything that is wrong with the page as it stands, each line beginning with `where`. */
async function faults(page: Page, where: string, runOnly?: object): Promise<string[]> {
  const wide = (await overflow(page)) > 0 ? [`${where}: wider than the screen`] : [];
  return [...wide, ...(await violations(page, runOnly)).map((violation) => `${where}: ${violation}`)];
}

/** Sets of colours, as a browser is asked for them. */
const colours = {
  dark: { colorScheme: 'dark' },
  'high contrast': { contrast: 'more' },
  'dark high contrast': { colorScheme: 'dark', contrast: 'more' },
  'forced colours': { forcedColors: 'active' },
} as const;
type ColourSet = keyof typeof colours;
const plain = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' } as const;

const phone = { width: 320, height: 640 };
const desk = { width: 1024, height: 768 };

/** What is wrong with the page as it stands, on a desk and in each set of colours; then it is as it was. */
async function faultsOfColours(page: Page, where: string, sets: readonly ColourSet[]): Promise<string[]> {
  if (sets.length === 0) return [];
  const wrong: string[] = [];
  await page.setViewportSize(desk);
  for (const set of sets) {
    await page.emulateMedia({ ...plain, ...colours[set] });
    wrong.push(...(await faults(page, `${where}, ${set}`, rulesOfColour)));
    if (set !== 'forced colours') continue;
    wrong.push(...(await withoutEdges(page)).map((part) => `${where}: ${part}`));
  }
  await page.emulateMedia(plain);
  await page.setViewportSize(phone);
  return wrong;
}

/** What is wrong with the states of a walk, each in the given sets of colours too. */
async function faultsOfWalk(
  browser: Browser,
  home: string,
  language: string,
  walk: Walk,
  sets: readonly ColourSet[] = [],
): Promise<string[]> {
  const page = await browser.newPage({ viewport: phone });
  const wrong: string[] = [];
  for (const state of walk) {
    const where = `${language}, ${state.name}`;
    await test.step(where, () => state.reach(page, home, language));
    wrong.push(...(await faults(page, where)), ...(await faultsOfColours(page, where, sets)));
  }
  await page.close();
  return wrong;
}

/** Whether the page grows wider than a phone when its text is twice as large, or set widely (WCAG 2.2, 1.4.12). */
async function widened(page: Page, where: string): Promise<string[]> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  const large = (await overflow(page)) > 0 ? [`${where}: wider than the screen at 200 %`] : [];
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
    const { style } = document.body;
    style.lineHeight = '1.5';
    style.letterSpacing = '0.12em';
    style.wordSpacing = '0.16em';
  });
  const spaced = (await overflow(page)) > 0 ? [`${where}: wider than the screen when spaced`] : [];
  await page.evaluate(() => document.body.removeAttribute('style'));
  await page.setViewportSize(phone);
  return [...large, ...spaced];
}

// Colours do not depend on the language: one, and the pages that have none, stand for all.
const inColour = (language: string): boolean => language === '' || language === 'ru';

for (const language of ['', ...languages]) {
  const sets: readonly ColourSet[] = inColour(language)
    ? ['dark', 'high contrast', 'dark high contrast', 'forced colours']
    : [];
  const also = sets.length > 0 ? ', also in the dark, in high contrast and in forced colours' : '';

  test(`every page of "${language}" fits a screen of 320 px, also with large text, and has nothing that axe finds wrong${also}`, async ({
    page,
    home,
  }) => {
    test.setTimeout(240_000);
    await page.setViewportSize(phone);
    const wrong: string[] = [];
    for (const path of pathsOf(language)) {
      await page.goto(`${home}${path}`);
      wrong.push(...(await widened(page, path)), ...(await faults(page, path)));
      wrong.push(...(await faultsOfColours(page, path, sets)));
    }
    expect(wrong).toEqual([]);
  });
}

/** States whose parts stand on no page as it opens: they are seen in the two sets of colours that change most. */
const colouredWalks: readonly Walk[] = [checkStates, codeStates, oldStates];

for (const language of languages) {
  const also = inColour(language) ? ', also in the dark and in forced colours' : '';

  test(`every state of every page in "${language}" has nothing that axe finds wrong${also}`, async ({
    browser,
    home,
  }) => {
    test.setTimeout(300_000);
    const wrong: string[] = [];
    for (const walk of walks) {
      const sets: readonly ColourSet[] =
        inColour(language) && colouredWalks.includes(walk) ? ['dark', 'forced colours'] : [];
      wrong.push(...(await faultsOfWalk(browser, home, language, walk, sets)));
    }
    expect(wrong).toEqual([]);
  });

  test(`pages in "${language}" without scripts have nothing that axe finds wrong`, async ({ page, home }) => {
    test.setTimeout(120_000);
    await page.setViewportSize(phone);
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
      expect(await faultsOfWalk(browser, host.url, language, largeCheckStates)).toEqual([]);
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
  await page.setViewportSize(phone);
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
