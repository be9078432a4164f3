/** What of a pressed key counts. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'repeat' | 'timeStamp'>;

/** Milliseconds. */
const timeForThree = 2000;

/** Hears Shift three times within two seconds and nothing between: says at each press whether it was the third. */
export function threeShifts(): (press: KeyPress) => boolean {
  let presses: number[] = [];
  return ({ key, repeat, timeStamp }) => {
    if (key !== 'Shift') {
      presses = [];
      return false;
    }
    if (repeat) return false;
    presses = [...presses.filter((time) => timeStamp - time < timeForThree), timeStamp];
    return presses.length >= 3;
  };
}

/**
 * Leaves the page by its link after Shift three times within two seconds, and takes the page's place in the
 * history of the tab, so that "back" does not return here. The browser's list of visited pages stays as it is.
 */
export function leaveAfterThreeShifts(page: Document): void {
  const link = page.getElementById('leave');
  if (!(link instanceof HTMLAnchorElement)) return;
  const leave = (event?: Event): void => {
    event?.preventDefault();
    // Nothing of the page is seen while the other one loads.
    page.body.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener('click', leave);
  // The link says so from now on (styles/site.css).
  link.dataset.keys = '';
  const isThird = threeShifts();
  page.addEventListener('keydown', (press) => {
    if (isThird(press)) leave();
  });
}
