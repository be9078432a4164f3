import { z } from 'zod';

const cyrillicWord = z.string().regex(/^[А-ЯЁІЇЄҐЎа-яёіїєґў'-]+$/u, 'a Cyrillic word');

/** A line of content/names/given-names-*.tsv. */
export const givenNameRecordSchema = z.strictObject({
  name: cyrillicWord.regex(/^[А-ЯЁ]/u, 'a capital first letter'),
  variants: z.array(cyrillicWord),
  diminutives: z.array(
    z.string().regex(/^[А-ЯЁІЇЄҐЎа-яёіїєґў'-]+\??$/u, 'a Cyrillic word, with ? when rare'),
  ),
  eastern: z.boolean(),
});

/** A line of content/names/latin.tsv, fields parted by single spaces: reading, letters, sounds. */
export const latinRowSchema = z
  .string()
  .regex(/^(\*|[a-z]+) \^?\S+?(\$|\(e\))?( (_|[абвгдежзиклмнопрстуфхцчшщ]+))+$/u, 'reading, letters, sounds');

export const nameDataSchema = z.strictObject({
  latin: z.array(latinRowSchema).min(1),
  givenNames: z.array(givenNameRecordSchema).min(1),
  titles: z.array(z.string().min(1)),
  patronymicWords: z.array(z.string().min(1)),
});
