import { describe, expect, it } from 'vitest';
import { files, filesAndElements, text } from './site-under-test.ts';

/** Every stylesheet of the site, and every one that stands in a page of its own. Pages of the list have none. */
const sheets = filesAndElements('.css', 'style');

/** A stylesheet without the blocks of one media query. */
function without(sheet: string, query: RegExp): string {
  const match = query.exec(sheet);
  if (match === null) return sheet;
  let depth = 1;
  let at = match.index + match[0].length;
  while (depth > 0 && at < sheet.length) {
    if (sheet[at] === '{') depth += 1;
    if (sheet[at] === '}') depth -= 1;
    at += 1;
  }
  return without(sheet.slice(0, match.index) + sheet.slice(at), query);
}

const motion = /animation|transition|@keyframes|scroll-behavior|scroll-timeline/;

/** What moves although nobody was asked whether it may. */
const moves = (sheet: string): boolean =>
  motion.test(without(sheet, /@media[^{]*prefers-reduced-motion:\s*no-preference[^{]*\{/));

describe('the styles of the site', () => {
  it('are there', () => {
    expect(sheets.size).toBeGreaterThan(5);
    expect([...sheets.keys()]).toEqual(expect.arrayContaining(['404.html', 'verify.html']));
  });

  it.each([...sheets])('%s moves nothing, and keeps no colour from those who force theirs', (_, sheet) => {
    expect(moves(sheet)).toBe(false);
    expect(sheet).not.toContain('forced-color-adjust');
  });

  it('would be found moving', () => {
    const moving = 'a{transition:color 1s}';
    expect(moves(`p{margin:0}${moving}`)).toBe(true);
    expect(moves(`@media (prefers-reduced-motion: no-preference){${moving}}`)).toBe(false);
    expect(moves(`@media(prefers-reduced-motion:no-preference){${moving}}${moving}`)).toBe(true);
  });

  it('are all there is that could move: no script scrolls softly or animates, no picture does', () => {
    const scripts = files.filter((path) => /^assets\/[a-z-]+\.js$/.test(path));
    expect(scripts).toContain('assets/frame.js');
    for (const path of scripts)
      expect(text(path), path).not.toMatch(/smooth|\.animate\(|startViewTransition/);
    for (const path of files.filter((name) => name.endsWith('.svg')))
      expect(text(path), path).not.toContain('<animate');
  });
});
