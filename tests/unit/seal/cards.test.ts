import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Card, renderCards, scanAddress } from '../../../scripts/roster/cards/sheet.ts';
import { readCardSettings, writeCards } from '../../../scripts/roster/cards.ts';
import { createFamilyCode } from '../../../src/seal/family-code.ts';
import { seededBytes } from './seeded-bytes.ts';

const cards: Card[] = Array.from({ length: 23 }, (_, n) => ({
  record_id: `R<${n}>`,
  ref: n % 3 === 0 ? null : `4KD9-Q7M${n % 10}`,
  family_code: createFamilyCode(seededBytes(`card ${n}`, 10)),
}));
const settings = {
  ...readCardSettings(),
  mirrors: ['https://one.example/', 'https://two.example/sub', 'https://three.example/'],
  keyFingerprint: 'ABCD-EFGH',
  language: 'ru',
  demonstration: false,
};
const html = renderCards(cards, settings);
const count = (pattern: RegExp): number => [...html.matchAll(pattern)].length;

describe('the sheet of cards', () => {
  it('has ten cards on a page and every code once, group by group', () => {
    expect(count(/class="page"/g)).toBe(3);
    expect(count(/<article /g)).toBe(23);
    expect(
      [...html.matchAll(/<ol class="code">(.*?)<\/ol>/g)].map(([, groups]) =>
        [...(groups ?? '').matchAll(/<\/small>(\w{4})</g)].map(([, group]) => group).join('-'),
      ),
    ).toEqual(cards.map(({ family_code }) => family_code));
  });

  it('speaks Russian and Ukrainian on each card', () => {
    expect(count(/<p lang="ru"><b>Семейный код/g)).toBe(23);
    expect(count(/<p lang="uk"><b>Сімейний код/g)).toBe(23);
  });

  it('prints the first two mirrors and the key, as text and as codes to scan', () => {
    expect(count(/<span>one\.example<\/span> · <span>two\.example\/sub<\/span>/g)).toBe(23);
    expect(count(/<b>ABCD-EFGH<\/b>/g)).toBe(23);
    expect(html).not.toContain('three.example');
    expect(scanAddress('https://two.example/sub', settings)).toBe(
      'https://two.example/sub/ru/code.html#ABCD-EFGH',
    );
    expect(count(/<symbol /g)).toBe(2);
    expect(count(/<use href="#scan-[01]"/g)).toBe(46);
  });

  it('says whose card it is on the last page only', () => {
    const [onCards = '', office = ''] = html.split('class="office"');
    expect(onCards).not.toContain('R&lt;');
    for (const { record_id } of cards)
      expect(office).toContain(`<td>${record_id.replace('<', '&lt;').replace('>', '&gt;')}</td>`);
    for (const { family_code } of cards) expect(office).not.toContain(family_code.slice(0, 4));
  });

  it('loads nothing and runs nothing', () => {
    expect(html).not.toMatch(/<script|<link|<img|src=|url\(|@import|href="(?!#scan-)/);
    expect(html).toContain("default-src 'none'");
  });

  it('says that a demonstration is one, and works before there are mirrors or a key', () => {
    expect(renderCards(cards, { ...settings, demonstration: true })).toContain('Демонстрация · 1<');
    const bare = renderCards(cards, { ...settings, mirrors: [], keyFingerprint: null });
    expect(bare).not.toContain('<symbol');
    expect(bare).not.toContain('Ключ');
  });

  it('is written for its owner alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cards-'));
    try {
      const path = join(folder, 'cards.html');
      writeCards(path, cards);
      expect(statSync(path).mode & 0o077).toBe(0);
      expect(readFileSync(path, 'utf8')).toContain('<article class="card">');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
