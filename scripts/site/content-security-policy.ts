import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { attribute, type BuiltPage, type Edit, textOf } from './built-site.ts';

type Policy = Map<string, Set<string>>;

/**
 * What a page needs beyond the base because of a script that it loads. A script that is not named here gets no
 * more than the right to run.
 */
const needsOfScripts: Record<string, Record<string, readonly string[]>> = {
  // The search worker is started from the script's own text.
  'check.js': { 'worker-src': ['blob:'] },
  // Pagefind runs WebAssembly.
  'page-search.js': { 'script-src': ["'wasm-unsafe-eval'"] },
  // The service worker that she asks for.
  'keep.js': { 'worker-src': ["'self'"] },
};

const javascriptTypes = new Set([undefined, '', 'module', 'text/javascript', 'application/javascript']);

/** `'sha256-…'` of an inline script or style, as CSP 3 section 2.3.1 names it. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

function policyOf(page: BuiltPage): Policy {
  const policy: Policy = new Map([['default-src', new Set(["'none'"])]]);
  const allow = (directive: string, ...sources: string[]): void => {
    policy.set(directive, new Set([...(policy.get(directive) ?? []), ...sources]));
  };
  allow('base-uri', "'none'");
  allow('form-action', "'none'");
  allow('img-src', "'self'");
  allow('style-src', "'self'");
  for (const element of page.elements) {
    if (element.tagName === 'style') allow('style-src', hashSource(textOf(element)));
    if (element.tagName === 'link' && attribute(element, 'rel') === 'manifest')
      allow('manifest-src', "'self'");
    if (element.tagName !== 'script' || !javascriptTypes.has(attribute(element, 'type'))) continue;
    const source = attribute(element, 'src');
    // Images and scripts of the same host may be asked for anyway, so this opens no new way out; auditing tools that
    // work inside the page (Lighthouse reads robots.txt) need it.
    allow('connect-src', "'self'");
    allow('script-src', source === undefined ? hashSource(textOf(element)) : "'self'");
    const needs = source === undefined ? {} : (needsOfScripts[posix.basename(source)] ?? {});
    for (const [directive, sources] of Object.entries(needs)) allow(directive, ...sources);
  }
  return policy;
}

/**
 * Puts the content security policy of a page as the first element into `<head>`, before anything that it governs.
 * A meta element is used because a mirror may not be able to send headers.
 */
export function policyEdit(page: BuiltPage): Edit {
  const head = page.elements.find((element) => element.tagName === 'head');
  const tag = head?.sourceCodeLocation?.startTag;
  if (tag === undefined || tag === null) throw new Error(`${page.path} has no <head> to put a policy into.`);
  const text = [...policyOf(page)]
    .map(([directive, sources]) => `${directive} ${[...sources].sort().join(' ')}`)
    .join('; ');
  return {
    start: tag.endOffset,
    end: tag.endOffset,
    text: `<meta http-equiv="Content-Security-Policy" content="${text}">`,
  };
}
