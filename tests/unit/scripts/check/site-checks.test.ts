import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenInternalLinks, linksOf } from '../../../../scripts/check/internal-links.ts';
import { oversizedParts } from '../../../../scripts/check/page-sizes.ts';
import { fetchProblems, portabilityProblems } from '../../../../scripts/check/portability.ts';
import { elementsOf } from '../../../../scripts/site/built-site.ts';

const page = (path: string, text: string) => ({ path, text, elements: elementsOf(text) });
const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">';

describe('brokenInternalLinks', () => {
  const files = new Set(['ru/index.html', 'ru/check.html', 'assets/site.css']);
  const check = (text: string) =>
    brokenInternalLinks(
      [linksOf(page('ru/index.html', text)), linksOf(page('ru/check.html', '<p id="a">'))],
      files,
    );

  it('accepts files, anchors, and addresses out of the site', () => {
    expect(
      check(
        '<link href="../assets/site.css"><a href="check.html#a"></a><a href="#top"></a><a href="tel:+1"></a><a href="https://x.example/">',
      ),
    ).toEqual([]);
  });

  it('names file and line of a link to a page that is not there', () => {
    const [problem] = check('<p>one\n<a href="chek.html">two</a>');
    expect(problem).toMatchObject({ file: 'ru/index.html', line: 2 });
    expect(problem?.what).toContain('chek.html');
  });

  it('finds a missing anchor', () => {
    expect(check('<a href="check.html#b"></a>')[0]?.what).toContain('"b"');
  });
});

describe('portabilityProblems', () => {
  const check = (body: string, head = policy) =>
    portabilityProblems(page('ru/index.html', `<html><head>${head}</head><body>${body}</body></html>`), [
      'https://listed.example/',
    ]).map((problem) => problem.what);

  it('accepts relative addresses and listed links', () => {
    expect(
      check(
        '<a href="check.html"></a><a href="https://listed.example/x"></a><script src="../assets/a.js"></script>',
      ),
    ).toEqual([]);
  });

  it.each([
    ['<a href="/ru/check.html">', 'root of a host'],
    ['<img src="https://listed.example/x.png">', 'another host'],
    ['<script src="//evil.example/x.js"></script>', 'another host'],
    ['<a href="https://other.example/">', 'another host'],
    ['<p style="color:red">', 'attribute style'],
    ['<p onclick="x()">', 'inline handler'],
    ['<script type="module" src="../a.js"></script>', 'module file'],
    ['<script src="../a.js" integrity="sha256-x"></script>', 'attribute integrity'],
  ])('refuses %s', (body, expected) => {
    expect(check(body).join()).toContain(expected);
  });

  it('wants the policy before everything else in head', () => {
    expect(check('', `<title>x</title>${policy}`).join()).toContain('first element of <head>');
  });
});

describe('checks that read files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'checks-'));
    mkdirSync(join(folder, 'assets'));
    mkdirSync(join(folder, 'ru'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds a script that can send a request', () => {
    writeFileSync(join(folder, 'assets/check.js'), 'fetch("x")');
    writeFileSync(join(folder, 'assets/leave.js'), 'go()');
    expect(fetchProblems(folder, ['assets/check.js', 'assets/leave.js']).map(({ file }) => file)).toEqual([
      'assets/check.js',
    ]);
  });

  it('finds a page that is too heavy, roster aside', () => {
    const noise = Array.from({ length: 20_000 }, (_, index) =>
      ((index * 2654435761) >>> 7).toString(36),
    ).join('');
    writeFileSync(join(folder, 'assets/roster.js'), noise);
    const check = page('ru/check.html', '<script src="../assets/roster.js"></script>');
    expect(oversizedParts(folder, check)).toEqual([]);
    expect(oversizedParts(folder, page('ru/index.html', noise)).map(({ file }) => file)).toEqual([
      'ru/index.html',
    ]);
  });
});
