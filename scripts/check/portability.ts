import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attribute, type BuiltPage, lineOf } from '../site/built-site.ts';
import { addressesOf, isRootAbsolute } from '../site/relative-links.ts';
import type { Problem } from './problem.ts';

/**
 * What would break a copy that stands somewhere else (a sub-path, a folder on a memory stick, plain http): an
 * address that is not relative, a module file, an attribute that `file://` cannot honour.
 *
 * @param outside absolute addresses that a page may link to (never load from), as prefixes
 */
export function portabilityProblems(page: BuiltPage, outside: readonly string[]): Problem[] {
  return [...addressProblems(page, outside), ...elementProblems(page), ...policyProblems(page)];
}

const isAbsolute = (address: string): boolean => /^([a-z][a-z0-9+.-]*:)?\/\//i.test(address);

function addressProblems(page: BuiltPage, outside: readonly string[]): Problem[] {
  return addressesOf(page).flatMap(({ element, name, value }) => {
    const at = { file: page.path, line: lineOf(element) };
    if (isRootAbsolute(value)) {
      return [
        {
          ...at,
          what: `<${element.tagName} ${name}="${value}"> starts at the root of a host.`,
          mend: 'Let the pass that makes links relative see it, or write it relative.',
        },
      ];
    }
    if (!isAbsolute(value)) return [];
    if (element.tagName === 'a' && outside.some((prefix) => value.startsWith(prefix))) return [];
    return [
      {
        ...at,
        what: `<${element.tagName} ${name}="${value}"> names another host.`,
        mend: 'A page loads nothing from elsewhere; a link out of the site must be listed in content/contacts/ or content/site.yaml.',
      },
    ];
  });
}

function elementProblems(page: BuiltPage): Problem[] {
  return page.elements.flatMap((element) => {
    const at = { file: page.path, line: lineOf(element) };
    const problems: Problem[] = [];
    for (const name of ['integrity', 'crossorigin', 'style', 'srcset']) {
      if (attribute(element, name) === undefined) continue;
      problems.push({
        ...at,
        what: `<${element.tagName}> has the attribute ${name}.`,
        mend: 'Remove it: see "Portable output" in CONTRIBUTING.md.',
      });
    }
    for (const { name } of element.attrs) {
      if (!name.startsWith('on')) continue;
      problems.push({
        ...at,
        what: `<${element.tagName}> has the inline handler ${name}.`,
        mend: 'Put it into a *.client.ts file.',
      });
    }
    if (
      element.tagName === 'script' &&
      attribute(element, 'type') === 'module' &&
      attribute(element, 'src') !== undefined
    ) {
      problems.push({
        ...at,
        what: 'a script comes from a module file, which file:// does not load.',
        mend: 'Make it a classic script.',
      });
    }
    return problems;
  });
}

function policyProblems(page: BuiltPage): Problem[] {
  const head = page.elements.find((element) => element.tagName === 'head');
  const first = head?.childNodes.find((node) => 'tagName' in node);
  if (
    first !== undefined &&
    'tagName' in first &&
    attribute(first, 'http-equiv') === 'Content-Security-Policy'
  ) {
    return [];
  }
  return [
    {
      file: page.path,
      what: 'the content security policy is not the first element of <head>.',
      mend: 'Build with `npm run build`; nothing may be put before it.',
    },
  ];
}

/** Scripts of the site that call `fetch` although `file://` has none, by file name. */
export function fetchProblems(folder: string, scripts: readonly string[]): Problem[] {
  const mayFetch = new Set(['page-search.js', 'keep.js', 'sw.js']);
  return scripts
    .filter((path) => !path.startsWith('pagefind/') && !mayFetch.has(path.split('/').at(-1) ?? ''))
    .filter((path) =>
      /\bfetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource/.test(
        readFileSync(join(folder, path), 'utf8'),
      ),
    )
    .map((path) => ({
      file: path,
      what: 'the script can send a request.',
      mend: 'Bring data as a classic script; only the page search and the offline copy may fetch.',
    }));
}
