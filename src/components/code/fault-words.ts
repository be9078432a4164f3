import { fill } from '../../i18n/phrase.ts';
import type { CodeFault } from '../../seal/family-code.ts';
import type { CodeWords } from './code-words.ts';

function whereWords(groups: readonly number[], words: CodeWords['fault']): string {
  if (groups.length === 0) return words.whole;
  const [first] = groups;
  return groups.length === 1
    ? fill(words.group, { group: first ?? 0 })
    : fill(words.groups, { groups: groups.join(', ') });
}

/** Says why what was typed is no code, and which groups look mistyped. */
export function faultWords(fault: CodeFault, words: CodeWords['fault']): string {
  switch (fault.kind) {
    case 'empty':
      return words.empty;
    case 'length': {
      const length = fill(words.length, { n: fault.characters, expected: fault.expected });
      return fault.groups.length === 0 ? length : `${length} ${whereWords(fault.groups, words)}`;
    }
    case 'characters':
      return `${words.characters} ${whereWords(fault.groups, words)}`;
    case 'mistyped':
      return whereWords(fault.groups, words);
    case 'ambiguous':
      return words.ambiguous;
  }
}
