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
