import type { RegisterRecord } from '../../../src/schemas/register.ts';
import type { Warning } from './problem.ts';

/** Cyrillic capitals and the Latin ones that look the same (Unicode TR 39 calls such letters confusable). */
const cyrillic = 'АВЕІКМНОРСТУХ';
const latin = 'ABEIKMHOPCTYX';
const lookAlike = new Map([...cyrillic].map((letter, index) => [letter, latin[index] ?? letter]));

/** What is left of a record id for an eye that sees neither case nor script. */
function skeleton(id: string): string {
  if (/^[A-Z0-9-]*$/.test(id)) return id;
  return id
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[А-ЯІ]/g, (letter) => lookAlike.get(letter) ?? letter);
}

/** Finds record ids that only a program takes for different ones. */
export class AlikeIds {
  /** Rows of ids by their skeleton, where that is another string; most ids are their own. */
  private readonly rows = new Map<string, number>();

  /**
   * @param rowOf the row of an id that was taken before
   * @returns the earlier row with an id that looks the same, undefined when there is none
   */
  take(id: string, row: number, rowOf: (id: string) => number | undefined): number | undefined {
    const plain = skeleton(id);
    const earlier = this.rows.get(plain) ?? (plain === id ? undefined : rowOf(plain));
    if (plain !== id && !this.rows.has(plain)) this.rows.set(plain, row);
    return earlier;
  }
}

/** Endings that surnames have and given names do not, as long as something precedes them: Лев is a given name. */
const surnameEnding = /\p{L}{2}(?:ов|ев|ёв|ский|цкий|ський|цький|енко)$/iu;
const anySurnameEnding = /(?:[оеё]в|[иыі]н|ий|ой|енко|[уюа]к|[иы]х|ян|дзе|швили|-.*)$/iu;

/** What officers get wrong in columns of names, as far as the record itself shows it; never says a value. */
export function nameSlips({ surname, given_name }: RegisterRecord, row: number): Warning[] {
  if (surname.includes(' ') && surname.split(' ').filter((word) => word.length > 2).length >= 3) {
    const message = `Row ${row}: the surname has three words or more. Does the whole name stand in its column?`;
    return [{ code: 'full_name', row, column: 'surname', message }];
  }
  if (surnameEnding.test(given_name) && !anySurnameEnding.test(surname)) {
    const message = `Row ${row}: the given name looks like a surname, the surname does not. Were they swapped?`;
    return [{ code: 'names_swapped', row, column: 'given_name', message }];
  }
  return [];
}

export function alikeIds(row: number, earlier: number): Warning {
  const message = `Row ${row}: the record id differs from that in row ${earlier} in case or script only. Is it the same man?`;
  return { code: 'record_ids_alike', row, column: 'record_id', message };
}
