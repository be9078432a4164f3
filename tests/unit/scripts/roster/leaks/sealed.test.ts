import { describe, expect, it } from 'vitest';
import { names } from '../../../../../scripts/names/name-tables.ts';
import { grammarOf, LeakGate } from '../../../../../scripts/roster/leaks/gate.ts';
import type { Hit } from '../../../../../scripts/roster/leaks/hit.ts';
import { type Needle, Needles } from '../../../../../scripts/roster/leaks/needles.ts';
import { SearchHere } from '../../../../../scripts/roster/leaks/release-search.ts';
import { Scanner } from '../../../../../scripts/roster/leaks/scan.ts';
import { plainRecords } from '../../../../../scripts/roster/leaks/sealed-bytes.ts';
import { SealedProof } from '../../../../../scripts/roster/leaks/sealed-proof.ts';
import { readPopulation } from '../../../../../scripts/roster/population-folder.ts';
import type { SealedNote } from '../../../../../scripts/roster/publish/sealed-note.ts';
import { encodeNews } from '../../../../../src/seal/news.ts';
import { deriveRecordKeys, locatorLength } from '../../../../../src/seal/record-keys.ts';
import { sealFiles } from '../../../../../src/seal/seal-release.ts';
import { recordOffsets } from '../../../../../src/seal/sealed-files.ts';
import { recordLength } from '../../../../../src/seal/sealed-record.ts';
import { sealedScript } from '../../../../../src/seal/sealed-script.ts';

const salt = new Uint8Array(32).fill(7);
const secret = new Uint8Array(32).fill(9);
const hex = (number: number): string => number.toString(16).padStart(64, '0');
const messages = [
  'Мама, я жив и здоров, скоро буду дома, не волнуйся',
  '',
  'Dear sister, please water the garden until spring',
  'Я здоров 🙂 целую Серёжу, Олю и бабушку',
  'Мой добрый друг! '.repeat(20).slice(0, 300),
];
const notes: SealedNote[] = Array.from({ length: 300 }, (_, index) => ({
  ledger: {
    kind: 'record',
    record_id: `R-${100_000 + index}`,
    ref: null,
    code: '',
    code_version: 1,
    stretched: hex(index + 1),
    call_draw: 'ffffffff',
    listings: [],
  },
  record: {
    status: 'confirmed',
    disclosure: 'listed',
    status_date: '2026-03-04',
    ...(index < messages.length && messages[index] ? { message: messages[index] } : {}),
  },
}));
const newsOf = (index: number) =>
  ({ status: 'confirmed', month: '2026-03', message: messages[index] || null }) as const;
const stretchedOf = ({ ledger }: SealedNote): Uint8Array => Buffer.from(ledger.stretched, 'hex');

const whole = [
  ...sealFiles({
    records: notes.map((note, index) => ({ stretched: stretchedOf(note), news: newsOf(index) })),
    salt,
    secret,
  }),
];
/** Sealed files, copied each time, since tests spoil them. */
const sealed = (): Map<string, Uint8Array> => new Map(whole.map(([name, bytes]) => [name, bytes.slice()]));

/** Leaves the record of a man in the clear: everything in its place, and what should be a cipher is none. */
function leftInTheClear(files: Map<string, Uint8Array>, index: number): { name: string; at: number } {
  const { locator } = deriveRecordKeys(stretchedOf(notes[index] as SealedNote), salt);
  for (const [name, bytes] of files) {
    for (const at of recordOffsets(bytes)) {
      if (Buffer.compare(bytes.subarray(at, at + locatorLength), locator) !== 0) continue;
      bytes.set(encodeNews(newsOf(index)), at + locatorLength + 24);
      return { name, at };
    }
  }
  throw new Error('no such record');
}

const grammar = grammarOf(readPopulation());
function scannerOf(needles: readonly Needle[]): Scanner {
  const all = new Needles(names());
  for (const needle of needles) all.add(needle);
  return new Scanner(all, { vocabularyIsFine: false, grammar });
}
const registered: Needle[] = messages.map((message, index) => ({
  record_id: `R-${100_000 + index}`,
  ...(message === '' ? {} : { message }),
}));

