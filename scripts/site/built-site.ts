import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

export type Element = Tree.Element;

/** One HTML file of the built site, with the places of its elements in the text. */
export interface BuiltPage {
  /** Path below the site's folder, with forward slashes. */
  path: string;
  text: string;
  elements: readonly Element[];
}

/** All files below a folder, sorted, with forward slashes, relative to it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** Whether a path of the site is a page of ours. */
export const isPage = (path: string): boolean => path.endsWith('.html') && !path.startsWith('pagefind/');

export function pagePaths(folder: string): string[] {
  return filesOf(folder).filter(isPage);
}

export function readPage(folder: string, path: string): BuiltPage {
  const text = readFileSync(join(folder, path), 'utf8');
  return { path, text, elements: elementsOf(text) };
}

/** Every element of an HTML text in document order, the contents of templates included. */
export function elementsOf(text: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Tree.Node): void => {
    if ('tagName' in node) found.push(node);
    if ('content' in node) visit(node.content);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  // Read as a browser without scripts does, so that what stands in <noscript> is elements too.
  visit(parse(text, { sourceCodeLocationInfo: true, scriptingEnabled: false }));
  return found;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

/** 1-based line of an element in its file. */
export function lineOf(element: Element): number {
  return element.sourceCodeLocation?.startLine ?? 1;
}

/** The text between an element's tags, as the browser reads it. */
export function textOf(element: Element): string {
  return element.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
}

/** A change of one stretch of a text, in UTF-16 offsets of the original. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The edit that gives an attribute another value and leaves every other byte of the file alone. */
export function setAttribute(element: Element, name: string, value: string): Edit {
  const place = element.sourceCodeLocation?.attrs?.[name];
  if (place === undefined) throw new Error(`<${element.tagName}> has no attribute ${name} to set.`);
  const escaped = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return { start: place.startOffset, end: place.endOffset, text: `${name}="${escaped}"` };
}
