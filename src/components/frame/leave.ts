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
  let presses: number[] = [];
  page.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift') {
      presses = [];
      return;
    }
    if (event.repeat) return;
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
}
