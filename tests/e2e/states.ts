import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { keepExamples } from '../../src/components/keep/keep.examples.ts';
import { CheckPage } from './check-page.ts';
import { CodePage, type KnownCode, knownCode, strangerCode } from './code-page.ts';
import { type ListedMan, listedMen } from './demonstration.ts';

/** A state that a page can be in beyond the one in which it opens, and how a person comes to it. */
export interface State {
  /** As the page names it (`template` ids without `state-`), or in words. */
  name: string;
  /** Comes to it from the state that stands before it in its walk; the first of a walk opens the page. */
  reach(page: Page, home: string, language: string): Promise<void>;
}

/**
 * States that one page comes to one after another, as a person does who goes on: opening a page takes longer than all
 * that is looked at in it. Routes and clocks stay until the end of the walk.
 */
export type Walk = readonly State[];

const [man] = listedMen();
const script = (body: string) => ({ body, contentType: 'text/javascript' });

/** Types a name and a birth date, and holds the page to what comes of it. */
async function typed(page: Page, outcome: string, name: string, birth?: ListedMan['birth']): Promise<void> {
  const check = new CheckPage(page);
  await check.type(name, birth);
  expect(await check.outcome()).toBe(outcome);
}

/** The check with the roster that came with the page. */
export const checkStates: Walk = [
  {
    name: 'idle',
    reach: (page, home, language) => new CheckPage(page).open(home, language),
  },
  {
    name: 'few',
    reach: (page) => typed(page, 'few', `${man?.given_name} ${man?.patronymic} ${man?.surname}`, man?.birth),
  },
  {
    name: 'many',
    reach: (page) => typed(page, 'many', 'Александр'),
  },
  {
    name: 'none',
    reach: (page) => typed(page, 'none', 'Щукин Ювеналий Эрастович', [1951, 2, 3]),
  },
  {
    name: 'a date that does not exist',
    async reach(page) {
      await expect(page.locator('#birth-error')).toBeHidden();
      await typed(page, 'many', 'Александр', [1998, 13, 40]);
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
export const largeCheckStates: Walk = [
  {
    name: 'press',
    async reach(page, home, language) {
      await new CheckPage(page).open(home, language);
      await typed(page, 'press', 'Сергей');
    },
  },
  {
    name: 'ask',
    async reach(page) {
      await page.locator('#check button[type="submit"]').click();
      await expect(page.locator('#result')).toHaveAttribute('data-state', 'ask');
    },
  },
  {
    name: 'loading',
    async reach(page) {
      // A part that does not arrive while the page is looked at.
      await page.route('**/assets/roster/*.js', () => {});
      await typed(page, 'press', 'Потапов Сергей Васильевич', [1998, 5, 12]);
      await page.locator('#check button[type="submit"]').click();
      await expect(page.locator('#result')).toHaveAttribute('data-state', 'loading');
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

/** Opens a code on the page as it stands, and holds the page to what comes of it. */
async function openedCode(page: Page, code: string, state: string): Promise<void> {
  expect(await new CodePage(page).open(code)).toBe(state);
}

export const codeStates: Walk = [
  {
    name: 'idle',
    reach: (page, home, language) => new CodePage(page).visit(home, language),
  },
  {
    name: 'a code with a mistake',
    async reach(page) {
      await openedCode(page, `${strangerCode.slice(0, -1)}?`, 'idle');
      await expect(page.locator('#code-error')).toBeVisible();
    },
  },
  {
    name: 'wrong',
    reach: (page) => openedCode(page, strangerCode, 'wrong'),
  },
  {
    name: 'opened',
    async reach(page) {
      await openedCode(page, (await known()).letter.code, 'opened');
      await page.locator('#change-month').selectOption('1');
      await page.locator('#change-year').fill('2021');
      await expect(page.locator('[data-slot="change-answer"]')).not.toBeEmpty();
    },
  },
  {
    name: 'closed',
    async reach(page) {
      await page.locator('[data-act="close"]').click();
      await expect(page.locator('#opened')).toHaveAttribute('data-state', 'closed');
    },
  },
  {
    name: 'blank',
    async reach(page) {
      await openedCode(page, (await known()).letter.code, 'opened');
      await page.evaluate(() => dispatchEvent(new Event('pagehide')));
      await expect(page.locator('#opened')).toHaveAttribute('data-state', 'blank');
    },
  },
  {
    name: 'call_us',
    async reach(page) {
      await openedCode(page, (await known()).callUs.code, 'call_us');
    },
  },
  {
    name: 'loading',
    async reach(page, home, language) {
      // Files that do not arrive while the page is looked at; a page that stands has those that it fetched.
      await page.route('**/assets/sealed/**', () => {});
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
      await new CodePage(page).visit(home, language);
      await openedCode(page, strangerCode, 'damaged');
    },
  },
];

async function asked(page: Page, words: string): Promise<void> {
  await page.locator('#query').fill(words);
  await expect(page.locator('#search-status')).not.toBeEmpty();
}

export const searchStates: Walk = [
  {
    name: 'found',
    async reach(page, home, language) {
      await page.goto(`${home}${language}/search.html`);
      await asked(page, 'Tor');
      await expect(page.locator('#search-results a').first()).toBeVisible();
    },
  },
  {
    name: 'nothing found',
    async reach(page) {
      await asked(page, 'щщщщщщ');
      await expect(page.locator('#search-results a')).toHaveCount(0);
    },
  },
  {
    name: 'not working',
    async reach(page, home, language) {
      await page.route('**/pagefind/**', (route) => route.abort());
      await page.goto(`${home}${language}/search.html`);
      await asked(page, 'Tor');
    },
  },
];

type KeepStatus = keyof typeof keepExamples;

/** Shows what keep.client.ts shows; kept-copy.spec.ts comes to these states with true releases. */
async function keeping(page: Page, status: KeepStatus): Promise<void> {
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
const keepStatuses = Object.keys(keepExamples) as KeepStatus[];

export const keepStates: Walk = keepStatuses.map((status, index) => ({
  name: `kept copy: ${status}`,
  async reach(page, home, language) {
    if (index === 0) await page.goto(`${home}${language}/blocked.html`);
    await expect(page.locator('#keep')).toBeVisible();
    await expect(page.locator('#keep-status')).not.toBeEmpty();
    await keeping(page, status);
  },
}));

/** Years after the demonstration, when every notice of age is shown and numbers stand behind a sentence. */
async function outOfDate(page: Page, address: string): Promise<void> {
  await page.clock.setFixedTime(new Date('2036-11-22T12:00:00Z'));
  await page.goto(address);
  await expect(page.locator('#age')).toBeVisible();
  await expect(page.locator('main > [data-stale]')).toBeVisible();
}

const outOfDateState = (slug: string): State => ({
  name: `out of date: ${slug}`,
  reach: (page, home, language) => outOfDate(page, `${home}${language}/${slug}.html`),
});

export const oldStates: Walk = [
  ...['index', 'check', 'collect-evidence', 'list/1', 'contacts'].map(outOfDateState),
  {
    name: 'out of date, a number unfolded',
    async reach(page) {
      await page.locator('details.aged summary').first().click();
      await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
    },
  },
  {
    name: 'out of date: an opened record',
    async reach(page, home, language) {
      await new CodePage(page).visit(home, language);
      await openedCode(page, (await known()).letter.code, 'opened');
      await expect(page.locator('#opened [data-slot="old"]')).toBeVisible();
    },
  },
];

/** A page that stands in for a translation that is missing, as layouts/Page.astro draws it. */
export const fallbackState: State = {
  name: 'a page in another language, with its notice',
  async reach(page, home, language) {
    const other = language === 'ru' ? 'uk' : 'ru';
    const otherPage = await page.request.get(`${home}${other}/rights.html`);
    await page.goto(`${home}${language}/rights.html`);
    await page.evaluate(
      ({ otherPage, other }) => {
        const borrowed = new DOMParser().parseFromString(otherPage, 'text/html').querySelector('main > div');
        const body = document.querySelector('main > div');
        const notice = document.createElement('p');
        notice.className = 'note';
        notice.textContent = document.title;
        body?.before(notice);
        body?.setAttribute('lang', other);
        if (body && borrowed) body.innerHTML = borrowed.innerHTML;
      },
      { otherPage: await otherPage.text(), other },
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
