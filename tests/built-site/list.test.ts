import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRelease } from '../../scripts/roster/release-folder.ts';
import { withoutRows } from '../../scripts/site/list-rows.ts';
import { releaseLocation } from '../../scripts/site/release-location.ts';
import { formatRef } from '../../src/roster/ref-code.ts';
import { site } from './site-under-test.ts';

const languages = readdirSync(site).filter((name) => /^[a-z]{2}$/.test(name));
const { entries } = readRelease(releaseLocation(process.env).folder);
const refs = entries.map(({ ref }) => formatRef(ref)).sort();

describe.each(languages)('the browsable roster in %s', (language) => {
  const pages = readdirSync(join(site, language, 'list')).map((name) =>
    readFileSync(join(site, language, 'list', name), 'utf8'),
  );

  it('has every row of the release once', () => {
    const written = pages.flatMap((page) => [...page.matchAll(/<td>([0-9A-Z]{4}-[0-9A-Z]{4})(?=<)/g)]);
    expect(written.map(([, ref]) => ref).sort()).toEqual(refs);
  });

  it('has nothing but plain rows in its tables, and no mark without rows', () => {
    const read = pages.map(withoutRows);
    expect(read.reduce((sum, { rows }) => sum + rows, 0)).toBe(entries.length);
    for (const { text } of read) {
      // The first row of each body, which is plain as well.
      expect(text.split('<td>')).toHaveLength(3 * (text.split('<tbody').length - 1) + 1);
      expect(text).not.toMatch(/<td[^>]|data-list-rows/);
    }
  });
});
