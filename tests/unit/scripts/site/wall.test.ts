import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');

/**
 * The wall between the program that sees registers and the program that builds the site: of scripts/roster/ the
 * build may reach the readers of a published release and of the public population tables, and nothing else.
 */
const mayReach = new Set([
  'scripts/roster/release-folder.ts',
  'scripts/roster/sealed-scripts.ts',
  'scripts/roster/population-folder.ts',
]);

function reach(entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    // What a module imports and what it starts as a thread.
    for (const match of readFileSync(file, 'utf8').matchAll(
      /(?:from\s+|import\s+|import\(\s*|new URL\(\s*)['"](\.[^'"]+)['"]/g,
    )) {
      visit(resolve(dirname(file), match[1] as string));
    }
  };
  for (const entry of entries) visit(join(root, entry));
  return new Set([...found].map((file) => relative(root, file)));
}

const trespasses = (entries: readonly string[]): string[] =>
  [...reach(entries)].filter((file) => file.startsWith('scripts/roster') && !mayReach.has(file));

describe('the wall between publish and build', () => {
  it('the build reaches no code that reads a register or a ledger', () => {
    const files = reach(['scripts/site/build.ts']);
    expect(files).toContain('scripts/site/roster-data-worker.ts');
    expect(trespasses(['scripts/site/build.ts'])).toEqual([]);
  });

  it('would notice a hole', () => {
    expect(trespasses(['scripts/roster.ts'])).toContain('scripts/roster.ts');
  });

  it('no source of the site names a private folder', () => {
    const naming = [...reach(['scripts/site/build.ts', 'astro.config.mjs', 'src/content.config.ts'])].filter(
      (file) => /['"`/]private\//.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(naming).toEqual([]);
  });
});
