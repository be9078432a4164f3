import { type Forms, plural } from '../../i18n/phrase.ts';

const dayLength = 86_400_000;

/**
 * Shows the notice of each part that should have been looked at again before today. `data-stale` is an ISO day;
 * without scripts the same day stands in the foot of the page.
 */
export function showOutOfDate(page: Document, now: Date): void {
  const today = now.toISOString().slice(0, 10);
  for (const notice of Array.from(page.querySelectorAll<HTMLElement>('[data-stale]'))) {
    notice.hidden = (notice.dataset.stale ?? today) >= today;
  }
}

/** Says how many days ago the list was made, beside its date. A clock that is behind says nothing. */
export function showAge(page: Document, now: Date): void {
  for (const element of Array.from(page.querySelectorAll<HTMLElement>('[data-made]'))) {
    const days = Math.floor((now.getTime() - Date.parse(`${element.dataset.made}T00:00:00Z`)) / dayLength);
    if (!(days >= 1)) continue;
    // Written by layouts/Page.astro.
    const forms = JSON.parse(element.dataset.forms ?? '{}') as Forms;
    element.textContent = plural(forms, days, element.dataset.rules ?? 'ru');
    element.hidden = false;
  }
}
