import type { Locator, Page } from 'playwright/test';

/** The check page as a person uses it. */
export class CheckPage {
  readonly page: Page;
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.result = page.locator('#result');
  }

  async open(site: string, language = 'ru'): Promise<void> {
    await this.page.goto(`${site}${language}/check.html`);
    await this.ready();
  }

  /** Until the roster is in memory and the search answers. */
  async ready(): Promise<void> {
    await this.page.locator('#check[data-ready]').waitFor();
  }

  async type(name: string, birth?: readonly [number?, number?, number?]): Promise<void> {
    await this.page.locator('#name').fill(name);
    const [year, month, day] = birth ?? [];
    await this.page.locator('#day').fill(day === undefined ? '' : String(day));
    await this.page.locator('#month').fill(month === undefined ? '' : String(month));
    await this.page.locator('#year').fill(year === undefined ? '' : String(year));
  }

  /** The outcome once the page has settled on what was typed last. */
  async outcome(): Promise<string> {
    await this.page.locator('#check:not([data-busy])').waitFor();
    return (await this.result.getAttribute('data-state')) ?? '';
  }

  async refs(): Promise<string[]> {
    const refs = await this.result
      .locator('[data-ref]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-ref')));
    return refs.map((ref) => ref ?? '');
  }
}
