import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { applyEdits, elementsOf } from '../../../../scripts/site/built-site.ts';
import { policyEdit } from '../../../../scripts/site/content-security-policy.ts';

const policy = (body: string): string => {
  const text = `<!doctype html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`;
  const out = applyEdits(text, [policyEdit({ path: 'ru/index.html', text, elements: elementsOf(text) })]);
  const found = /<head><meta http-equiv="Content-Security-Policy" content="([^"]*)"><meta charset/.exec(out);
  if (found?.[1] === undefined) throw new Error(`no policy at the start of head in ${out}`);
  return found[1];
};

describe('policyEdit', () => {
  it('lets a page without scripts run none and reach nothing', () => {
    const text = policy('<p>x</p>');
    expect(text).toContain("default-src 'none'");
    expect(text).toContain("form-action 'none'");
    expect(text).not.toContain('script-src');
    expect(text).not.toContain('connect-src');
  });

  it('names the hash of each inline script, and of no data block', () => {
    const hash = createHash('sha256').update('run(1)').digest('base64');
    const text = policy('<script>run(1)</script><script type="application/json">{"a":1}</script>');
    expect(text).toContain(`script-src 'sha256-${hash}'`);
    expect(text.match(/sha256-/g)).toHaveLength(1);
  });

  it('gives the check page a worker from a blob and no other host', () => {
    const text = policy('<script src="../assets/check.js"></script>');
    expect(text).toContain("script-src 'self'");
    expect(text).toContain('worker-src blob:');
    expect(text).toContain("connect-src 'self';");
  });

  it('never allows what would let a stranger run code', () => {
    const text = policy('<script src="../assets/page-search.js"></script><style>p{}</style>');
    expect(text).toContain("'wasm-unsafe-eval'");
    expect(text).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
  });
});
