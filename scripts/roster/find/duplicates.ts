import { compareTokens, ruleLimit, type WordPart, wordCosts } from '../../../src/names/compare-words.ts';
import { stemOf } from '../../../src/names/grammar.ts';
import type { Names } from '../../../src/names/names.ts';
import { type ReadToken, readTokens } from '../../../src/names/read-query.ts';
import type { Reason } from '../../../src/names/reason.ts';
import { names as nameEngine } from '../../names/name-tables.ts';
import type { SearchedRecord } from './record-search.ts';

/** Two records that may be one man, by their places in the list. */
export interface ProbableDuplicate {
  readonly first: number;
  readonly second: number;
  readonly reasons: readonly Reason[];
}

/** What sounds this near in a surname is one surname, when name, patronymic and birth date agree. */
const nearSurname = 1.13;

/**
 * Records that may be the same man under two spellings: the same birth, given names that are one name, patronymics
 * that do not contradict, surnames that rules connect or that sound alike. Records are first put together by birth
 * and given name, so that the work grows with the register and not with its square.
 */
export function probableDuplicates(
  records: readonly SearchedRecord[],
  names: Names = nameEngine(),
): ProbableDuplicate[] {
  const groups = new Map<string, number[]>();
  const read = remembered(
    (text: string) => readTokens(text.replace(/[\s-]+/g, ''), names.tables, names.index)[0] ?? null,
  );
  const canonical = remembered((text: string) => names.canonicalGivenName(text));
  records.forEach(({ surname, given_name, birth }, row) => {
    const { year, month = 0, day = 0 } = birth;
    const token = read(surname);
    // Where only a year is known, hundreds share it with the name; then surnames must share their stem too.
    const stem = day === 0 ? stemOf(token?.word.folds[0] ?? '') : '';
    const key = `${year}-${month}-${day} ${canonical(given_name)} ${stem}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  });
  const found: ProbableDuplicate[] = [];
  for (const rows of groups.values()) {
    rows.forEach((first, at) => {
      for (const second of rows.slice(at + 1, at + 200)) {
        const one = records[first];
        const other = records[second];
        if (one === undefined || other === undefined) continue;
        const reasons = sameMan(one, other, read);
        if (reasons !== null) found.push({ first, second, reasons });
      }
    });
  }
  return found;
}

function sameMan(
  one: SearchedRecord,
  other: SearchedRecord,
  read: (text: string) => ReadToken | null,
): Reason[] | null {
  const reasons: Reason[] = [];
  const agrees = (a: string, b: string, part: WordPart, most: number): boolean => {
    const [first, second] = [read(a), read(b)];
    if (first === null || second === null) return false;
    const { cost, reason } = compareTokens(first, second, part);
    if (cost >= most) return false;
    if (cost > wordCosts.equal) reasons.push(reason);
    return true;
  };
  if (!agrees(one.surname, other.surname, 'surname', nearSurname)) return null;
  const { patronymic = '' } = one;
  const { patronymic: second = '' } = other;
  if (patronymic !== '' && second !== '' && !agrees(patronymic, second, 'patronymic', ruleLimit)) return null;
  if (one.given_name !== other.given_name) agrees(one.given_name, other.given_name, 'given_name', 9);
  return reasons;
}

function remembered<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    known.set(text, value);
    return value;
  };
}
