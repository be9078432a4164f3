import Fuse from 'fuse.js/min-basic';
import { foldCyrillic } from '../names/fold.ts';
import type { GivenCandidate } from '../names/given-names.ts';
import type { Word } from '../names/word.ts';

const most = 12;

/**
 * The nearest of the names that merely sound near, best first: Fuse.js ranks the few that keys and distance have
 * let through, never rows, so that its cost does not grow with the roster. Its score breaks ties that the distance
 * by sound leaves (it sees where in the word the fault is).
 */
export function rankNeighbours(word: Word, candidates: readonly GivenCandidate[]): GivenCandidate[] {
  const fold = word.folds[0];
  if (fold === undefined || candidates.length < 2) return candidates.slice(0, most);
  const near = candidates.slice(0, 3 * most);
  const fuse = new Fuse(
    near.map(({ via }) => foldCyrillic(via.toLowerCase())),
    { includeScore: true, ignoreLocation: true, threshold: 1, shouldSort: false },
  );
  const scores = new Map<number, number>();
  for (const { refIndex, score } of fuse.search(fold.slice(0, 32))) scores.set(refIndex, score ?? 1);
  return near
    .map((candidate, at) => ({ candidate, order: candidate.cost + 0.3 * (scores.get(at) ?? 1) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