function hitsIn(files: Iterable<readonly [string, Uint8Array]>, scanner: Scanner): Hit[] {
  return [...files].flatMap(([name, bytes]) => [...scanner.scan(name, bytes)]);
}

describe('sealed records before they come into force', () => {
  it('are all as good as random, and nothing is found in them', () => {
    const files = sealed();
    expect([...files.values()].flatMap((bytes) => [...recordOffsets(bytes)])).toHaveLength(1024);
    expect(hitsIn(files, scannerOf(registered))).toEqual([]);
  });

  it.each(messages.map((message, index) => [message || 'no letter', index] as const))(
    'stand out when they are left in the clear: %s',
    (message, index) => {
      const files = sealed();
      const { name, at } = leftInTheClear(files, index);
      const hits = hitsIn(files, scannerOf(registered));
      expect(hits).toContainEqual(expect.objectContaining({ kind: 'sealed', file: name, offset: at }));
      // Who wrote it is told where its words can be read.
      const readable = hits.filter(({ kind }) => kind === 'message');
      expect(readable.map(({ record_id }) => record_id)).toEqual(
        message === 'no letter' ? [] : readable.map(() => `R-${100_000 + index}`),
      );
      expect(readable.length > 0).toBe(message !== 'no letter');
    },
  );

  it('stand out in the scripts of a site too', () => {
    const files = sealed();
    const { name } = leftInTheClear(files, 1);
    const script = Buffer.from(sealedScript(name, files.get(name) as Uint8Array));
    expect(hitsIn([['00001.js', script]], scannerOf([]))).toMatchObject([{ kind: 'sealed', record_id: '' }]);
  });

  it('their words are found wherever else they stand packed', () => {
    const packed = encodeNews(newsOf(0));
    const bytes = Buffer.concat([Buffer.alloc(333, 0xee), packed.subarray(0, 200), Buffer.alloc(100, 0xdd)]);
    expect(hitsIn([['a.bin', bytes]], scannerOf(registered))).toContainEqual(
      expect.objectContaining({ kind: 'message', record_id: 'R-100000' }),
    );
  });

  it('refuse a release at the gate', async () => {
    const files = sealed();
    const { name } = leftInTheClear(files, 1);
    const gate = new LeakGate(new SearchHere(), grammar);
    for (const [file, bytes] of files) await gate.search(`sealed/${file}.bin`, bytes);
    await expect(gate.close()).rejects.toThrow(`sealed/${name}.bin, offset`);
    await expect(gate.close()).rejects.toThrow('a sealed record that is no cipher');
  });
});

describe('the proof that sealed records open', () => {
  const prove = (files: Map<string, Uint8Array>, of = notes): void => {
    const proof = new SealedProof(of, salt);
    for (const bytes of files.values()) proof.take(bytes);
    proof.finish();
  };

  it('takes a release as it is', () => prove(sealed()));

  it('refuses records in the clear, of other words, under another key, and those that are missing', () => {
    const clear = sealed();
    leftInTheClear(clear, 3);
    expect(() => prove(clear)).toThrow(/sealed record of R-100003 does not open/);
    const told = notes.with(2, { ...(notes[2] as SealedNote), record: null });
    expect(() => prove(sealed(), told)).toThrow(/sealed record of R-100002 does not open/);
    const stretched = hex(5_000_000);
    const { ledger, record } = notes[9] as SealedNote;
    const other = notes.with(9, { ledger: { ...ledger, stretched }, record });
    expect(() => prove(sealed(), other)).toThrow(/sealed record of R-100009 is in no file/);
  });

  it('sees a bit that was changed in what it opens', () => {
    const changed = sealed();
    for (const bytes of changed.values()) {
      for (const at of recordOffsets(bytes)) {
        const last = at + recordLength - 1;
        bytes[last] = (bytes[last] as number) ^ 1;
      }
    }
    expect(() => prove(changed)).toThrow(/does not open/);
  });
});

it('random bytes are no record in the clear, a byte said over and over is', () => {
  const [[, bytes] = ['', new Uint8Array()]] = [...sealed()].slice(-1);
  expect([...plainRecords(bytes)]).toEqual([]);
  const [first = 0] = recordOffsets(bytes);
  bytes.fill(0xff, first + 40, first + 340);
  expect([...plainRecords(bytes)]).toEqual([first]);
});
