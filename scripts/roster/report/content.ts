import type { Policy } from '../../../src/schemas/policy.ts';
import type { Population } from '../../../src/schemas/population.ts';
import type { Roster } from '../../../src/schemas/release.ts';
import type { ReleaseSummary } from '../publish/outcome.ts';
import type { Warning } from '../register/problem.ts';
import type { Findings } from './findings.ts';

/** What the report tells of. */
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
