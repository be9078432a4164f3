import type { TrustWords } from '../../schemas/trust.ts';
import type { Verdict } from './check-drop.ts';

/** What verify.html can answer, and the sentences that it answers with, in their order. */
export const verifyExamples: Readonly<
  Record<string, { outcome: Verdict['outcome']; says: readonly (keyof TrustWords['verify'])[] }>
> = {
  'a release in force': { outcome: 'genuine', says: ['genuine', 'release', 'compare', 'signer', 'code'] },
  'a release past its end': { outcome: 'genuine', says: ['genuine', 'expired', 'release', 'compare'] },
  'a release long past its end': {
    outcome: 'genuine',
    says: ['genuine', 'long_expired', 'release', 'compare'],
  },
  'a page changed, one missing, one added': {
    outcome: 'altered',
    says: ['altered', 'bad', 'missing', 'extra'],
  },
  "somebody else's signature": { outcome: 'foreign', says: ['foreign'] },
  'no signature': { outcome: 'unsigned', says: ['unsigned'] },
};
