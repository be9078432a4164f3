/** The first language that a browser asks for and that is offered. `wanted` are tags, `offered` codes. */
export function ownLanguage(wanted: readonly string[], offered: readonly string[]): string | undefined {
  return wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find((code) => offered.includes(code));
}

/** On the page that offers languages, marks the browser's own. */
export function markOwnLanguage(page: Document, wanted: readonly string[]): void {
  const links = Array.from(page.querySelectorAll<HTMLElement>('[data-language]'));
  const own = ownLanguage(
    wanted,
    links.map((link) => link.dataset.language ?? ''),
  );
  links.find((link) => link.dataset.language === own)?.classList.add('own');
}
