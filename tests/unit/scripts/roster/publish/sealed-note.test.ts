import { describe, expect, it } from 'vitest';
import { newsOf, type SealedNote } from '../../../../../scripts/roster/publish/sealed-note.ts';

/** @param callDraw `ffffffff` is drawn for nobody's "please call us" */
function note(record: SealedNote['record'], callDraw = 'ffffffff'): SealedNote {
  return {
    ledger: {
      kind: 'record',
      record_id: 'R-1',
      ref: null,
      code: '00'.repeat(10),
      code_version: 1,
      stretched: '00'.repeat(32),
      call_draw: callDraw,
      listings: [],
    },
    record,
  };
}

const callUs = { status: 'call_us', month: null, message: null };

describe('what a family code opens to', () => {
  it('is status, month and his words', () => {
    const told = { status: 'confirmed', disclosure: 'sealed', status_date: '2022-04-17', message: 'Я жив.' };
    expect(newsOf(note(told as SealedNote['record']))).toEqual({
      status: 'confirmed',
      month: '2022-04',
      message: 'Я жив.',
    });
    expect(newsOf(note({ status: 'reported', disclosure: 'listed' }))).toEqual({
      status: 'reported',
      month: null,
      message: null,
    });
  });

  it('is never a death, a stay in hospital or a withdrawal, and nothing of him who is gone from the register', () => {
    for (const record of [
      { status: 'deceased', disclosure: 'listed' },
      { status: 'hospital', disclosure: 'sealed' },
      { status: 'confirmed', disclosure: 'withdrawn' },
      null,
    ] as const) {
      const told = record && { ...record, status_date: '2022-04-17', message: 'Прощай' };
      expect(newsOf(note(told))).toEqual(callUs);
    }
    expect(
      newsOf(note({ status: 'confirmed', disclosure: 'listed', message: 'Я жив.' }, '00000000')),
    ).toEqual(callUs);
  });

  it('is nothing for a withheld record, which must not come here', () => {
    expect(() => newsOf(note({ status: 'confirmed', disclosure: 'withheld' }))).toThrow(
      /R-1 must not be sealed/,
    );
  });
});
