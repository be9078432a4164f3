import { globSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import {
  ContentError,
  compareUi,
  locate,
  missingPluralForms,
  readContent,
  readUi,
  type UiFile,
} from '../../src/i18n/ui-file.ts';
import { type Contact, contactSchema } from '../../src/schemas/contacts.ts';
import { type PageMatter, pageSchema } from '../../src/schemas/page.ts';
import { routeSchema } from '../../src/schemas/route.ts';
import { type Site, siteSchema } from '../../src/schemas/site.ts';
import { type Problem, refuseProblems } from '../check/problem.ts';

/** A value of content with the line of each of its keys. */
export interface Located<Value> {
  readonly file: string;
  readonly value: Value;
  lineOf(path: readonly PropertyKey[]): number;
}

export interface PageFile extends Located<PageMatter> {
  readonly lang: string;
  readonly slug: string;
  /** Everything below the front matter. */
  readonly body: string;
}

/** What editors and translators write, as far as it can be read; what cannot is in `problems`. */
export interface ContentFiles {
  readonly site: Located<Site> | undefined;
  readonly contacts: readonly Located<Contact>[];
  readonly pages: readonly PageFile[];
  readonly uis: readonly UiFile[];
  readonly problems: readonly Problem[];
}

const mend = 'What may stand there is written in src/schemas/.';

/**
 * Reads `content/` (all but the roster, the population and the names, which have readers of their own).
 *
 * @param root the repository; files are named relative to it
 */
export function readContentFiles(root: string): ContentFiles {
  const problems: Problem[] = [];
  const attempt = <Value>(read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      problems.push(
        ...error.faults.map(({ file, line, message }) => ({
          file: named(root, file),
          line,
          what: message,
          mend,
        })),
      );
      return undefined;
    }
  };
  const all = (pattern: string): string[] => globSync(pattern, { cwd: join(root, 'content') }).sort();
  const located = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
  ): Located<z.output<Schema>> | undefined =>
    attempt(() => {
      const file = join(root, 'content', path);
      return { file: named(root, file), ...readContent(file, schema) };
    });
  const contacts = all('contacts/*.yaml').map((path) => located(path, contactSchema));
  for (const path of all('route/*.yaml')) located(path, routeSchema);
  const pages = all('pages/*/*.mdx').map((path) =>
    attempt(() => readPage(root, join(root, 'content', path))),
  );
  const site = located('site.yaml', siteSchema);
  const uis = all('ui/*.json')
    .map((path) => attempt(() => readUi(join(root, 'content', path), basename(path, '.json'))))
    .filter((ui) => ui !== undefined);
  const source = uis.find(({ code }) => code === (site?.value.default_language ?? 'ru'));
  attempt(() => {
    const faults =
      source === undefined
        ? []
        : uis.flatMap((ui) => (ui === source ? missingPluralForms(ui) : compareUi(source, ui)));
    if (faults.length > 0) throw new ContentError(faults);
  });
  return {
    site,
    contacts: contacts.filter((contact) => contact !== undefined),
    pages: pages.filter((page) => page !== undefined),
    uis,
    problems,
  };
}

const named = (root: string, file: string): string => relative(root, file).split(sep).join('/');

function readPage(root: string, file: string): PageFile {
  const text = readFileSync(file, 'utf8');
  const [, matter, body] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text) ?? [];
  if (matter === undefined || body === undefined)
    throw new ContentError([
      { file, line: 1, message: 'the page does not begin with front matter between --- lines' },
    ]);
  // The opening --- is line 1.
  const below = (line: number): number => line + 1;
  let document: ReturnType<typeof locate>;
  try {
    document = locate(file, matter);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    throw new ContentError(error.faults.map((fault) => ({ ...fault, line: below(fault.line) })));
  }
  const lineOf = (path: readonly PropertyKey[]): number => below(document.lineOf(path));
  const result = pageSchema.safeParse(document.data);
  if (!result.success) {
    throw new ContentError(
      result.error.issues.map(({ path, message }) => ({
        file,
        line: lineOf(path),
        message: `${path.map(String).join('.')}: ${message}`,
      })),
    );
  }
  const [lang = '', name = ''] = named(join(root, 'content/pages'), file).split('/');
  return { file: named(root, file), value: result.data, lineOf, lang, slug: basename(name, '.mdx'), body };
}

/**
 * Stops a build whose content cannot be used, before any page is drawn, with file and line of everything at once.
 *
 * @throws ProblemsFound
 */
export function refuseUnusableContent(root: string): void {
  refuseProblems(readContentFiles(root).problems);
}
