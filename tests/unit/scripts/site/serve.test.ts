import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { portOf, serveFolder, serveNear } from '../../../../scripts/site/serve.ts';
import { UsageError } from '../../../../scripts/usage.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'served-'));
  writeFileSync(join(folder, 'index.html'), 'here');
  writeFileSync(join(folder, '404.html'), 'not here');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a folder that is served', () => {
  it('stands below its prefix, and anything else is not found', async () => {
    const host = await serveFolder(folder, 0, '/a/b/');
    const get = async (path: string) => {
      const answer = await fetch(new URL(path, host.url));
      return [answer.status, await answer.text()];
    };
    expect(await get('index.html')).toEqual([200, 'here']);
    expect(await get('none.html')).toEqual([404, 'not here']);
    expect(await get('/index.html')).toEqual([404, 'not here']);
    await host.close();
  });

  it('takes another port when the one asked for is taken, and says so', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const first = await serveFolder(folder);
    const taken = Number(new URL(first.url).port);
    const second = await serveNear(folder, taken);
    expect(second.url).not.toBe(first.url);
    expect(said).toHaveBeenCalledWith(`Port ${taken} is taken; taking another one.\n`);
    said.mockRestore();
    await Promise.all([first.close(), second.close()]);
  });

  it.each(['abc', '', '-1', '65536', '80.5', '0x50'])('refuses "%s" as a port', (text) => {
    expect(() => portOf(text)).toThrow(UsageError);
  });

  it('knows a port', () => {
    expect(['0', '4173', '65535'].map(portOf)).toEqual([0, 4173, 65535]);
  });
});
