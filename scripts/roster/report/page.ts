import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Description } from '../../../src/roster/description.ts';
import { chanceFits } from '../../../src/roster/false-hope.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import type { Population } from '../../../src/schemas/population.ts';
import type { Roster } from '../../../src/schemas/release.ts';
import type { Outcome, WaitReason } from '../publish/publication.ts';
import { type Findings, type NameExample, summaryOf } from './findings.ts';
import { barPlot, curve, escapeHtml, histogram } from './plot.ts';

export interface ReportContent {
  findings: Findings;
  policy: Policy;
  population: Population;
  /** Of a dry run of `publish`. */
  release: NonNullable<Outcome['release']>;
  /** The release that is in force now; null before the first. */
  before: Pick<Roster, 'sequence' | 'issued' | 'counts'> | null;
  problems: number;
  rowsOfRegister: number;
  warnings: readonly string[];
  issued: string;
}

const number = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
const text = escapeHtml;

/** The report as one HTML file: no script, nothing fetched. Figures stand in words first, then as plots and tables. */
export function reportPage(content: ReportContent): string {
  const css = readFileSync(join(import.meta.dirname, 'report.css'), 'utf8');
  const sections = [
    summary(content),
    classSizes(content),
    fineness(content),
    risks(content),
    riskiest(content),
    falseHope(content),
    changes(content),
    names(content),
    left(content),
    words(content),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Risk report for ${text(content.issued)}</title>
<style>
${css}</style>
</head>
<body>
<main>
<h1>What this roster would tell, and to whom</h1>
<p class="soft">Private: it names records of the register. Made for a release of ${text(content.issued)}; keep it with the register, and delete it when it has been read.</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function section(title: string, ...parts: string[]): string {
  return `<section>\n<h2>${text(title)}</h2>\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;
}

const paragraph = (html: string): string => `<p>${html}</p>`;

function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: number[],
): string {
  const isNumber = (column: number): string => (numeric.includes(column) ? ' class="number"' : '');
  const head = header.map((cell, column) => `<th scope="col"${isNumber(column)}>${text(cell)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, column) => `<td${isNumber(column)}>${cell}</td>`).join('')}</tr>`)
    .join('\n');
  const name = header.length > 3 ? 'scroll broad' : 'scroll';
  return `<div class="${name}" tabindex="0" role="region" aria-label="${text(caption)}"><table><caption>${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

/** A row as the site words it. */
function rowInWords({
  given_name,
  patronymic_initial,
  surname_initial,
  birth_from,
  birth_to,
}: Description): string {
  const patronymic =
    { '': '', '…': ', patronymic with a rare initial', '?': ', something missing' }[patronymic_initial] ??
    ` ${patronymic_initial}.`;
  const given = given_name.endsWith('…') ? `a rarer name in ${given_name.slice(0, -1)}` : given_name;
  return `${text(given)}${text(patronymic)}, surname in ${text(surname_initial)}, born <span class="date">${text(birth_from)}</span> to <span class="date">${text(birth_to)}</span>`;
}

/** Estimates are not told to the man. */
const thousands = (value: number): string =>
  value < 10_000 ? number(Number(value.toPrecision(2))) : number(Math.round(value / 1000) * 1000);

/** Text of a YAML file, in which `` `…` `` marks a token. */
const withCode = (value: string): string => text(value).replace(/`([^`]*)`/g, '<code>$1</code>');

function summary({ findings, policy, release, problems, rowsOfRegister }: ReportContent): string {
  const { hope } = findings;
  const { k } = hope.figures;
  const shown = [
    ['rows would be public', number(findings.rows)],
    [
      'men of the country fit a row, as a rule',
      `about ${number(summaryOf(findings.classSizes).median || k)}`,
    ],
    [
      'of ten families who see one full match find another man',
      hope.ofTen < 0.95 ? 'fewer than one' : `about ${number(hope.ofTen)}`,
    ],
    ['men are too rare for any row', number(release.records.too_rare)],
  ];
  return [
    `<ul class="key">${shown.map(([label, value]) => `<li><b>${text(value as string)}</b>${text(label as string)}</li>`).join('')}</ul>`,
    problems === 0
      ? ''
      : `<p class="note">${number(problems)} faults were found in the register of ${number(rowsOfRegister)} rows. This report counts the rows without fault; <code>roster -- check</code> lists the others.</p>`,
    paragraph(
      `A row of the roster is never about one man. It says, for example, “Константин А., surname in Б, born 1 May 1998 to 15 July 1998”, and that is true of at least ${number(k)} men of the country, whether they are held or not. That number follows from <code>maxRisk: ${policy.maxRisk}</code> in <code>policy.yaml</code>: somebody who points at one of the men who fit is right at most once in ${number(k)} times.`,
    ),
    paragraph(
      'What it cannot hide: somebody who already knows a man’s name and birth date, or who holds a list of those who serve or are missing, will usually find the right man among those who fit. He learns what a mother learns: that a record exists. That is why nothing else stands in a row.',
    ),
  ].join('\n');
}

function classSizes({ findings, policy }: ReportContent): string {
  const { least, median, most } = summaryOf(findings.classSizes);
  const { k } = findings.hope.figures;
  if (findings.classSizes.length === 0) return section('How many men fit each row', paragraph('No row yet.'));
  const limit = k / policy.margin;
  const to = Math.max(limit * 2, quantileCeiling(findings.classSizes));
  const [bins, below] = [40, 6];
  // The limit lies between two bars.
  const step = (to - limit) / (bins - below);
  return section(
    'How many men fit each row',
    paragraph(
      `By the tables, between ${number(least)} and ${number(most)} men fit a row; half of the rows fit ${number(median)} or fewer. Only ${percent(policy.margin, 0)} of each figure is believed (the <em>margin</em>), because names go together and tables are not perfect: so the smallest figure that may be is ${number(limit)}, of which ${number(k)} are believed.`,
    ),
    histogram(
      `Rows (upwards) by the number of men who fit them (to the right); all above ${number(to)} are in the last bar`,
      findings.classSizes,
      {
        bins,
        from: limit - below * step,
        to,
        format: number,
        limit: { at: limit, label: `smallest allowed: ${number(limit)}` },
      },
    ),
    findings.incomplete === 0
      ? ''
      : paragraph(
          `${number(findings.incomplete)} rows are of men of whom the patronymic, or the day and month of birth, is missing in the register. Each describes many more men, of whom only those count above of whom the same is missing. Such a row is never called more than a possible fit. A complete entry is better for him and for every other family: ask for what is missing.`,
        ),
    earlierRows(findings),
  );
}

function earlierRows({ earlier: { rows, below, unmeasured } }: Findings): string {
  if (rows === 0) return '';
  const risky =
    below === 0
      ? 'By the tables of today each of them still describes as many men as it must.'
      : `By the tables of today ${number(below)} of them describe fewer men than a new row may. Withdrawing them does not help: they are on old copies for ever.`;
  const unknown =
    unmeasured === 0
      ? ''
      : ` ${number(unmeasured)} bear a name that the tables of today do not count, and are not in these figures.`;
  return paragraph(
    `${number(rows)} rows were made by earlier tables and stay as they are, because a man described twice in two ways can be pinned down. ${risky}${unknown}`,
  );
}

function quantileCeiling(sorted: readonly number[]): number {
  return Math.ceil((sorted[Math.floor(sorted.length * 0.98)] ?? 0) / 10) * 10;
}

function fineness({ findings }: ReportContent): string {
  return section(
    'How much a row tells, and why it differs',
    paragraph(
      'Common names get fine rows and rare names coarse ones, each as fine as the number of men permits. The cut is made once, for the whole population, before anybody is looked at: first by the initials of given name and surname, then by the given name, then by the initial of the patronymic, at last by birth date in half months. A row is therefore never coarser or finer because of who else is in the register.',
    ),
    barPlot(
      'Rows by what they tell of the names',
      findings.fineness.map(({ label, rows }) => ({ label, value: rows })),
    ),
    barPlot(
      'Rows by the length of the birth period that they tell',
      findings.birthWidths.map(({ label, rows }) => ({ label: `born within ${label}`, value: rows })),
    ),
  );
}

function risks({ findings, policy }: ReportContent): string {
  const { global, meanRisk, rows } = findings;
  if (findings.risks.length === 0) return '';
  return section(
    'The risk of a wrong hand pointing at the right man',
    paragraph(
      `The risk that counts is 1 ÷ the number of men who fit a row (<em>journalist risk</em>): somebody without any list picks one of them. Over all rows it is ${percent(meanRisk, 2)} on average; no row may be above ${percent(policy.maxRisk)}.`,
    ),
    histogram(
      'Rows (upwards) by their risk in percent (to the right)',
      findings.risks.map((risk) => 100 * risk),
      {
        bins: 36,
        from: 0,
        to: 120 * policy.maxRisk,
        format: (value) => String(value),
        limit: { at: 100 * policy.maxRisk, label: `limit ${percent(policy.maxRisk)}` },
      },
    ),
    paragraph(
      `Somebody who put a name to each of the ${number(rows)} rows without a list would be right about ${number(findings.risks.reduce((sum, risk) => sum + risk, 0))} times, and could not tell when.`,
    ),
    paragraph(
      `For statisticians: sdcMicro, the program of statistical offices, would report a <em>global risk</em> of ${percent(global.risk, 2)} and ${number(global.expectedReidentifications)} expected re-identifications. It takes every number of men for a guess from a sample and so puts the risk higher (Benedetti and Franconi 1998).`,
    ),
  );
}

function riskiest({ findings }: ReportContent): string {
  if (findings.riskiest.length === 0) return '';
  return section(
    'The rows with the highest risk',
    paragraph(
      `${findings.earlier.below === 0 ? 'All of them are within the limit.' : `${number(findings.earlier.below)} of earlier tables are above the limit by the tables of today; all others are within it.`} If you know that the men of one of these rows are few in truth (a name of one valley, a community abroad), write <code>sealed</code> in the column <code>disclosure</code> of that record: it then has no public row, and his family opens it with the code.`,
    ),
    table(
      'Highest risk first',
      ['ref', 'record', 'row', 'men who fit', 'risk'],
      findings.riskiest.map(({ ref, recordId, row, men, risk }) => [
        ref === null
          ? '<span class="soft">not yet public</span>'
          : `<code>${text(`${ref.slice(0, 4)}-${ref.slice(4)}`)}</code>`,
        `<code>${text(recordId)}</code>`,
        rowInWords(row),
        number(men),
        percent(risk, 2),
      ]),
      [3, 4],
    ),
  );
}

function falseHope({ findings, policy }: ReportContent): string {
  const { hope } = findings;
  const { figures } = hope;
  const at = (rows: number): number => 1 - Math.exp(-chanceFits({ ...figures, rows }));
  return section(
    'False hope: families who see the row of another man',
    paragraph(
      `A family whose man is not in the roster may see a row that fits him in full: the row of another man. With ${number(figures.rows)} rows this happens to about ${percent(hope.expected)} of such families, if they type everything. By the smallest cells that are allowed it would be ${percent(hope.bound)} (the <em>bound</em>), and it must stay below one and a half times that${figures.rows === 0 ? '' : `: this roster stands at ${(hope.expected / hope.bound).toFixed(2)} times`}. The more rows, the more often.`,
    ),
    curve(
      'The bound: families who see the row of another man (upwards) by the rows of a roster (to the right)',
      at,
      {
        from: 1_000,
        to: 1_000_000,
        point: {
          at: Math.max(1_000, figures.rows),
          label: `${number(figures.rows)} rows: ${percent(at(figures.rows))}`,
        },
      },
    ),
    paragraph(
      `That small figure would be read as near certainty, and is not: of those who ask, only about ${percent(policy.expectedShare)} ask for a man who is in it (<code>expectedShare</code>). So of ten families who see exactly one full match, about ${hope.ofTen.toFixed(1)} find that it is another man. The page tells them so; the helpline should too.`,
    ),
    findings.incomplete === 0
      ? ''
      : paragraph(
          `Rows of men of whom something is missing fit many more: counting them, up to ${percent(hope.any)} of such families see some row. Of those rows the page says “with so little to go by, it is mostly another man”.`,
        ),
  );
}

const reasons: Record<WaitReason, string> = {
  not_first_of_month: 'this month had its release already, and rows change only in the first one',
  below_min_batch: 'they are fewer than minBatch in policy.yaml',
};

function changes({ release, before, policy }: ReportContent): string {
  const { added, withdrawn, corrected, waiting, records } = release;
  const waits = waiting.additions + waiting.withdrawals + waiting.corrections;
  return section(
    'What changes since the last release, and what waits',
    paragraph(
      before === null
        ? 'Nothing is public yet.'
        : `Public now is release ${number(before.sequence)} of ${text(before.issued)}, with ${number(before.counts.entries)} rows.`,
    ),
    paragraph(
      added + withdrawn + corrected === 0
        ? 'Published now, no row would change.'
        : `Published now, ${number(added)} rows would be added, ${number(withdrawn)} withdrawn and ${number(corrected)} replaced by corrected ones.`,
    ),
    waiting.why === null
      ? ''
      : `<p class="note">${number(waits)} changes wait (${number(waiting.additions)} additions, ${number(waiting.withdrawals)} withdrawals, ${number(waiting.corrections)} corrections): ${text(reasons[waiting.why])}.</p>`,
    paragraph(
      `Rows change together, once a month and at least ${number(policy.minBatch)} of them, because a row that is new today would be the man taken yesterday. <code>roster -- publish REGISTER --dry-run</code> prints the exact lines.`,
    ),
    table(
      'Records of the register',
      ['what becomes of them', 'records'],
      [
        ['a public row, and a sealed record', number(records.listed)],
        ['a sealed record only, as the register says', number(records.sealed)],
        ['a sealed record only, because no cell is large enough', number(records.too_rare)],
        ['withdrawn: the row vanishes, the code opens to “please call us”', number(records.withdrawn)],
        ['nothing at all', number(records.withheld)],
        ['known to the ledger, and no longer in the register', number(records.missing)],
      ],
      [1],
    ),
  );
}

function names({ findings }: ReportContent): string {
  const rows = findings.examples.map((example: NameExample) => [
    example.men === null ? 'a name that is in no table' : text(example.givenName),
    example.men === null ? '–' : thousands(example.men),
    ...example.rows.map(({ row, men }) =>
      row === null ? 'no row: sealed record only' : `${number(men)} men: ${rowInWords(row)}`,
    ),
  ]);
  const initials = findings.examples[0]?.rows.map(({ surnameInitial }) => surnameInitial) ?? [];
  return section(
    'Five common names and five rare ones',
    paragraph(
      'How many candidates would the men of these names have? Each example is a man with a common patronymic, once with the commonest initial of a surname and once with one that few have.',
    ),
    table(
      'Candidates of a man of each name',
      ['given name', 'men in the country', ...initials.map((initial) => `surname in ${initial}`)],
      rows,
      [1],
    ),
  );
}

function left({ warnings, population }: ReportContent): string {
  const { tables } = population.file;
  return section(
    'What was left aside, and what the figures rest on',
    warnings.length === 0
      ? paragraph('Every column of the register is known to the program; nothing was left aside.')
      : `<ul>${warnings.map((warning) => `<li>${text(warning)}</li>`).join('')}</ul>`,
    paragraph(
      `The numbers of men come from tables in <code>content/population/</code> (${text(population.file.title)}, ${text(population.file.reference_date)}), not from any register:`,
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
  return section(
    'Words',
    `<dl>${entries.map(([term, meaning]) => `<dt>${text(term as string)}</dt><dd>${text(meaning as string)}</dd>`).join('')}</dl>`,
  );
}
