import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'uqr';
import { escaped } from '../../../src/i18n/markup.ts';
import type { CardWords } from './words.ts';

/** One card; `record_id` stands only on the office's own sheet. */
export interface Card {
  record_id: string;
  /** As shown, `4KD9-Q7M2`; null for a man without a public row. */
  ref: string | null;
  /** Canonical family code. */
  family_code: string;
}

/** What stands on every card of a sheet. */
export interface CardSettings {
  /** Addresses of the site, the first ones are printed. */
  mirrors: readonly string[];
  /** Fingerprint of the publisher's key in groups of four; null while there is none. */
  keyFingerprint: string | null;
  /** The language of the page that the QR codes open. */
  language: string;
  demonstration: boolean;
  /** In the order in which they are printed. */
  words: readonly CardWords[];
}

const cardsPerPage = 10;
/** As many addresses and QR codes as a card has room for. */
const printedMirrors = 2;

const styles = readFileSync(join(import.meta.dirname, 'sheet.css'), 'utf8');

const mark =
  '<svg viewBox="0 0 48 48" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" d="M4 38 24 7l20 31ZM4 38 31 18M44 38 24.5 23"/></svg>';

/**
 * What a QR code holds: the address of the code page, with the key's fingerprint behind `#`, where a telephone shows
 * it and no network sees it.
 */
export function scanAddress(
  mirror: string,
  settings: Pick<CardSettings, 'language' | 'keyFingerprint'>,
): string {
  const page = new URL(`${settings.language}/code.html`, mirror.endsWith('/') ? mirror : `${mirror}/`);
  if (settings.keyFingerprint !== null) page.hash = settings.keyFingerprint;
  return page.href;
}

/** `https://example.org/` as people write it. */
const shortAddress = (mirror: string): string => mirror.replace(/^https?:\/\//, '').replace(/\/$/, '');

function codeGroups(code: string): string {
  const groups = code.split('-').map((group, i) => `<li><small>${i + 1}</small>${escaped(group)}</li>`);
  return `<ol class="code">${groups.join('')}</ol>`;
}

function spoken(words: CardWords): string {
  return `<p lang="${words.tag}"><b>${escaped(words.title)}.</b> ${escaped(words.use)} ${escaped(words.secret)}</p>`;
}

/** A QR code as a symbol that every card refers to, so that a thousand cards hold it once. */
function scanSymbol(id: string, address: string): string {
  const { size, data } = encode(address, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<symbol id="${id}" viewBox="0 0 ${size} ${size}"><path shape-rendering="crispEdges" d="${squares.join('')}"/></symbol>`;
}

const printed = (settings: CardSettings): readonly string[] => settings.mirrors.slice(0, printedMirrors);

/** One word in each language, without saying the same twice. */
function everyLanguage(words: readonly CardWords[], pick: (words: CardWords) => string): string {
  return [...new Set(words.map(pick))].map(escaped).join(' / ');
}

/** What is the same on all cards is drawn once. */
function cardFrame(settings: CardSettings): (card: Card, number: number) => string {
  const { words, keyFingerprint } = settings;
  const mirrors = printed(settings);
  const scans = mirrors.map((_, i) => `<svg role="img"><use href="#scan-${i}"/></svg>`).join('');
  const name = everyLanguage(words, (one) => one.name);
  const texts = words.map(spoken).join('');
  const demonstration = settings.demonstration ? `${escaped(words[0]?.demonstration ?? '')} · ` : '';
  const sites = mirrors.map((mirror) => `<span>${escaped(shortAddress(mirror))}</span>`).join(' · ');
  const key =
    keyFingerprint === null
      ? ''
      : `<p>${everyLanguage(words, (one) => one.key)}: <b>${escaped(keyFingerprint)}</b></p>`;
  const refWord = everyLanguage(words, (one) => one.ref);
  return ({ ref, family_code }, number) => {
    const shownRef = ref === null ? '' : `<span class="ref">${refWord} <b>${escaped(ref)}</b></span>`;
    return (
      `<article class="card"><div class="text"><div class="head"><span class="name">${mark}${name}</span>${shownRef}</div>` +
      `${codeGroups(family_code)}${texts}<div><p class="sites">${sites}</p>${key}</div></div>` +
      `<div class="scan">${scans}<p class="number">${demonstration}${number}</p></div></article>`
    );
  };
}

function pages(cards: readonly Card[], settings: CardSettings): string {
  const draw = cardFrame(settings);
  const drawn = cards.map((card, i) => draw(card, i + 1));
  const count = Math.ceil(drawn.length / cardsPerPage);
  return Array.from({ length: count }, (_, page) => {
    const own = drawn.slice(page * cardsPerPage, (page + 1) * cardsPerPage);
    return `<section class="page">${own.join('')}</section>`;
  }).join('\n');
}

/** The last sheet: which card is whose. A card given to the wrong man would open another man's record. */
function officeSheet(cards: readonly Card[], words: readonly CardWords[]): string {
  const head = (pick: (words: CardWords) => string): string => `<th>${everyLanguage(words, pick)}</th>`;
  const rows = cards.map(
    ({ record_id, ref }, i) =>
      `<tr><td>${i + 1}</td><td>${escaped(record_id)}</td><td>${ref ?? ''}</td></tr>`,
  );
  const notes = words.map(({ tag, office }) => `<p lang="${tag}">${escaped(office.note)}</p>`).join('');
  return (
    `<section class="office"><h1>${everyLanguage(words, ({ office }) => office.title)}</h1>${notes}<table><thead><tr>` +
    `${head(({ office }) => office.number)}${head(({ office }) => office.record)}${head(({ office }) => office.ref)}` +
    `</tr></thead><tbody>${rows.join('')}</tbody></table></section>`
  );
}

/**
 * A print sheet of cards to cut out, ten on an A4 page, and a last page that says which card is whose. One HTML file
 * that loads nothing.
 */
export function renderCards(cards: readonly Card[], settings: CardSettings): string {
  const title = everyLanguage(settings.words, (one) => one.title);
  const symbols = printed(settings).map((mirror, i) =>
    scanSymbol(`scan-${i}`, scanAddress(mirror, settings)),
  );
  return `<!doctype html>
<html lang="${settings.words[0]?.tag ?? 'ru'}">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
${styles}</style>
</head>
<body>
<svg width="0" height="0" class="symbols">${symbols.join('')}</svg>
${pages(cards, settings)}
${officeSheet(cards, settings.words)}
</body>
</html>
`;
}
