import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type LedgerHeader,
  type LedgerLine,
  type LedgerRecord,
  type LedgerRelease,
  ledgerFormat,
  ledgerLineSchema,
} from '../../../src/schemas/ledger.ts';
import type { Disk } from '../../release/disk.ts';
import { Refusal } from '../exit.ts';
import { encryptedHeaderSchema, LedgerCipher } from './cipher.ts';
import { givenPassphrase, requirePassphrase } from './passphrase.ts';
import { isLedgerRecord } from './record-line.ts';

/** A ledger in memory. `cells` holds editions of the cells by number, in base64; `published` holds the numbers of the releases that were put in force. */
export interface Ledger {
  header: LedgerHeader;
  cells: Map<number, string>;
  records: Map<string, LedgerRecord>;
  releases: LedgerRelease[];
  published: Set<number>;
}

/** How the file is written: what `appendLine` needs to add to it. */
export interface LedgerForm {
  cipher: LedgerCipher | null;
  blocks: number;
  /** Whether a line at the end was cut off by a kill; it must be written anew before anything is added. */
  torn: boolean;
}

const blockSize = 1 << 20;

export function emptyLedger(): Ledger {
  return {
    header: {
      kind: 'ledger',
      format: ledgerFormat,
      seed: randomBytes(32).toString('hex'),
      fingerprint_key: randomBytes(32).toString('hex'),
    },
    cells: new Map(),
    records: new Map(),
    releases: [],
    published: new Set(),
  };
}

/**
 * Lines of a text file, streamed, many at a time: to wait for each would take as long as to read it. `ended` tells
 * whether they were closed by a line feed; the last one alone may not be.
 */
async function* lines(path: string): AsyncGenerator<{ texts: string[]; ended: boolean }> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const texts = (rest + chunk).split('\n');
    rest = texts.pop() ?? '';
    yield { texts, ended: true };
  }
  if (rest !== '') yield { texts: [rest], ended: false };
}

function damaged(path: string, line: number): Refusal {
  return new Refusal(`${path}, line ${line}, is no line of a ledger. Restore the ledger from its backup.`);
}

function cut(path: string): Refusal {
  return new Refusal(
    `${path} ends too early: a part of it was cut off. Without that part, rows and codes would change. Restore the ledger from its backup.`,
  );
}

/**
 * Whether an unended line can be what a kill left of the line that says that the last release is in force. Nothing
 * else is ever appended; any other torn line is a copy that broke off. Of an encrypted one only the length tells.
 */
function isTornPublication(text: string, ledger: Ledger, form: LedgerForm): boolean {
  const pending = ledger.releases.at(-1);
  if (pending === undefined || ledger.published.has(pending.number)) return false;
  const whole = lineText({ kind: 'published', number: pending.number });
  return form.cipher === null
    ? whole.startsWith(text)
    : text.length <= form.cipher.seal(whole, form.blocks).length;
}

/** Records are never removed, so that fewer than the last release counted mean a cut between two lines. */
function isShort({ releases, records }: Ledger): boolean {
  return records.size < (releases.at(-1)?.records ?? 0);
}

function lineText(line: LedgerLine): string {
  return `${JSON.stringify(line)}\n`;
}

function parseLine(text: string, path: string, number: number): LedgerLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged(path, number);
  }
  if (isLedgerRecord(json)) return json;
  const parsed = ledgerLineSchema.safeParse(json);
  if (!parsed.success) throw damaged(path, number);
  return parsed.data;
}

function take(ledger: Ledger, line: LedgerLine): void {
  if (line.kind === 'record') ledger.records.set(line.record_id, line);
  else if (line.kind === 'cells') ledger.cells.set(line.number, line.edition);
  else if (line.kind === 'release') ledger.releases.push(line);
  else if (line.kind === 'published') ledger.published.add(line.number);
  else ledger.header = line;
}

/**
 * Reads a ledger; an absent file is an empty ledger.
 * @param onProgress called now and then with the number of records read so far
 * @throws Refusal when the file is no ledger, is damaged or cut off, or its passphrase is missing or wrong
 */
