import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Description } from '../../../src/roster/description.ts';
import { chanceFits } from '../../../src/roster/false-hope.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import type { Population } from '../../../src/schemas/population.ts';
import type { Roster } from '../../../src/schemas/release.ts';
import { escapeHtml as text } from '../../escape-html.ts';
import type { ReleaseSummary } from '../publish/outcome.ts';
import type { WaitReason } from '../publish/waiting.ts';
import type { Warning } from '../register/problem.ts';
import { type Findings, type Rarity, summaryOf } from './findings.ts';
import {
  counted,
  dateInWords,
  list,
  number,
  paragraph,
  percent,
  periodInWords,
  table,
  thousands,
  withCode,
} from './html.ts';
import type { NameExample } from './name-examples.ts';
import { barPlot, curve, histogram } from './plot.ts';

export interface ReportContent {
  findings: Findings;
  policy: Policy;
  population: Population;
  /** Of a dry run of `publish`. */
  release: ReleaseSummary;
  /** The release that is in force now; null before the first. */
  before: Pick<Roster, 'sequence' | 'issued' | 'counts'> | null;
  problems: number;
  rowsOfRegister: number;
  warnings: readonly Warning[];
  issued: string;
}

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

const lines = (...parts: string[]): string => parts.filter((part) => part !== '').join('\n');

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
  const [from, to] = [birth_from, birth_to].map(
    (iso) => `<span class="date">${text(dateInWords(iso))}</span>`,
  );
  return `${text(given)}${text(patronymic)}, surname in ${text(surname_initial)}, born ${from} to ${to}`;
}

function summary(content: ReportContent): string {
  const { findings, policy, release } = content;
  const { hope, example } = findings;
  const { k } = hope.figures;
  const shown = [
    [number(findings.rows), findings.rows === 1 ? 'row would be public' : 'rows would be public'],
    [
      `about ${number(summaryOf(findings.classSizes).median || k)}`,
      'men of the country fit a row, as a rule',
    ],
    [
      hope.ofTen < 0.95 ? 'fewer than one' : `about ${number(hope.ofTen)}`,
      'of ten families who see one full match find another man',
    ],
    [number(release.records.too_rare), 'men are too rare for any row'],
  ];
  const told =
    example === null
      ? ''
      : ` It says, for example, “${rowInWords(example.row)}”, and that is true of about ${number(example.men)} men of the country, whether they are held or not.`;
  return lines(
    `<p class="verdict"><strong>${verdict(content)}</strong></p>`,
    `<ul class="key">${shown.map(([value, label]) => `<li><b>${text(value as string)}</b>${text(label as string)}</li>`).join('')}</ul>`,
    paragraph(
      `A row of the roster is never about one man.${told} No row is true of fewer than ${number(k)}: that number follows from <code>maxRisk: ${policy.maxRisk}</code> in <code>policy.yaml</code>. Somebody who points at one of the men who fit is right at most once in ${number(k)} times.`,
    ),
    paragraph(
      'What it cannot hide: somebody who already knows a man’s name and birth date, or who holds a list of those who serve or are missing, will usually find the right man among those who fit. He learns what a mother learns: that a record exists. That is why nothing else stands in a row.',
    ),
    toDo(content),
  );
}

function verdict({ findings: { rows, earlier } }: ReportContent): string {
  if (rows === 0) return 'No row would be public.';
  if (earlier.below > 0) {
    return `${counted(earlier.below, 'row')} of earlier tables ${earlier.below === 1 ? 'is' : 'are'} above the limit of today; all others keep it.`;
  }
  return earlier.unmeasured === 0
    ? 'Every row keeps the limit that you set.'
    : `Every row that the tables of today can count keeps the limit that you set; ${number(earlier.unmeasured)} cannot be counted.`;
}

/** So many rows of the register are named; whoever wants all asks `check`. */
const mostPlaces = 10;

/** Remarks on single rows, by what they are about. */
function remarks(warnings: readonly Warning[]): string[] {
  const byCode = new Map<string, Warning[]>();
  for (const warning of warnings) {
    if (warning.row > 1) byCode.set(warning.code, [...(byCode.get(warning.code) ?? []), warning]);
  }
  return [...byCode.values()].map((alike) => {
    const places = alike.slice(0, mostPlaces).map(({ row }) => number(row));
    const more = alike.length > mostPlaces ? ' and others' : '';
    // Each begins with its row, which stands in the list here.
    const what = (alike[0]?.message ?? '').replace(/^Row \d+: /, '');
    return `${counted(alike.length, 'row')} (${places.join(', ')}${more}): ${text(what)}`;
  });
}

