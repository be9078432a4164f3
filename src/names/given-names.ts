import { atOnce, inPortions, type Steps } from '../steps/steps.ts';
import { soundDistance } from './distance.ts';
import { easternKey, easternKeys } from './eastern.ts';
import { foldCyrillic } from './fold.ts';
import { type Form, formOf, stemOf } from './grammar.ts';
import { romanised } from './latin.ts';
import { slavicKey } from './slavic.ts';
import type { GivenNameRecord, NameTables } from './tables.ts';
import { shortStem, tenderStems } from './tender.ts';
import { firstFold, readWord, titleCase, type Word } from './word.ts';

/** How a typed word leads to a given name. */
export type GivenStep = 'same' | 'variant' | 'diminutive' | 'sound';

export interface GivenCandidate {
  /** The canonical name. */
  readonly name: string;
  readonly step: GivenStep;
  /** The form in the table or roster that was met: `Саша` for `Сашу`. */
  readonly via: string;
  readonly form: Form | null;
  /** Whether rules of eastern or tender forms alone led here, and no table has the form. */
  readonly byRule: boolean;
  /** 0 for the name itself; larger is further away. */
  readonly cost: number;
}

interface Known {
  readonly name: string;
  readonly form: string;
  readonly fold: string;
  readonly step: GivenStep;
  readonly cost: number;
}

const costs = {
  rule: 0.15,
  same: 0,
  variant: 0.1,
  diminutive: 0.2,
  rareDiminutive: 0.35,
  made: 0.1,
  form: 0.1,
  reading: 0.02,
  letter: 0.01,
};

/** Given names by their folded forms, stems and pairs of letters. */
export interface GivenNameIndex {
  /** Names that rules lead to, nearest first. */
  find(word: Word): GivenCandidate[];
  /** Names that sound near; for words that `find` does not know. Cost counts from 1. */
  similar(word: Word, limit: number): GivenCandidate[];
  /** The canonical name of a name as papers spell it. */
  canonical(text: string): string;
  /** Canonical names that a patronymic with this stem (`серг` of Сергеевич) is formed from. */
  byStem(stem: string): string[];
  /** Whether a canonical name is in the tables or the roster. */
  has(name: string): boolean;
}

/**
 * @param more names that occur in a roster and may be missing from the tables
 * @param moreAreGiven false for an index of surnames: no eastern or tender forms of them
 */
export function givenNameIndex(
  tables: NameTables,
  more: readonly string[] = [],
  moreAreGiven = true,
): GivenNameIndex {
  return atOnce(givenNameSteps(tables, more, moreAreGiven));
}

const namesOfStep = 4;
/** Tender forms of other spellings (Махмутик) are made of longer ones only. */
const leastTender = 4;
const tenderEnding = /к[ао]?$/;

