import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { siteNames } from '../../names/name-tables.ts';
import { type Disk, nodeDisk } from '../../release/disk.ts';
import { putInForce, recoverRelease, Staging } from '../../release/staging.ts';
import { todayIso } from '../clock.ts';
import { Refusal } from '../exit.ts';
import { needleOf } from '../leaks/faulty-row.ts';
import { LeakGate } from '../leaks/gate.ts';
import { type ReleaseSearch, SearchHere } from '../leaks/release-search.ts';
import { SealedProof } from '../leaks/sealed-proof.ts';
import { SearchThread } from '../leaks/search-thread.ts';
import { SwapCheckedDescribe } from '../leaks/swap.ts';
import { checkBelonging } from '../ledger/belonging.ts';
import { appendLine, type Ledger, type LedgerForm, readLedger, writeLedger } from '../ledger/ledger-file.ts';
import { lockLedger } from '../ledger/lock.ts';
import { checkPublicRows } from '../ledger/public-rows.ts';
import { lastRelease, nextNumber, settle } from '../ledger/rollback.ts';
import type { Progress } from '../progress.ts';
import { type Reading, type ReadOptions, readRegister } from '../register/read-register.ts';
import { registerWords } from '../register/words.ts';
import { readRoster, releaseFault } from '../release-folder.ts';
import type { PublishArguments } from './arguments.ts';
import { editionNumber, editionsInForce, grammarWith } from './cell-editions.ts';
import { cellsOf } from './cells.ts';
import { entriesPath } from './compose.ts';
import { checkLostColumn } from './disclosure-column.ts';
import { contentOf, type Draft, draftOf, type Terms } from './draft.ts';
import { aheadWarning, checkIssued } from './issue-date.ts';
import { createManOf } from './man.ts';
import { missingLimit, TooManyMissing } from './missing.ts';
import { type Outcome, publicDiff, releaseSummary } from './outcome.ts';
import { checkPlaces, checkVacant } from './places.ts';
import { Plan } from './plan.ts';
import { readPolicy } from './policy-file.ts';
import { SealThread } from './seal-thread.ts';
import { type SealedPath, sealedFiles, stretchNew } from './sealed-part.ts';
import { mustWait } from './waiting.ts';

/** What a run needs of the world around it; a test exchanges any of it. */
export interface World {
  disk: Disk;
  progress: (step: string) => Progress;
  /** Whether other threads search and seal; undefined: where the register is large. */
  threads?: boolean;
}

/** From a register of so many bytes on, some 10,000 men, other threads search and seal while the first reads and writes. */
const worthAThread = 1 << 20;

/** Nothing was public yet, so nothing of it stays; what a failing disk keeps, the next command cleans up. */
function giveUp(staging: Staging | null): void {
  try {
    staging?.discard();
  } catch {
    // The reason for giving up is what counts.
  }
}

/** Sealed files as they come, each looked into before it is written. */
async function* proved(files: AsyncIterable<SealedPath>, proof: SealedProof): AsyncGenerator<SealedPath> {
  for await (const file of files) {
    proof.take(file[1]);
    yield file;
  }
  proof.finish();
}

/** The ledger that a run goes by, and the release that is in force where it writes. */
interface Ground {
  ledger: Ledger;
  form: LedgerForm;
  /** The hash of the `roster.json` in force; null before the first release. */
  inForce: string | null;
  /** Whether the ledger was brought in line with what is in force. */
  settled: boolean;
}

/**
 * Holds a register that was read against the ledger: whoever is missing, and whatever the register lost on its way.
 * @throws Refusal when it cannot be the whole register
 */
function finishPlan(plan: Plan, ledger: Ledger, reading: Reading, acceptMissing: boolean): void {
  for (const id of reading.badIds) plan.keep(id);
  plan.finish(reading.badRowsWithoutId > 0);
  if (!reading.hasDisclosure) checkLostColumn(ledger, plan);
  const { before, missing } = plan.listed;
  if (missing > missingLimit(before) && !acceptMissing) throw new TooManyMissing(missing, before);
}

/** One run of `roster -- publish`, from the register to the release in force. */
class Publication {
  private readonly terms: Terms;
  private readonly world: World;

  constructor(options: PublishArguments, world: World) {
    const policy = readPolicy(options.out);
    if (options.production && policy.listing_basis === undefined) {
      throw new Refusal(
        'A production release needs listing_basis in policy.yaml: his consent, or the law that you act under.',
      );
    }
    this.terms = { options, policy };
    this.world = world;
  }

  /** Shows how far a step is while it runs. */
  private async during<T>(step: string, work: (bar: Progress) => T | Promise<T>): Promise<T> {
    const bar = this.world.progress(step);
    try {
      return await work(bar);
    } finally {
      bar.done();
    }
  }

  async run(): Promise<Outcome> {
    const threads = this.world.threads ?? statSync(this.terms.options.register).size >= worthAThread;
    const search = threads ? new SearchThread() : new SearchHere();
    const sealing = threads ? new SealThread() : null;
    try {
      return await this.publish(search, sealing);
    } finally {
      search.end();
      await sealing?.end();
    }
  }

