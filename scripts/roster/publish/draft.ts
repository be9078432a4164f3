import { resolve } from 'node:path';
import type { Entry } from '../../../src/schemas/entry.ts';
import type { LedgerRelease } from '../../../src/schemas/ledger.ts';
import type { Policy } from '../../../src/schemas/policy.ts';
import type { Roster } from '../../../src/schemas/release.ts';
import type { SealedSummary } from '../../../src/schemas/sealed.ts';
import { createReleaseSalt } from '../../../src/seal/release-salt.ts';
import { sha256 } from '../../release/hash.ts';
import type { Ledger } from '../ledger/ledger-file.ts';
import { lastRelease } from '../ledger/rollback.ts';
import type { Progress } from '../progress.ts';
import { editionPath } from '../release-folder.ts';
import type { PublishArguments } from './arguments.ts';
import {
  entriesFile,
  entriesPath,
  type FileSum,
  fileSum,
  publicEntries,
  rosterFile,
  type Statement,
} from './compose.ts';
import { Fingerprint } from './fingerprint.ts';
import type { SealedNote } from './sealed-note.ts';
import { indexPath, notesDigest, type SealedPath, sealedSummary } from './sealed-part.ts';
import { chooseSequence } from './sequence.ts';

/** Under what a release is made: how `publish` was called, and the policy in force. */
export interface Terms {
  options: PublishArguments;
  policy: Policy;
}

/** What a release says, before its files are made. */
export interface Content {
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

/**
 * What is going to be published, and all that tells this release from others.
 * @param ledger with the rows of this release
 * @throws Refusal when the sequence that was asked for cannot be
 */
export function contentOf(
  { options, policy }: Terms,
  ledger: Ledger,
  notes: readonly SealedNote[],
  hasDisclosure: boolean,
): Content {
  const { issued, reviewBy, production } = options;
  const entries = publicEntries(ledger);
  const csv = entriesFile(entries);
  const edition = production ? 'production' : 'demonstration';
  const fingerprint = new Fingerprint(ledger.header.fingerprint_key).full([
    edition,
    issued,
    reviewBy,
    policy,
    sha256(csv),
    notesDigest(notes),
  ]);
  const last = lastRelease(ledger);
  const same = last?.content === fingerprint;
  const sequence = chooseSequence(options.sequence, last, same);
  const secret = Buffer.from(ledger.header.fingerprint_key, 'hex');
  const salt = createReleaseSalt(secret, [String(sequence), issued, fingerprint]);
  const unchanged = same && sequence === last.sequence;
  return { entries, csv, edition, fingerprint, sequence, secret, salt, hasDisclosure, unchanged };
}

/** A release that is ready to come into force. */
export interface Draft {
  line: LedgerRelease;
  entries: Entry[];
  csv: Uint8Array;
  /** The text of `roster.json`. */
  roster: string;
  /** The release that was published last says all this already. */
  unchanged: boolean;
}

/** The files of a release but for `roster.json`, which names them. */
export interface DraftFiles {
  editions: ReadonlyMap<number, Uint8Array>;
  sealed: AsyncIterable<SealedPath>;
}

/**
 * Makes the files of a release.
 * @param number of the release in the ledger
 * @param take gets every file but `roster.json`, once, in any order; it may be waited for
 */
export async function draftOf(
  { options, policy }: Terms,
  ledger: Ledger,
  number: number,
  content: Content,
  { editions, sealed }: DraftFiles,
  take: (path: string, bytes: Uint8Array) => Promise<void> | undefined,
  onProgress: Progress['update'],
): Promise<Draft> {
  const { issued, reviewBy } = options;
  const { entries, csv, edition, sequence, salt, hasDisclosure, unchanged } = content;
  const files = new Map<string, FileSum>();
  let summary: SealedSummary | undefined;
  const keep = (path: string, bytes: Uint8Array): Promise<void> | undefined => {
    files.set(path, fileSum(bytes));
    if (path === indexPath) summary = sealedSummary(bytes);
    return take(path, bytes);
  };
  await keep(entriesPath, csv);
  for (const [edition, bytes] of editions) await keep(editionPath(edition), bytes);
  let done = 0;
  for await (const [path, bytes] of sealed) {
    await keep(path, bytes);
    done += 1;
    onProgress(done, summary?.shards);
  }
  const statement: Statement = {
    edition,
    sequence,
    issued,
    review_by: reviewBy,
    policy,
    entries: entries.length,
    sealed: summary,
  };
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
    folder: resolve(options.out),
    ...(hasDisclosure ? {} : { without_disclosure: true }),
  };
  return { line, entries, csv, roster, unchanged };
}
