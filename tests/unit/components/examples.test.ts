import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trustLanguages } from '../../../scripts/site/verify-page.ts';
import { ageExamples } from '../../../src/components/age/age.examples.ts';
import { resultExamples } from '../../../src/components/check/check.examples.ts';
import { type CheckWords, checkWords, reasonWords } from '../../../src/components/check/check-words.ts';
import { faultExamples, newsExamples } from '../../../src/components/code/code.examples.ts';
import { type CodeWords, codeWords } from '../../../src/components/code/code-words.ts';
import { faultWords } from '../../../src/components/code/fault-words.ts';
import { contactExamples } from '../../../src/components/contacts/contacts.examples.ts';
import { flyerExamples } from '../../../src/components/flyer/flyer.examples.ts';
import { leaveExamples, madeExamples, staleExamples } from '../../../src/components/frame/frame.examples.ts';
import { threeShifts } from '../../../src/components/frame/leave.ts';
import { daysSince, isOutOfDate } from '../../../src/components/frame/out-of-date.ts';
import { keyExamples } from '../../../src/components/genuine/genuine.examples.ts';
import { siteFingerprint } from '../../../src/components/genuine/site-key.ts';
import { keepExamples } from '../../../src/components/keep/keep.examples.ts';
import { languageExamples } from '../../../src/components/languages/languages.examples.ts';
import { ownLanguage } from '../../../src/components/languages/own-language.ts';
import { mirrorExamples } from '../../../src/components/mirrors/mirrors.examples.ts';
import { shownAddress } from '../../../src/components/mirrors/shown-address.ts';
import { noteExamples } from '../../../src/components/note/note.examples.ts';
import { searchExamples } from '../../../src/components/page-search/page-search.examples.ts';
import { routeExamples } from '../../../src/components/route/route.examples.ts';
import { singleExamples } from '../../../src/components/single/single.examples.ts';
import { sizeWords } from '../../../src/components/single/size-words.ts';
import { stepExamples } from '../../../src/components/steps/steps.examples.ts';
import { verifyExamples } from '../../../src/components/verify/verify.examples.ts';
import { bornWords, whoWords } from '../../../src/i18n/entry-words.ts';
import { allWords } from '../../../src/i18n/words.ts';
import { routeSchema } from '../../../src/schemas/route.ts';
import { sealedNewsSchema, sealedStatuses } from '../../../src/schemas/sealed.ts';
import { siteSchema } from '../../../src/schemas/site.ts';
import { parseFamilyCode } from '../../../src/seal/family-code.ts';
import { decodeNews, encodeNews } from '../../../src/seal/news.ts';
import { freshness } from '../../../src/trust/expiry.ts';

