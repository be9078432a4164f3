import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isUsageError } from '../../../scripts/usage.ts';

const thrown = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a call that cannot be understood', () => {
  it('is told from a fault of the program', () => {
    expect(isUsageError(thrown(() => parseArgs({ args: ['--bogus'], options: {} })))).toBe(true);
    expect(isUsageError(thrown(() => JSON.parse('{')))).toBe(false);
    expect(isUsageError(new TypeError('undefined is not a function'))).toBe(false);
  });

  it.each([
    'scripts/start.ts',
    'scripts/site/build.ts',
    'scripts/site/serve.ts',
    'scripts/check-name.ts',
    'scripts/compare-names.ts',
    'scripts/open-code.ts',
    'scripts/roster.ts',
    'scripts/mirror.ts',
  ])('%s ends with 2, says why on stderr, nothing on stdout, and shows no stack', (script) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--bogus'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
