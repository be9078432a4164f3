import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Describe } from '../../../src/roster/describe.ts';
import { createPartition } from '../../../src/roster/partition.ts';
import { createRowClasses } from '../../../src/roster/row-classes.ts';
import type { Entry } from '../../../src/schemas/entry.ts';
import type { LedgerRelease } from '../../../src/schemas/ledger.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import type { Roster } from '../../../src/schemas/release.ts';
import type { SealedSummary } from '../../../src/schemas/sealed.ts';
import { createReleaseSalt } from '../../../src/seal/release-salt.ts';
import { siteNames } from '../../names/name-tables.ts';
import { type Disk, nodeDisk } from '../../release/disk.ts';
import { sha256 } from '../../release/hash.ts';
import { putInForce, recoverRelease, Staging } from '../../release/staging.ts';
import { todayIso } from '../clock.ts';
import { Refusal } from '../exit.ts';
import type { EntriesGrammar } from '../leaks/entries-grammar.ts';
import { needleOf } from '../leaks/faulty-row.ts';
import { grammarOf, LeakGate } from '../leaks/gate.ts';
import { type ReleaseSearch, SearchHere } from '../leaks/release-search.ts';
import { SealedProof } from '../leaks/sealed-proof.ts';
import { SearchThread } from '../leaks/search-thread.ts';
import { SwapCheckedDescribe } from '../leaks/swap.ts';
import { appendLine, type Ledger, type LedgerForm, readLedger, writeLedger } from '../ledger/ledger-file.ts';
import { lockLedger } from '../ledger/lock.ts';
import { checkPublicRows } from '../ledger/public-rows.ts';
import { lastRelease, nextNumber, settle } from '../ledger/rollback.ts';
import { readPopulation } from '../population-folder.ts';
import type { Progress } from '../progress.ts';
import { type Reading, type ReadOptions, readRegister } from '../register/read-register.ts';
import { registerWords } from '../register/words.ts';
import { editionPath, readRoster, releaseFault } from '../release-folder.ts';
import type { PublishArguments } from './arguments.ts';
import { editionNumber, editionOfToday, editionsInForce, grammarWith } from './cell-editions.ts';
import { entriesFile, type FileSum, fileSum, publicEntries, rosterFile } from './compose.ts';
import { lineDiff } from './diff.ts';
import { checkLostColumn } from './disclosure-column.ts';
import { Fingerprint } from './fingerprint.ts';
import { aheadWarning, checkIssued } from './issue-date.ts';
import { type Levels, levelsOf } from './levels.ts';
import { createManOf } from './man.ts';
import { missingLimit, TooManyMissing } from './missing.ts';
import { checkPlaces, checkVacant } from './places.ts';
import { type Counts, Plan, type RowChange } from './plan.ts';
import { readPolicy } from './policy-file.ts';
import { SealThread } from './seal-thread.ts';
import {
  indexPath,
  notesDigest,
  type SealedPath,
  sealedFiles,
  sealedSummary,
  stretchNew,
} from './sealed-part.ts';

/** What a publication did, or would do. */
export interface Outcome {
  reading: Reading;
  /** Null when the register has faults and nothing was done. */
  release: {
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
  } | null;
  /** With `--dry-run`: what the public would see change, file by file. */
  diff?: Record<string, string[]>;
}

export type WaitReason = 'not_first_of_month' | 'below_min_batch';

/** What a run needs of the world around it; a test exchanges any of it. */
export interface World {
  disk: Disk;
  progress: (step: string) => Progress;
  /** Whether other threads search and seal; undefined: where the register is large. */
  threads?: boolean;
}

const entriesPath = 'entries.csv';
const month = (iso: string): string => iso.slice(0, 7);

/** Why rows may not change now; null when they may. DESIGN section 3, release rules. */
function mustWait(ledger: Ledger, issued: string, changes: number, policy: Policy): WaitReason | null {
  const months = ledger.releases
    .filter(({ number }) => ledger.published.has(number))
    .map((r) => month(r.issued));
  if (months.some((earlier) => earlier >= month(issued))) return 'not_first_of_month';
  return changes < policy.minBatch ? 'below_min_batch' : null;
}

