import type { KeyPress } from './leave.ts';

const shift = (timeStamp: number, repeat = false): KeyPress => ({ key: 'Shift', repeat, timeStamp });

/** Keys as they come, in milliseconds, and whether they leave the page. */
export const leaveExamples: Readonly<Record<string, { presses: readonly KeyPress[]; leaves: boolean }>> = {
  'three times': { presses: [shift(0), shift(400), shift(900)], leaves: true },
  'the third too late': { presses: [shift(0), shift(400), shift(2000)], leaves: false },
  'late, and on from there': { presses: [shift(0), shift(1500), shift(2100), shift(2600)], leaves: true },
  'held down': { presses: [shift(0), shift(500, true), shift(530, true), shift(560, true)], leaves: false },
  'for capital letters': {
    presses: [shift(0), { key: 'И', repeat: false, timeStamp: 100 }, shift(300), shift(600)],
    leaves: false,
  },
};

/** Days of review, today, and whether the notice is shown. */
export const staleExamples: Readonly<
  Record<string, { reviewBy: string; today: string; outOfDate: boolean }>
> = {
  'before its review': { reviewBy: '2027-02-20', today: '2026-11-22', outOfDate: false },
  'on the day of review': { reviewBy: '2027-02-20', today: '2027-02-20', outOfDate: false },
  'the day after': { reviewBy: '2027-02-20', today: '2027-02-21', outOfDate: true },
};

/** When the list was made, the time that it is now, and the days between; `null`: nothing is said. */
export const madeExamples: Readonly<Record<string, { made: string; now: string; days: number | null }>> = {
  'the same day': { made: '2026-11-01', now: '2026-11-01T23:59:00Z', days: null },
  'the day after': { made: '2026-11-01', now: '2026-11-02T00:00:00Z', days: 1 },
  'two days after': { made: '2026-11-01', now: '2026-11-03T09:00:00Z', days: 2 },
  'three weeks after': { made: '2026-11-01', now: '2026-11-22T09:00:00Z', days: 21 },
  'by a clock that is behind': { made: '2026-11-01', now: '2021-01-01T00:00:00Z', days: null },
};