  private async publish(search: ReleaseSearch, sealing: SealThread | null): Promise<Outcome> {
    const { options, policy } = this.terms;
    const ground = await this.ground();
    const { ledger } = ground;
    const cells = cellsOf(policy);
    const plan = new Plan(ledger, new SwapCheckedDescribe(cells.describe, createManOf(siteNames())));
    const reading = await this.read(plan, search);
    const { problems, rows, unusable } = reading;
    if (problems.length > 0 && !(options.skipBad && rows > 0 && !unusable)) return { reading, release: null };
    finishPlan(plan, ledger, reading, options.acceptMissing);
    const changes = plan.changes.length;
    const why = changes === 0 ? null : mustWait(ledger, options.issued, changes, policy);
    await this.during('stretching codes', (bar) => stretchNew(plan.unstretched, bar.update));
    const number = nextNumber(ledger);
    if (why === null) plan.apply(number);
    const content = await this.during('sorting the rows', () =>
      contentOf(this.terms, ledger, plan.notes, reading.hasDisclosure),
    );
    // A thread seals meanwhile.
    const sealed = sealedFiles(plan.notes, content.salt, content.secret, sealing);
    const proof = new SealedProof(plan.notes, content.salt);
    if (why === null && changes > 0) {
      let today: number | undefined;
      plan.cutUnder(() => {
        today ??= editionNumber(ledger, cells.edition());
        return today;
      });
    }
    const editions = editionsInForce(ledger);
    const gate = new LeakGate(search, grammarWith(cells.grammar, editions.values()));
    gate.checkRows(content.entries);
    await gate.search('policy.yaml (listing_basis)', Buffer.from(policy.listing_basis ?? ''));
    const staging = options.dryRun ? null : new Staging(options.out, this.world.disk);
    let draft: Draft;
    try {
      const files = { editions, sealed: proved(sealed, proof) };
      const take = (path: string, bytes: Uint8Array): Promise<void> | undefined => {
        staging?.add(path, bytes);
        // Rows were checked one by one; whatever else is written is searched.
        return path === entriesPath ? undefined : gate.search(path, bytes);
      };
      draft = await this.during('sealing and searching files', (bar) =>
        draftOf(this.terms, ledger, number, content, files, take, bar.update),
      );
      await gate.close();
    } catch (error) {
      giveUp(staging);
      throw error;
    }
    const outcome: Outcome = { reading, release: releaseSummary(draft, plan, why) };
    if (staging === null) return { ...outcome, diff: publicDiff(options.out, draft) };
    await this.write(ground, draft, staging, plan.ledgerChanged);
    return outcome;
  }

  /** @throws Refusal when ledger and release folder cannot be gone by */
  private async ground(): Promise<Ground> {
    const { out, ledger: path, issued, dryRun } = this.terms.options;
    const { ledger, form, exists } = await this.during('reading the ledger', (bar) =>
      readLedger(path, bar.update),
    );
    if (!dryRun && !recoverRelease(out, this.world.disk)) {
      throw new Refusal(`Another publication into ${out} is running. Wait until it is done.`);
    }
    checkVacant(out);
    const inForce = checkBelonging(out, path, ledger, exists);
    const settled = settle(ledger, inForce, resolve(out));
    checkPublicRows(out, ledger);
    checkIssued(issued, lastRelease(ledger));
    return { ledger, form, inForce, settled };
  }

  /** Reads the register into a plan, and into the search whatever of it must not come out. */
  private async read(plan: Plan, search: ReleaseSearch): Promise<Reading> {
    const { register, skipBad, issued } = this.terms.options;
    const today = todayIso();
    const readRecords = (take: Pick<ReadOptions, 'onRecord' | 'onFaulty'>): Promise<Reading> =>
      this.during('reading the register', (bar) =>
        readRegister(register, { today, ...take, onProgress: bar.update }),
      );
    // Which row is bad is known at the end only: a later one may have its id.
    const bad = new Set(skipBad ? (await readRecords({})).badIds : []);
    const reading = await readRecords({
      onRecord(record) {
        if (!bad.has(record.record_id)) plan.take(record);
        search.add(record);
      },
      // A row that is not published must not come out otherwise either.
      onFaulty: (cells) => search.add(needleOf(cells, registerWords())),
    });
    reading.warnings.push(...aheadWarning(issued, today));
    return reading;
  }

  /** The ledger first: a ref that may be seen must be known there. */
  private async write(
    { ledger, form, inForce, settled }: Ground,
    { line, roster, unchanged }: Draft,
    staging: Staging,
    recordsChanged: boolean,
  ): Promise<void> {
    const { out, ledger: path } = this.terms.options;
    const { disk } = this.world;
    if (!unchanged) ledger.releases.push(line);
    if (!unchanged || settled || recordsChanged) {
      ledger.header.seed = randomBytes(32).toString('hex');
      await this.during('writing the ledger', (bar) => writeLedger(path, ledger, form, disk, bar.update));
    }
    if (unchanged && inForce === line.roster && isWhole(out)) {
      staging.discard();
      return;
    }
    await this.during('waiting for the disk', (bar) => staging.finish(roster, bar.update));
    putInForce(out, disk);
    if (!unchanged) appendLine(path, { kind: 'published', number: line.number }, form, disk);
  }
}

function isWhole(out: string): boolean {
  const found = readRoster(out);
  return found !== null && releaseFault(out, found.roster) === null;
}

export const nodeWorld: World = { disk: nodeDisk, progress: () => ({ update: () => {}, done: () => {} }) };

/**
 * Publishes a register: ledger first, since a ref that may be seen must be known there, then the release.
 * @throws Refusal when a release must not be made
 * @throws UsageError when folder or ledger are no places to write to
 */
export async function publish(options: PublishArguments, world: World = nodeWorld): Promise<Outcome> {
  checkPlaces(options.out, options.ledger);
  if (options.dryRun) return new Publication(options, world).run();
  const unlock = lockLedger(options.ledger);
  try {
    return await new Publication(options, world).run();
  } finally {
    unlock();
  }
}
