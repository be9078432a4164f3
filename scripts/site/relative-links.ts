import { posix } from 'node:path';
import { attribute, type BuiltPage, type Edit, setAttribute } from './built-site.ts';

/** Attributes that hold one address, by element. */
const addressAttributes: Record<string, readonly string[]> = {
  a: ['href'],
  area: ['href'],
  audio: ['src'],
  form: ['action'],
  iframe: ['src'],
  image: ['href'],
  img: ['src'],
  input: ['src'],
  link: ['href'],
  script: ['src'],
  source: ['src'],
  use: ['href'],
  video: ['src', 'poster'],
};

/** Every address that a page names, with the element and the attribute that hold it. */
export function addressesOf(page: BuiltPage) {
  return page.elements.flatMap((element) =>
    (addressAttributes[element.tagName] ?? []).flatMap((name) => {
      const value = attribute(element, name);
      return value === undefined ? [] : [{ element, name, value }];
    }),
  );
}

export const isRootAbsolute = (address: string): boolean => /^\/(?!\/)/.test(address);

/**
 * The address of a file as seen from a page: both below the site's folder, neither knowing where that folder is
 * served. A fragment or a query stays as it is.
 */
export function relativeAddress(fromPage: string, address: string): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
  const aim = path.replace(/^\/+/, '');
  const named = aim === '' || aim.endsWith('/') ? `${aim}index.html` : aim;
  const relative = posix.relative(posix.dirname(fromPage), named);
  return `${relative === '' ? posix.basename(named) : relative}${rest}`;
}

/** What makes each root-absolute address of a page relative to it. */
export function relativeLinkEdits(page: BuiltPage): Edit[] {
  return addressesOf(page)
    .filter(({ value }) => isRootAbsolute(value))
    .map(({ element, name, value }) => setAttribute(element, name, relativeAddress(page.path, value)));
}
