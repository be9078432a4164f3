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
/** So is one slip in six letters or more, when neither the patronymic nor the day of birth is missing. */
const slipInSurname = 1.2;
/** A name that no table knows may be a slip in one that is known. */
const slipInGivenName = 1.2;
/** Of given names that are known to be one. */
const anyDistance = Number.POSITIVE_INFINITY;
/** With how many later records of its group one is compared. */
const mostCompared = 200;

/** Costs (`compareTokens`) that parts of one man's name stay below. */
interface Limits {
  readonly surname: number;
  readonly givenName: number;
}

/**
 * Records that may be the same man under two spellings: the same birth, and
 *
 * - given names that are one name, and surnames that rules connect or that sound alike; or
 * - one surname, and given names of which one is short for the other or has a slip (twins have other names);
 *
 * and patronymics that do not contradict. Records are first put together by birth and the part that is one, so that
 * the work grows with the register and not with its square.
 */
export function probableDuplicates(
  records: readonly SearchedRecord[],
  names: Names = nameEngine(),
): ProbableDuplicate[] {
  const read = remembered(
    (text: string) =>
      readTokens(text.replace(/\s+/g, '').toLowerCase(), names.tables, names.index)[0] ?? null,
  );
  const canonical = remembered((text: string) => names.canonicalGivenName(text));
  const byName = new Groups();
  const bySurname = new Groups();
  records.forEach(({ surname, given_name, birth }, row) => {
    const { year, month = 0, day = 0 } = birth;
    const date = `${year}-${month}-${day}`;
    const fold = read(surname)?.word.folds[0] ?? '';
    // Where only a year is known, hundreds share it with the name; then surnames must share their stem too.
    byName.add(`${date} ${canonical(given_name)} ${day === 0 ? stemOf(fold) : ''}`, row);
    if (day > 0) bySurname.add(`${date} ${fold}`, row);
  });
  const found: ProbableDuplicate[] = [];
  const compare = (
    groups: Groups,
    limits: (one: SearchedRecord, other: SearchedRecord) => Limits | null,
  ): void => {
    for (const [first, second] of groups.pairs()) {
      const [one, other] = [records[first], records[second]];
      if (one === undefined || other === undefined) continue;
      const limit = limits(one, other);
      const reasons = limit === null ? null : sameMan(one, other, read, limit);
      if (reasons !== null) found.push({ first, second, reasons });
    }
  };
  compare(byName, (one, other) => {
    const isWhole = one.birth.day !== undefined && Boolean(one.patronymic) && Boolean(other.patronymic);
    return { surname: isWhole ? slipInSurname : nearSurname, givenName: anyDistance };
  });
  compare(bySurname, (one, other) => {
    const [name, second] = [canonical(one.given_name), canonical(other.given_name)];
    if (name === second) return null;
    const areKnown = names.index.has(name) && names.index.has(second);
    return { surname: ruleLimit, givenName: areKnown ? ruleLimit : slipInGivenName };
  });
  return found;
}

/** Rows by a key that both records of a man share. */
class Groups {
  private readonly rows = new Map<string, number[]>();

  add(key: string, row: number): void {
    const group = this.rows.get(key);
    if (group === undefined) this.rows.set(key, [row]);
    else group.push(row);
  }

  *pairs(): Generator<[number, number]> {
    for (const rows of this.rows.values()) {
      for (const [at, first] of rows.entries()) {
        for (const second of rows.slice(at + 1, at + mostCompared)) yield [first, second];
      }
    }
  }
}

function sameMan(
  one: SearchedRecord,
  other: SearchedRecord,
  read: (text: string) => ReadToken | null,
  limits: Limits,
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
  if (!agrees(one.surname, other.surname, 'surname', limits.surname)) return null;
  const { patronymic = '' } = one;
  const { patronymic: second = '' } = other;
  if (patronymic !== '' && second !== '' && !agrees(patronymic, second, 'patronymic', ruleLimit)) return null;
  if (one.given_name === other.given_name) return reasons;
  return agrees(one.given_name, other.given_name, 'given_name', limits.givenName) ? reasons : null;
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
