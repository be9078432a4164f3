import { policySchema } from '../../../src/schemas/policy.ts';
import { rosterFormat, rosterSchema } from '../../../src/schemas/release.ts';
import { sealedFormat, sealedSummarySchema } from '../../../src/schemas/sealed.ts';

/** Words that a release's `roster.json` has whoever is in the register: Маргин is a surname, and `margin` a key. */
const keys = [rosterSchema, policySchema, sealedSummarySchema].flatMap(({ shape }) => Object.keys(shape));
const own = new RegExp(
  `"(?:${[...keys, 'k', 'entries', 'bytes', 'sha256'].join('|')})"(?=:)|"(?:${rosterFormat}|${sealedFormat}|demonstration|production|entries\\.csv|(?:cells|sealed)/(?:index|\\d+)\\.bin)"`,
  'g',
);

/** Whether a text is a release's `roster.json`. */
export function isRoster(text: string): boolean {
  return text.startsWith(`{\n "format": "${rosterFormat}"`);
}

/** `roster.json` with blanks in place of the words of its schema; what a publisher wrote (`listing_basis`) stays. */
export function withoutOwnWords(text: string): string {
  return text.replace(own, (words) => ' '.repeat(words.length));
}

const ownNames =
  /(?<![^/])(?:entries\.csv|roster\.json|policy\.yaml|README\.md|cells\/\d+\.bin|sealed\/(?:index|\d+)\.bin)$/;

/** A path without the name of a file that every release has: Ростер is a surname too. */
export function withoutOwnNames(path: string): string {
  return path.replace(ownNames, '');
}
