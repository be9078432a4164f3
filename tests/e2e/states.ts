import { join } from 'node:path';
import { expect, type Page, type Route } from 'playwright/test';
import { keepExamples } from '../../src/components/keep/keep.examples.ts';
import { CheckPage } from './check-page.ts';
import { CodePage, type KnownCode, knownCode, strangerCode } from './code-page.ts';
import { listedMen } from './demonstration.ts';

/** A state that a page can be in beyond the one in which it opens, and how a person comes to it. */
export interface State {
  /** As the page names it (`template` ids without `state-`), or in words. */
  name: string;
  reach(page: Page, home: string, language: string): Promise<void>;
}

const [man] = listedMen();
const script = (body: string) => ({ body, contentType: 'text/javascript' });

async function typedCheck(page: Page, home: string, language: string, name: string): Promise<CheckPage> {
  const check = new CheckPage(page);
  await check.open(home, language);
  await check.type(name);
  return check;
}

/** The check with the roster that came with the page. */
export const checkStates: readonly State[] = [
  {
    name: 'idle',
    reach: (page, home, language) => new CheckPage(page).open(home, language),
  },
  {
    name: 'few',
    async reach(page, home, language) {
      const check = new CheckPage(page);
      await check.open(home, language);
      await check.type(`${man?.given_name} ${man?.patronymic} ${man?.surname}`, man?.birth);
      expect(await check.outcome()).toBe('few');
    },
  },
  {
    name: 'many',
    async reach(page, home, language) {
      const check = await typedCheck(page, home, language, 'Александр');
      expect(await check.outcome()).toBe('many');
    },
  },
  {
    name: 'none',
    async reach(page, home, language) {
      const check = new CheckPage(page);
      await check.open(home, language);
      await check.type('Щукин Ювеналий Эрастович', [1951, 2, 3]);
      expect(await check.outcome()).toBe('none');
    },
  },
  {
    name: 'a date that does not exist',
    async reach(page, home, language) {
      const check = new CheckPage(page);
      await check.open(home, language);
      await check.type('Александр', [1998, 13, 40]);
      await expect(page.locator('#birth-error')).toBeVisible();
    },
  },
  {
    name: 'damaged',
    async reach(page, home, language) {
      const broken = script('globalThis.vestochka=Object.assign(globalThis.vestochka||{},{roster:"AAAA"})');
      await page.route('**/assets/roster.js', (route) => route.fulfill(broken));
      await page.goto(`${home}${language}/check.html`);
      await expect(page.locator('#result')).toHaveAttribute('data-state', 'damaged');
    },
  },
];

/** The check with a roster that is fetched in parts. `home` is a site made by large-roster.ts. */
export const largeCheckStates: readonly State[] = [
  {
    name: 'press',
    async reach(page, home, language) {
      const check = await typedCheck(page, home, language, 'Сергей');
      expect(await check.outcome()).toBe('press');
    },
  },
  {
    name: 'ask',
    async reach(page, home, language) {
      const check = await typedCheck(page, home, language, 'Сергей');
      await check.outcome();
      await page.locator('#check button[type="submit"]').click();
      await expect(check.result).toHaveAttribute('data-state', 'ask');
    },
  },
  {
    name: 'loading',
    async reach(page, home, language) {
      // A part that does not arrive while the page is looked at.
      const held: Route[] = [];
      await page.route('**/assets/roster/*.js', (route) => void held.push(route));
      const check = new CheckPage(page);
      await check.open(home, language);
      await check.type('Потапов Сергей Васильевич', [1998, 5, 12]);
      await check.outcome();
      await page.locator('#check button[type="submit"]').click();
      await expect(check.result).toHaveAttribute('data-state', 'loading');
    },
  },
];

let letters: Promise<{ letter: KnownCode; callUs: KnownCode }> | undefined;

/** Codes of the demonstration, looked for once. */
function known(): Promise<{ letter: KnownCode; callUs: KnownCode }> {
  letters ??= (async () => ({
    letter: await knownCode(({ message, month }) => message !== null && message !== '' && month !== null),
    callUs: await knownCode(({ status }) => status === 'call_us'),
  }))();
  return letters;
}

async function openedCode(
  page: Page,
  home: string,
  language: string,
  code: string,
  state: string,
): Promise<void> {
  const codePage = new CodePage(page);
  await codePage.visit(home, language);
  expect(await codePage.open(code)).toBe(state);
}

export const codeStates: readonly State[] = [
  {
    name: 'idle',
    reach: (page, home, language) => new CodePage(page).visit(home, language),
  },
  {
    name: 'a code with a mistake',
    async reach(page, home, language) {
      await openedCode(page, home, language, `${strangerCode.slice(0, -1)}?`, 'idle');
      await expect(page.locator('#code-error')).toBeVisible();
    },
  },
  {
    name: 'wrong',
    reach: (page, home, language) => openedCode(page, home, language, strangerCode, 'wrong'),
  },
  {
    name: 'opened',
    async reach(page, home, language) {
      await openedCode(page, home, language, (await known()).letter.code, 'opened');
      await page.locator('#change-month').selectOption('1');
      await page.locator('#change-year').fill('2021');
      await expect(page.locator('[data-slot="change-answer"]')).not.toBeEmpty();
    },
  },
  {
    name: 'closed',
    async reach(page, home, language) {
      await openedCode(page, home, language, (await known()).letter.code, 'opened');
      await page.locator('[data-act="close"]').click();
      await expect(page.locator('#opened')).toHaveAttribute('data-state', 'closed');
    },
  },
  {
    name: 'blank',
    async reach(page, home, language) {
      await openedCode(page, home, language, (await known()).letter.code, 'opened');
      await page.evaluate(() => dispatchEvent(new Event('pagehide')));
      await expect(page.locator('#opened')).toHaveAttribute('data-state', 'blank');
    },
  },
  {
    name: 'call_us',
    async reach(page, home, language) {
      await openedCode(page, home, language, (await known()).callUs.code, 'call_us');
    },
  },
  {
    name: 'loading',
    async reach(page, home, language) {
      const held: Route[] = [];
      await page.route('**/assets/sealed/**', (route) => void held.push(route));
      await new CodePage(page).visit(home, language);
      await page.locator('#code').fill(strangerCode);
      await page.locator('#code').press('Enter');
      await expect(page.locator('#opened')).toHaveAttribute('data-state', 'loading');
    },
  },
  {
    name: 'damaged',
    async reach(page, home, language) {
      await page.route('**/assets/sealed/**', (route) => route.abort());
      await openedCode(page, home, language, strangerCode, 'damaged');
    },
  },
];

