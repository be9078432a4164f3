import { nextTask } from './next-task.ts';

/** Five minutes without a touch. */
export const idleLimit = 5 * 60_000;
/** Another window or a locked screen in front of the page: a minute leaves time to look at the card or to print. */
export const hiddenLimit = 60_000;

/** Not `scroll`: the page itself scrolls to the answer, and nobody need be there for it. */
const signsOfLife = ['pointerdown', 'touchstart', 'touchmove', 'wheel', 'keydown', 'input'] as const;

/**
 * Calls `blank` when nobody is there any more: five minutes without a touch, a minute out of sight, or at once when
 * the page is left (so that "back" shows nothing either). It may be called when there is nothing to blank.
 *
 * @param isInSight whether the page is the one that is shown; in the single-file edition all pages are in one document
 */
export function watchLeaving(page: Document, blank: () => void, isInSight: () => boolean): void {
  let lastSeen = Date.now();
  let idle: ReturnType<typeof setTimeout> | undefined;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  const blankOnce = (): void => {
    lastSeen = Date.now();
    blank();
  };
  const restart = (): void => {
    // After a sleep the first touch may come before the timer that is overdue.
    if (Date.now() - lastSeen > idleLimit) blank();
    lastSeen = Date.now();
    clearTimeout(idle);
    idle = setTimeout(blankOnce, idleLimit);
  };
  for (const sign of signsOfLife) page.addEventListener(sign, restart, { passive: true, capture: true });
  restart();

  page.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (page.visibilityState === 'hidden') {
      hidden = setTimeout(blankOnce, hiddenLimit);
      lastSeen = Date.now();
    } else if (Date.now() - lastSeen > hiddenLimit) {
      // Timers stand still while a phone sleeps.
      blank();
    }
  });
  page.defaultView?.addEventListener('pagehide', blank);
  page.defaultView?.addEventListener('hashchange', async () => {
    // After whatever shows another page in its place.
    await nextTask();
    if (!isInSight()) blank();
  });
}
