/** A stem is never shorter, so that short words keep what tells them apart. */
const shortestStem = 3;

function stemOfWord(word: string, list: readonly string[]): string {
  const ending = list.find(
    (candidate) => word.endsWith(candidate) && word.length - candidate.length >= shortestStem,
  );
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/**
 * What is asked of Pagefind for a query, cut to stems.
 *
 * @param list endings of the language (endings.ts), longest first; none where Pagefind has a stemmer of its own
 */
export function searchTerms(query: string, list: readonly string[]): string {
  const words = query
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.map((word) => stemOfWord(word, list)).join(' ');
}