/** The gallery draws these; here they are held against schemas and words, so that it cannot show what cannot be. */
describe('examples of components', () => {
  it('routes are routes, and each place has words in every language', () => {
    for (const route of Object.values(routeExamples)) {
      expect(routeSchema.parse(route)).toEqual(route);
      for (const words of allWords()) {
        for (const { code, note } of route.places) {
          expect(words.coded(`route.${code}`)).not.toBe('');
          if (note) expect(words.coded(`route.${code}.note`)).not.toBe('');
        }
      }
    }
  });

  it('contacts have words for everything they say, in every language', () => {
    for (const { id, contact } of Object.values(contactExamples)) {
      const keys = [
        `contact.${id}.name`,
        `contact.${id}.about`,
        `contact.safe.${contact.safe_from_russia}`,
        ...contact.asks.map((code) => `contact.asks.${code}`),
        ...contact.never_asks.map((code) => `contact.never.${code}`),
        ...contact.languages.map((code) => `language.${code}`),
      ];
      for (const words of allWords()) for (const key of keys) expect(words.coded(key)).not.toBe('');
    }
  });

  it('answers of the check have words for who, when, how well and why, in every language', () => {
    for (const words of allWords()) {
      const said: CheckWords = JSON.parse(checkWords(words, 4));
      for (const { matches, missing } of Object.values(resultExamples)) {
        for (const part of missing) expect(said.missing[part]).not.toBe('');
        for (const { entry, fit, reasons } of matches) {
          expect(whoWords(entry, said.entry)).not.toMatch(/[{}]/);
          expect(bornWords(entry.birth_from, entry.birth_to, said.entry)).not.toMatch(/[{}]/);
          expect(said.odds[fit]).not.toMatch(/[{}]/);
          for (const reason of reasons) {
            const text = reasonWords(reason, said);
            expect(text).not.toMatch(/[{}]/);
            for (const name of [reason.typed, reason.means]) expect(text).toContain(name ?? '');
          }
        }
      }
    }
  });

  it('keys leave the page as they say', () => {
    for (const [name, { presses, leaves }] of Object.entries(leaveExamples)) {
      const isThird = threeShifts();
      expect(presses.map((press) => isThird(press)).includes(true), name).toBe(leaves);
    }
  });

  it('pages are out of date, and lists as old, as they say', () => {
    for (const [name, { reviewBy, today, outOfDate }] of Object.entries(staleExamples))
      expect(isOutOfDate(reviewBy, today), name).toBe(outOfDate);
    for (const [name, { made, now, days }] of Object.entries(madeExamples))
      expect(daysSince(made, new Date(now)), name).toBe(days);
  });

  it('the language of a browser is the first that it asks for and that is there', () => {
    const offered = allWords().map(({ code }) => code);
    for (const [name, { wanted, own }] of Object.entries(languageExamples))
      expect(ownLanguage(wanted, offered), name).toBe(own);
  });

  it('notes say first, in bold, what must not be missed; so does every note of the pages', () => {
    for (const html of Object.values(noteExamples)) expect(html).toMatch(/^<p><b>[^<]+[.?]<\/b> /);
    const notes = globSync('content/pages/*/*.mdx').flatMap((file) =>
      readFileSync(file, 'utf8').split('<Note>\n').slice(1),
    );
    expect(notes.length).toBeGreaterThan(allWords().length);
    for (const note of notes) expect(note).toMatch(/^\*\*[^*]+[.?]\*\* /);
  });

  it('mirrors are addresses that content/site.yaml may have, shown as they are copied', () => {
    for (const { mirrors, onion, shown } of Object.values(mirrorExamples)) {
      expect(siteSchema.pick({ mirrors: true, onion: true }).parse({ mirrors, onion })).toEqual({
        mirrors,
        onion,
      });
      expect(mirrors.map(shownAddress)).toEqual(shown);
    }
  });

  it('a single file says its size in every language', () => {
    for (const { bytes, size } of Object.values(singleExamples)) {
      if (bytes === null) continue;
      // Its spaces do not break.
      expect(sizeWords(bytes, 'ru').replace(/\s/g, ' ')).toBe(size);
      for (const { tag } of allWords()) expect(sizeWords(bytes, tag)).toMatch(/^[\d\s,]+\p{L}+$/u);
    }
  });

  it('a key has eight words in every language, and one code in all', () => {
    const said = Object.values(keyExamples).map(({ file, code }) => {
      const prints = allWords().map((words) => siteFingerprint(words.code, file));
      for (const print of prints) {
        expect(print.words.filter((word) => word !== '')).toHaveLength(8);
        expect(print.code).toBe(code);
      }
      return new Set(prints.map(({ words }) => words.join(' '))).size;
    });
    expect(said).toEqual(said.map(() => allWords().length));
  });

  it('a release is as old as its example says', () => {
    for (const { today, state } of Object.values(ageExamples))
      expect(freshness({ expires: '2027-11-01' }, today)).toBe(state);
  });

  it('flyers name contacts that have words, and the kept copy says each of its states', () => {
    for (const words of allWords()) {
      for (const { contacts } of Object.values(flyerExamples))
        for (const { id } of contacts) expect(words.coded(`contact.${id}.name`)).not.toBe('');
      for (const status of Object.keys(keepExamples))
        expect(words.coded(`keep.status.${status}`)).not.toBe('');
    }
  });

  it('what verify.html answers has words in every language, and only what is genuine is called so', () => {
    for (const { words } of trustLanguages().values())
      for (const { outcome, says } of Object.values(verifyExamples)) {
        const said = says.map((sentence) => words.verify[sentence]);
        for (const sentence of said) expect(sentence).toMatch(/\S/);
        expect(said.includes(words.verify.genuine)).toBe(outcome === 'genuine');
      }
  });

  it('every language has its questions to the search, twenty at least', () => {
    for (const { code } of allWords()) expect(searchExamples[code]?.length).toBeGreaterThanOrEqual(20);
  });

  it('steps are numbered from 1 without a gap', () => {
    for (const { steps } of Object.values(stepExamples))
      expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1));
  });

  it('of family codes are news that can be sealed, every status among them, with words in every language', () => {
    const news = Object.values(newsExamples);
    expect(new Set(news.map(({ status }) => status))).toEqual(new Set(sealedStatuses));
    for (const one of news) {
      expect(sealedNewsSchema.parse(one)).toEqual(one);
      expect(decodeNews(encodeNews(one))).toEqual(one);
    }
    for (const words of allWords()) {
      // What stands in the page is what the script reads.
      const told = JSON.parse(codeWords(words, '2026-12-01')) as CodeWords;
      for (const { status } of news) {
        if (status === 'call_us') continue;
        expect(told.status[status]).not.toBe('');
        expect(told.meaning[status]).not.toBe('');
      }
    }
  });

  it('of what is no family code are read as they say, and told in a whole sentence of every language', () => {
    for (const [name, { typed, fault }] of Object.entries(faultExamples)) {
      expect(parseFamilyCode(typed), name).toEqual({ ok: false, fault });
      const said = allWords().map((words) =>
        faultWords(fault, (JSON.parse(codeWords(words, '2026-12-01')) as CodeWords).fault),
      );
      for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}[^{}]+\.$/u);
      expect(new Set(said).size).toBe(allWords().length);
    }
  });
});
