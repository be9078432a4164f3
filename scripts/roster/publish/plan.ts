import { randomBytes } from 'node:crypto';
import type { Description, Man } from '../../../src/roster/description.ts';
import { createRef } from '../../../src/roster/ref-code.ts';
import type { LedgerRecord, Listing } from '../../../src/schemas/ledger.ts';
import type { RegisterRecord } from '../../../src/schemas/register.ts';
import { callDrawLength } from '../../../src/seal/call-us.ts';
import { codeBytes } from '../../../src/seal/family-code.ts';
import { Draw } from '../ledger/draw.ts';
import type { Ledger } from '../ledger/ledger-file.ts';
import { currentListing } from '../ledger/rollback.ts';
import { Fingerprint } from './fingerprint.ts';
import { newsOf, type SealedNote } from './sealed-note.ts';

/** A change of a public row: `add` without an old one, `withdraw` without a new one, `correct` with both. */
export interface RowChange {
  record: LedgerRecord;
  kind: 'add' | 'withdraw' | 'correct';
  next: NextRow | null;
}

interface NextRow {
  row: Description;
  identity: string;
  man: string;
  /** The edition of the tables that made the row; absent where they are those of today. */
  cells?: number;
}

/** Counts of a register's records by what becomes of them. */
export interface Counts {
  listed: number;
  sealed: number;
  withheld: number;
  withdrawn: number;
  /** Meant to be listed, but no cell that they may be in is large enough: sealed record only. */
  too_rare: number;
  /** Known to the ledger and no longer in the register: their rows are withdrawn. */
  missing: number;
}

/** What works out the row of a record, and what the row is computed from. */
export interface Describer {
  of(record: RegisterRecord): { man: Man; row: Description | null };
}

const sameRow = (a: Description, b: Description): boolean =>
  a.given_name === b.given_name &&
  a.patronymic_initial === b.patronymic_initial &&
  a.surname_initial === b.surname_initial &&
  a.birth_from === b.birth_from &&
  a.birth_to === b.birth_to;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Goes through a register and a ledger together and works out what changes. It changes the ledger's records in
 * memory (refs, codes, fingerprints); rows change only by `apply`, when the release may change them.
 */
export class Plan {
  readonly changes: RowChange[] = [];
  readonly notes: SealedNote[] = [];
  /** Codes that open for the first time, and those that open to something else than before. */
  readonly news = { new: 0, changed: 0 };
  readonly counts: Counts = { listed: 0, sealed: 0, withheld: 0, withdrawn: 0, too_rare: 0, missing: 0 };
  /** Family codes that are new, whose stretching is still to be done. */
  readonly unstretched: LedgerRecord[] = [];
  /** Men whom the ledger knew without a row, and without one that waits; now they would be listed. */
  readonly unhidden: string[] = [];
  /** Men who were listed before this register, and those of them who are not in it. */
  readonly listed = { before: 0, missing: 0 };
  /** Whether a record line of the ledger differs from what was read. */
  ledgerChanged = false;
  private readonly ledger: Ledger;
  private readonly describer: Describer;
  private readonly draw: Draw;
  private readonly fingerprint: Fingerprint;
  private readonly refs = new Set<string>();
  private readonly seen = new Set<LedgerRecord>();
  private readonly takenUp = new Set<LedgerRecord>();

  constructor(ledger: Ledger, describer: Describer) {
    this.ledger = ledger;
    this.describer = describer;
    this.draw = new Draw(ledger.header.seed);
    this.fingerprint = new Fingerprint(ledger.header.fingerprint_key);
    for (const { ref, listings } of ledger.records.values()) {
      if (ref !== null) this.refs.add(ref);
      for (const listing of listings) this.refs.add(listing.ref);
    }
  }

  private newRef(): string {
    for (;;) {
      const ref = createRef(this.draw.bytes('ref'));
      // A ref that happens to be somebody's record id would read as a leak.
      if (this.refs.has(ref) || this.ledger.records.has(ref)) continue;
      this.refs.add(ref);
      return ref;
    }
  }

  private takeUp(record: RegisterRecord): LedgerRecord {
    const known: LedgerRecord = {
      kind: 'record',
      record_id: record.record_id,
      ref: null,
      code: '',
      code_version: record.code_version,
      stretched: '',
      call_draw: hex(this.draw.bytes('call').subarray(0, callDrawLength)),
      listings: [],
    };
    this.newCode(known, this.draw.bytes('code'));
    this.ledger.records.set(record.record_id, known);
    this.takenUp.add(known);
    this.ledgerChanged = true;
    return known;
  }

  private newCode(known: LedgerRecord, random: Uint8Array): void {
    known.code = hex(random.subarray(0, codeBytes));
    known.stretched = '';
    this.unstretched.push(known);
    this.ledgerChanged = true;
  }

