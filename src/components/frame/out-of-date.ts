import { type Forms, plural } from '../../i18n/phrase.ts';

const dayLength = 86_400_000;

/** Whether a part should have been looked at again before today; both are ISO days. */
export const isOutOfDate = (reviewBy: string, today: string): boolean => reviewBy < today;

/** Whole days since an ISO day; `null` on that day, and where a clock is behind. */
export function daysSince(made: string, now: Date): number | null {
  const days = Math.floor((now.getTime() - Date.parse(`${made}T00:00:00Z`)) / dayLength);
  return days >= 1 ? days : null;
}

/**
 * Shows the notice of each part that is out of date. `data-stale` is an ISO day; without scripts the same day stands in
 * the foot of the page.
 */
export function showOutOfDate(page: Document, now: Date): void {
  const today = now.toISOString().slice(0, 10);
  for (const notice of Array.from(page.querySelectorAll<HTMLElement>('[data-stale]'))) {
    notice.hidden = !isOutOfDate(notice.dataset.stale ?? today, today);
  }
}

/** Says how many days ago the list was made, beside its date. A clock that is behind says nothing. */
export function showAge(page: Document, now: Date): void {
  for (const element of Array.from(page.querySelectorAll<HTMLElement>('[data-made]'))) {
    const days = daysSince(element.dataset.made ?? '', now);
    if (days === null) continue;
    // Written by layouts/Page.astro.
    const forms = JSON.parse(element.dataset.forms ?? '{}') as Forms;
    element.textContent = plural(forms, days, element.dataset.rules ?? 'ru');
    element.hidden = false;
  }
}
