import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** `content/cards/<lang>.json`: what a card says in one language. */
const cardWordsSchema = z.strictObject({
  tag: z.string().min(2),
  name: z.string().min(1),
  title: z.string().min(1),
  use: z.string().min(1),
  secret: z.string().min(1),
  ref: z.string().min(1),
  key: z.string().min(1),
  demonstration: z.string().min(1),
  office: z.strictObject({
    title: z.string().min(1),
    note: z.string().min(1),
    number: z.string().min(1),
    record: z.string().min(1),
    ref: z.string().min(1),
  }),
});

export type CardWords = z.infer<typeof cardWordsSchema>;

/**
 * The languages of the cards, by file name: `ru` stands before `uk`.
 * @throws Error that names the file which is not as it should be
 */
export function readCardWords(folder: string): CardWords[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => {
    const path = join(folder, name);
    const parsed = cardWordsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new Error(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  });
}
