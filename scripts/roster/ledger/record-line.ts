import { isoDatePattern, refPattern } from '../../../src/schemas/entry.ts';
import type { LedgerRecord } from '../../../src/schemas/ledger.ts';

/**
 * Whether a line of a ledger is a record, told without the schema, which takes ten times as long on a million lines.
 * It may say no to what `ledgerRecordSchema` takes, and then the schema is asked; what it says yes to, the schema must
 * take as it is, and a test holds the two together.
 */

type Fields = Record<string, unknown>;

const hexDigits = /^[0-9a-f]+$/;

const isHex = (value: unknown, bytes: number): boolean =>
  typeof value === 'string' && value.length === 2 * bytes && hexDigits.test(value);
const isRef = (value: unknown): boolean => typeof value === 'string' && refPattern.test(value);
const isDate = (value: unknown): boolean => typeof value === 'string' && isoDatePattern.test(value);
const isNumber = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
const isText = (value: unknown, shortest: number, longest: number): boolean =>
  typeof value === 'string' && value.length >= shortest && value.length <= longest;

/** Of an object with these keys and no others; keys of `optional` may be missing. */
function hasKeys(value: unknown, required: number, optional: readonly string[]): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let keys = 0;
  // Whatever JSON.parse made has its own keys alone.
  for (const _ in value) keys += 1;
  for (const key of optional) if ((value as Fields)[key] !== undefined) keys -= 1;
  return keys === required;
}

function isRow(value: unknown): boolean {
  return (
    hasKeys(value, 5, []) &&
    isText(value.given_name, 1, Number.POSITIVE_INFINITY) &&
    isText(value.patronymic_initial, 0, 1) &&
    isText(value.surname_initial, 1, 1) &&
    isDate(value.birth_from) &&
    isDate(value.birth_to)
  );
}

const listingOptions = ['cells', 'until'];
const recordOptions = ['news'];

function isListing(value: unknown): boolean {
  return (
    hasKeys(value, 5, listingOptions) &&
    isRef(value.ref) &&
    isRow(value.row) &&
    isHex(value.identity, 8) &&
    isHex(value.man, 8) &&
    isNumber(value.from) &&
    (value.cells === undefined || isNumber(value.cells)) &&
    (value.until === undefined || isNumber(value.until))
  );
}

/** @param value from JSON.parse */
export function isLedgerRecord(value: unknown): value is LedgerRecord {
  return (
    hasKeys(value, 8, recordOptions) &&
    value.kind === 'record' &&
    isText(value.record_id, 1, Number.POSITIVE_INFINITY) &&
    (value.ref === null || isRef(value.ref)) &&
    isHex(value.code, 10) &&
    isNumber(value.code_version) &&
    isHex(value.stretched, 32) &&
    isHex(value.call_draw, 4) &&
    (value.news === undefined || isHex(value.news, 8)) &&
    Array.isArray(value.listings) &&
    value.listings.every(isListing)
  );
}
