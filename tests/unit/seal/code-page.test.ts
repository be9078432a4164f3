import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { faultWords } from '../../../src/components/code/fault-words.ts';
import { changeSince, monthWords } from '../../../src/components/code/month-words.ts';
import { inTasks, nextTask } from '../../../src/components/code/next-task.ts';
import { createStretching } from '../../../src/components/code/stretching.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { rehearseOpening } from '../../../src/seal/rehearsal.ts';
import { stretchCode } from '../../../src/seal/stretch.ts';

const words = {
  empty: 'empty',
  length: '{n} of {expected}',
  characters: 'strange',
  group: 'group {group}',
  groups: 'groups {groups}',
  whole: 'all groups',
  ambiguous: 'two codes',
};

describe('what the page says of a mistyped code', () => {
  it('names the group, the groups, or none', () => {
    expect(faultWords({ kind: 'empty' }, words)).toBe('empty');
    expect(faultWords({ kind: 'mistyped', groups: [3] }, words)).toBe('group 3');
    expect(faultWords({ kind: 'mistyped', groups: [2, 3] }, words)).toBe('groups 2, 3');
    expect(faultWords({ kind: 'mistyped', groups: [] }, words)).toBe('all groups');
    expect(faultWords({ kind: 'characters', groups: [1] }, words)).toBe('strange group 1');
    expect(faultWords({ kind: 'ambiguous' }, words)).toBe('two codes');
    expect(faultWords({ kind: 'length', characters: 19, expected: 20, groups: [] }, words)).toBe('19 of 20');
    expect(faultWords({ kind: 'length', characters: 19, expected: 20, groups: [4] }, words)).toBe(
      '19 of 20 group 4',
    );
  });
});

describe('months', () => {
  it('are told in words', () => {
    const monthsAlone = Array.from({ length: 12 }, (_, n) => `month ${n + 1}`);
    expect(monthWords('2022-04', { monthYear: '{month} {year}', monthsAlone })).toBe('month 4 2022');
  });

  it('are compared with the one that she remembers', () => {
    expect(changeSince('2022-04', { month: '3', year: '2022' })).toBe('newer');
    expect(changeSince('2022-04', { month: '12', year: '2021' })).toBe('newer');
    expect(changeSince('2022-10', { month: '9', year: ' 2022 ' })).toBe('newer');
    expect(changeSince('2022-04', { month: '4', year: '2022' })).toBe('same');
    expect(changeSince('2022-04', { month: '5', year: '2022' })).toBe('older');
    expect(changeSince('2022-04', { month: '', year: '2022' })).toBeNull();
    expect(changeSince('2022-04', { month: '4', year: '22' })).toBeNull();
  });
});

describe('stretching while she types', () => {
  const [one, other] = [7, 8].map((byte) => createFamilyCode(new Uint8Array(10).fill(byte))) as [
    string,
    string,
  ];

  it('gives what stretching at once gives, begun or not, and as often as it is asked', async () => {
    const stretching = createStretching();
    stretching.begin(one);
    expect(await stretching.take(one)).toEqual(stretchCode(one));
    expect(await stretching.take(one)).toEqual(stretchCode(one));
    expect(await stretching.take(other)).toEqual(stretchCode(other));
  });

  it('gives a result that is waited for although the code was changed or taken away', async () => {
    const stretching = createStretching();
    const awaited = stretching.take(one);
    stretching.begin(other);
    stretching.forget();
    expect(await awaited).toEqual(stretchCode(one));
  });

  it('ends where the code was changed and nobody waits', async () => {
    let steps = 0;
    let isWanted = true;
    function* endless(): Generator<void, void, void> {
      for (;;) {
        steps++;
        yield;
      }
    }
    void inTasks(endless(), () => isWanted);
    for (let task = 0; task < 5; task++) await nextTask();
    isWanted = false;
    const done = steps;
    expect(done).toBeGreaterThan(0);
    for (let task = 0; task < 5; task++) await nextTask();
    expect(steps).toBe(done);
  });

  it('rehearses without a fault', async () => {
    await expect(inTasks(rehearseOpening(), () => true)).resolves.toBeUndefined();
  });
});

describe('the script of the page', () => {
  it('asks for nothing that old browsers lack: no subtle crypto, WASM, workers, newer methods; and keeps nothing', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/components/code/code.client.ts'],
      bundle: true,
      format: 'iife',
      minify: true,
      target: ['chrome67', 'firefox68', 'safari14.1'],
      write: false,
    });
    const text = outputFiles[0]?.text ?? '';
    expect(text.length).toBeGreaterThan(10_000);
    const apis =
      /\b(subtle|WebAssembly|Worker|localStorage|sessionStorage|indexedDB|XMLHttpRequest|fetch|globalThis)\b/g;
    expect(text.match(apis)).toBeNull();
    // Younger than Chromium 67 and Firefox 68: esbuild translates syntax, not methods.
    const methods =
      /(?<!"in )\b(flatMap|flat|replaceAll|replaceChildren|toSorted|toSpliced|toReversed|findLast|matchAll|fromEntries|allSettled|isWellFormed|structuredClone)\(|\.at\(|\\p\{/g;
    expect(text.match(methods)).toBeNull();
    // These two are asked for by the cryptography and supplied where they are missing.
    for (const name of ['hasOwn', 'setBigUint64']) expect(text).toContain(`"${name}"in `);
  });

  it('supplies what old browsers lack, and it does the same', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/components/code/old-browsers.ts'],
      bundle: true,
      write: false,
    });
    const old = createContext({});
    runInContext('delete Object.hasOwn; delete DataView.prototype.setBigUint64;', old);
    runInContext(outputFiles[0]?.text ?? '', old);
    const bytesOf = `(little, value) => {
      const bytes = new Uint8Array(10);
      new DataView(bytes.buffer).setBigUint64(1, value, little);
      return bytes.join();
    }`;
    const supplied = runInContext(bytesOf, old);
    const own = runInContext(bytesOf, createContext({}));
    for (const value of [0n, 12n, 720n, 2n ** 32n - 1n, 2n ** 40n + 7n, 2n ** 53n - 1n]) {
      for (const little of [true, false]) expect(supplied(little, value)).toBe(own(little, value));
    }
    expect(runInContext('[Object.hasOwn({ a: 1 }, "a"), Object.hasOwn({}, "toString")].join()', old)).toBe(
      'true,false',
    );
  });
});
