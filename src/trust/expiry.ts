/** How old a release is to be taken: shown as it is, shown with a warning, or with its numbers behind one. */
export type Freshness = 'fresh' | 'expired' | 'long-expired';

/** Days past its last day after which telephone numbers stand behind a warning. */
const GRACE_DAYS = 30;

const DAY = 86_400_000;

/** A day as people here write it: `2026-11-22` is 22.11.2026. No month names, which some browsers lack. */
export const plainDay = (iso: string): string => iso.split('-').reverse().join('.');

/** Whole days from one ISO day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/**
 * Nothing is ever withheld for its age: she may have no other copy. A clock that stands before `issued` is
 * wrong rather than the release, so it counts as fresh.
 * @param today ISO day (UTC)
 */
export function freshness(release: { expires: string }, today: string): Freshness {
  const past = daysBetween(release.expires, today);
  if (past <= 0) return 'fresh';
  return past <= GRACE_DAYS ? 'expired' : 'long-expired';
}
