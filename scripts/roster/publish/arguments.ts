import { parseArgs } from 'node:util';
import { todayIso } from '../clock.ts';
import { UsageError } from '../exit.ts';

export interface PublishArguments {
  register: string;
  out: string;
  ledger: string;
  issued: string;
  /** Undefined: `reviewDays` after `issued`. */
  reviewBy: string;
  /** Undefined: the next number where anything changed, else the same. */
  sequence: number | undefined;
  dryRun: boolean;
  skipBad: boolean;
  /** Withdraws the rows of however many men are not in the register any more. */
  acceptMissing: boolean;
  production: boolean;
  json: boolean;
}

export const defaultOut = 'content/roster';
export const defaultLedger = 'private/ledger.jsonl';

/** A release is to be looked through again after five weeks: releases that change rows come once a month. */
const reviewDays = 35;

function isoDate(text: string, option: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    !date.toISOString().startsWith(text)
  ) {
    throw new UsageError(`${option} wants a date as YYYY-MM-DD.`);
  }
  return text;
}

function daysLater(iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${option} wants a whole number from 1 on.`);
  return Number(text);
}

/** @throws UsageError on anything that cannot be meant */
export function publishArguments(args: string[]): PublishArguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', default: defaultOut },
      ledger: { type: 'string', default: defaultLedger },
      issued: { type: 'string' },
      'review-by': { type: 'string' },
      sequence: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'skip-bad': { type: 'boolean', default: false },
      'accept-missing': { type: 'boolean', default: false },
      production: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [register, ...rest] = positionals;
  if (register === undefined || rest.length > 0) throw new UsageError('Name one register.');
  const issued = values.issued === undefined ? todayIso() : isoDate(values.issued, '--issued');
  const reviewBy =
    values['review-by'] === undefined
      ? daysLater(issued, reviewDays)
      : isoDate(values['review-by'], '--review-by');
  if (reviewBy < issued) throw new UsageError('--review-by must not be before --issued.');
  return {
    register,
    out: values.out,
    ledger: values.ledger,
    issued,
    reviewBy,
    sequence: values.sequence === undefined ? undefined : wholeNumber(values.sequence, '--sequence'),
    dryRun: values['dry-run'],
    skipBad: values['skip-bad'],
    acceptMissing: values['accept-missing'],
    production: values.production,
    json: values.json,
  };
}