async function asked(page: Page, home: string, language: string, words: string): Promise<void> {
  await page.goto(`${home}${language}/search.html`);
  await page.locator('#query').fill(words);
  await expect(page.locator('#search-status')).not.toBeEmpty();
}

export const searchStates: readonly State[] = [
  {
    name: 'found',
    async reach(page, home, language) {
      await asked(page, home, language, 'Tor');
      await expect(page.locator('#search-results a').first()).toBeVisible();
    },
  },
  {
    name: 'nothing found',
    async reach(page, home, language) {
      await asked(page, home, language, 'щщщщщщ');
      await expect(page.locator('#search-results a')).toHaveCount(0);
    },
  },
  {
    name: 'not working',
    async reach(page, home, language) {
      await page.route('**/pagefind/**', (route) => route.abort());
      await asked(page, home, language, 'Tor');
    },
  },
];

type KeepStatus = keyof typeof keepExamples;

/** Shows what keep.client.ts shows; kept-copy.spec.ts comes to these states with true releases. */
async function keeping(page: Page, home: string, language: string, status: KeepStatus): Promise<void> {
  await page.goto(`${home}${language}/blocked.html`);
  await expect(page.locator('#keep')).toBeVisible();
  await expect(page.locator('#keep-status')).not.toBeEmpty();
  const { buttons, busy } = keepExamples[status];
  await page.evaluate(
    ({ status, buttons, busy }) => {
      const line = document.getElementById('keep-status');
      if (line !== null) line.textContent = line.getAttribute(`data-${status}`);
      for (const button of Array.from(document.querySelectorAll<HTMLButtonElement>('#keep button'))) {
        button.hidden = !buttons.includes(button.id);
        button.disabled = busy;
      }
    },
    { status, buttons: [...buttons] as string[], busy },
  );
}

// The keys of the object are its statuses.
export const keepStates: readonly State[] = (Object.keys(keepExamples) as KeepStatus[]).map((status) => ({
  name: `kept copy: ${status}`,
  reach: (page, home, language) => keeping(page, home, language, status),
}));

/** Years after the demonstration, when every notice of age is shown and numbers stand behind a sentence. */
async function inTenYears(page: Page, address: string): Promise<void> {
  await page.clock.setFixedTime(new Date('2036-11-22T12:00:00Z'));
  await page.goto(address);
  await expect(page.locator('#age')).toBeVisible();
  await expect(page.locator('main > [data-stale]')).toBeVisible();
}

export const oldStates: readonly State[] = [
  ...['index', 'contacts', 'check', 'collect-evidence', 'list/1'].map((slug) => ({
    name: `out of date: ${slug}`,
    reach: (page: Page, home: string, language: string) =>
      inTenYears(page, `${home}${language}/${slug}.html`),
  })),
  {
    name: 'out of date, a number unfolded',
    async reach(page, home, language) {
      await inTenYears(page, `${home}${language}/contacts.html`);
      await page.locator('details.aged summary').first().click();
      await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
    },
  },
  {
    name: 'out of date: an opened record',
    async reach(page, home, language) {
      await page.clock.setFixedTime(new Date('2036-11-22T12:00:00Z'));
      await openedCode(page, home, language, (await known()).letter.code, 'opened');
      await expect(page.locator('#opened [data-slot="old"]')).toBeVisible();
    },
  },
];

/** A page that stands in for a translation that is missing, as layouts/Page.astro draws it. */
export const fallbackState: State = {
  name: 'a page in another language, with its notice',
  async reach(page, home, language) {
    const other = language === 'ru' ? 'uk' : 'ru';
    await page.goto(`${home}${other}/rights.html`);
    const borrowed = await page.locator('main > div').innerHTML();
    await page.goto(`${home}${language}/rights.html`);
    await page.evaluate(
      ({ borrowed, other }) => {
        const body = document.querySelector('main > div');
        const notice = document.createElement('p');
        notice.className = 'note';
        notice.textContent = document.title;
        body?.before(notice);
        body?.setAttribute('lang', other);
        if (body) body.innerHTML = borrowed;
      },
      { borrowed, other },
    );
  },
};

/** Pages that say something else where scripts are off. */
export const pagesWithScripts = ['check', 'code', 'search', 'blocked', 'index', 'contacts'] as const;

/** Templates of states that a page has, to hold the lists above against: a new state must be visited too. */
export async function statesOfPage(page: Page, prefix: string): Promise<string[]> {
  const ids = await page
    .locator(`template[id^="${prefix}"]`)
    .evaluateAll((templates) => templates.map(({ id }) => id));
  return ids.map((id) => id.slice(prefix.length)).sort();
}

/** Where axe-core stands. */
export const axeFile = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');