function count(changes: readonly RowChange[], kind: RowChange['kind']): number {
  return changes.filter((change) => change.kind === kind).length;
}

/** @throws Refusal when ledger and release folder cannot belong together */
function checkBelonging(out: string, path: string, ledger: Ledger, exists: boolean): string | null {
  const found = readRoster(out);
  if (found === null) return null;
  if (!exists || !ledger.releases.some(({ roster }) => roster === found.sha256)) {
    const what = exists
      ? `The ledger ${path} does not know the release in ${out}`
      : `There is no ledger ${path}, but a release in ${out}`;
    throw new Refusal(
      `${what}. Without the ledger that made it, rows and codes would change for everyone. Restore the ledger from its backup, or name it with --ledger; to begin anew with another folder, use --out.`,
    );
  }
  return found.sha256;
}

function chooseSequence(asked: number | undefined, last: LedgerRelease | undefined, same: boolean): number {
  if (last === undefined) return asked ?? 1;
  if (asked === undefined) return same ? last.sequence : last.sequence + 1;
  if (asked < last.sequence) {
    throw new Refusal(
      `Sequence ${asked} would go back: ${last.sequence} was published. Leave --sequence out, or give ${last.sequence + 1} or more.`,
    );
  }
  if (asked === last.sequence && !same) {
    throw new Refusal(
      `Sequence ${asked} was published with another content. Leave --sequence out, or give ${asked + 1} or more.`,
    );
  }
  return asked;
}

function isWhole(out: string): boolean {
  const found = readRoster(out);
  return found !== null && releaseFault(out, found.roster) === null;
}

interface Cells {
  describe: Describe;
  grammar: EntriesGrammar;
  /** The tables as a release carries them; made when first asked for, in some seconds. */
  edition: () => Uint8Array;
}

const knownCells = new Map<string, Cells>();

/** The cells of the project's population under a policy, cut once in a process. */
function cellsOf(policy: Policy): Cells {
  const { maxRisk, margin, regionalMultiplier } = policy;
  const key = JSON.stringify([maxRisk, margin, regionalMultiplier]);
  const known = knownCells.get(key);
  if (known !== undefined) return known;
  const population = readPopulation();
  const partition = createPartition(population, policy);
  let edition: Uint8Array | undefined;
  const cells: Cells = {
    describe: createRowClasses(population, policy, partition).describe,
    grammar: grammarOf(population),
    edition: () => {
      edition ??= editionOfToday(partition);
      return edition;
    },
  };
  knownCells.set(key, cells);
  return cells;
}

/** What a release says, before its files are made. */
interface Content {
  entries: Entry[];
  csv: Uint8Array;
  edition: Roster['edition'];
  /** Keyed fingerprint of everything that goes into it. */
  fingerprint: string;
  sequence: number;
  secret: Uint8Array;
  salt: Uint8Array;
  hasDisclosure: boolean;
  /** The release that was published last says all this already. */
  unchanged: boolean;
}

/** A release that is ready to come into force. */
interface Draft {
  line: LedgerRelease;
  entries: Entry[];
  csv: Uint8Array;
  /** The text of `roster.json`. */
  roster: string;
  /** The release that was published last says all this already. */
  unchanged: boolean;
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

/** One run of `roster -- publish`, from the register to the release in force. */
class Publication {
  private readonly options: PublishArguments;
  private readonly world: World;
  private readonly policy: Policy;