/** What the data officer may want to do before publishing. */
function toDo({
  findings,
  policy,
  release,
  problems,
  rowsOfRegister,
  warnings,
  issued,
}: ReportContent): string {
  const { waiting } = release;
  const waits = waitingCount(release);
  const items = [
    problems === 0
      ? ''
      : `${counted(problems, 'fault was', 'faults were')} found in the register of ${counted(rowsOfRegister, 'row')}. This report counts the rows without fault; <code>npm run roster -- check REGISTER</code> lists the others and says how to mend them.`,
    ...remarks(warnings),
    findings.incomplete === 0
      ? ''
      : `${counted(findings.incomplete, 'man has', 'men have')} no patronymic or no full birth date in the register. Ask for what is missing: their rows raise false hope in many more families than others do.`,
    release.records.too_rare === 0
      ? ''
      : `${counted(release.records.too_rare, 'man is', 'men are')} too rare for any row. Their families can find them by the family code only: see that they get it.`,
    waiting.why === null
      ? ''
      : `${counted(waits, 'change waits', 'changes wait')} ${when(release, policy, issued)}.`,
    policy.listing_basis === undefined
      ? '<code>policy.yaml</code> does not say by what right men are listed (<code>listing_basis</code>). A real release (<code>--production</code>) is refused without it.'
      : '',
  ].filter((item) => item !== '');
  return items.length === 0 ? '' : `<div class="note"><h2>Before you publish</h2>${list(items)}</div>`;
}

