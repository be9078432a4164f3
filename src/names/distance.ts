/**
 * How far apart two folded words sound: an edit distance with neighbours exchanged (Damerau 1964, the restricted
 * form) in which letters that spellings confuse are cheap. Words are cut to 32 letters.
 */
const longest = 32;

/** Pairs that schemes and ears confuse, with what an exchange costs. */
const cheap: Record<string, number> = {};
function pairs(list: string, cost: number): void {
  for (const pair of list.split(' ')) {
    const [a = '', b = ''] = pair;
    cheap[a + b] = cost;
    cheap[b + a] = cost;
  }
}
pairs('гх цс цч цк зс цз шщ шж шч жз вф ув иж тц хк шс щч жч кг', 0.4);
pairs('ао еи оу ое ае уи аи бп дт', 0.5);

const vowel = 'аеиоу';

function dropCost(letter: string): number {
  return letter === 'и' ? 0.4 : vowel.includes(letter) ? 0.6 : letter === 'х' || letter === 'в' ? 0.8 : 1;
}

/** @returns 0 for equal words; about 1 for each slip; `limit + 1` or less when it is certainly more than `limit` */
export function soundDistance(first: string, second: string, limit: number): number {
  const a = first.slice(0, longest);
  const b = second.slice(0, longest);
  if (a === b) return 0;
  let before: number[] = [];
  let row: number[] = [0];
  for (let j = 1; j <= b.length; j += 1) row[j] = (row[j - 1] ?? 0) + dropCost(b.charAt(j - 1));
  for (let i = 1; i <= a.length; i += 1) {
    const letter = a.charAt(i - 1);
    const drop = dropCost(letter);
    const next = [(row[0] ?? 0) + drop];
    let least = next[0] ?? 0;
    for (let j = 1; j <= b.length; j += 1) {
      const other = b.charAt(j - 1);
      let cost = (row[j - 1] ?? 0) + (letter === other ? 0 : (cheap[letter + other] ?? 1));
      cost = Math.min(cost, (row[j] ?? 0) + drop, (next[j - 1] ?? 0) + dropCost(other));
      if (i > 1 && j > 1 && letter === b.charAt(j - 2) && other === a.charAt(i - 2)) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 0.8);
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit + 0.8) return limit + 1;
    before = row;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, limit + 1);
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
