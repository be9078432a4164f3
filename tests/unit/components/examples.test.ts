import { describe, expect, it } from 'vitest';
import { contactExamples } from '../../../src/components/contacts/contacts.examples.ts';
import { routeExamples } from '../../../src/components/route/route.examples.ts';
import { stepExamples } from '../../../src/components/steps/steps.examples.ts';
import { allWords } from '../../../src/i18n/words.ts';
import { routeSchema } from '../../../src/schemas/route.ts';

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

  it('steps are numbered from 1 without a gap', () => {
    for (const { steps } of Object.values(stepExamples))
      expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1));
  });
});
