import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadFromSite } from '../../scripts/roster/sealed-scripts.ts';
import { ledgerLineSchema } from '../../src/schemas/ledger.ts';
import type { SealedNews } from '../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../src/seal/family-code.ts';
import { type LoadSealed, openRecord } from '../../src/seal/open-record.ts';

/*
 * Codes of the demonstration, known from outside of any browser. Playwright's own files cannot be imported by Vitest,
 * so this stands apart from code-page.ts.
 */
const site = resolve(process.env.SITE_UNDER_TEST ?? join(import.meta.dirname, '../../dist'));

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
