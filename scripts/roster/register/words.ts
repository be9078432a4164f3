import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type Disclosure,
  disclosures,
  type RegisterColumn,
  registerColumns,
  type Status,
  statuses,
} from '../../../src/schemas/register.ts';

const folder = join(import.meta.dirname, '../../../content/register');
const list = z.array(z.string().min(1)).min(1);

const columnsSchema = z.record(z.enum(registerColumns), list);
const valuesSchema = z.strictObject({
  status: z.record(z.enum(statuses), list),
  disclosure: z.record(z.enum(disclosures), list),
  nothing: list,
});

/** What offices call things, by the plain form of the word. */
export interface Words {
  columns: ReadonlyMap<string, RegisterColumn>;
  statuses: ReadonlyMap<string, Status>;
  disclosures: ReadonlyMap<string, Disclosure>;
  /** Whether a value stands for "no value". */
  isNothing: (value: string) => boolean;
}

/** Lower case, ё as е, one kind of apostrophe, no invisible characters, single spaces, no trailing dot. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replaceAll('ё', 'е')
    .replace(/[’‘ʼ`´"«»“”]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.+$/, '');
}

/** As `plainWord`, and blind to the punctuation that a header may carry. */
export function plainHeader(text: string): string {
  return plainWord(text)
    .replace(/[_\-–—./:*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** @throws Error when two meanings share a word, since then neither could be told */
function invert<T extends string>(
  table: Record<T, readonly string[]>,
  plain: (text: string) => string,
): Map<string, T> {
  const meanings = new Map<string, T>();
  for (const [meaning, words] of Object.entries(table) as [T, readonly string[]][]) {
    for (const word of [meaning, ...words].map(plain)) {
      const other = meanings.get(word);
      if (other !== undefined && other !== meaning) {
        throw new Error(`content/register: "${word}" stands for ${other} and for ${meaning}; remove one.`);
      }
      meanings.set(word, meaning);
    }
  }
  return meanings;
}

/** Most values are names: their first letter and length tell that they are no such word, without more work. */
function nothingTest(list: readonly string[]): (value: string) => boolean {
  const words = new Set(list.map(plainWord));
  const firsts = new Set([...words].flatMap((word) => [word.charAt(0), word.charAt(0).toUpperCase()]));
  const longest = Math.max(...[...words].map((word) => word.length)) + 2;
  return (value) => value.length <= longest && firsts.has(value.charAt(0)) && words.has(plainWord(value));
}

let loaded: Words | undefined;

/** The tables of `content/register/`, read once. */
export function registerWords(): Words {
  if (loaded === undefined) {
    const read = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'));
    const values = valuesSchema.parse(read('values.yaml'));
    loaded = {
      columns: invert(columnsSchema.parse(read('columns.yaml')), plainHeader),
      statuses: invert(values.status, plainWord),
      disclosures: invert(values.disclosure, plainWord),
      isNothing: nothingTest(values.nothing),
    };
  }
  return loaded;
}
