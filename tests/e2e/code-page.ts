import type { Locator, Page } from 'playwright/test';

export { type KnownCode, knownCode, strangerCode } from './known-codes.ts';

/** The page of the family code as a person uses it. */
export class CodePage {
  readonly page: Page;
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.result = page.locator('#opened');
  }

  async visit(home: string, language = 'ru'): Promise<void> {
    await this.page.goto(`${home}${language}/code.html`);
    await this.page.locator('#code-form[data-ready]').waitFor();
  }

  /** Types a code, presses Enter and waits for the answer. */
  async open(text: string): Promise<string> {
    await this.page.locator('#code').fill(text);
    await this.page.locator('#code').press('Enter');
    return this.state();
  }

  async state(): Promise<string> {
    await this.page.locator('#opened:not([data-state="loading"])').waitFor();
    return (await this.result.getAttribute('data-state')) ?? '';
  }
}
