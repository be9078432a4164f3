import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { loadFromSite } from '../../scripts/roster/sealed-scripts.ts';
import { ledgerLineSchema } from '../../src/schemas/ledger.ts';
import type { SealedNews } from '../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../src/seal/family-code.ts';
import { type LoadSealed, openRecord } from '../../src/seal/open-record.ts';
import { site } from './channels.ts';

/** A code that was never given to anyone: every character fits, no record opens. */
export const strangerCode = createFamilyCode(new Uint8Array(10));

/** A code of the demonstration and what it opens to, known from outside of the browser. */
export interface KnownCode {
  code: string;
  news: SealedNews;
}

/** Remembers files, since a search for codes opens hundreds of records. */
function cached(load: LoadSealed): LoadSealed {
  const files = new Map<string, ReturnType<LoadSealed>>();
  return (name) => {
    const file = files.get(name) ?? load(name);
    files.set(name, file);
    return file;
  };
}

/** The first code of the demonstration's ledger whose record meets a condition. */
export async function knownCode(meets: (news: SealedNews) => boolean): Promise<KnownCode> {
  const ledger = resolve(import.meta.dirname, '../fixtures/demo/ledger.jsonl');
  const load = cached(loadFromSite(site));
  for (const line of readFileSync(ledger, 'utf8').split('\n').filter(Boolean)) {
    const parsed = ledgerLineSchema.parse(JSON.parse(line));
    if (parsed.kind !== 'record') continue;
    const code = createFamilyCode(Buffer.from(parsed.code, 'hex'));
    const news = await openRecord(code, load);
    if (news !== null && meets(news)) return { code, news };
  }
  throw new Error('The demonstration has no such record.');
}

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
