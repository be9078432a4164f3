import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '../register/read-register.ts';
import { entriesPath } from './compose.ts';
import { lineDiff } from './diff.ts';
import type { Draft } from './draft.ts';
import { type Levels, levelsOf } from './levels.ts';
import type { Counts, Plan, RowChange } from './plan.ts';
import type { WaitReason } from './waiting.ts';

/** What a publication did, or would do. */
export interface Outcome {
  reading: Reading;
  /** Null when the register has faults and nothing was done. */
  release: ReleaseSummary | null;
  /** With `--dry-run`: what the public would see change, file by file. */
  diff?: Record<string, string[]>;
}

export interface ReleaseSummary {
  sequence: number;
  issued: string;
  review_by: string;
  entries: number;
  added: number;
  withdrawn: number;
  corrected: number;
  waiting: { additions: number; withdrawals: number; corrections: number; why: WaitReason | null };
  records: Counts;
  /** Family codes that open for the first time, and those that open to something else than before. */
  news: { new: number; changed: number };
  levels: Levels;
  /** The release that was in force says all this already. */
  unchanged: boolean;
}

/** Changes of rows that wait, of every kind. */
export function waitingCount({ waiting }: ReleaseSummary): number {
  return waiting.additions + waiting.withdrawals + waiting.corrections;
}

/** @param why the changes of rows wait; null when they are in the draft */
export function releaseSummary(
  { line, entries, unchanged }: Draft,
  { changes, counts, news }: Plan,
  why: WaitReason | null,
): ReleaseSummary {
  const { sequence, issued, review_by } = line;
  const count = (kind: RowChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  const [added, withdrawn, corrected] = [count('add'), count('withdraw'), count('correct')];
  const waits = why !== null;
  return {
    sequence,
    issued,
    review_by,
    entries: entries.length,
    added: waits ? 0 : added,
    withdrawn: waits ? 0 : withdrawn,
    corrected: waits ? 0 : corrected,
    waiting: {
      additions: waits ? added : 0,
      withdrawals: waits ? withdrawn : 0,
      corrections: waits ? corrected : 0,
      why,
    },
    records: counts,
    news,
    levels: levelsOf(entries),
    unchanged,
  };
}

/** What a draft would change in the files of a release folder that people read. */
export function publicDiff(out: string, { csv, roster }: Draft): Record<string, string[]> {
  const before = (name: string): string => {
    const path = join(out, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  return {
    [entriesPath]: lineDiff(before(entriesPath), new TextDecoder().decode(csv)),
    'roster.json': lineDiff(before('roster.json'), roster),
  };
}
