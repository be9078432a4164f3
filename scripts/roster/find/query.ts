import { parseRef } from '../../../src/roster/ref-code.ts';
import type { Birth } from '../../../src/schemas/register.ts';
import { parseFamilyCode } from '../../../src/seal/family-code.ts';

/** What an operator types while a caller speaks. */
export interface FindQuery {
  /** The text without dates. */
  readonly name: string;
  readonly birth: Partial<Birth>;
  /** Eight characters, when the text may be a reference code. */
  readonly ref: string | null;
  /** Sixteen characters and the check group, when the text may be a family code. */
  readonly familyCode: string | null;
  /** What the text looks like, rightly typed or not. A code that nobody has is never read as a name. */
  readonly codeShape: 'ref' | 'family_code' | null;
}

const refLength = 8;
const familyCodeLength = 20;

const wholeDate = /\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b/;
const isoDate = /\b(\d{4})-(\d{2})(?:-(\d{2}))?\b/;
const fourDigits =
  /\b((?:19|20)\d{2})(?:\s*(?:г\.?\s?р?\.?|год[а-я]*|р\.?(?:\s?н\.?)?|рік|року|г))?(?![\wа-яё])/iu;
const twoDigits =
  /(?:^|\s)(\d{2})\s*-?\s*(?:го|й|х)?\s*(?:г\.?\s?р?\.?|год[а-я]*|року|рік|р\.?\s?н\.?)(?![\wа-яё])/iu;
/** 29 год, 41 года, 25 лет: nobody in a register was born so, since two digits of a year are another number. */
const age =
  /(?:^|[\s,])(?:\d{2}\s*(?:лет|років)|(?:1[6-9]|[2-6]\d)\s*(?:года?|роки))(?!\s*(?:рожд|нар))(?![\wа-яё])/iu;
const bornWords =
  /(?:дата рождения|рожд(?:ения|\.)?|г\.?\s?р\.?|родился|народився|народження|born)(?![\wа-яё])/giu;

export function readFindQuery(text: string): FindQuery {
  const short = text.slice(0, 300).replace(age, ' ');
  const code = parseFamilyCode(short);
  const familyCode = code.ok ? code.code : null;
  const split = splitBirth(short);
  // The check group is right by accident in one text of a million, whatever else it may say.
  const codeShape = familyCode !== null ? 'family_code' : shapeOf(short, split.birth);
  return { ...split, ref: parseRef(short.trim()), familyCode, codeShape };
}

/**
 * Letters and digits mixed, as many as a code has. A name and a year are no code (`Вова 1998` has eight characters),
 * and eight letters alone may be a surname.
 */
function shapeOf(text: string, birth: Partial<Birth>): FindQuery['codeShape'] {
  const signs = text.replace(/[\s\p{Pd}\u2212_.]/gu, '');
  const isMixed = /^[\p{L}\p{N}]+$/u.test(signs) && /\p{L}/u.test(signs) && /\p{N}/u.test(signs);
  if (!isMixed || birth.year !== undefined) return null;
  if (signs.length === refLength) return 'ref';
  // One sign too few or too many is the commonest slip.
  return Math.abs(signs.length - familyCodeLength) <= 1 ? 'family_code' : null;
}

function splitBirth(text: string): Pick<FindQuery, 'name' | 'birth'> {
  const rules: [RegExp, (found: RegExpExecArray) => Partial<Birth>][] = [
    [isoDate, ([, year, month, day]) => birthOf(year, month, day)],
    [wholeDate, ([, day, month, year]) => birthOf(year, month, day)],
    [fourDigits, ([, year]) => birthOf(year)],
    [twoDigits, ([, year]) => birthOf(year)],
  ];
  for (const [pattern, read] of rules) {
    const found = pattern.exec(text);
    if (found === null) continue;
    return { name: text.replace(found[0], ' ').replace(bornWords, ' '), birth: read(found) };
  }
  return { name: text, birth: {} };
}

function birthOf(year?: string, month?: string, day?: string): Partial<Birth> {
  const value = Number(year);
  // Two digits: nobody who serves was born before 1930 or after 2015.
  const whole = value > 99 ? value : value > 15 ? 1900 + value : 2000 + value;
  return {
    year: whole,
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(day === undefined ? {} : { day: Number(day) }),
  };
}