  /** Takes one record of the register. */
  take(record: RegisterRecord): void {
    const before = this.ledger.records.get(record.record_id);
    if (record.disclosure === 'withheld') {
      this.counts.withheld += 1;
      if (before !== undefined) {
        this.seen.add(before);
        this.end(before);
      }
      return;
    }
    const known = before ?? this.takeUp(record);
    this.seen.add(known);
    if (record.code_version > known.code_version) {
      known.code_version = record.code_version;
      // A new code is the answer to a stolen ledger, so it must not come from the seed that was stolen with it.
      this.newCode(known, randomBytes(codeBytes));
    }
    const { status, status_date, disclosure, message } = record;
    this.note(known, {
      status,
      disclosure,
      ...(status_date === undefined ? {} : { status_date }),
      ...(message === undefined ? {} : { message }),
    });
    if (disclosure === 'listed') this.list(record, known);
    else {
      this.counts[disclosure] += 1;
      this.end(known);
    }
  }

  private note(known: LedgerRecord, record: SealedNote['record']): void {
    const note: SealedNote = { ledger: known, record };
    this.notes.push(note);
    const { status, month, message } = newsOf(note);
    const news = this.fingerprint.news([known.code, status, month, message]);
    if (known.news === news) return;
    if (this.takenUp.has(known)) this.news.new += 1;
    // An older ledger does not say what a code opened to.
    else if (known.news !== undefined) this.news.changed += 1;
    known.news = news;
    this.ledgerChanged = true;
  }

  /** A record that the register has, but with faults (`--skip-bad`): it keeps its row, its code opens to "please call us". */
  keep(recordId: string): void {
    const known = this.ledger.records.get(recordId);
    if (known === undefined || this.seen.has(known)) return;
    this.seen.add(known);
    this.note(known, null);
  }

  /**
   * After the last record: what the ledger knows and the register has no more is withdrawn.
   * @param keepMissing rows of the register had no id that could be read, so none can be called missing
   */
  finish(keepMissing: boolean): void {
    for (const known of this.ledger.records.values()) {
      const isListed = currentListing(known) !== undefined;
      if (isListed) this.listed.before += 1;
      if (this.seen.has(known)) continue;
      this.counts.missing += 1;
      this.note(known, null);
      if (keepMissing) continue;
      if (isListed) this.listed.missing += 1;
      this.end(known);
    }
    // Nobody else comes; a million men weigh something here too.
    this.seen.clear();
    this.takenUp.clear();
  }

  private end(known: LedgerRecord): void {
    if (currentListing(known) !== undefined) {
      this.changes.push({ record: known, kind: 'withdraw', next: null });
    } else if (this.waits(known)) {
      // His row was never public; from now on the ledger knows that it is not meant to be.
      known.ref = null;
      this.ledgerChanged = true;
    }
  }

  /** Whether a ref was drawn for a row of his that was never public. */
  private waits({ ref, listings }: LedgerRecord): boolean {
    return ref !== null && !listings.some((listing) => listing.ref === ref);
  }

  private list(record: RegisterRecord, known: LedgerRecord): void {
    const listing = currentListing(known);
    const identity = this.fingerprint.identity(record);
    // A published man keeps his row for ever, whatever the tables of names or population say today.
    if (listing?.identity === identity) {
      this.counts.listed += 1;
      return;
    }
    const described = this.describer.of(record);
    const man = this.fingerprint.man(described.man);
    const last = listing ?? known.listings.at(-1);
    const earlier = last?.man === man ? last : undefined;
    const row = earlier === undefined ? described.row : earlier.row;
    if (row === null) {
      this.counts.too_rare += 1;
      this.end(known);
      return;
    }
    this.counts.listed += 1;
    const next = { row, identity, man, ...(earlier?.cells === undefined ? {} : { cells: earlier.cells }) };
    if (listing === undefined) this.add(known, next);
    else if (sameRow(listing.row, row)) {
      listing.identity = identity;
      listing.man = man;
      this.ledgerChanged = true;
    } else this.changes.push({ record: known, kind: 'correct', next });
  }

  /** A ref that was public once is never used again, not even for the same man. */
  private add(known: LedgerRecord, next: NextRow): void {
    if (!this.waits(known)) {
      if (!this.takenUp.has(known)) this.unhidden.push(known.record_id);
      known.ref = this.newRef();
      this.ledgerChanged = true;
    }
    this.changes.push({ record: known, kind: 'add', next });
  }

  /** Makes the changes of rows part of release `number`. Rows that are new need `cutUnder` next. */
  apply(number: number): void {
    for (const { record, kind, next } of this.changes) {
      const listing = currentListing(record);
      if (listing !== undefined) listing.until = number;
      if (next === null) continue;
      if (kind === 'correct' || record.ref === null) record.ref = this.newRef();
      const added: Listing = { ref: record.ref, ...next, from: number };
      record.listings.push(added);
    }
    if (this.changes.length > 0) this.ledgerChanged = true;
  }

  /**
   * Names the tables by which new rows were made. Rows of a ledger that did not keep editions yet are read by the tables
   * of today, as they were till now.
   * @param editionOfToday its number in the ledger; asked for when a row needs it
   */
  cutUnder(editionOfToday: () => number): void {
    for (const record of this.ledger.records.values()) {
      const listing = currentListing(record);
      if (listing !== undefined) listing.cells ??= editionOfToday();
    }
  }
}
