import { describe, expect, it } from 'vitest';
import { applyEdits, elementsOf } from '../../../../scripts/site/built-site.ts';
import { relativeAddress, relativeLinkEdits } from '../../../../scripts/site/relative-links.ts';

const page = (path: string, text: string) => ({ path, text, elements: elementsOf(text) });

const linked = (built: ReturnType<typeof page>): string => applyEdits(built.text, relativeLinkEdits(built));

describe('relativeAddress', () => {
  it.each([
    ['ru/index.html', '/ru/check.html', 'check.html'],
    ['ru/index.html', '/uk/index.html', '../uk/index.html'],
    ['index.html', '/ru/index.html', 'ru/index.html'],
    ['ru/list/1.html', '/assets/site.css', '../../assets/site.css'],
    ['ru/index.html', '/', '../index.html'],
    ['ru/index.html', '/ru/', 'index.html'],
    ['ru/steps.html', '/ru/steps.html#papers', 'steps.html#papers'],
    ['ru/steps.html', '/ru/check.html?x=1#y', 'check.html?x=1#y'],
  ])('from %s to %s is %s', (from, address, expected) => {
    expect(relativeAddress(from, address)).toBe(expected);
  });

  it('leads to the same file wherever the site is served', () => {
    for (const base of ['https://a.example/', 'https://b.example/some/deep/path/', 'file:///media/stick/']) {
      const from = new URL('ru/list/1.html', base);
      expect(new URL(relativeAddress('ru/list/1.html', '/be/check.html#name'), from).href).toBe(
        `${base}be/check.html#name`,
      );
    }
  });
});

describe('relativeLinkEdits', () => {
  it('changes root-absolute addresses and no other byte', () => {
    const text =
      '<!doctype html><html><head><link rel=stylesheet href="/assets/a.css"><script src="/assets/b.js"></script></head>' +
      '<body><a  href=\'/ru/check.html\'>x</a><a href="https://example.org/ru/">y</a><a href="#z">z</a> &amp; "/ru/" </body></html>';
    expect(linked(page('ru/index.html', text))).toBe(
      '<!doctype html><html><head><link rel=stylesheet href="../assets/a.css"><script src="../assets/b.js"></script></head>' +
        '<body><a  href="check.html">x</a><a href="https://example.org/ru/">y</a><a href="#z">z</a> &amp; "/ru/" </body></html>',
    );
  });

  it('reaches into templates and leaves protocol-relative addresses for the check to refuse', () => {
    const text = '<template><a href="/ru/contacts.html">x</a></template><img src="//evil.example/x.png">';
    expect(linked(page('ru/check.html', text))).toBe(
      '<template><a href="contacts.html">x</a></template><img src="//evil.example/x.png">',
    );
  });
});
