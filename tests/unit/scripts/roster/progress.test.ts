import { afterEach, describe, expect, it, vi } from 'vitest';
import { progressBar } from '../../../../scripts/roster/progress.ts';

/** What a step of so many seconds writes, told of its progress once a second. */
function written(seconds: number, isTerminal: boolean): string {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const before = process.stderr.isTTY;
  process.stderr.isTTY = isTerminal;
  try {
    const bar = progressBar('reading');
    for (let second = 1; second <= seconds; second += 1) {
      now = second * 1000;
      bar.update(second * 1000, seconds * 1000);
    }
    bar.done();
  } finally {
    process.stderr.isTTY = before;
  }
  return text;
}

describe('progress', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is a bar on a terminal, which leaves an empty line', () => {
    const text = written(4, true);
    expect(text).toContain('reading [██████████████··············] 2,000 of 4,000');
    expect(text).toMatch(/\r\u001b\[K$/);
  });

  it('is a line now and then elsewhere, without signs for terminals', () => {
    expect(written(30, false)).toBe('reading: 5,000 of 30,000\nreading: 20,000 of 30,000\nreading: 30 s\n');
  });

  it('is nothing elsewhere for a short step', () => {
    expect(written(4, false)).toBe('');
  });
});
