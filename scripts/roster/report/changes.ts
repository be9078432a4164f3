import { escaped as text } from '../../../src/i18n/markup.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import { type ReleaseSummary, waitingCount } from '../publish/outcome.ts';
import type { WaitReason } from '../publish/waiting.ts';
import type { ReportContent } from './content.ts';
import { counted, dateInWords, lines, number, paragraph, table } from './html.ts';

const reasons: Record<WaitReason, string> = {
  not_first_of_month: 'this month had its release already, and rows change only in the first one',
  below_min_batch: 'they are fewer than <code>minBatch</code> in <code>policy.yaml</code>',
};

/** Until when changes wait. */
export function when(release: ReleaseSummary, { minBatch }: Policy, issued: string): string {
  if (release.waiting.why === 'below_min_batch') {
    return `until there are ${number(minBatch)} of them, ${number(minBatch - waitingCount(release))} more`;
  }
  const [year, month] = issued.split('-').map(Number) as [number, number];
  const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  return `until a release of ${dateInWords(next)} or later`;
}

/** What changes since the last release, and what waits. */
export function changes({ release, before, policy, issued }: ReportContent): string {
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
