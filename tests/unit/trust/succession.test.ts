import { describe, expect, it } from 'vitest';
import type { Release } from '../../../src/schemas/trust.ts';
import { freshness } from '../../../src/trust/expiry.ts';
import { firstPin, judgeRelease, type Offer, type Pin } from '../../../src/trust/succession.ts';

const today = '2026-11-22';
const release = (fields: Partial<Release>): Release => ({
  format: 'vestochka-release/1',
  sequence: 10,
  issued: '2026-11-01',
  expires: '2026-12-01',
  next_key: 'next',
  mirrors: [],
  files: 1,
  bytes: 1,
  largest: 1,
  retire_worker: false,
  ...fields,
});
const offer = (fields: Partial<Release> = {}, key = 'current'): Offer => {
  const made = release(fields);
  return { key, release: made, manifest: `manifest of ${key} ${JSON.stringify(made)}` };
};
const held: Pin = judgeRelease(firstPin('current'), offer(), today).pin;
const judge = (given: Offer, pin = held) => judgeRelease(pin, given, today);
const refuses = (given: Offer, fault: string, pin = held) =>
  expect(() => judge(given, pin)).toThrow(expect.objectContaining({ fault }));

describe('under the key that is held', () => {
  it('the first release is taken with any number and fixes the next key', () => {
    expect(judge(offer({ sequence: 5000 }), firstPin('current')).step).toBe('first');
    expect(held.nextKey).toBe('next');
  });

  it('the number rises; the same release again is no news', () => {
    expect(judge(offer({ sequence: 11 })).step).toBe('newer');
    expect(judge(offer()).step).toBe('same');
  });

  it('TUF rollback: an older release is refused', () => refuses(offer({ sequence: 9 }), 'rollback'));

  it('two releases under one number are refused', () =>
    refuses(offer({ mirrors: ['https://x/'] }), 'equivocation'));

  it('TUF fast-forward: a jump of more than 1,000 is refused', () => {
    expect(judge(offer({ sequence: 1010 })).step).toBe('newer');
    refuses(offer({ sequence: 1011 }), 'jump');
  });
});

describe('a thief of the current key', () => {
  it('cannot name an heir of his own', () => {
    refuses(offer({ sequence: 11, next_key: 'thief' }), 'next-key-changed');
    refuses(offer({ sequence: 11, next_key: null }), 'next-key-changed');
  });

  it('cannot bring in a key where the first release named none', () => {
    const alone = judgeRelease(firstPin('current'), offer({ next_key: null }), today).pin;
    refuses(offer({ sequence: 11, next_key: 'thief' }), 'next-key-changed', alone);
    refuses(offer({ sequence: 11, next_key: 'thief' }, 'thief'), 'wrong-key', alone);
  });

  it('signs nothing any more once the next key has taken over', () => {
    const after = judge(offer({ sequence: 11, next_key: 'third' }, 'next')).pin;
    refuses(offer({ sequence: 12 }), 'wrong-key', after);
    refuses(offer({ sequence: 12, next_key: 'third' }), 'wrong-key', after);
    expect(judge(offer({ sequence: 12, next_key: 'third' }, 'next'), after).step).toBe('newer');
  });

  it('TUF recovery from fast-forward: numbers that he drove up bind the next key to nothing', () => {
    let pin = held;
    for (let sequence = 1010; sequence < 20_000; sequence += 1000) pin = judge(offer({ sequence }), pin).pin;
    expect(pin.sequence).toBeGreaterThan(19_000);
    expect(judge(offer({ sequence: 11, next_key: 'third' }, 'next'), pin).step).toBe('takeover');
  });
});

describe('TUF key rotation', () => {
  it('only the next key takes over, and it names a successor that is neither key', () => {
    expect(judge(offer({ sequence: 11, next_key: 'third' }, 'next')).pin).toMatchObject({
      key: 'next',
      nextKey: 'third',
    });
    refuses(offer({ sequence: 11 }, 'stranger'), 'wrong-key');
    for (const next_key of [null, 'next', 'current']) {
      refuses(offer({ sequence: 11, next_key }, 'next'), 'no-successor');
    }
  });

  it('someone who has seen no release accepts no other key', () => {
    refuses(offer({}, 'next'), 'wrong-key', firstPin('current'));
  });
});

describe('TUF expiration', () => {
  const expired = { sequence: 11, issued: '2026-09-01', expires: '2026-10-01' };

  it('an expired release is refused by someone who has a fresh one or none', () => {
    refuses(offer(expired), 'expired');
    refuses(offer(expired), 'expired', firstPin('current'));
    expect(judgeRelease(firstPin('current'), offer(expired), today, { allowExpired: true }).step).toBe(
      'first',
    );
  });

  it('but it replaces an older one that has expired as well', () => {
    expect(judge(offer(expired), { ...held, expires: '2026-10-30' }).step).toBe('newer');
  });

  it('what is held already stays whatever its age', () => {
    const old = offer({ expires: '2026-11-05' });
    const pin = judgeRelease(firstPin('current'), old, '2026-11-02').pin;
    expect(judge(old, pin).step).toBe('same');
  });

  it.each([
    ['2026-11-01', 'fresh'],
    ['2026-12-01', 'fresh'],
    ['2026-12-02', 'expired'],
    ['2026-12-31', 'expired'],
    ['2027-01-01', 'long-expired'],
    ['1999-01-01', 'fresh'],
  ])('on %s a release to 1 December is %s', (day, state) => {
    expect(freshness({ expires: '2026-12-01' }, day)).toBe(state);
  });
});

describe('the kill switch', () => {
  it('counts above the highest number seen, and not below or again', () => {
    expect(judge(offer({ sequence: 11, retire_worker: true })).retire).toBe(true);
    const retired = offer({ retire_worker: true });
    expect(judge(retired, judge(retired, firstPin('current')).pin).retire).toBe(false);
    expect(judge(offer({ sequence: 10, retire_worker: true, next_key: 'third' }, 'next')).retire).toBe(false);
  });
});
