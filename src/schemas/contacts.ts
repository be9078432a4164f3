import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';
import { dayText } from './site.ts';

/** Numbers of the demonstration: no country has the code +00, so no telephone can ring. */
const impossibleNumber = /^\+00\d{8,11}$/;
const impossibleHost = /(^|[@.])[a-z0-9-]+\.(example|invalid)$/;

const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'expected a time as HH:MM');

/**
 * One card of `content/contacts/<id>.yaml`. Words (name, what it does) stand in `content/ui/<lang>.json` under
 * `contact.<id>.name` and `contact.<id>.about`; here is only what is the same in every language.
 *
 * `asks` and `never_asks` are codes with words under `contact.asks.<code>` and `contact.never.<code>`.
 * `unit_when_called`: their form may ask for his unit, but whoever calls her and asks for it is not them.
 * `safe_from_russia`: `safe` does not cross the front, `careful` does, `no` must not be called from there.
 */
export const contactSchema = z
  .strictObject({
    order: z.number().int(),
    kind: z.enum(['helpline', 'email', 'organisation']),
    phones: z.array(z.string()).default([]),
    email: z.string().optional(),
    web: z.url({ protocol: /^https?$/ }).optional(),
    onion: z.string().optional(),
    hours: z
      .strictObject({
        days: z.enum(['every_day', 'weekdays']),
        from: clock,
        to: clock,
        zone: z.string(),
      })
      .optional(),
    languages: z.array(z.string()).min(1),
    safe_from_russia: z.enum(['safe', 'careful', 'no']),
    asks: z.array(z.enum(['his_name', 'birth_date', 'ref', 'your_name', 'how_related', 'last_contact'])),
    never_asks: z.array(z.enum(['money', 'card', 'sms_code', 'his_unit', 'unit_when_called'])).min(1),
    checked: dayText,
    review_by: dayText,
    confirm: z.boolean().default(false),
    demonstration: z.boolean().default(false),
  })
  .check((context) => {
    const contact = context.value;
    const fail = (path: string, message: string): void => {
      context.issues.push({ code: 'custom', path: [path], message, input: contact });
    };
    for (const phone of contact.phones) {
      if (contact.demonstration) {
        if (!impossibleNumber.test(phone))
          fail(
            'phones',
            'a demonstration number must be one that cannot ring: +00 and eight to eleven digits',
          );
      } else {
        const number = parsePhoneNumberFromString(phone);
        if (number?.number !== phone || !number.isValid())
          fail('phones', `${phone} is not a telephone number in E.164, for example +41227346001`);
      }
    }
    if (contact.email !== undefined) {
      const email = z.email().safeParse(contact.email);
      if (!email.success) fail('email', 'not an e-mail address');
      if (contact.demonstration && !impossibleHost.test(contact.email))
        fail('email', 'a demonstration address must end in .example or .invalid');
    }
    if (contact.phones.length === 0 && contact.email === undefined && contact.web === undefined)
      fail('phones', 'a contact needs a phone, an email or a web address');
  });

export type Contact = z.infer<typeof contactSchema>;

/** A number in groups, as people read it aloud: `+380 44 000 00 00`, or `+00 000 000 00 01` in a demonstration. */
export function spokenNumber(phone: string): string {
  if (!impossibleNumber.test(phone)) return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
  return `+00 ${phone.slice(3).replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4')}`;
}
