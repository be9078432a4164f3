import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputRefused, replaceFolder } from '../../../../scripts/site/output-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const site = (text: string) => async (target: string) => {
  mkdirSync(join(target, 'assets'), { recursive: true });
  writeFileSync(join(target, 'assets/check.js'), text);
};

describe('replaceFolder', () => {
  it('puts the new site in place of the old one and leaves nothing else behind', async () => {
    const output = join(folder, 'dist');
    await replaceFolder(output, site('old'));
    await replaceFolder(output, site('new'));
    expect(readFileSync(join(output, 'assets/check.js'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('keeps the old site when a build fails, and clears up at the next one', async () => {
    const output = join(folder, 'dist');
    await replaceFolder(output, site('old'));
    const failing = async (target: string) => {
      await site('half')(target);
      throw new Error('interrupted');
    };
    await expect(replaceFolder(output, failing)).rejects.toThrow('interrupted');
    expect(readFileSync(join(output, 'assets/check.js'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['dist']);
    // Folders of a build that is gone; no process has so large a number.
    mkdirSync(join(folder, 'dist.building-99999999'));
    await replaceFolder(output, site('new'));
    expect(existsSync(join(folder, 'dist.building-99999999'))).toBe(false);
  });

  it('brings back the old site of a build that was killed between the two renames', async () => {
    const output = join(folder, 'dist');
    await site('old')(`${output}.old-99999999`);
    const failing = async () => {
      throw new Error('interrupted');
    };
    await expect(replaceFolder(output, failing)).rejects.toThrow('interrupted');
    expect(readFileSync(join(output, 'assets/check.js'), 'utf8')).toBe('old');
  });

  it('refuses a folder that holds something else, and leaves it alone', async () => {
    writeFileSync(join(folder, 'letter.txt'), 'dear');
    await expect(replaceFolder(folder, site('new'))).rejects.toThrow(OutputRefused);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });
});
