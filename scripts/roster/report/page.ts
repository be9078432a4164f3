import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escaped as text } from '../../../src/i18n/markup.ts';
import { changes } from './changes.ts';
import type { ReportContent } from './content.ts';
import { classSizes, falseHope, fineness, names, riskiest, risks } from './figures.ts';
import { dateInWords, lines, list, paragraph, withCode } from './html.ts';
import { summary } from './summary.ts';

interface Section {
  id: string;
  title: string;
  /** Empty where there is nothing to tell. */
  content: string;
}

type Write = (content: ReportContent) => string;

/** The sections in their order, each with the question that it answers. */
const sections: [id: string, title: string, write: Write][] = [
  ['sizes', 'How many men fit each row', classSizes],
  ['fineness', 'How much a row tells, and why it differs', fineness],
  ['risk', 'How often somebody who guesses would be right', risks],
  ['riskiest', 'The rows with the highest risk', riskiest],
  ['hope', 'False hope: families who see the row of another man', falseHope],
  ['changes', 'What changes since the last release, and what waits', changes],
  ['names', 'Five common names and five rare ones', names],
  ['left', 'What was left aside, and what the figures rest on', left],
  ['words', 'Words', words],
];

/** The report as one HTML file: no script, nothing fetched. Figures stand in words first, then as plots and tables. */
export function reportPage(content: ReportContent): string {
  const css = readFileSync(join(import.meta.dirname, 'report.css'), 'utf8');
  const written: Section[] = sections
    .map(([id, title, write]) => ({ id, title, content: write(content) }))
    .filter((section) => section.content !== '');
  const contents = written.map(({ id, title }) => `<a href="#${id}">${text(title)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Risk report for ${text(content.issued)}</title>
<style>
${css}</style>
</head>
<body>
<main>
<h1>What this roster would tell, and to whom</h1>
<p class="soft">Private: it points at rows of the register. Made for a release of ${text(dateInWords(content.issued))}; keep it with the register, and delete it when it has been read.</p>
${summary(content)}
<nav aria-label="Contents">${list(contents, 'contents')}</nav>
${written.map((section) => `<section aria-labelledby="${section.id}">\n<h2 id="${section.id}">${text(section.title)}</h2>\n${section.content}\n</section>`).join('\n')}
</main>
</body>
</html>
`;
}

function left({ warnings, population }: ReportContent): string {
  const { tables } = population.file;
  const aside = warnings.filter(({ row }) => row <= 1);
  return lines(
    aside.length === 0
      ? paragraph('Every column of the register is known to the program; nothing was left aside.')
      : list(aside.map(({ message }) => text(message))),
    paragraph(
      `The numbers of men come from tables in <code>content/population/</code> (${text(population.file.title)}, ${text(dateInWords(population.file.reference_date))}), not from any register:`,
    ),
    `<dl>${Object.values(tables)
      .map(
        ({ file, holds, caveat }) =>
          `<dt><code>${text(file)}</code></dt><dd>${withCode(holds)} <span class="soft">${withCode(caveat)}</span></dd>`,
      )
      .join('')}</dl>`,
  );
}

function words({ policy }: ReportContent): string {
  const entries = [
    [
      'cell',
      'A part of the population that a row describes: a name or group of names, initials, and a span of birth dates.',
    ],
    [
      'class size',
      'How many men are in a cell. Statisticians call the smallest size that is allowed k, and the rule k-anonymity.',
    ],
    ['journalist risk', '1 ÷ class size: the chance of somebody who picks one of the men who fit.'],
    [
      'margin',
      `The share of a class size that is believed: ${policy.margin}. Names are not independent, and tables are not perfect.`,
    ],
    [
      'rest cell',
      '“A rarer name in Б” means the names in Б that are too rare for a row of their own, and only those.',
    ],
    ['generalisation', 'Saying less: a span instead of a birth date, an initial instead of a name.'],
    ['suppression', 'Saying nothing: the man has a sealed record and no row.'],
  ];
  return `<dl>${entries.map(([term, meaning]) => `<dt>${text(term as string)}</dt><dd>${text(meaning as string)}</dd>`).join('')}</dl>`;
}
