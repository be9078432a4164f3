import { initialOfName } from './fold.ts';
import type { GivenNameIndex } from './given-names.ts';
import type { Word } from './word.ts';
import { initialsOf } from './word.ts';

/**
 * Patronymics in any case and gender, Russian, Ukrainian, Belarusian and colloquial (Сергеич, Палыч), on folded
 * words. Formation after the Russian grammar of 1980 (§ 385) and the Ukrainian orthography of 2019 (§ 140).
 */
export interface Patronymic {
  /** Canonical names of the father, nearest first; empty when the tables do not know him. */
  readonly fathers: readonly string[];
  /** Initials that a roster may show. */
  readonly initials: readonly string[];
  /** The shape of everyday speech: Иваныч, Палыч, Сан Саныч. */
  readonly colloquial: boolean;
  /** A daughter's form: she typed her own. */
  readonly feminine: boolean;
}

const shape =
  /^(.{2,}?)(ович|евич|авич|ивич|ич|овна|евна|авна|ивна|инична|ична|лна|нна|вна)(а|у|ем|ом|е|и|ои|оиу)?$/;

/** Гасан-оглы, Гасаноглу: son or daughter of, among Turkic peoples. */
const turkicShape = /^(.{3,}?)(огл[иу]|ул[иу]|[кг]изи)$/;

export function readPatronymic(word: Word, names: GivenNameIndex): Patronymic | null {
  const turkic = turkicShape.exec(word.folds[0] ?? '');
  const turkicFathers = turkic === null ? [] : names.byStem(turkic[1] ?? '');
  if (turkic !== null && turkicFathers.length > 0) {
    return {
      fathers: turkicFathers,
      initials: initialsOf(word),
      colloquial: false,
      feminine: /изи$/.test(turkic[2] ?? ''),
    };
  }
  for (const fold of word.folds) {
    const match = shape.exec(fold);
    if (match === null) continue;
    const [, stem = '', ending = ''] = match;
    const fathers = fathersOf(stem, names);
    const short = /^(ич|лна|нна|вна|ична)$/.test(ending);
    // Without a vowel before it, -ич is the end of many surnames and cities; then the father must be known.
    if (short && fathers.length === 0) continue;
    // As it is written; and as the father's name is usually written (Гусейнович, Хусейнович).
    const initials = initialsOf(word);
    for (const name of fathers) {
      const initial = initialOfName(name);
      if (!initials.includes(initial)) initials.push(initial);
    }
    return {
      fathers,
      initials,
      colloquial: short && !/^(ил|никит|фом|кузм|лук|сав)/.test(stem),
      feminine: /н[аеиоу]*$/.test(ending),
    };
  }
  return null;
}

/** Names that a patronymic may be formed from, by what stands before the ending. */
function fathersOf(stem: string, names: GivenNameIndex): string[] {
  const tries = [stem, stem.replace(/л$/, ''), `${stem}и`];
  for (const fold of tries) {
    const found = names.byStem(fold);
    if (found.length > 0) return found;
  }
  return [];
}
