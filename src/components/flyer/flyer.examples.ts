import { contactExamples } from '../contacts/contacts.examples.ts';

const contacts = Object.values(contactExamples);

/** The sheet in both sizes, with every kind of contact and with one number alone. */
export const flyerExamples = {
  'A4 with every kind of contact': { size: 'a4', contacts },
  'A6 with every kind of contact': { size: 'a6', contacts },
  'A6 with one card': { size: 'a6', contacts: contacts.slice(0, 1) },
} as const;
