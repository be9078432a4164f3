import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { escaped } from '../../src/i18n/markup.ts';
import { type TrustWords, trustWordsSchema } from '../../src/schemas/trust.ts';
import { type PublicKey, parsePublicKey } from '../../src/trust/minisign.ts';
import { classicScript } from './browser-bundle.ts';
import { hashSource } from './content-security-policy.ts';

const root = resolve(import.meta.dirname, '../..');
const content = join(root, 'content/trust');

/** What is said about genuineness in one language, and its list of 256 words. */
export interface TrustLanguage {
  words: TrustWords;
  list: string[];
}

function wordLists(): Map<string, string[]> {
  const [head = '', ...rows] = readFileSync(join(content, 'words.tsv'), 'utf8').trim().split('\n');
  const cells = rows.map((row) => row.split('\t'));
  return new Map(head.split('\t').map((code, at) => [code, cells.map((row) => row[at] ?? '')]));
}

/**
 * Every language of content/trust, the default one first. A language without a column of words of its own
 * borrows the English one: words can be compared without being understood.
 * @throws ZodError naming the sentence that is missing
 */
export function trustLanguages(first = 'ru'): Map<string, TrustLanguage> {
  const lists = wordLists();
  const codes = readdirSync(content)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1));
  return new Map(
    codes.map((code) => {
      const words = trustWordsSchema.parse(JSON.parse(readFileSync(join(content, `${code}.json`), 'utf8')));
      return [code, { words, list: lists.get(code) ?? lists.get('en') ?? [] }];
    }),
  );
}

/** The publisher's public keys as the site shows them: the current one, then the next. */
export function siteKeys(): PublicKey[] {
  return ['minisign.pub', 'next.pub'].map((name) =>
    parsePublicKey(readFileSync(join(content, name), 'utf8')),
  );
}

const style = `
*{box-sizing:border-box}
body{margin:0 auto;max-width:40rem;padding:1rem;font:1.125rem/1.55 Georgia,"PT Serif","Noto Serif","Times New Roman",serif;color:#1d2738;background:#fbf9f4;overflow-wrap:break-word}
h1{font-size:min(2rem,16vw);line-height:1.15;text-wrap:balance}p,li{text-wrap:pretty}h2{font-size:1.2rem;overflow-wrap:anywhere}h3{font-size:1rem;margin:1.2rem 0 .2rem}
button,.choose{font:inherit;color:inherit;background:#fffefb;border:2px solid #7d7767;border-radius:.4rem;padding:.5rem .9rem;min-height:2.75rem;cursor:pointer}
button[aria-pressed=true]{border-color:#8c2f1b;text-decoration:underline}
nav{display:flex;flex-wrap:wrap;gap:.4rem}
#tool>.sheet{border:2px dashed #7d7767;border-radius:4px;padding:1.4rem 1rem;background:#fffefb;text-align:center}
.choose{display:inline-block;font-weight:bold}
#file{position:absolute;width:1px;height:1px;opacity:0}
#file:focus-visible+.choose,button:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
.verdict{font-size:1.25rem;font-weight:bold;border-left:.4rem solid #1d2738;padding-left:.8rem}
.key{font-size:1.25rem;overflow-wrap:anywhere}
li{overflow-wrap:anywhere}
.soft{color:#51596a;font-size:1rem}
@media(prefers-color-scheme:dark){body{color:#eceae4;background:#14181f}button,.choose,#tool>.sheet{background:#1b212b;border-color:#8b93a1}.verdict{border-color:#eceae4}.soft{color:#b8bcc5}button[aria-pressed=true]{border-color:#f0a08c}#file:focus-visible+.choose,button:focus-visible{outline-color:#ffbf47}}
`;

export interface VerifyPageInput {
  /** Keys whose signature counts. */
  keys: readonly PublicKey[];
  /** By code; the first is what the page says before its script has run. */
  languages: ReadonlyMap<string, TrustLanguage>;
}

/**
 * verify.html: one file that loads nothing. A relative saves it once, from somebody she trusts, and drops
 * onto it what is forwarded to her.
 * @returns the HTML, the same bytes for the same input
 */
export async function buildVerifyPage({ keys, languages }: VerifyPageInput): Promise<string> {
  const [first] = languages;
  if (first === undefined) throw new Error('verify.html needs a language: content/trust/<lang>.json');
  const [code, { words }] = first;
  const say = (name: keyof TrustWords['verify']): string => escaped(words.verify[name]);
  const bundle = await classicScript(join(root, 'src/components/verify/verify-script.ts'));
  // The script stands in the page: what would end it early is written in another way.
  const script = bundle.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const data = {
    keys: keys.map(({ text }) => text),
    languages: Object.fromEntries(
      [...languages].map(([code, language]) => [code, { words: language.words.verify, list: language.list }]),
    ),
  };
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const buttons = [...languages].map(
    ([code, language]) =>
      `<button type="button" data-language="${code}" lang="${code}" aria-pressed="false">${escaped(language.words.name)}</button>`,
  );
  return `<!doctype html>
<html lang="${code}">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${say('title')}</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Language">${buttons.join('')}</nav>
<main>
<h1 data-say="title">${say('title')}</h1>
<p data-say="intro">${say('intro')}</p>
<p id="old" data-say="old" hidden>${say('old')}</p>
<div id="tool" hidden>
<div class="sheet"><input type="file" id="file" accept=".zip,.html,.htm"><label class="choose" for="file" data-say="choose">${say('choose')}</label> <span data-say="drop">${say('drop')}</span></div>
<div id="answer" role="status" aria-live="polite"></div>
</div>
<p class="soft" data-say="limits">${say('limits')}</p>
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
}
