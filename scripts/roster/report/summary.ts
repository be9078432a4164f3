import { escaped as text } from '../../../src/i18n/markup.ts';
import { waitingCount } from '../publish/outcome.ts';
import type { Warning } from '../register/problem.ts';
import { when } from './changes.ts';
import type { ReportContent } from './content.ts';
import { summaryOf } from './findings.ts';
import { counted, lines, list, number, paragraph } from './html.ts';
import { rowInWords } from './row-words.ts';

/** The answer, four figures, an example, and what to do before publishing. */
export function summary(content: ReportContent): string {
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
