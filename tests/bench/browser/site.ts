import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRelease } from '../../../scripts/roster/release-folder.ts';
import { makeBrowserScripts, writeBrowserScripts } from '../../../scripts/site/browser-scripts.ts';
import { demonstrationRelease } from '../../../scripts/site/release-location.ts';
import { writeRosterData } from '../../../scripts/site/roster-data.ts';
import { type Host, serveFolder } from '../../../scripts/site/serve.ts';
import type { Entry } from '../../../src/schemas/entry.ts';

/** A copy of a built site with another roster and today's scripts, served. */
export interface BenchSite {
  readonly folder: string;
  readonly url: string;
  close(): Promise<void>;
}

/** @param files more files of it, by their paths */
export async function benchSite(
  built: string,
  entries: readonly Entry[],
  files: Readonly<Record<string, string>> = {},
): Promise<BenchSite> {
  const folder = mkdtempSync(join(tmpdir(), 'vestochka-bench-'));
  cpSync(built, folder, {
    recursive: true,
    filter: (path) => !/\/(?:pagefind|sealed|list|cards|en|uk|be|pl|vestochka-\w+\.html)$/.test(path),
  });
  writeBrowserScripts(folder, await makeBrowserScripts());
  rmSync(join(folder, 'assets/roster'), { recursive: true, force: true });
  writeRosterData(folder, readRelease(demonstrationRelease).roster, entries);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const host: Host = await serveFolder(folder);
  return {
    folder,
    url: host.url,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}