/** `givenNameIndex` in steps. */
export function* givenNameSteps(
  tables: NameTables,
  more: readonly string[] = [],
  moreAreGiven = true,
): Steps<GivenNameIndex> {
  const byFold = new Map<string, Known[]>();
  const byStem = new Map<string, Known[]>();
  const shortStems = new Map<string, Known[]>();
  const byEastern = new Map<string, Known[]>();
  const bySlavic = new Map<string | null, Known[]>();
  const names = new Set<string>();
  const all: Known[] = [];

  const add = (form: Omit<Known, 'fold'>, eastern: boolean, given = true): void => {
    const known = { ...form, fold: foldCyrillic(form.form.toLowerCase()) };
    if (listIn(byFold, known.fold).some(({ name }) => name === known.name)) return;
    all.push(known);
    push(byFold, known.fold, known);
    // Максим ends as cases do: Максима has another stem.
    for (const stem of new Set([stemOf(known.fold), stemOf(`${known.fold}а`)])) push(byStem, stem, known);
    if (given && (known.step !== 'variant' || (eastern && known.fold.length > leastTender)))
      push(shortStems, shortStem(known.fold), known);
    if (known.step === 'diminutive' || !given) return;
    if (eastern) push(byEastern, easternKey(known.fold), known);
    else push(bySlavic, slavicKey(known.fold), known);
  };
  yield* inPortions(tables.givenNames.length, namesOfStep, (at) => {
    const { name, variants, diminutives, eastern } = tables.givenNames[at] as GivenNameRecord;
    names.add(name);
    add({ name, form: name, step: 'same', cost: costs.same }, eastern);
    for (const form of variants) add({ name, form, step: 'variant', cost: costs.variant }, eastern);
    for (const typed of diminutives) {
      const rare = typed.endsWith('?');
      const form = rare ? typed.slice(0, -1) : typed;
      const cost = rare ? costs.rareDiminutive : costs.diminutive;
      add({ name, form, step: 'diminutive', cost }, eastern);
    }
  });
  yield* inPortions(more.length, namesOfStep, (at) => {
    const name = more[at] as string;
    if (names.has(name)) return;
    names.add(name);
    add({ name, form: name, step: 'same', cost: costs.same }, moreAreGiven, moreAreGiven);
  });

  /** Names that rules for spellings lead to. */
  const byRules = (fold: string): Known[] => {
    const key = slavicKey(fold);
    const eastern = easternKeys(fold).flatMap((one) => listIn(byEastern, one));
    return key === null ? eastern : [...eastern, ...listIn(bySlavic, key)];
  };
  const find = (word: Word): GivenCandidate[] => {
    const best = new Map<string, GivenCandidate>();
    const offer = (known: Known, form: Form | null, extra: number, byRule = false): void => {
      const cost = known.cost + extra + (form === null ? 0 : costs.form);
      const before = best.get(known.name);
      if (before !== undefined && before.cost <= cost) return;
      best.set(known.name, { name: known.name, step: known.step, via: known.form, form, byRule, cost });
    };
    const each = (visit: (fold: string, extra: number) => void): void => {
      word.folds.forEach((fold, order) => {
        visit(fold, Math.min(order, 5) * costs.reading);
      });
    };
    each((fold, extra) => {
      for (const known of listIn(byFold, fold)) offer(known, null, extra);
      const isName = listIn(byFold, fold).some(({ step }) => step === 'same');
      for (const known of listIn(byStem, stemOf(fold))) {
        // Артём is no case of Арт, nor "here" one of Гера: in Latin letters nobody declines a short form.
        if ((isName || !word.cyrillic) && known.step === 'diminutive') continue;
        const form = formOf(fold, known.fold);
        if (form !== null) offer(known, form, extra);
      }
    });
    if (best.size > 0) return sorted(best, word);
    // Омар is Умар; Омаром too, in a case.
    for (const form of [null, 'case'] as const) {
      // In Latin letters nobody declines them.
      if (form !== null && !word.cyrillic) break;
      each((fold, extra) => {
        const stem = form === null ? fold : fold.replace(/(.{3})([оеё]м|[аеиу])$/, '$1');
        // Farther readings of Latin letters are too many to trust.
        const doubtful = form !== null || extra > 0;
        for (const known of byRules(stem))
          offer({ ...known, step: 'variant', cost: costs.rule }, form, extra, doubtful);
      });
      // Борик is rather short for Борис than another spelling of something.
      if (best.size > 0 && !tenderEnding.test(firstFold(word))) return sorted(best, word);
    }
    // Стаська is no adjective, though it folds as one.
    const isSoft = word.text.endsWith('ська');
    each((fold, extra) => {
      for (const stem of tenderStems(isSoft ? fold.replace(/ска$/, 'сека') : fold)) {
        for (const known of listIn(shortStems, stem)) {
          offer(
            { ...known, step: 'diminutive', cost: Math.max(known.cost, costs.diminutive) },
            null,
            extra + costs.made,
            true,
          );
        }
      }
    });
    return sorted(best, word);
  };

  let sharing: ((fold: string) => number[]) | null = null;
  const similar = (word: Word, limit: number): GivenCandidate[] => {
    sharing ??= pairIndex(all);
    const best = new Map<string, GivenCandidate>();
    for (const fold of word.folds.slice(0, 8)) {
      for (const at of sharing(fold)) {
        const known = all[at];
        if (known === undefined) continue;
        const distance = soundDistance(fold, known.fold, limit);
        if (distance > limit) continue;
        const cost = 1 + distance + known.cost;
        const before = best.get(known.name);
        if (before === undefined || cost < before.cost) {
          best.set(known.name, {
            name: known.name,
            step: 'sound',
            via: known.form,
            form: null,
            byRule: false,
            cost,
          });
        }
      }
    }
    return sorted(best, word);
  };

  const canonical = (text: string): string => {
    const word = readWord(text, tables);
    const spelled = word.folds.map((fold) => listIn(byFold, fold));
    for (const step of ['same', 'variant'] as const) {
      for (const list of spelled) {
        const known = list.find((one) => one.step === step);
        if (known !== undefined) return known.name;
      }
    }
    for (const known of word.folds.flatMap(byRules)) return known.name;
    return titleCase(word.text.replace(/ё/g, 'е').replace(/'/g, ''));
  };
  const ofStem = (stem: string): string[] => {
    const exact = listIn(byStem, stemOf(stem));
    const known = exact.length > 0 ? exact : byRules(stem);
    const least = Math.min(...known.map(({ cost }) => cost));
    return Array.from(new Set(known.filter(({ cost }) => cost <= least).map(({ name }) => name)));
  };
  return { find, similar, canonical, byStem: ofStem, has: (name) => names.has(name) };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function listIn<Key, Value>(map: ReadonlyMap<Key, Value[]>, key: Key): readonly Value[] {
  return map.get(key) ?? [];
}

/** How many of the nearest are put in order by their spelling too. */
const mostSpelled = 24;

/** Nearest first; what folding and cases leave equal is ordered by spelling. */
function sorted(best: ReadonlyMap<string, GivenCandidate>, word: Word): GivenCandidate[] {
  const candidates = Array.from(best.values()).sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1));
  if (candidates.length < 2) return candidates;
  const typed = word.cyrillic
    ? word.text.replace(/ё/g, 'е')
    : word.text.normalize('NFD').replace(/[^a-z]/g, '');
  return candidates
    .slice(0, mostSpelled)
    .map((candidate) => {
      const form = candidate.via.toLowerCase().replace(/ё/g, 'е');
      const gap = soundDistance(typed, word.cyrillic ? form : romanised(form), 6);
      return { ...candidate, cost: candidate.cost + gap * costs.letter };
    })
    .sort((a, b) => a.cost - b.cost);
}

function pairsOf(fold: string): string[] {
  const framed = `^${fold}$`;
  const pairs: string[] = [];
  for (let at = 1; at < framed.length; at += 1) {
    const pair = framed.slice(at - 1, at + 1);
    if (!pairs.includes(pair)) pairs.push(pair);
  }
  return pairs;
}

/** How many neighbours are looked at closely. */
const mostNeighbours = 200;

/** Words by the pairs of letters that they share with a word, most first; each by its number. */
function pairIndex(words: readonly { readonly fold: string }[]): (fold: string) => number[] {
  const lists = new Map<string, number[]>();
  words.forEach(({ fold }, at) => {
    for (const pair of pairsOf(fold)) push(lists, pair, at);
  });
  /** Pairs shared with the word in question; zeroed again after each. */
  const counts = new Uint8Array(words.length);
  /** Words that share any. */
  const touched = new Uint32Array(words.length);
  return (fold) => {
    let met = 0;
    for (const pair of pairsOf(fold)) {
      for (const at of listIn(lists, pair)) {
        const count = counts[at] as number; // the lists were made from as many words
        if (count === 0) {
          touched[met] = at;
          met += 1;
        }
        counts[at] = count + 1;
      }
    }
    /** How many words share so many pairs. */
    const sizes: number[] = new Array(fold.length + 2).fill(0);
    for (let one = 0; one < met; one += 1) {
      const count = counts[touched[one] as number] as number;
      sizes[count] = (sizes[count] as number) + 1; // as many places as pairs
    }
    const least = fold.length < 4 ? 1 : 2;
    let lowest = sizes.length;
    for (let sum = 0; lowest > least && sum < mostNeighbours; sum += sizes[lowest] as number) lowest -= 1;
    const nearest: number[][] = sizes.map(() => []);
    for (let one = 0; one < met; one += 1) {
      const at = touched[one] as number;
      const count = counts[at] as number;
      counts[at] = 0;
      if (count >= lowest) nearest[count]?.push(at);
    }
    return nearest
      .reverse()
      .flat()
      .slice(0, mostNeighbours * 2);
  };
}
