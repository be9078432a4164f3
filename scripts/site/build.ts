import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build as astroBuild } from 'astro';
import { loadWords } from '../../src/i18n/words.ts';
import { sortEntries } from '../../src/roster/entries-csv.ts';
import type { Entry } from '../../src/schemas/entry.ts';
import { ProblemsFound } from '../check/problem.ts';
import { checkSite } from '../check/site.ts';
import { makeManifest } from '../mirror/make-manifest.ts';
import { readRelease } from '../roster/release-folder.ts';
import { runCommand } from '../usage.ts';
import { makeBrowserScripts, writeBrowserScripts } from './browser-scripts.ts';
import { applyEdits, pagePaths, readPage } from './built-site.ts';
import { refuseUnusableContent } from './content-files.ts';
import { policyEdit } from './content-security-policy.ts';
import { listRows } from './list-pages.ts';
import { OutputRefused, replaceFolder } from './output-folder.ts';
import { writePageIndex } from './page-index.ts';
import { refuseDemonstration } from './production-gate.ts';
import { relativeLinkEdits } from './relative-links.ts';
import { releaseLocation } from './release-location.ts';
import type { RosterDataTask } from './roster-data-worker.ts';
import { writeSingleFiles } from './single-files.ts';
import { startThread } from './thread.ts';
import { buildVerifyPage, siteKeys, trustLanguages } from './verify-page.ts';

const root = resolve(import.meta.dirname, '../..');

const usage = `Usage: npm run build [-- --production]

Builds the site from content/ and a release of the roster.

  ROSTER_DIR   release folder (content/roster; while that is empty, the demonstration release)
  SITE_OUT     where the site is written (dist)
  --production refuses while anything of the demonstration is left
`;

/** Says on stderr which step is running and how long the last one took. */
function reporter(): (step: string) => void {
  let started = performance.now();
  let last: string | null = null;
  return (step) => {
    const now = performance.now();
    if (last !== null) process.stderr.write(`  ${last}: ${((now - started) / 1000).toFixed(1)} s\n`);
    started = now;
    last = step;
  };
}

async function buildSite(output: string, production: boolean): Promise<void> {
  const step = reporter();
  const { folder: releaseFolder, note } = releaseLocation(process.env);
  if (note !== null) process.stderr.write(`${note}\n`);

  step('content and release checked');
  refuseUnusableContent(root);
  const { roster, entries } = readRelease(releaseFolder);
  if (production) refuseDemonstration(releaseFolder);

  await replaceFolder(output, async (folder) => {
    mkdirSync(folder, { recursive: true });
    // Beside the drawing of the pages, which keeps one processor busy: two threads, for the roster and for minifying.
    const task: RosterDataTask = { folder, releaseFolder, roster };
    const rosterData = startThread(new URL('./roster-data-worker.ts', import.meta.url), task);
    const scripts = Promise.all([
      makeBrowserScripts(),
      buildVerifyPage({ keys: siteKeys(), languages: trustLanguages() }),
    ]);
    // Heard of below, where it is waited for.
    scripts.catch(() => {});
    try {
      step('pages');
      await drawPages(folder, releaseFolder);

      step('page index');
      await writePageIndex(folder);

      step('links, policies and the list');
      finishPages(folder, entries);

      step('scripts and roster');
      const [browserScripts, verifyPage] = await scripts;
      writeBrowserScripts(folder, browserScripts);
      writeFileSync(join(folder, 'verify.html'), verifyPage);
      await rosterData.done;
    } finally {
      await rosterData.stop();
    }

    step('single files');
    const languages = [
      ...new Set(pagePaths(folder).flatMap((path) => /^([a-z]{2})\//.exec(path)?.[1] ?? [])),
    ];
    const sizes = await writeSingleFiles(folder, languages, roster);
    if (sizes.size === 0)
      process.stderr.write('  No single-file edition: the roster is too large for one.\n');

    step('manifest');
    const days = { sequence: roster.sequence, issued: roster.issued, expires: roster.review_by };
    await makeManifest(folder, days, roster.issued);

    step('checks');
    checkSite(folder);
  });
  step('done');
  process.stderr.write(`The site stands in ${relative(process.cwd(), output) || output}\n`);
}

async function drawPages(folder: string, releaseFolder: string): Promise<void> {
  // Read by src/pages/_release.ts, which cannot see this program's arguments.
  process.env.VESTOCHKA_RELEASE = releaseFolder;
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  await astroBuild({
    root,
    outDir: folder,
    cacheDir: join(root, '.cache/astro'),
    logLevel: 'warn',
    // Other threads write into the folder at the same time.
    vite: { build: { emptyOutDir: false } },
  });
}

/** Makes links relative, writes the policy of each page, and puts the rows into the pages of the list. */
function finishPages(folder: string, entries: readonly Entry[]): void {
  const rows = listRows(sortEntries(entries), loadWords(join(root, 'content')));
  for (const path of pagePaths(folder)) {
    const page = readPage(folder, path);
    const edits = [...relativeLinkEdits(page), policyEdit(page), ...rows(page)];
    writeFileSync(join(folder, path), applyEdits(page.text, edits));
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { production: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const output = resolve(process.env.SITE_OUT || join(root, 'dist'));
  await buildSite(output, values.production ?? false);
}

try {
  await runCommand(usage, main);
} catch (error) {
  const expected = error instanceof ProblemsFound || error instanceof OutputRefused || isReadable(error);
  process.stderr.write(
    `\n${expected && error instanceof Error ? error.message : describe(error)}\n\nNothing was written.\n`,
  );
  process.exitCode = 1;
}

/** Errors of the content layer and of the release reader already say what, where and how to mend it. */
function isReadable(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['AstroUserError', 'ReleaseError', 'EntriesError', 'ContentError'].includes(error.name)
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
