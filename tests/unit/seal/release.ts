import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import type { LoadSealed } from '../../../src/seal/open-record.ts';
import { SealError } from '../../../src/seal/seal-error.ts';
import { type SealOptions, sealFiles } from '../../../src/seal/seal-release.ts';
import { stretchCode } from '../../../src/seal/stretch.ts';
import { seededBytes } from './seeded-bytes.ts';

export const salt = seededBytes('salt', 32);
export const secret = seededBytes('secret', 32);

/** A code, what it is stretched to, and what it opens to. */
export interface Sample {
  code: string;
  stretched: Uint8Array;
  news: SealedNews;
}

export function sample(number: number, news: SealedNews): Sample {
  const code = createFamilyCode(seededBytes(`family code ${number}`, 10));
  return { code, stretched: stretchCode(code), news };
}

export function seal(
  records: SealOptions['records'],
  options: Partial<SealOptions> = {},
): Map<string, Uint8Array> {
  return new Map(sealFiles({ records, salt, secret, ...options }));
}

/** Loads from files in memory and notes what was asked for. */
export function loader(files: ReadonlyMap<string, Uint8Array>, asked: string[] = []): LoadSealed {
  return async (name) => {
    asked.push(name);
    const bytes = files.get(name);
    if (bytes === undefined) throw new SealError('absent', name);
    return bytes;
  };
}
