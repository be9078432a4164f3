import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readContentFiles } from '../site/content-files.ts';
import { readStamps, stamped, stampsFile, translationGaps } from '../site/translation-state.ts';
import { ProblemsFound, refuseProblems } from './problem.ts';
import { typographyFaults } from './typography.ts';

const root = resolve(import.meta.dirname, '../..');

const usage = `Usage: npm run --silent check:translations [-- --json]
       npm run --silent check:translations -- --stamp LANG [TEXT …]

Lists what is not translated and what is older than its source, one line a text:
missing (not there; the next best language is shown), older (the source changed after the translation was
compared with it), unstamped (nobody has said yet that it fits its source), spelling (quotation marks, apostrophes
or spaces that the language writes otherwise; the source is looked at too).

  --stamp LANG [TEXT …]  says that LANG fits its source today: everything, or the texts named (pages/home)
  --json                 one JSON line a text: {"lang","text","state"}, with "what" where the state is spelling

Exit status: 0 all fits, 1 something is listed, 2 usage.
`;

function main(): void {
  const { values, positionals } = parseArgs({
    options: { stamp: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const content = readContentFiles(root);
  refuseProblems(content.problems);
  const source = content.site?.value.default_language ?? 'ru';
  const languages = content.uis.map(({ code }) => code);
  if (values.stamp) {
    const [lang, ...only] = positionals;
    if (lang === undefined || lang === source || !languages.includes(lang)) {
      process.stderr.write(
        `--stamp wants one of: ${languages.filter((code) => code !== source).join(', ')}.\n`,
      );
      process.exitCode = 2;
      return;
    }
    const file = stampsFile(root, lang);
    const stamps = stamped(content, source, lang, readStamps(root, lang), only.length > 0 ? only : undefined);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(stamps, null, 2)}\n`);
    process.stderr.write(`${file}: ${Object.keys(stamps).length} texts.\n`);
    return;
  }
  if (positionals.length > 0) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const found = [
    ...translationGaps(content, source, (lang) => readStamps(root, lang)),
    ...typographyFaults(content).map(({ lang, text, what }) => ({ lang, text, state: 'spelling', what })),
  ];
  for (const one of found) {
    const what = 'what' in one ? `: ${one.what}` : '';
    process.stdout.write(
      values.json ? `${JSON.stringify(one)}\n` : `${one.state.padEnd(9)} ${one.lang} ${one.text}${what}\n`,
    );
  }
  if (found.length > 0) process.exitCode = 1;
  process.stderr.write(
    found.length === 0
      ? 'Every text is translated and fits its source.\n'
      : `${found.length} texts to look at.\n`,
  );
}

try {
  main();
} catch (error) {
  if (error instanceof ProblemsFound) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else if (error instanceof TypeError && 'code' in error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else throw error;
}
