import type { Freshness } from '../../trust/expiry.ts';

/** A release that ends on 1 November 2027, on days before and after it, and what it is then. */
export const ageExamples: Readonly<Record<string, { today: string; state: Freshness }>> = {
  'before its end': { today: '2027-10-31', state: 'fresh' },
  'on its last day': { today: '2027-11-01', state: 'fresh' },
  'the day after': { today: '2027-11-02', state: 'expired' },
  'a month after': { today: '2027-12-01', state: 'expired' },
  'more than thirty days after': { today: '2027-12-02', state: 'long-expired' },
};