export async function readLedger(
  path: string,
  onProgress?: (records: number) => void,
): Promise<{ ledger: Ledger; form: LedgerForm; exists: boolean }> {
  const ledger = emptyLedger();
  const form: LedgerForm = { cipher: null, blocks: 0, torn: false };
  if (!existsSync(path)) return { ledger, form, exists: false };
  let number = 0;
  let begun = false;
  const takeLine = (text: string): void => {
    if (text === '') return;
    const parsed = parseLine(text, path, number);
    if (!begun && parsed.kind !== 'ledger') throw damaged(path, number);
    begun = true;
    take(ledger, parsed);
  };
  for await (const { texts, ended } of lines(path)) {
    for (const text of texts) {
      number += 1;
      if (!ended) {
        if (!isTornPublication(text, ledger, form)) throw begun ? cut(path) : damaged(path, number);
        // It is written anew by the next publication.
        form.torn = true;
      } else if (number === 1 && text.startsWith('{"kind":"encrypted"')) {
        const header = encryptedHeaderSchema.safeParse(JSON.parse(text));
        if (!header.success) throw damaged(path, 1);
        form.cipher = LedgerCipher.of(await requirePassphrase(path), header.data);
      } else if (form.cipher === null) takeLine(text);
      else for (const line of form.cipher.open(text, form.blocks++).split('\n')) takeLine(line);
    }
    onProgress?.(ledger.records.size);
  }
  if (!begun) throw damaged(path, 1);
  if (isShort(ledger)) throw cut(path);
  return { ledger, form, exists: true };
}

/** Called now and then with the number of records written so far, and of all. */
type WriteProgress = (written: number, records: number) => void;

function* ledgerLines(ledger: Ledger, onProgress?: WriteProgress): Generator<string> {
  yield `${JSON.stringify(ledger.header)}\n`;
  for (const release of ledger.releases) yield `${JSON.stringify(release)}\n`;
  for (const number of ledger.published) yield `${JSON.stringify({ kind: 'published', number })}\n`;
  for (const [number, edition] of ledger.cells) yield lineText({ kind: 'cells', number, edition });
  let written = 0;
  for (const record of ledger.records.values()) {
    yield `${JSON.stringify(record)}\n`;
    written += 1;
    if (written % 1000 === 0) onProgress?.(written, ledger.records.size);
  }
}

function* blocks(lines: Iterable<string>): Generator<string> {
  let parts: string[] = [];
  let size = 0;
  for (const line of lines) {
    parts.push(line);
    size += line.length;
    if (size >= blockSize) {
      yield parts.join('');
      parts = [];
      size = 0;
    }
  }
  if (size > 0) yield parts.join('');
}

function* encrypted(lines: Iterable<string>, form: LedgerForm, cipher: LedgerCipher): Generator<string> {
  yield `${JSON.stringify(cipher.header)}\n`;
  form.blocks = 0;
  for (const block of blocks(lines)) yield `${cipher.seal(block, form.blocks++)}\n`;
}

/**
 * Writes a ledger anew, mode 600 in a folder of mode 700: beside the old one first, then over it by rename.
 * It is encrypted when it was, or when a passphrase is given in the environment.
 */
export function writeLedger(
  path: string,
  ledger: Ledger,
  form: LedgerForm,
  disk: Disk,
  onProgress?: WriteProgress,
): void {
  const passphrase = givenPassphrase();
  if (form.cipher === null && passphrase !== null) form.cipher = LedgerCipher.fresh(passphrase);
  const lines = ledgerLines(ledger, onProgress);
  const temporary = `${path}.new`;
  disk.mkdir(dirname(path), 0o700);
  disk.remove(temporary);
  disk.write(temporary, form.cipher === null ? blocks(lines) : encrypted(lines, form, form.cipher), 0o600);
  disk.sync(temporary);
  disk.rename(temporary, path);
  disk.syncFolder(dirname(path));
  form.torn = false;
}

/** Adds one line to a ledger that was written or read with this form. */
export function appendLine(path: string, line: LedgerLine, form: LedgerForm, disk: Disk): void {
  const text = lineText(line);
  disk.append(path, form.cipher === null ? text : `${form.cipher.seal(text, form.blocks++)}\n`);
}
