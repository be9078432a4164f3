/*
 * The script of the single file: shows the page that the address names. CSS does the same by `:target` where scripts
 * are off; this is for browsers that do not know `:has()`, where a place within a page would show the first page.
 */
function show(): void {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name === '' ? null : document.getElementById(name);
  let page: Element | null = target;
  while (page !== null && !page.classList.contains('page')) page = page.parentElement;
  document.documentElement.setAttribute('data-paged', '');
  for (const each of Array.from(document.querySelectorAll('.page'))) {
    const isHere = page === null ? each.id === 'page-index' : each === page;
    if (isHere) each.setAttribute('data-here', '');
    else each.removeAttribute('data-here');
  }
  if (target !== null) target.scrollIntoView();
  const heading = page?.querySelector('h1')?.textContent;
  const [site = ''] = document.title.split(' · ').slice(-1);
  document.title = heading ? `${heading} · ${site}` : site;
}

window.addEventListener('hashchange', show);
show();
