/**
 * The address of a page, the same in every language: `pageUrl('ru', 'check')` is `/ru/check.html`, the home page of
 * a language is `/ru/index.html`. Addresses are root-absolute here; the build makes them relative.
 */
export function pageUrl(lang: string, slug: string): string {
  return `/${lang}/${slug === '' || slug === 'home' ? 'index' : slug}.html`;
}

/** The address of a page of the browsable roster, numbered from 1. */
export function listUrl(lang: string, page: number): string {
  return pageUrl(lang, `list/${page}`);
}
