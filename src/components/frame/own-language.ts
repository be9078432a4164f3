/** On the page that offers languages, marks the first one that the browser asks for. */
export function markOwnLanguage(page: Document, wanted: readonly string[]): void {
  const links = Array.from(page.querySelectorAll<HTMLElement>('[data-language]'));
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0];
    const link = links.find((candidate) => candidate.dataset.language === code);
    if (link === undefined) continue;
    link.classList.add('own');
    return;
  }
}
