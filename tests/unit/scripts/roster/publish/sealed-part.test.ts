import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SealThread } from '../../../../../scripts/roster/publish/seal-thread.ts';
import type { SealedNote } from '../../../../../scripts/roster/publish/sealed-note.ts';
import {
  familyCode,
  indexPath,
  sealedFiles,
  sealedSummary,
  stretchNew,
} from '../../../../../scripts/roster/publish/sealed-part.ts';
import { sealedSummarySchema } from '../../../../../src/schemas/sealed.ts';
import { openRecord } from '../../../../../src/seal/open-record.ts';
import { stretchCode } from '../../../../../src/seal/stretch.ts';
import { loader } from '../../../seal/release.ts';

const hex = (text: string, bytes: number): string =>
  createHash('sha512')
    .update(text)
    .digest('hex')
    .slice(0, 2 * bytes);

const notes: SealedNote[] = Array.from({ length: 1100 }, (_, number) => ({
  ledger: {
    kind: 'record',
    record_id: `R-${number}`,
    ref: null,
    code: hex(`code ${number}`, 10),
    code_version: 1,
    stretched: hex(`stretched ${number}`, 32),
    call_draw: hex(`call ${number}`, 4),
    listings: [],
  },
  record:
    number % 100 === 0
      ? null
      : {
          status: number % 7 === 0 ? 'deceased' : 'confirmed',
          disclosure: 'listed',
          message: `Мама, ${number}`,
          status_date: '2026-05-06',
        },
}));

async function filesOf(threaded: boolean): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const [salt, secret] = [Buffer.from(hex('salt', 32), 'hex'), Buffer.from(hex('secret', 32), 'hex')];
  for await (const [path, bytes] of sealedFiles(
    notes,
    Uint8Array.from(salt),
    Uint8Array.from(secret),
    threaded ? new SealThread() : null,
  )) {
    files.set(path, Buffer.from(bytes).toString('base64'));
  }
  return files;
}

describe('the sealed part of a release', () => {
  it("is stretched by Node's own PBKDF2 to the very bytes of the browser's, across batches and in order", async () => {
    const records = notes.slice(0, 600).map(({ ledger }) => ({ ...ledger, stretched: '' }));
    const progress: [number, number][] = [];
    await stretchNew(records, (done, total) => progress.push([done, total]));
    expect(records.map(({ stretched }) => stretched)).toEqual(
      records.map((record) => Buffer.from(stretchCode(familyCode(record))).toString('hex')),
    );
    expect(progress).toEqual([
      [512, 600],
      [600, 600],
    ]);
  });

  it('is what the browser opens, and roster.json says how', async () => {
    const few = notes.slice(98, 102).map(({ ledger, record }) => ({ ledger: { ...ledger }, record }));
    await stretchNew(
      few.slice(0, 3).map(({ ledger }) => ledger),
      () => {},
    );
    const files = new Map<string, Uint8Array>();
    const [salt, secret] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    for await (const [path, bytes] of sealedFiles(few, salt, secret, null)) files.set(path, bytes);
    expect([...files.keys()]).toEqual([indexPath]);
    expect(sealedSummarySchema.parse(sealedSummary(files.get(indexPath) as Uint8Array))).toEqual({
      format: 'vestochka-sealed/1',
      capacity: 1024,
      record_bytes: 720,
      shard_records: 1024,
      shards: 1,
    });
    const load = loader(new Map([['index', files.get(indexPath) as Uint8Array]]));
    const opened = await Promise.all(few.map(({ ledger }) => openRecord(familyCode(ledger), load)));
    const callUs = { status: 'call_us', month: null, message: null };
    // The first has a status that no page tells, the third is gone from the register; the last was sealed under another code.
    expect(opened).toEqual([
      callUs,
      { status: 'confirmed', month: '2026-05', message: 'Мама, 99' },
      callUs,
      null,
    ]);
  });

  it('is the same to the byte from a thread of its own', async () => {
    const here = await filesOf(false);
    expect(await filesOf(true)).toEqual(here);
    expect(here.size).toBe(9);
    const index = Buffer.from(here.get(indexPath) ?? '', 'base64');
    expect(sealedSummary(Uint8Array.from(index))).toMatchObject({ capacity: 2048, shards: 8 });
  });

  it('is never cut short in silence: a thread that ended before or meanwhile is an error', async () => {
    const bytes = new Uint8Array(32);
    for (const moment of ['before', 'meanwhile']) {
      const thread = new SealThread();
      if (moment === 'before') await thread.end();
      const files = sealedFiles(notes, bytes, bytes, thread);
      if (moment === 'meanwhile') await thread.end();
      const taken = (async () => {
        for await (const _ of files);
      })();
      await expect(taken, moment).rejects.toThrow(/ended before its work was done/);
    }
  });
});
