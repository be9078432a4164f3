import { describe, expect, it } from 'vitest';
import { listUrl, pageUrl } from '../../../src/urls/page-url.ts';

describe('addresses', () => {
  it('name their file, and are the same in every language', () => {
    expect(pageUrl('ru', 'check')).toBe('/ru/check.html');
    expect(pageUrl('pl', 'home')).toBe('/pl/index.html');
    expect(listUrl('be', 3)).toBe('/be/list/3.html');
  });
});