function classSizes({ findings, policy }: ReportContent): string {
  const { least, median, most } = summaryOf(findings.classSizes);
  const { k } = findings.hope.figures;
  if (findings.classSizes.length === 0) return paragraph('No row yet.');
  const limit = k / policy.margin;
  const to = Math.max(limit * 2, quantileCeiling(findings.classSizes));
  const [bins, below] = [40, 6];
  // The limit lies between two bars.
  const step = (to - limit) / (bins - below);
  return lines(
    paragraph(
      `By the tables, between ${number(least)} and ${number(most)} men fit a row; half of the rows fit ${number(median)} or fewer. Only ${percent(policy.margin, 0)} of each figure is believed (the <em>margin</em>), because names go together and tables are not perfect: so the smallest figure that may be is ${number(limit)}, of which ${number(k)} are believed.`,
    ),
    histogram(
      `Rows by the number of men who fit them; all above ${number(to)} are in the last bar`,
      findings.classSizes,
      {
        bins,
        from: limit - below * step,
        to,
        format: number,
        limit: { at: limit, label: `smallest allowed: ${number(limit)}` },
        axes: { up: 'rows', along: 'men who fit' },
      },
    ),
    findings.incomplete === 0
      ? ''
      : paragraph(
          `${counted(findings.incomplete, 'row is of a man', 'rows are of men')} of whom the patronymic, or the day and month of birth, is missing in the register. Each describes many more men, of whom only those count above of whom the same is missing. Such a row is never called more than a possible fit. A complete entry is better for him and for every other family.`,
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
    `${counted(rows, 'row was', 'rows were')} made by earlier tables and stay as they are, because a man described twice in two ways can be pinned down. ${risky}${unknown}`,
  );
}

function quantileCeiling(sorted: readonly number[]): number {
  return Math.ceil((sorted[Math.floor(sorted.length * 0.98)] ?? 0) / 10) * 10;
}

function fineness({ findings }: ReportContent): string {
  if (findings.rows === 0) return '';
  const bars = (parts: readonly { label: string; rows: number }[]) =>
    parts.map(({ label, rows }) => ({ label, value: rows }));
  const told = findings.rarity.filter(({ rows }) => rows > 0);
  return lines(
    paragraph(
      'Common names get fine rows and rare names coarse ones, each as fine as the number of men permits. The cut is made once, for the whole population, before anybody is looked at: first by the initials of given name and surname, then by the given name, then by the initial of the patronymic, at last by birth date in half months. A row is therefore never coarser or finer because of who else is in the register.',
    ),
    paragraph('So the rarer a name, the longer the birth period and the less of the patronymic a row tells:'),
    table({
      caption: 'Rows by how many men of the country have the given name',
      columns: [
        { name: 'given name' },
        { name: 'rows', isNumber: true },
        { name: 'tell the patronymic’s initial', isNumber: true },
        { name: 'usual birth period' },
        { name: 'men who fit, as a rule', isNumber: true },
      ],
      rows: told.map(({ label, rows, patronymicTold, period, men }: Rarity) => [
        text(label),
        number(rows),
        percent(patronymicTold / rows, 0),
        periodInWords(period),
        Number.isNaN(men) ? '–' : number(men),
      ]),
    }),
    barPlot('What rows tell of the given name', bars(findings.givenNames), 'Rows'),
    barPlot('What rows tell of the patronymic', bars(findings.patronymics), 'Rows'),
    barPlot('How long the birth period is that rows tell', bars(findings.birthWidths), 'Rows'),
  );
}

function risks({ findings, policy }: ReportContent): string {
  const { global, meanRisk, rows } = findings;
  if (findings.risks.length === 0) return '';
  return lines(
    paragraph(
      `The risk that counts is 1 ÷ the number of men who fit a row (<em>journalist risk</em>): somebody without any list picks one of them. Over all rows it is ${percent(meanRisk, 2)} on average; no row may be above ${percent(policy.maxRisk)}.`,
    ),
    histogram(
      'Rows by their risk',
      findings.risks.map((risk) => 100 * risk),
      {
        bins: 36,
        from: 0,
        to: 120 * policy.maxRisk,
        format: (value) => `${Number(value.toFixed(2))}\u00a0%`,
        limit: { at: 100 * policy.maxRisk, label: `limit ${percent(policy.maxRisk)}` },
        axes: { up: 'rows', along: 'risk' },
      },
    ),
    paragraph(
      `Somebody who put a name to each of the ${counted(rows, 'row')} without a list would be right about ${counted(
        findings.risks.reduce((sum, risk) => sum + risk, 0),
        'time',
      )}, and could not tell when.`,
    ),
    paragraph(
      `For statisticians: sdcMicro, the program of statistical offices, would report a <em>global risk</em> of ${percent(global.risk, 2)} and ${number(global.expectedReidentifications)} expected re-identifications. It takes every number of men for a guess from a sample and so puts the risk higher (Benedetti and Franconi 1998).`,
    ),
  );
}

function riskiest({ findings }: ReportContent): string {
  if (findings.riskiest.length === 0) return '';
  const within =
    findings.earlier.below === 0
      ? 'All of them are within the limit.'
      : `${number(findings.earlier.below)} of earlier tables are above the limit by the tables of today; all others are within it.`;
  return lines(
    paragraph(
      `${within} If you know that the men of one of these rows are few in truth (a name of one valley, a community abroad), write <code>sealed</code> in the column <code>disclosure</code> of that row of the register: the man then has no public row, and his family opens his record with the code.`,
    ),
    table({
      caption: 'Highest risk first',
      columns: [
        { name: 'ref' },
        { name: 'row of the register', isNumber: true },
        { name: 'what is public' },
        { name: 'men who fit', isNumber: true },
        { name: 'risk', isNumber: true },
      ],
      rows: findings.riskiest.map(({ ref, place, row, men, risk }) => [
        ref === null
          ? '<span class="soft">not yet public</span>'
          : `<code>${text(`${ref.slice(0, 4)}-${ref.slice(4)}`)}</code>`,
        number(place),
        rowInWords(row),
        number(men),
        percent(risk, 2),
      ]),
    }),
  );
}

/** DESIGN, section 3: false hope stays within one and a half times its bound. */
const mostTimesBound = 1.5;

function falseHope({ findings, policy }: ReportContent): string {
  const { hope } = findings;
  const { figures } = hope;
  const at = (rows: number): number => 1 - Math.exp(-chanceFits({ ...figures, rows }));
  const times = hope.expected / hope.bound;
  const stands =
    figures.rows === 0
      ? ''
      : `: this roster stands at ${times.toFixed(2)} times, ${times <= mostTimesBound ? 'within it' : '<strong>above it</strong>'}`;
  return lines(
    paragraph(
      `A family whose man is not in the roster may see a row that fits him in full: the row of another man. With ${counted(figures.rows, 'complete row')} this happens to about ${percent(hope.expected)} of such families, if they type everything. By the smallest cells that are allowed it would be ${percent(hope.bound)} (the <em>bound</em>), and it must stay below one and a half times that${stands}. The more rows, the more often.`,
    ),
    curve('The bound by the number of rows of a roster, and where this one stands', at, {
      from: 1_000,
      to: 1_000_000,
      point: {
        at: Math.max(1_000, figures.rows),
        label: `${counted(figures.rows, 'row')}: ${percent(at(figures.rows))}`,
      },
      axes: { up: 'families who see the row of another man', along: 'rows' },
    }),
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
  below_min_batch: 'they are fewer than <code>minBatch</code> in <code>policy.yaml</code>',
};

const waitingCount = ({ waiting }: ReportContent['release']): number =>
  waiting.additions + waiting.withdrawals + waiting.corrections;

/** Until when changes wait. */
function when(release: ReportContent['release'], { minBatch }: Policy, issued: string): string {
  if (release.waiting.why === 'below_min_batch') {
    return `until there are ${number(minBatch)} of them, ${number(minBatch - waitingCount(release))} more`;
  }
  const [year, month] = issued.split('-').map(Number) as [number, number];
  const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  return `until a release of ${dateInWords(next)} or later`;
}

function changes({ release, before, policy, issued }: ReportContent): string {
  const { added, withdrawn, corrected, waiting, records, news } = release;
  return lines(
    paragraph(
      before === null
        ? 'Nothing is public yet.'
        : `Public now is release ${number(before.sequence)} of ${text(dateInWords(before.issued))}, with ${counted(before.counts.entries, 'row')}.`,
    ),
    paragraph(
      added + withdrawn + corrected === 0
        ? 'Published now, no row would change.'
        : `Published now, ${counted(added, 'row')} would be added, ${number(withdrawn)} withdrawn and ${number(corrected)} replaced by corrected ones.`,
    ),
    waiting.why === null
      ? ''
      : `<p class="note">${counted(waitingCount(release), 'change waits', 'changes wait')} (${counted(waiting.additions, 'addition')}, ${counted(waiting.withdrawals, 'withdrawal')}, ${counted(waiting.corrections, 'correction')}) ${when(release, policy, issued)}: ${reasons[waiting.why]}.</p>`,
    paragraph(
      `Rows change together, once a month and at least ${number(policy.minBatch)} of them, because a row that is new today would be the man taken yesterday. <code>npm run roster -- publish REGISTER --dry-run</code> prints the exact lines.`,
    ),
    paragraph(
      `Sealed records do not wait: ${counted(news.new, 'family code')} would open for the first time, and ${number(news.changed)} to something else than before (status, month or letter).`,
    ),
    table({
      caption: 'Records of the register',
      columns: [{ name: 'what becomes of them' }, { name: 'records', isNumber: true }],
      rows: [
        ['a public row, and a sealed record', number(records.listed)],
        ['a sealed record only, as the register says', number(records.sealed)],
        ['a sealed record only, because no cell is large enough', number(records.too_rare)],
        ['withdrawn: the row vanishes, the code opens to “please call us”', number(records.withdrawn)],
        ['nothing at all', number(records.withheld)],
        ['known to the ledger, and no longer in the register', number(records.missing)],
      ],
    }),
  );
}

function names({ findings }: ReportContent): string {
  const initials = findings.examples[0]?.rows.map(({ surnameInitial }) => surnameInitial) ?? [];
  return lines(
    paragraph(
      'How many candidates would the men of these names have? Each example is a man with a common patronymic, once with the commonest initial of a surname and once with one that few have.',
    ),
    table({
      caption: 'Candidates of a man of each name',
      columns: [
        { name: 'given name' },
        { name: 'men in the country', isNumber: true },
        ...initials.map((initial) => ({ name: `surname in ${initial}` })),
      ],
      rows: findings.examples.map((example: NameExample) => [
        example.men === null ? 'a name that is in no table' : text(example.givenName),
        example.men === null ? '–' : thousands(example.men),
        ...example.rows.map(({ row, men }) =>
          row === null
            ? 'no row: sealed record only'
            : `<strong>${number(men)} men</strong>: ${rowInWords(row)}`,
        ),
      ]),
    }),
  );
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
