/** When the page has been drawn; a page that is hidden draws nothing, and does not wait for it. */
export function nextFrame(): Promise<void> {
  return new Promise((done) => {
    if (document.hidden) done();
    else requestAnimationFrame(() => setTimeout(done, 0));
  });
}
