import type { Contact } from '../../schemas/contacts.ts';

const common = {
  languages: ['ru', 'uk'],
  asks: ['his_name', 'birth_date'],
  never_asks: ['money', 'card', 'sms_code'],
  checked: '2026-11-20',
  review_by: '2027-02-20',
  confirm: false,
  demonstration: true,
} satisfies Partial<Contact>;

/** Cards as they can be, for the gallery and the tests. Ids are those that have words in content/ui/. */
export const contactExamples: Readonly<Record<string, { id: string; contact: Contact }>> = {
  'several numbers with hours, across the front': {
    id: 'helpline',
    contact: {
      ...common,
      order: 1,
      kind: 'helpline',
      phones: ['+000000000001', '+000000000002'],
      hours: { days: 'every_day', from: '08:00', to: '22:00', zone: 'Europe/Kiev' },
      safe_from_russia: 'careful',
    },
  },
  'an address only, not to be used from Russia': {
    id: 'email',
    contact: {
      ...common,
      order: 2,
      kind: 'email',
      phones: [],
      email: 'help@vestochka.example',
      safe_from_russia: 'no',
    },
  },
  'a number, a site and an onion address on this side of the front': {
    id: 'red-cross',
    contact: {
      ...common,
      order: 3,
      kind: 'organisation',
      phones: ['+000000000011'],
      web: 'https://tracing.example/',
      onion: 'http://demonstration.onion/',
      hours: { days: 'weekdays', from: '09:00', to: '17:30', zone: 'Europe/Kiev' },
      safe_from_russia: 'safe',
    },
  },
};
