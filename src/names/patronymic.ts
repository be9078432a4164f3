import { oneSlip } from './distance.ts';
import { foldedInitials, initialOfName } from './fold.ts';
import type { GivenNameIndex } from './given-names.ts';
import { firstFold, initialsOf, type Word } from './word.ts';

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
/** Станиславыч and Вячеславыч, whose father ends like the ending of another. */
const everyday = /^(.{2,})(ич)(а|у|ем|ом|е)?$/;
/** Гасан-оглы, Гасаноглу: son or daughter of, among Turkic peoples. */
const turkicShape = /^(.{3,}?)([оу]гл[иу]|ул[иу]|[кг]изи)$/;

export function readPatronymic(word: Word, names: GivenNameIndex): Patronymic | null {
  const [turkic, stem = '', ending = ''] = turkicShape.exec(firstFold(word)) ?? [];
  const turkicFathers = names.byStem(stem);
  // With a hyphen it is no surname (Натиг-оглы), whoever the father is.
  if (turkic !== undefined && (turkicFathers.length > 0 || word.text.includes('-'))) {
    return {
      fathers: turkicFathers,
      initials: initialsOf(word),
      colloquial: false,
      feminine: ending.endsWith('изи'),
    };
  }
  let unknown: Patronymic | null = null;
  for (const fold of word.folds) {
    for (const match of [shape.exec(fold), everyday.exec(fold)]) {
      if (match === null) continue;
      const [, stem = '', ending = ''] = match;
      const fathers = fathersOf(stem, names);
      // Without a vowel before it, -ич is the end of many surnames and cities; then the father must be known.
      const short = /^(ич|лна|нна|вна|ична)$/.test(ending);
      if (fathers.length === 0 && (short || unknown !== null)) continue;
      const found = {
        fathers,
        initials: withFathers(word, fold, fathers),
        colloquial: short && !/^(ил|никит|фом|кузм|лук|сав)/.test(stem),
        feminine: /н[аеиоу]*$/.test(ending),
      };
      if (fathers.length > 0) return found;
      unknown = found;
    }
  }
  return unknown;
}

/**
 * Дмитриевмч: one slip in the ending after a father whom the tables know. For a field of three words in which nothing
 * else is a patronymic, since surnames come near too (Петровин).
 */
export function slippedPatronymic(word: Word, names: GivenNameIndex): Patronymic | null {
  const fold = firstFold(word);
  for (const ending of ['ович', 'евич']) {
    for (const length of [4, 3, 5]) {
      const stem = fold.slice(0, -length);
      if (stem.length < 3 || !oneSlip(fold.slice(-length), ending)) continue;
      const fathers = names.byStem(stem);
      if (fathers.length === 0) continue;
      return { fathers, initials: withFathers(word, fold, fathers), colloquial: false, feminine: false };
    }
  }
  return null;
}

/** Spelling that only Ukrainian and Belarusian have: Миколайович, Мікалаевіч. */
const neighbourly = /[іїєґў]|[ьй]о|авич/;

/**
 * Initials as the word is written and as the father's name is usually written (Гусейнович, Хусейнович); papers in
 * Russian write the latter for a patronymic in another language.
 */
function withFathers(word: Word, fold: string, fathers: readonly string[]): string[] {
  // Latin letters may stand for several; where the father is known, those that led to him count.
  const written = word.cyrillic || fathers.length === 0 ? initialsOf(word) : foldedInitials(fold);
  const usual = fathers.map(initialOfName);
  const [first, second] = neighbourly.test(word.text) ? [usual, written] : [written, usual];
  return Array.from(new Set([...first, ...second]));
}

/** Names that a patronymic may be formed from, by what stands before the ending. */
function fathersOf(stem: string, names: GivenNameIndex): string[] {
  // Яковлевич, Ильич; Ukrainian Якович.
  const tries = stem === 'иак' ? ['иаков'] : [stem, stem.replace(/л$/, ''), `${stem}и`];
  for (const fold of tries) {
    const found = names.byStem(fold);
    if (found.length > 0) return found;
  }
  return [];
}