  constructor(options: PublishArguments, world: World) {
    this.options = options;
    this.world = world;
    this.policy = readPolicy(options.out);
    if (options.production && this.policy.listing_basis === undefined) {
      throw new Refusal(
        'A production release needs listing_basis in policy.yaml: his consent, or the law that you act under.',
      );
    }
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

  private readRecords(take: Pick<ReadOptions, 'onRecord' | 'onFaulty'>): Promise<Reading> {
    return this.during('reading the register', (bar) =>
      readRegister(this.options.register, { today: todayIso(), ...take, onProgress: bar.update }),
    );
  }

  async run(): Promise<Outcome> {
    const threads = this.world.threads ?? statSync(this.options.register).size >= worthAThread;
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
    const { options, world } = this;
    const { ledger, form, exists } = await this.during('reading the ledger', (bar) =>
      readLedger(options.ledger, bar.update),
    );
    if (!options.dryRun && !recoverRelease(options.out, world.disk)) {
      throw new Refusal(`Another publication into ${options.out} is running. Wait until it is done.`);
    }
    checkVacant(options.out);
    const inForce = checkBelonging(options.out, options.ledger, ledger, exists);
    const settled = settle(ledger, inForce, resolve(options.out));
    checkPublicRows(options.out, ledger);
    checkIssued(options.issued, lastRelease(ledger));
    const { describe, grammar, edition } = cellsOf(this.policy);
    const plan = new Plan(ledger, new SwapCheckedDescribe(describe, createManOf(siteNames())));
    // Which row is bad is known at the end only: a later one may have its id.
    const bad = new Set(options.skipBad ? (await this.readRecords({})).badIds : []);
    const reading = await this.readRecords({
      onRecord(record) {
        if (!bad.has(record.record_id)) plan.take(record);
        search.add(record);
      },
      // A row that is not published must not come out otherwise either.
      onFaulty: (cells) => search.add(needleOf(cells, registerWords())),
    });
    reading.warnings.push(...aheadWarning(options.issued, todayIso()));
    const { problems, rows, unusable } = reading;
    if (problems.length > 0 && !(options.skipBad && rows > 0 && !unusable)) return { reading, release: null };
    for (const id of reading.badIds) plan.keep(id);
    plan.finish(reading.badRowsWithoutId > 0);
    if (!reading.hasDisclosure) checkLostColumn(ledger, plan);
    const { before, missing } = plan.listed;
    if (missing > missingLimit(before) && !options.acceptMissing) throw new TooManyMissing(missing, before);
    const why =
      plan.changes.length === 0 ? null : mustWait(ledger, options.issued, plan.changes.length, this.policy);
    await this.during('stretching codes', (bar) => stretchNew(plan.unstretched, bar.update));
    const number = nextNumber(ledger);
    if (why === null) plan.apply(number);
    const content = await this.during('sorting the rows', () => this.contentOf(ledger, plan, reading));
    // A thread seals meanwhile.
    const sealed = sealedFiles(plan.notes, content.salt, content.secret, sealing);
    const proof = new SealedProof(plan.notes, content.salt);
    if (why === null && plan.changes.length > 0) {
      let today: number | undefined;
      plan.cutUnder(() => {
        today ??= editionNumber(ledger, edition());
        return today;
      });
    }
    const editions = editionsInForce(ledger);
    const gate = new LeakGate(search, grammarWith(grammar, editions.values()));
    gate.checkRows(content.entries);
    await gate.search('policy.yaml (listing_basis)', Buffer.from(this.policy.listing_basis ?? ''));
    const staging = options.dryRun ? null : new Staging(options.out, world.disk);
    let draft: Draft;
    try {
      draft = await this.compose(ledger, content, number, editions, proved(sealed, proof), (path, bytes) => {
        staging?.add(path, bytes);
        // Rows were checked one by one; whatever else is written is searched.
        return path === entriesPath ? undefined : gate.search(path, bytes);
      });
      await gate.close();
    } catch (error) {
      giveUp(staging);
      throw error;
    }
    const outcome: Outcome = { reading, release: this.summary(draft, plan, why) };
    if (staging === null) return { ...outcome, diff: this.publicDiff(draft) };
    await this.write(ledger, form, draft, staging, inForce, settled || plan.ledgerChanged);
    return outcome;
  }

  /** What is going to be published, and all that tells this release from others. */
  private contentOf(ledger: Ledger, plan: Plan, { hasDisclosure }: Reading): Content {
    const { issued, reviewBy, production } = this.options;
    const entries = publicEntries(ledger);
    const csv = entriesFile(entries);
    const edition = production ? 'production' : 'demonstration';
    const fingerprint = new Fingerprint(ledger.header.fingerprint_key).full([
      edition,
      issued,
      reviewBy,
      this.policy,
      sha256(csv),
      notesDigest(plan.notes),
    ]);
    const last = lastRelease(ledger);
    const same = last?.content === fingerprint;
    const sequence = chooseSequence(this.options.sequence, last, same);
    const secret = Buffer.from(ledger.header.fingerprint_key, 'hex');
    const salt = createReleaseSalt(secret, [String(sequence), issued, fingerprint]);
    const unchanged = same && sequence === last.sequence;
    return { entries, csv, edition, fingerprint, sequence, secret, salt, hasDisclosure, unchanged };
  }

  /** @param take gets every file but `roster.json`, once, in any order; it may be waited for */
  private async compose(
    ledger: Ledger,
    content: Content,
    number: number,
    editions: ReadonlyMap<number, Uint8Array>,
    sealedParts: AsyncIterable<SealedPath>,
    take: (path: string, bytes: Uint8Array) => Promise<void> | undefined,
  ): Promise<Draft> {
    const { issued, reviewBy } = this.options;
    const { entries, csv, edition, sequence, salt, hasDisclosure, unchanged } = content;
    const files = new Map<string, FileSum>();
    let sealed: SealedSummary | undefined;
    const keep = (path: string, bytes: Uint8Array): Promise<void> | undefined => {
      files.set(path, fileSum(bytes));
      if (path === indexPath) sealed = sealedSummary(bytes);
      return take(path, bytes);
    };
    await keep(entriesPath, csv);
    for (const [edition, bytes] of editions) await keep(editionPath(edition), bytes);
    await this.during('sealing and searching files', async (bar) => {
      let done = 0;
      for await (const [path, bytes] of sealedParts) {
        await keep(path, bytes);
        done += 1;
        bar.update(done, sealed?.shards);
      }
    });
    const policy = this.policy;
    const statement = {
      edition,
      sequence,
      issued,
      review_by: reviewBy,
      policy,
      entries: entries.length,
      sealed: sealed === undefined ? undefined : { ...sealed },
    } as const;
    const roster = rosterFile(statement, files);
    const line: LedgerRelease = {
      kind: 'release',
      number,
      sequence,
      issued,
      review_by: reviewBy,
      salt: Buffer.from(salt).toString('hex'),
      content: content.fingerprint,
      roster: sha256(roster),
      records: ledger.records.size,
      folder: resolve(this.options.out),
      ...(hasDisclosure ? {} : { without_disclosure: true }),
    };
    return { line, entries, csv, roster, unchanged };
  }

  private summary(draft: Draft, plan: Plan, why: WaitReason | null): Outcome['release'] {
    const { sequence, issued, review_by } = draft.line;
    const [added, withdrawn, corrected] = (['add', 'withdraw', 'correct'] as const).map((kind) =>
      count(plan.changes, kind),
    ) as [number, number, number];
    const waits = why !== null;
    return {
      sequence,
      issued,
      review_by,
      entries: draft.entries.length,
      added: waits ? 0 : added,
      withdrawn: waits ? 0 : withdrawn,
      corrected: waits ? 0 : corrected,
      waiting: {
        additions: waits ? added : 0,
        withdrawals: waits ? withdrawn : 0,
        corrections: waits ? corrected : 0,
        why,
      },
      records: plan.counts,
      news: plan.news,
      levels: levelsOf(draft.entries),
      unchanged: draft.unchanged,
    };
  }

  private publicDiff({ csv, roster }: Draft): Record<string, string[]> {
    const before = (name: string): string => {
      const path = join(this.options.out, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : '';
    };
    return {
      [entriesPath]: lineDiff(before(entriesPath), new TextDecoder().decode(csv)),
      'roster.json': lineDiff(before('roster.json'), roster),
    };
  }

  /** The ledger first: a ref that may be seen must be known there. */
  private async write(
    ledger: Ledger,
    form: LedgerForm,
    { line, roster, unchanged }: Draft,
    staging: Staging,
    inForce: string | null,
    changed: boolean,
  ): Promise<void> {
    const { out, ledger: path } = this.options;
    const { disk } = this.world;
    if (!unchanged) ledger.releases.push(line);
    if (!unchanged || changed) {
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
