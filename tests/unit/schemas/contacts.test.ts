import { describe, expect, it } from 'vitest';
import { contactExamples } from '../../../src/components/contacts/contacts.examples.ts';
import { type Contact, contactSchema, spokenNumber } from '../../../src/schemas/contacts.ts';

const [example] = Object.values(contactExamples);
const complaints = (fields: Partial<Contact>): string[] => {
  const result = contactSchema.safeParse({ ...example?.contact, ...fields });
  return result.success ? [] : result.error.issues.map(({ message }) => message);
};

describe('contacts', () => {
  it.each(Object.entries(contactExamples))('the example is one: %s', (_, { contact }) => {
    expect(contactSchema.parse(contact)).toEqual(contact);
  });

  it('a demonstration number cannot ring, and nothing else may stand in a demonstration', () => {
    expect(complaints({ phones: ['+380441234567'] })[0]).toContain('cannot ring');
    expect(complaints({ email: 'someone@example.org' })[0]).toContain('.example');
  });

  it('a real number is valid E.164 and nothing else', () => {
    const real = { demonstration: false };
    expect(complaints({ ...real, phones: ['+41227346001'] })).toEqual([]);
    for (const phone of ['+000000000001', '0227346001', '+41 22 734 60 01', '+4122', '+380']) {
      expect(complaints({ ...real, phones: [phone] })[0]).toContain('E.164');
    }
  });

  it('a contact can be reached and says what is never asked', () => {
    expect(complaints({ phones: [] })[0]).toContain('needs');
    expect(complaints({ never_asks: [] })).toHaveLength(1);
    expect(
      complaints({ hours: { days: 'every_day', from: '8', to: '22:00', zone: 'Europe/Kiev' } }),
    ).toHaveLength(1);
  });

  it('numbers are read in groups', () => {
    expect(spokenNumber('+000000000001')).toBe('+00 000 000 00 01');
    expect(spokenNumber('+41227346001')).toBe('+41 22 734 60 01');
  });
});
