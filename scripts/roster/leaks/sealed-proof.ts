import type { SealedNews } from '../../../src/schemas/sealed.ts';
import { deriveRecordKeys, locatorLength, type RecordKeys } from '../../../src/seal/record-keys.ts';
import { SealError } from '../../../src/seal/seal-error.ts';
import { recordOffsets } from '../../../src/seal/sealed-files.ts';
import { openRecordBytes, recordLength } from '../../../src/seal/sealed-record.ts';
import { Refusal } from '../exit.ts';
import { newsOf, type SealedNote } from '../publish/sealed-note.ts';

/**
 * So many records are opened: all of a small release, of a large one that many evenly spaced. Whatever goes wrong with
 * sealing goes wrong with all or with a kind of them; a single record in the clear is found by `plainRecords`, which
 * looks at every one.
 */
const mostOpened = 10_000;

interface Expected {
  recordId: string;
  keys: RecordKeys;
  news: SealedNews;
}

const textOf = (locator: Uint8Array): string => Buffer.from(locator).toString('latin1');

const same = (a: SealedNews, b: SealedNews): boolean =>
  a.status === b.status && a.month === b.month && a.message === b.message;

/**
 * Opens sealed records as the page does, before a release comes into force: with what the family's code is stretched to,
 * by the code that browsers have (src/seal), whatever sealed them. A record that was not enciphered, or under another
 * key, does not open.
 */
export class SealedProof {
  private readonly expected = new Map<string, Expected>();
  private readonly salt: Uint8Array;

  constructor(notes: readonly SealedNote[], salt: Uint8Array) {
    this.salt = salt;
    const step = Math.max(1, Math.ceil(notes.length / mostOpened));
    for (let at = 0; at < notes.length; at += step) this.expect(notes[at] as SealedNote);
  }

  private expect(note: SealedNote): void {
    const keys = deriveRecordKeys(Buffer.from(note.ledger.stretched, 'hex'), this.salt);
    this.expected.set(textOf(keys.locator), { recordId: note.ledger.record_id, keys, news: newsOf(note) });
  }

  /**
   * Takes a file of the release, of sealed records or any other.
   * @throws Refusal when a record in it does not open to what it should
   */
  take(bytes: Uint8Array): void {
    for (const at of recordOffsets(bytes)) {
      const locator = textOf(bytes.subarray(at, at + locatorLength));
      const expected = this.expected.get(locator);
      if (expected === undefined) continue;
      if (!opens(bytes.subarray(at, at + recordLength), expected)) {
        throw fault(expected, 'does not open to what the register says');
      }
      this.expected.delete(locator);
    }
  }

  /** @throws Refusal when a record was in no file */
  finish(): void {
    const [missing] = this.expected.values();
    if (missing !== undefined) throw fault(missing, 'is in no file');
  }
}

function opens(record: Uint8Array, { keys, news }: Expected): boolean {
  try {
    return same(openRecordBytes(record, keys), news);
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

function fault({ recordId }: Expected, what: string): Refusal {
  return new Refusal(
    `Nothing was published: the sealed record of ${recordId} ${what}. This is a fault of the program: report it, without the register.`,
  );
}
