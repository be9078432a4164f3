import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Roster, rosterSchema } from '../../src/schemas/release.ts';
import { type Problem, refuseProblems } from '../check/problem.ts';
import { type ContentFiles, readContentFiles } from './content-files.ts';
import { readStamps, type Stamps, translationGaps } from './translation-state.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Everything that keeps a site from being a real one: values of the demonstration, facts that wait for the publisher's
 * word (`confirm: true`), days of review that have passed, texts that are not translated or older than their source.
 *
 * @param today ISO day
 */
export function productionProblems(
  content: ContentFiles,
  release: { file: string; roster: Roster },
  stampsOf: (lang: string) => Stamps,
  today: string,
): Problem[] {
  return [
    ...content.problems,
    ...siteProblems(content),
    ...contactProblems(content, today),
    ...pageProblems(content, today),
    ...rosterProblems(release, today),
    ...translationProblems(content, stampsOf),
  ];
}

function siteProblems({ site }: ContentFiles): Problem[] {
  if (site === undefined) return [];
  const { file, value, lineOf } = site;
  const problems: Problem[] = [];
  if (value.edition !== 'production') {
    problems.push({
      file,
      line: lineOf(['edition']),
      what: 'the edition is the demonstration.',
      mend: 'When everything below is done, write edition: production.',
    });
  }
  for (const name of value.demonstration) {
    problems.push({
      file,
      line: lineOf([name]),
      what: `${name} is made up for the demonstration.`,
      mend: `Write the real value and take ${name} out of the list "demonstration".`,
    });
  }
  return problems;
}

const overdue = (file: string, line: number, reviewBy: string): Problem => ({
  file,
  line,
  what: `should have been looked at by ${reviewBy}.`,
  mend: 'Check every fact in it, then write today as checked and a later day as review_by.',
});

const unconfirmed = (file: string, line: number): Problem => ({
  file,
  line,
  what: 'waits for the publisher to confirm its facts.',
  mend: 'Check them, correct what is wrong, and take the line confirm: true away.',
});

function contactProblems({ contacts }: ContentFiles, today: string): Problem[] {
  return contacts.flatMap(({ file, value, lineOf }) => [
    ...(value.demonstration
      ? [
          {
            file,
            line: lineOf(['demonstration']),
            what: 'is a contact of the demonstration, with a number that cannot ring.',
            mend: 'Write the real number or address and take the line demonstration: true away.',
          },
        ]
      : []),
    ...(value.confirm ? [unconfirmed(file, lineOf(['confirm']))] : []),
    ...(value.review_by < today ? [overdue(file, lineOf(['review_by']), value.review_by)] : []),
  ]);
}

function pageProblems({ pages }: ContentFiles, today: string): Problem[] {
  return pages.flatMap(({ file, value, lineOf }) => [
    ...(value.confirm ? [unconfirmed(file, lineOf(['confirm']))] : []),
    ...(value.review_by < today ? [overdue(file, lineOf(['review_by']), value.review_by)] : []),
  ]);
}

function rosterProblems({ file, roster }: { file: string; roster: Roster }, today: string): Problem[] {
  const problems: Problem[] = [];
  if (roster.edition !== 'production') {
    problems.push({
      file,
      what: 'the release is the demonstration.',
      mend: 'Publish the real register: npm run --silent roster -- publish REGISTER.',
    });
  }
  if (roster.review_by < today) {
    problems.push({
      file,
      what: `the release should have been renewed by ${roster.review_by}.`,
      mend: 'Publish again.',
    });
  }
  return problems;
}

function translationProblems(content: ContentFiles, stampsOf: (lang: string) => Stamps): Problem[] {
  const source = content.site?.value.default_language ?? 'ru';
  const words = {
    missing: { what: 'is not translated', mend: 'Write it.' },
    older: { what: 'is older than its source', mend: 'Compare it with the source.' },
    unstamped: { what: 'was never compared with its source', mend: 'Compare it with the source.' },
  };
  return translationGaps(content, source, stampsOf).map(({ lang, text, state }) => ({
    file: text.startsWith('pages/')
      ? `content/pages/${lang}/${text.slice('pages/'.length)}.mdx`
      : `content/ui/${lang}.json`,
    what: `${text} ${words[state].what}.`,
    mend: `${words[state].mend} Then: npm run --silent check:translations -- --stamp ${lang} ${text}`,
  }));
}

/** Keys that are committed with the demonstration: everybody has their secret halves. */
function keyProblems(): Problem[] {
  const read = (path: string): string | null =>
    existsSync(join(root, path))
      ? (readFileSync(join(root, path), 'utf8').trim().split('\n').at(-1) ?? null)
      : null;
  return ['minisign.pub', 'next.pub'].flatMap((name) => {
    const key = read(`content/trust/${name}`);
    if (key === null || key !== read(`tests/fixtures/demo/${name}`)) return [];
    return [
      {
        file: `content/trust/${name}`,
        what: 'is a key of the demonstration, whose secret half is public.',
        mend: 'Make your own with minisign -G on a machine that is not connected, and put its public half here.',
      },
    ];
  });
}

/**
 * Stops a production build while anything of the demonstration is left.
 *
 * @param releaseFolder the release that the site would show
 * @throws ProblemsFound with the whole list
 */
export function refuseDemonstration(
  releaseFolder: string,
  today = new Date().toISOString().slice(0, 10),
): void {
  const path = join(releaseFolder, 'roster.json');
  const roster = rosterSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const release = { file: relative(process.cwd(), path), roster };
  const problems = productionProblems(
    readContentFiles(root),
    release,
    (lang) => readStamps(root, lang),
    today,
  );
  refuseProblems([...problems, ...keyProblems()]);
}
