import { escaped as text } from '../../../src/i18n/markup.ts';
import { chanceFits } from '../../../src/roster/false-hope.ts';
import type { ReportContent } from './content.ts';
import { type Findings, type Rarity, summaryOf } from './findings.ts';
import { counted, lines, number, paragraph, percent, periodInWords, table, thousands } from './html.ts';
import type { NameExample } from './name-examples.ts';
import { barPlot, curve, histogram } from './plot.ts';
import { rowInWords } from './row-words.ts';

/** How many men fit each row. */
export function classSizes({ findings, policy }: ReportContent): string {
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

/** How much rows tell. */
export function fineness({ findings }: ReportContent): string {
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

/** How often somebody who guesses would be right. */
export function risks({ findings, policy }: ReportContent): string {
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

/** The rows with the highest risk, by their place in the register. */
export function riskiest({ findings }: ReportContent): string {
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

/** How many families see the row of another man. */
export function falseHope({ findings, policy }: ReportContent): string {
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

/** What men of common and of rare names would get. */
export function names({ findings }: ReportContent): string {
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
