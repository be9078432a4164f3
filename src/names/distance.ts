/**
 * How far apart two folded words sound: an edit distance with neighbours exchanged (Damerau 1964, the restricted
 * form) in which letters that spellings confuse are cheap. Words are cut to 32 letters.
 */
const longest = 32;

/** Small letters of the Russian alphabet are 1 to 32; all other signs are 0, and cost as much as any. */
const letters = 33;
const firstLetter = 0x430;

function letterAt(word: string, at: number): number {
  const number = word.charCodeAt(at) - firstLetter + 1;
  return number > 0 && number < letters ? number : 0;
}

/** What it costs to put one letter for another. Pairs that schemes and ears confuse are cheap. */
const exchange = new Float64Array(letters * letters).fill(1);
function pairs(list: string, cost: number): void {
  for (const pair of list.split(' ')) {
    const [a, b] = [letterAt(pair, 0), letterAt(pair, 1)];
    exchange[a * letters + b] = cost;
    exchange[b * letters + a] = cost;
  }
}
pairs('гх цс цч цк зс цз шщ шж шч жз вф ув иж тц хк шс щч жч кг', 0.4);
pairs('ао еи оу ое ае уи аи бп дт', 0.5);

/** What it costs to leave a letter out. */
const drop = new Float64Array(letters).fill(1);
for (const letter of 'аеоу') drop[letterAt(letter, 0)] = 0.6;
drop[letterAt('и', 0)] = 0.4;
for (const letter of 'хв') drop[letterAt(letter, 0)] = 0.8;

/** Three rows of the table of distances, made once: one search compares hundreds of words. */
const rows = [0, 1, 2].map(() => new Float64Array(longest + 1));

/** @returns 0 for equal words; about 1 for each slip; `limit + 1` or less when it is certainly more than `limit` */
export function soundDistance(first: string, second: string, limit: number): number {
  const a = first.slice(0, longest);
  const b = second.slice(0, longest);
  if (a === b) return 0;
  let [before, row, next] = rows as [Float64Array, Float64Array, Float64Array]; // three were made
  row[0] = 0;
  for (let j = 1; j <= b.length; j += 1) row[j] = at(row, j - 1) + at(drop, letterAt(b, j - 1));
  for (let i = 1; i <= a.length; i += 1) {
    const code = a.charCodeAt(i - 1);
    const letter = letterAt(a, i - 1);
    const left = at(drop, letter);
    let least = at(row, 0) + left;
    next[0] = least;
    for (let j = 1; j <= b.length; j += 1) {
      const other = letterAt(b, j - 1);
      const swapped = code === b.charCodeAt(j - 1) ? 0 : at(exchange, letter * letters + other);
      let cost = at(row, j - 1) + swapped;
      cost = Math.min(cost, at(row, j) + left, at(next, j - 1) + at(drop, other));
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
        cost = Math.min(cost, at(before, j - 2) + 0.8);
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit + 0.8) return limit + 1;
    [before, row, next] = [row, next, before];
  }
  return Math.min(at(row, b.length), limit + 1);
}

/** Every index is within bounds, so nothing is ever missing. */
function at(list: Float64Array, index: number): number {
  return list[index] as number;
}

/** Whether one slip of the finger (a letter too many, too few, wrong, or two exchanged) leads from word to word. */
export function oneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a.charAt(start) === b.charAt(start)) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.charAt(a.length - 1 - end) === b.charAt(b.length - 1 - end)) end += 1;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return (
    restA.length === 2 &&
    restB.length === 2 &&
    restA.charAt(0) === restB.charAt(1) &&
    restA.charAt(1) === restB.charAt(0)
  );
}

/** How many slips of the finger lead from word to word (Damerau 1964, the restricted form); words of 32 letters. */
export function slipsBetween(first: string, second: string): number {
  const a = first.slice(0, longest);
  const b = second.slice(0, longest);
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_none, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const crossed =
        i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (crossed) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
