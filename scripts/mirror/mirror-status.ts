import { daysBetween } from '../../src/trust/expiry.ts';
import { printable } from './command.ts';
import { forEachParallel } from './pool.ts';
import type { Report, VerifyOptions } from './verify-source.ts';
import { verifySource } from './verify-source.ts';

/**
 * - `exact`: every listed file is what was signed, and no mirror has a newer release.
 * - `stale`: genuine, but another mirror is ahead, or it has expired.
 * - `tampered`: something there is not what was signed.
 * - `unreachable`: it does not answer, or not to the end.
 */
export type MirrorState = 'exact' | 'stale' | 'tampered' | 'unreachable';

export interface MirrorStatus {
  url: string;
  state: MirrorState;
  sequence: number | null;
  issued: string | null;
  expires: string | null;
  /** Days since it was issued. */
  age: number | null;
  /** Files that differ, worst first; or why it cannot be read. */
  faults: string[];
}

function stateOf(report: Report, highest: number): MirrorState {
  const kinds = report.faults.map(({ fault }) => fault);
  // What was seen to differ counts, also of a mirror that then fell silent.
  const isOnlyLost = kinds.every((kind) => kind === 'unreachable' || kind === 'expired');
  if (kinds.includes('unreachable') && isOnlyLost) return 'unreachable';
  if (!report.genuine) return 'tampered';
  return kinds.includes('expired') || (report.sequence ?? 0) < highest ? 'stale' : 'exact';
}

function describe(report: Report, highest: number, today: string): MirrorStatus {
  const { source, sequence, issued, expires, bad, missing, faults } = report;
  const files = [
    ...bad.map((path) => `${printable(path)}: changed`),
    ...missing.map((path) => `${printable(path)}: missing`),
  ];
  const other = faults
    .filter(({ fault }) => fault !== 'changed-files')
    .map(({ message }) => printable(message));
  const behind = sequence !== null && sequence < highest ? [`release ${highest} is out`] : [];
  return {
    url: source,
    state: stateOf(report, highest),
    sequence,
    issued,
    expires,
    age: issued === null ? null : daysBetween(issued, today),
    faults: [...files, ...other, ...behind],
  };
}

/** Mirrors that are looked at together; one that plays for time does not hold up the others. */
const WIDTH = 4;

/**
 * Looks at every mirror in full; each is compared with the newest genuine release.
 * @param within milliseconds that one mirror may take in all
 */
export async function mirrorStatus(
  urls: readonly string[],
  options: VerifyOptions,
  within: number,
): Promise<MirrorStatus[]> {
  const found = new Map<string, Report>();
  // Bars of several mirrors would write over each other.
  const world = { ...options.world, isTerminal: false };
  await forEachParallel([...new Set(urls)], WIDTH, async (url) => {
    const patient = { ...options.patient, until: performance.now() + within };
    found.set(url, await verifySource(url, { ...options, world, patient, allowExpired: false }));
    options.world.err(`looked at ${url}\n`);
  });
  const reports = [...new Set(urls)].flatMap((url) => found.get(url) ?? []);
  const highest = Math.max(
    0,
    ...reports.filter(({ genuine }) => genuine).map(({ sequence }) => sequence ?? 0),
  );
  return reports.map((report) => describe(report, highest, options.world.today));
}

/** A table for a terminal. */
export function statusTable(mirrors: readonly MirrorStatus[]): string {
  const head = ['mirror', 'state', 'release', 'issued', 'age', 'what'];
  const rows = mirrors.map(({ url, state, sequence, issued, age, faults }) => [
    url,
    state,
    sequence === null ? '–' : String(sequence),
    issued ?? '–',
    age === null ? '–' : `${age} d`,
    faults.length > 1 ? `${faults[0]} (and ${faults.length - 1} more)` : (faults[0] ?? ''),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[head, ...rows].map(line).join('\n')}\n`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** A page without scripts that says the same; a publisher may put it beside the site, never inside it. */
export function statusPage(mirrors: readonly MirrorStatus[], today: string): string {
  const rows = mirrors.map(({ url, state, sequence, issued, age, faults }) => {
    const cells = [
      url,
      state,
      sequence ?? '–',
      issued ?? '–',
      age === null ? '–' : `${age} days`,
      faults.join('; '),
    ];
    return `<tr class="${state}">${cells.map((cell) => `<td>${escapeHtml(String(cell))}</td>`).join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Mirrors of Vestochka on ${today}</title>
<style>
body{font:1rem/1.5 Georgia,serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#222;background:#fbf8f1}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #bbb}
.tampered td:nth-child(2),.stale td:nth-child(2){font-weight:bold;text-decoration:underline}
</style>
</head>
<body>
<h1>Mirrors on ${today}</h1>
<table>
<thead><tr><th>mirror</th><th>state</th><th>release</th><th>issued</th><th>age</th><th>what</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}
