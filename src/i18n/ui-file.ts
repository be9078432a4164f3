import { readFileSync } from 'node:fs';
import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Ui, uiSchema } from '../schemas/ui.ts';
import { placeholders } from './phrase.ts';

/** What is wrong with a file of content, at a line that an editor can open. */
export interface ContentFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A file of content that cannot be used. The message lists every fault as `file:line: what`. */
export class ContentError extends Error {
  readonly faults: readonly ContentFault[];
  constructor(faults: readonly ContentFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.name = 'ContentError';
    this.faults = faults;
  }
}

/** A YAML or JSON file (JSON is YAML) that remembers on which line each value stands. */
export interface LocatedDocument {
  readonly data: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

export function locate(file: string, text: string): LocatedDocument {
  let parsed: { document: Document; lines: LineCounter } | undefined;
  const withLines = (): { document: Document; lines: LineCounter } => {
    if (parsed === undefined) {
      const lines = new LineCounter();
      parsed = { document: parseDocument(text, { lineCounter: lines }), lines };
    }
    return parsed;
  };
  const lineOf = (path: readonly PropertyKey[]): number => {
    const { document, lines } = withLines();
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  // Lines are wanted when something is wrong; reading JSON without them is fifty times faster.
  const data = file.endsWith('.json') ? jsonOrNothing(text) : undefined;
  if (data !== undefined) return { data, lineOf };
  const { document } = withLines();
  const [broken] = document.errors;
  if (broken !== undefined) {
    const line = broken.linePos?.[0].line ?? 1;
    throw new ContentError([{ file, line, message: said(broken.message) }]);
  }
  return { data: document.toJS(), lineOf };
}

/** The reader's own words without its line, which counts from where it began. */
function said(message: string): string {
  return (message.split('\n')[0] ?? 'cannot be read').replace(/ at line \d+, column \d+:?$/, '');
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads and validates one file of content; throws `ContentError` with the line of every fault. */
export function readContent<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): { value: z.output<Schema>; lineOf: LocatedDocument['lineOf'] } {
  const located = locate(file, readFileSync(file, 'utf8'));
  const result = schema.safeParse(located.data);
  if (result.success) return { value: result.data, lineOf: located.lineOf };
  throw new ContentError(
    result.error.issues.map((issue) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const path = unknown === undefined ? issue.path : [...issue.path, unknown];
      return { file, line: located.lineOf(path), message: `${path.map(String).join('.')}: ${issue.message}` };
    }),
  );
}

export interface UiFile {
  readonly file: string;
  readonly code: string;
  readonly ui: Ui;
  readonly lineOf: LocatedDocument['lineOf'];
}

export function readUi(file: string, code: string): UiFile {
  const { value, lineOf } = readContent(file, uiSchema);
  return { file, code, ui: value, lineOf };
}

/**
 * Compares a language with the one it is translated from: missing keys, unknown keys, other placeholders, plural
 * forms that the language needs and does not have.
 */
export function compareUi(source: UiFile, other: UiFile): ContentFault[] {
  const faults: ContentFault[] = [];
  const add = (line: number, message: string): void => {
    faults.push({ file: other.file, line, message });
  };
  for (const part of ['strings', 'plurals'] as const) {
    const there: Record<string, unknown> = other.ui[part];
    for (const key of Object.keys(source.ui[part])) {
      if (there[key] === undefined) {
        const at = `${source.file}:${source.lineOf([part, key])}`;
        add(other.lineOf([part]), `${part} have no "${key}", which stands in ${at}`);
      }
    }
    for (const key of Object.keys(there)) {
      if (!(key in source.ui[part])) add(other.lineOf([part, key]), `unknown key "${key}" in ${part}`);
    }
  }
  for (const [key, text] of Object.entries(source.ui.strings)) {
    const translated = other.ui.strings[key];
    if (translated === undefined) continue;
    const [want, have] = [placeholders(text).join(' '), placeholders(translated).join(' ')];
    if (want !== have)
      add(other.lineOf(['strings', key]), `"${key}" has the parameters {${have}}, expected {${want}}`);
  }
  return [...faults, ...missingPluralForms(other)];
}

/** Plural forms that a language needs by CLDR and its file does not have. */
export function missingPluralForms({ file, ui, lineOf }: UiFile): ContentFault[] {
  const rules = new Intl.PluralRules(ui.language.plurals_like ?? ui.language.tag);
  const needed = rules.resolvedOptions().pluralCategories;
  return Object.entries(ui.plurals).flatMap(([key, forms]) =>
    needed
      .filter((category) => forms[category] === undefined)
      .map((category) => ({
        file,
        line: lineOf(['plurals', key]),
        message: `"${key}" has no form for "${category}"`,
      })),
  );
}
