import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build as astroBuild } from 'astro';
import { ProblemsFound } from '../check/problem.ts';
import { checkSite } from '../check/site.ts';
import { makeManifest } from '../mirror/make-manifest.ts';
import { readRelease } from '../roster/release-folder.ts';
import { writeSealedScripts } from '../roster/sealed-scripts.ts';
import { runCommand } from '../usage.ts';
import { writeBrowserScripts } from './browser-scripts.ts';
import { applyEdits, pagePaths, readPage } from './built-site.ts';
import { refuseUnusableContent } from './content-files.ts';
import { policyEdit } from './content-security-policy.ts';
import { OutputRefused, replaceFolder } from './output-folder.ts';
import { writePageIndex } from './page-index.ts';
import { refuseDemonstration } from './production-gate.ts';
import { relativeLinkEdits } from './relative-links.ts';
import { releaseLocation } from './release-location.ts';
import { writeRosterData } from './roster-data.ts';
import { writeSingleFiles } from './single-files.ts';
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
    mkdirSync(dirname(folder), { recursive: true });
    step('pages');
    // Read by src/pages/_release.ts, which cannot see this program's arguments.
    process.env.VESTOCHKA_RELEASE = releaseFolder;
    process.env.ASTRO_TELEMETRY_DISABLED = '1';
    await astroBuild({ root, outDir: folder, cacheDir: join(root, '.cache/astro'), logLevel: 'warn' });

    step('scripts and roster');
    await writeBrowserScripts(folder);
    writeRosterData(folder, roster, entries);
    writeSealedScripts(releaseFolder, folder);

    step('page index');
    await writePageIndex(folder);

    step('links and policies');
    for (const path of pagePaths(folder)) {
      const page = readPage(folder, path);
      const edits = [...relativeLinkEdits(page), policyEdit(page)];
      writeFileSync(join(folder, path), applyEdits(page.text, edits));
    }

    step('single files');
    const languages = [
      ...new Set(pagePaths(folder).flatMap((path) => /^([a-z]{2})\//.exec(path)?.[1] ?? [])),
    ];
    const sizes = await writeSingleFiles(folder, languages, roster);
    if (sizes.size === 0)
      process.stderr.write('  No single-file edition: the roster is too large for one.\n');

    step('verifier');
    writeFileSync(
      join(folder, 'verify.html'),
      await buildVerifyPage({ keys: siteKeys(), languages: trustLanguages() }),
    );

    step('manifest');
    const days = { sequence: roster.sequence, issued: roster.issued, expires: roster.review_by };
    await makeManifest(folder, days, roster.issued);

    step('checks');
    checkSite(folder);
  });
  step('done');
  process.stderr.write(`The site stands in ${relative(process.cwd(), output) || output}\n`);
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
